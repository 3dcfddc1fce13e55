"""Opening: a first window with the ways in, there at once, and the whole application once it is loaded behind it."""

from __future__ import annotations

import importlib
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from workbench.model.problems import Problem
from workbench.ui import dressing, dropping
from workbench.ui.appearance import appearance
from workbench.ui.remembered import Remembered
from workbench.ui.welcome import Welcome

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow


class Loader(QObject):
    """Loads the application on a thread of its own; `loaded` carries the module, or what went wrong."""

    loaded = Signal(object)

    def begin(self) -> None:
        threading.Thread(target=self._load, name="loader", daemon=True).start()

    def _load(self) -> None:
        try:
            self.loaded.emit(importlib.import_module("workbench.ui.application"))
        except BaseException as error:
            self.loaded.emit(error)


class FirstWindow(QMainWindow):
    """The ways in, usable while the rest is loaded: what is chosen or dropped is done as soon as it can be."""

    def __init__(self, path: Path | None, analyst: str) -> None:
        super().__init__()
        self._path, self._analyst = path, analyst
        self._wanted: tuple[str, dict[str, Any]] | None = None
        self.window_: MainWindow | None = None
        self.problem: Problem | None = None
        self.setWindowTitle(self.tr("Clew"))
        self.setAcceptDrops(True)
        self.setMinimumSize(800, 500)
        self.resize(1440, 900)
        self.remembered = Remembered()
        appearance().choose(self.remembered.appearance)
        kept = self.remembered.layout()
        if kept is not None:
            self.restoreGeometry(kept[0])
        self.welcome = Welcome()
        self.welcome.show_recent(self.remembered.recent())
        self.welcome.asked.connect(self._want)
        self.setCentralWidget(self.welcome)
        self.loader = Loader(self)
        self.loader.loaded.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    def _want(self, id: str, given: dict[str, Any]) -> None:
        self._wanted = id, given
        self.statusBar().showMessage(self.tr("Getting ready; what you chose is done in a moment."))

    def _go_on(self, loaded: Any) -> None:
        """Puts the whole window in place of this one."""
        if isinstance(loaded, BaseException):
            raise loaded
        if not self.isVisible():
            return  # closed meanwhile
        try:
            self.window_ = loaded.start(self._path, self._analyst, self._stand_there)
        except Problem as problem:
            self.problem = problem
            QApplication.exit(2)
            return
        self.hide()
        if self._wanted is not None:
            self.window_.perform(*self._wanted)

    def _stand_there(self, window: MainWindow) -> None:
        """Has a window stand where this one stands."""
        window.setGeometry(self.geometry())
        window.setWindowState(self.windowState())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        dropping.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._want(*dropping.wanted(event))

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()


def run(path: Path | None = None, analyst: str = "") -> int:
    """Opens the window and stays until it is closed; the exit code."""
    from workbench.drawing import screen  # late: it asks other processes

    if not screen.is_there():
        print(
            "clew: there is no screen to open a window on; 'clew --help' lists what works without",
            file=sys.stderr,
        )
        return 2
    application = dressing.make()
    try:
        first = FirstWindow(path, analyst)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    first.show()
    first.loader.begin()
    code = application.exec()
    if first.problem is not None:
        print(first.problem, file=sys.stderr)
        return 2
    if first.window_ is not None:
        first.window_.deleteLater()
    return int(code)
