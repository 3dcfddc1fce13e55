"""View: which part of a chart shows, and how large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.drawing.chart import Floats

UNIT = 80.0  # screen pixels a chart unit takes at scale 1
SMALLEST, LARGEST = 0.0005, 12.0


@dataclass(frozen=True)
class View:
    """Chart position p shows at `p * UNIT * scale + (ox, oy)`, in screen pixels from the upper left."""

    scale: float = 1.0
    ox: float = 0.0
    oy: float = 0.0

    @property
    def per_unit(self) -> float:
        """Screen pixels a chart unit takes."""
        return UNIT * self.scale

    @property
    def zoom(self) -> float:
        """How much larger icons are than at scale 1: they grow and shrink more slowly than distances."""
        return float(self.scale ** (0.8 if self.scale <= 1.0 else 0.45))

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        return x * self.per_unit + self.ox, y * self.per_unit + self.oy

    def to_chart(self, px: float, py: float) -> tuple[float, float]:
        return (px - self.ox) / self.per_unit, (py - self.oy) / self.per_unit

    def panned(self, dx: float, dy: float) -> View:
        """The view after the chart was drawn aside by some pixels."""
        return View(self.scale, self.ox + dx, self.oy + dy)

    def zoomed(self, factor: float, px: float, py: float) -> View:
        """The view `factor` times as large, what shows at (px, py) staying there."""
        scale = min(max(self.scale * factor, SMALLEST), LARGEST)
        ratio = scale / self.scale
        return View(scale, px - (px - self.ox) * ratio, py - (py - self.oy) * ratio)


def fitting(
    xy: Floats,
    width: float,
    height: float,
    *,
    largest: float = 1.2,
    margins: tuple[float, float, float, float] | None = None,
) -> View:
    """The view in which all positions show, with room for captions, no larger than `largest`.

    `margins` are the pixels kept free at the left, top, right and bottom.
    """
    if len(xy) == 0:
        return View(1.0, width / 2, height / 2)
    left, top, right, bottom = margins or (min(84.0, width / 8), 44.0, min(84.0, width / 8), 60.0)
    low, high = xy.min(axis=0).astype(float), xy.max(axis=0).astype(float)
    span = np.maximum(high - low, 1e-6) * UNIT
    room = max(width - left - right, 20.0), max(height - top - bottom, 20.0)
    scale = float(min(room[0] / span[0], room[1] / span[1], largest))
    scale = min(max(scale, SMALLEST), LARGEST)
    middle = (low + high) / 2 * UNIT * scale
    return View(scale, left + room[0] / 2 - float(middle[0]), top + room[1] / 2 - float(middle[1]))
