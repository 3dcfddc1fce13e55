"""Puts callables of other threads onto the one that owns the widgets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from workbench.ui.turns import Turns


class MainThread(QObject):
    """Called from any thread with a callable, runs it on the thread it was made on, in the order they came; after
    `close` nothing runs."""

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._turns = Turns(self)
        self._asked.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def __call__(self, call: Callable[[], None]) -> None:
        if self._open:
            self._asked.emit(call)

    def _take(self, call: Callable[[], None]) -> None:
        if self._open:
            self._turns.add(call)

    def close(self) -> None:
        """Drops whatever was still to be run."""
        self._open = False
        self._turns.drop()
