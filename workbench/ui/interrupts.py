"""Ctrl+C in the terminal, or the system's request to end, closes the window as its button does."""

from __future__ import annotations

import os
import signal

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QWidget


def heed(window: QWidget) -> None:
    """Closes `window`, and so its case into a single file, when somebody interrupts the program from outside."""
    for asked in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(asked) != signal.SIG_IGN:
            # Not at once: Qt may be in the middle of telling a widget something.
            signal.signal(asked, lambda *_: QTimer.singleShot(0, window.close))
    if os.name == "posix":
        _wake(window)


def _wake(window: QWidget) -> None:
    """Python looks at signals between its own instructions, and a window that waits runs none: a pipe wakes it."""
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write)
    notifier = QSocketNotifier(read, QSocketNotifier.Type.Read, window)
    notifier.activated.connect(lambda *_: os.read(read, 64))
