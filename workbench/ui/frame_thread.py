"""FrameThread: draws on a thread of its own, always the latest order and no other."""

from __future__ import annotations

import atexit
import threading
import weakref
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

IDLE = 2.0  # seconds after which a thread without work ends


class FrameThread(QObject):
    """`draw(order)` is called on the thread; `painted` brings what it answers, `failed` what went wrong, both to the
    thread of the receiver. Once it is stopped or deleted it tells nothing more. It ends after `idle` seconds without
    work, and begins again with the next order; None keeps it."""

    painted = Signal(object)
    failed = Signal(object)

    def __init__(self, name: str, draw: Callable[[Any], object], idle: float | None = IDLE) -> None:
        super().__init__()
        self._name, self._draw, self._idle = name, draw, idle
        self._condition = threading.Condition()
        self._order: object | None = None
        self._thread: threading.Thread | None = None
        self._ended = threading.Event()
        condition, ended = self._condition, self._ended

        def end(*_: object) -> None:
            with condition:  # a signal on its way is told first, and none begins afterwards
                ended.set()
                condition.notify()

        self.destroyed.connect(end)  # not a method: those of what is deleted are no longer called
        _living.add(self)

    def ask(self, order: object) -> None:
        """Draws this next; an order not yet begun is forgotten."""
        with self._condition:
            if self._ended.is_set():
                return
            self._order = order
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._condition.notify()

    def stop(self) -> None:
        """Ends the thread, after the frame at hand; nothing can be asked for afterwards."""
        with self._condition:
            self._ended.set()
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
                if self._order is None and not self._ended.is_set():
                    self._condition.wait(self._idle)
                order, self._order = self._order, None
                if self._ended.is_set() or order is None:
                    self._thread = None
                    return
            try:
                made = self._draw(order)
            except Exception as error:
                # raised again by the window's thread, where it is seen
                self._tell("failed", error)
            else:
                self._tell("painted", made)

    def _tell(self, name: str, what: object) -> None:
        with self._condition:
            if not self._ended.is_set():
                getattr(self, name).emit(what)


_living: weakref.WeakSet[FrameThread] = weakref.WeakSet()


@atexit.register  # later than Qt's own, hence run before it deletes what still stands
def _stop_all() -> None:
    for thread in list(_living):
        thread.stop()
