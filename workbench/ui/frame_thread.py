"""FrameThread: draws on a thread of its own, always the latest order and no other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

IDLE = 2.0  # seconds after which a thread without work ends


class FrameThread(QObject):
    """`draw(order)` is called on the thread; `painted` brings what it answers, `failed` what went wrong, both to the
    thread of the receiver."""

    painted = Signal(object)
    failed = Signal(object)

    def __init__(self, name: str, draw: Callable[[Any], object]) -> None:
        super().__init__()
        self._name, self._draw = name, draw
        self._condition = threading.Condition()
        self._order: object | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None

    def ask(self, order: object) -> None:
        """Draws this next; an order not yet begun is forgotten."""
        with self._condition:
            if self._stopping:
                return
            self._order = order
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._condition.notify()

    def stop(self) -> None:
        """Ends the thread, after the frame at hand; nothing can be asked for afterwards."""
        with self._condition:
            self._stopping = True
            self._condition.notify()
            thread = self._thread
        if thread is not None:
            thread.join()

    @property
    def busy(self) -> bool:
        """Whether a thread is running."""
        return self._thread is not None

    def _run(self) -> None:
        while True:
            with self._condition:
                if self._order is None and not self._stopping:
                    self._condition.wait(IDLE)
                order, self._order = self._order, None
                if self._stopping or order is None:
                    self._thread = None
                    return
            try:
                self.painted.emit(self._draw(order))
            except Exception as error:
                # raised again by the window's thread, where it is seen
                self.failed.emit(error)
