"""Turns: what the window itself has to do comes a few milliseconds at a time; keys and painting come in between."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

LONGEST = 0.003  # seconds of callables in a row
PAUSE = 1  # milliseconds; a timer of none would wait until nothing else is to be done at all


class Turns(QObject):
    """Runs callables on the thread that owns the window, in the order they were added: several that come together would
    otherwise hold up the keys for as long as all of them take. `waiting` says whether any is left."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left: deque[Callable[[], object]] = deque()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE, timerType=Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._run)

    @property
    def waiting(self) -> bool:
        return bool(self._left)

    def add(self, *calls: Callable[[], object]) -> None:
        """Runs these as soon as it is their turn: at once where nothing waits."""
        self._left.extend(calls)
        if not self._pause.isActive():
            self._run()

    def drop(self) -> None:
        """Forgets whatever was still to be run."""
        self._left.clear()

    def _run(self) -> None:
        begun = time.perf_counter()
        while self._left and time.perf_counter() - begun < LONGEST:
            call = self._left.popleft()
            if self._left:  # whatever this one raises, and though it opens a dialog with a loop of its own
                self._pause.start()
            call()
        if time.perf_counter() - begun >= LONGEST:  # what is added next waits as well
            self._pause.start()
