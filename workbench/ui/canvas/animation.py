"""Glide: entities and the view move smoothly to where they belong, and at once when somebody acts meanwhile."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer

from workbench.drawing.chart import ChartData, Floats
from workbench.drawing.view import View
from workbench.ui import motion

if TYPE_CHECKING:
    from workbench.ui.canvas.surface import Surface

LASTS = 300  # milliseconds
PAUSE = 16  # from one frame to the next
STILL = 1e-3  # chart units that are no movement


class Glide(QObject):
    """Moves what a surface shows. Never more than the latest wish: a new one begins where the last has come to."""

    def __init__(self, surface: Surface) -> None:
        super().__init__(surface)
        self._surface = surface
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._step)
        self._begun = 0.0
        self._from: Floats = np.zeros((0, 2), np.float32)
        self._to: Floats = self._from
        self._views: tuple[View, View] | None = None

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def begin(self, start: Floats, end: Floats, view: View | None = None) -> None:
        """Moves entities from `start` to `end` [n, 2], and to another view where one is given; at once where motion
        is not wanted or nothing moves."""
        self._from, self._to = start, end
        self._views = None if view is None else (self._surface.view, view)
        moves = len(end) and (view is not None or float(np.abs(end - start).max()) > STILL)
        if not moves or not self._surface.isVisible() or motion.reduced():
            self.finish()
            return
        self._begun = time.monotonic()
        self._timer.start()
        self._show(0.0)

    def keep_view(self) -> None:
        """Leaves the view to whoever looks elsewhere meanwhile; entities go on."""
        self._views = None

    def finish(self) -> None:
        """Everything is where it belongs now."""
        self._timer.stop()
        self._show(1.0)

    def stop(self) -> None:
        """Ends without moving anything any more: what is shown has been replaced."""
        self._timer.stop()

    def _step(self) -> None:
        share = (time.monotonic() - self._begun) * 1000 / LASTS
        if share >= 1:
            self.finish()
        else:
            self._show(eased(share))

    def _show(self, share: float) -> None:
        surface = self._surface
        if self._views is not None:
            surface.look(between(*self._views, share, surface.width(), surface.height()))
        if len(self._to) != len(surface.chart):
            return  # another chart is shown
        if share >= 1:
            surface.settle_at(self._to)
        else:
            surface.show_positions(self._from + np.float32(share) * (self._to - self._from))


def eased(share: float) -> float:
    """Slow at both ends: how much of the way is done after a share of the time."""
    return 0.5 - 0.5 * math.cos(math.pi * min(max(share, 0.0), 1.0))


def from_there(before: ChartData, stood: Floats, now: ChartData) -> Floats:
    """Where the entities of a chart begin their way: where they stood on the chart before, new ones at their end."""
    order = np.argsort(before.ids, kind="stable")
    found = np.minimum(np.searchsorted(before.ids[order], now.ids), len(before) - 1)
    was = order[found]
    known = before.ids[was] == now.ids
    return np.where(known[:, None], stood[was], now.xy).astype(np.float32)


def between(start: View, end: View, share: float, width: float, height: float) -> View:
    """The view on the way from one to another, the middle of the screen going straight in the chart."""
    if share >= 1:
        return end
    scale = start.scale * (end.scale / start.scale) ** share
    here, there = start.to_chart(width / 2, height / 2), end.to_chart(width / 2, height / 2)
    x, y = (a + share * (b - a) for a, b in zip(here, there, strict=True))
    made = View(scale, 0.0, 0.0)
    return View(scale, width / 2 - x * made.per_unit, height / 2 - y * made.per_unit)
