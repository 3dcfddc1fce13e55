"""Player: moves the chosen stretch through time, at a speed, until it is stopped or comes to the end."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.drawing.timeline_axis import DAY, HOUR, SECOND
from workbench.ui import motion

TICK, STEP = 60, 1000  # milliseconds between two stretches: gliding, and jumping where motion is reduced
SPEEDS = (
    60 * SECOND,
    600 * SECOND,
    HOUR,
    6 * HOUR,
    DAY,
    7 * DAY,
    30 * DAY,
)  # microseconds of the case a second
LASTS = 40  # seconds that a whole case takes at the speed chosen at first
PART = 20  # of what is in view: the stretch that is played where none is chosen


def usual_speed(span: int) -> int:
    """The speed at which so much time takes a bit more than half a minute."""
    return min(SPEEDS, key=lambda speed: abs(span / speed - LASTS))


class Player(QObject):
    """`moved` brings each stretch, `changed` whether it plays. `ready` says whether what follows has caught up."""

    moved = Signal(object)
    changed = Signal(bool)

    def __init__(self, parent: QObject, ready: Callable[[], bool]) -> None:
        super().__init__(parent)
        self.ready = ready
        self.speed = DAY
        self._stretch = (0, 0)
        self._end = 0
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def play(self, stretch: tuple[int, int], end: int) -> None:
        """Moves a stretch on until it ends at `end`."""
        self._stretch, self._end, self._since = stretch, end, time.monotonic()
        self._timer.start(STEP if motion.reduced() else TICK)
        self.changed.emit(True)

    def stop(self) -> None:
        if self.playing:
            self._timer.stop()
            self.changed.emit(False)

    def tick(self) -> None:
        """Goes on by the time that passed since the last stretch; jumps by whole stretches where motion is reduced."""
        if not self.ready():
            return
        now = time.monotonic()
        low, high = self._stretch
        by = high - low if motion.reduced() else max(round((now - self._since) * self.speed), 1)
        self._since = now
        by = min(by, self._end - high)
        if by <= 0:
            return self.stop()
        self._stretch = low + by, high + by
        self.moved.emit(self._stretch)
        return None
