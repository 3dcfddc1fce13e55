"""Backdrop: links too many to tell apart, counted once and then moved about with the chart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from workbench.drawing.chart import Floats, Indexes
from workbench.kernels.density import add_lines, develop
from workbench.kernels.jit import Pixels

AROUND = 160  # pixels on each side of the picture that are counted beforehand, for the next steps of a pan
WHOLE = 1e-6  # pixels from a whole number up to which a distance is one: views are kept as sums of steps


@dataclass(frozen=True, eq=False)
class Lines:
    """Which lines are shown in which tones, and where: chart positions `* scale + origin` are pixels of the picture."""

    segments: Floats
    tint: npt.NDArray[np.uint8]
    tones: Pixels
    scale: float
    origin: tuple[float, float]

    def aside(self, other: Lines) -> tuple[int, int] | None:
        """How many whole pixels the same lines lie aside on another picture; None where it is not so simple."""
        same = self.segments is other.segments and self.tint is other.tint and self.tones is other.tones
        if not same or self.scale != other.scale:
            return None
        across, down = other.origin[0] - self.origin[0], other.origin[1] - self.origin[1]
        if abs(across - round(across)) > WHOLE or abs(down - round(down)) > WHOLE:
            return None
        return round(across), round(down)


class Backdrop:
    """The links of the last pictures. Those that are drawn again, as when something is selected, or some whole pixels
    aside, as when the chart is moved, are copied from a picture with some room around the view. One pixel in some
    thousands is then a step of colour away, because places were rounded from another corner.
    """

    def __init__(self) -> None:
        self._last: Lines | None = None
        self._drawn: Lines | None = None
        self._room: Pixels = np.zeros((0, 0), np.uint32)
        self._tallies: Pixels = np.zeros(0, np.uint32)

    def paint(self, lines: Lines, links: Callable[[int], Indexes], pixels: Pixels) -> None:
        """Paints the ground and the lines; `links(n)` are those within n pixels of the picture."""
        if self._copy(lines, pixels):
            return
        again = self._last is not None and self._last.aside(lines) is not None
        self._last, self._drawn = lines, None
        if again:
            self._draw_with_room(lines, links(AROUND), pixels.shape)
            self._copy(lines, pixels)
        else:
            self.draw(lines, links(0), pixels)

    def draw(self, lines: Lines, links: Indexes, pixels: Pixels) -> None:
        """Paints the ground and just these lines, anew."""
        if self._tallies.size < pixels.size:
            self._tallies = np.zeros(pixels.size, np.uint32)
        tallies = self._tallies[: pixels.size].reshape(pixels.shape)
        add_lines(lines.segments, links, lines.scale, *lines.origin, lines.tint, tallies)
        develop(tallies, lines.tones, pixels)

    def _copy(self, lines: Lines, pixels: Pixels) -> bool:
        """Copies the lines from what is drawn, if all of the picture lies on it."""
        aside = self._drawn.aside(lines) if self._drawn is not None else None
        if aside is None:
            return False
        left, top = -aside[0], -aside[1]
        height, width = pixels.shape
        if left < 0 or top < 0 or top + height > self._room.shape[0] or left + width > self._room.shape[1]:
            return False
        pixels[:] = self._room[top : top + height, left : left + width]
        return True

    def _draw_with_room(self, lines: Lines, links: Indexes, shape: tuple[int, ...]) -> None:
        roomy = shape[0] + 2 * AROUND, shape[1] + 2 * AROUND
        if self._room.shape != roomy:
            self._room = np.empty(roomy, np.uint32)
        self._drawn = replace(lines, origin=(lines.origin[0] + AROUND, lines.origin[1] + AROUND))
        self.draw(self._drawn, links, self._room)
