"""The application: a session and its window."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from workbench.app.session import Session
from workbench.kernels import warm
from workbench.ui import interrupts
from workbench.ui.appearance import appearance
from workbench.ui.dialogs import crash
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
    threading.excepthook = lambda said: print(crash.report(said.exc_value or SystemExit()), file=sys.stderr)
    sys.unraisablehook = lambda said: print(crash.report(said.exc_value or SystemExit()), file=sys.stderr)
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
        said, lambda job: warm.compile_all(lambda done, total, name: job.tell(done, total, said)), apart=True
    )


def _reporting(
    window: MainWindow,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Shows what nobody caught; the console, which may be kept in a file, has it without the words of the error."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        error.__traceback__ = error.__traceback__ or trace
        print(crash.report(error), file=sys.stderr)
        window.report(error)

    return report
