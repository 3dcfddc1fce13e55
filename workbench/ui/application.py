"""The application: a session and its window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from workbench.app.session import Session
from workbench.kernels import warm
from workbench.ui import interrupts
from workbench.ui.appearance import appearance
from workbench.ui.dressing import make
from workbench.ui.main_thread import MainThread
from workbench.ui.main_window import MainWindow
from workbench.ui.remembered import Remembered

__all__ = ["make", "start"]


def start(
    path: Path | None = None, analyst: str = "", stands: Callable[[MainWindow], object] = lambda window: None
) -> MainWindow:
    """A session and its window, on a case where one is named; the application must have been made. `stands` is told
    of the window before it shows."""
    remembered = Remembered()
    appearance().choose(remembered.appearance)
    thread = MainThread(QApplication.instance())
    session = Session(analyst, deliver=thread)
    window = MainWindow(session, remembered)
    window.closing = thread.close
    sys.excepthook = _reporting(window)
    interrupts.heed(window)
    stands(window)
    window.show()
    _warm_up(window)
    if path is not None:
        window.perform("open_case", {"path": str(path)})
    return window


def _warm_up(window: MainWindow) -> None:
    """Makes the kernels ready while one looks around: seconds at the first start on a computer, then no time."""
    said = window.tr("Getting ready, once on this computer")
    window.session.jobs.read(
        said, lambda job: warm.compile_all(lambda done, total, name: job.tell(done, total, said))
    )


def _reporting(
    window: MainWindow,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Shows what nobody caught; the console has it too."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        window.report(error)

    return report
