"""Puts callables of other threads onto the one that owns the widgets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class MainThread(QObject):
    """Called from any thread with a callable, runs it on the thread it was made on; after `close` nothing runs."""

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._asked.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def __call__(self, call: Callable[[], None]) -> None:
        if self._open:
            self._asked.emit(call)

    def _run(self, call: Callable[[], None]) -> None:
        if self._open:
            call()

    def close(self) -> None:
        """Drops whatever was still to be run."""
        self._open = False
