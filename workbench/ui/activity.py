"""Whether somebody is at the window: when a key was pressed or the mouse moved last."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

SIGNS = frozenset(
    (
        QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletMove, QEvent.Type.NativeGesture,
    )
)  # fmt: skip


class Activity(QObject):
    """Watches every window that comes to the front; windows get far fewer events than the widgets in them."""

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self.clock = clock
        self.last = clock()
        QGuiApplication.instance().focusWindowChanged.connect(self.watch)
        self.watch(QGuiApplication.focusWindow())

    @property
    def idle(self) -> float:
        """Seconds since somebody was there. By the clock on the wall, so that hours a computer slept count; one
        that is set back counts as time passed, for nobody knows how long it was."""
        return abs(self.clock() - self.last)

    def watch(self, window: QWindow | None) -> None:
        """Listens to this window too."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS:
            self.last = self.clock()
        return False
