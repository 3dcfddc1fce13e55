"""The main window: puts the parts together and does what they ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QChildEvent, QPoint, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QTabBar

from workbench.app.actions import all_actions
from workbench.app.session import Session
from workbench.case.records import Record
from workbench.drawing.theme import Theme
from workbench.model.changes import Changes
from workbench.model.problems import Cancelled, Problem
from workbench.ui import dropping, window_actions
from workbench.ui.appearance import appearance
from workbench.ui.attention import Attention
from workbench.ui.bringing_in import BringingIn
from workbench.ui.chart_area import ChartArea
from workbench.ui.demonstration import open_demonstration
from workbench.ui.dialogs.crash import CrashDialog
from workbench.ui.dialogs.reason import ReasonDialog
from workbench.ui.docking import Docking
from workbench.ui.forms import answers, asked
from workbench.ui.guard import Guard
from workbench.ui.hands import Hands
from workbench.ui.menus import Commands
from workbench.ui.panels.ask import AskPanel
from workbench.ui.panels.know import KnowPanel
from workbench.ui.remembered import Remembered
from workbench.ui.status import StatusBar
from workbench.ui.top_bar import TopBar
from workbench.ui.welcome import Welcome

WHILE_LOCKED = ("quit", "full_screen", "light", "dark", "contrast", "system")


class MainWindow(QMainWindow):
    """One window for one case. Parts ask with the id of an action; `perform` asks what is missing and does it."""

    def __init__(self, session: Session, remembered: Remembered | None = None) -> None:
        super().__init__()
        self.session, self.remembered = session, remembered
        self.setWindowTitle(self.tr("Clew"))
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.resize(1440, 900)
        self.setMinimumSize(800, 500)
        self.chart, self.welcome = ChartArea(), Welcome()
        self.middle = QStackedWidget()
        self.middle.setMinimumSize(240, 150)
        self.middle.addWidget(self.welcome)
        self.middle.addWidget(self.chart)
        self.setCentralWidget(self.middle)
        self.docking = Docking(self)
        self.docks = self.docking.docks
        self.bringing_in = BringingIn(self)
        self.top = TopBar(session)
        self.search = self.top.search
        self.setMenuWidget(self.top)
        self.status = StatusBar(
            lambda: self.toggle_panel("jobs"),
            lambda: self.perform("reviews", {}),
            lambda: self.perform("requests", {}),
        )
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self.status, 1)
        self.commands = Commands(
            [*all_actions(), *window_actions.of_window(self)], session, self.perform, self
        )
        self.top.use(self.commands)
        self.search.use(self.commands, self)
        asked = self.docks["ask"].panel
        if isinstance(asked, AskPanel):
            self.search.questions = asked.questions.matching
        self.search.done.connect(self.chart.canvas.setFocus)
        self.chart.asked.connect(self.perform)
        self.chart.menu_asked.connect(self._context_menu)
        self.chart.opened.connect(lambda entity: self.toggle_panel("details", show=True))
        self.welcome.asked.connect(self.perform)
        self.hands = Hands(self)
        self.guard = Guard(self)
        self._follow()
        appearance().changed.connect(self.restyle)
        self._tick_appearance()
        self.show_middle()
        if remembered is not None:
            self.welcome.show_recent(remembered.recent())
            kept = remembered.layout()
            if kept is not None:
                self.restoreGeometry(kept[0])
                self.docking.kept = kept[1]

    closing: Callable[[], None] = staticmethod(lambda: None)  # called before the session ends

    def _follow(self) -> None:
        session = self.session
        session.problem, session.told = self.report, self.tell
        session.discreet, session.why = self.guard.discreet, self.ask_why
        session.imported = self.bringing_in.show_outcomes
        session.changed.connect(self._changed)
        session.selected.connect(lambda selection: self.commands.enable())
        for dock in self.docks.values():
            dock.panel.follow(session)
        self.chart.follow(session)
        self.top.follow(session)
        self.status.follow(session)
        self.attention = Attention(session, self.docks["records"].panel, self)

    # -- doing ---------------------------------------------------------------------------------------------

    def perform(self, id: str, given: Mapping[str, Any] | None = None) -> None:
        """Does an action: asks what it still needs, then runs it; a Problem is shown, not raised."""
        given = dict(given or {})
        if self.guard.covered and id not in WHILE_LOCKED:
            return None
        self.chart.canvas.nudge.tell()  # what keys moved just before is a step of its own, and comes first
        try:
            if id == "demonstration":
                return open_demonstration(self)
            if id == "open_case" and "path" in given:
                return self.guard.open(Path(given["path"]))
            if id == "import_files" and "wishes" not in given:
                return self.bringing_in.begin(given.get("paths"))
            if id == "evidence":
                return self.show_evidence(**given)
            if id.startswith("panel_"):
                return self.toggle_panel(id.removeprefix("panel_"), **given)
            action = self.commands.actions[id]
            if not action.when(self.session):
                needs = self.tr("it needs {what}").format(what=asked(action.needs))
                return self.top.message.refuse(Problem(self.tr("that cannot be done now"), needs))
            asks_more = given.pop("ask", False)
            needed = any(ask.required and ask.name not in given for ask in action.asks)
            if needed or asks_more:
                filled = answers(action, self.session, self, given)
                if filled is None:
                    return None
                given = filled
            if id == "open_case":
                return self.guard.open(Path(given["path"]))
            action.run(self.session, **given)
        except Problem as problem:
            self.report(problem)

    def ask_why(self, what: str, before: str) -> str:
        """Asks why the case is looked at or handed out; "" where nobody says."""
        dialog = ReasonDialog(what, before, self)
        return dialog.reason if dialog.exec() else ""

    def report(self, problem: BaseException) -> None:
        """Shows what went wrong: a mendable thing in the message bar, a mistake of the program in a dialog."""
        if isinstance(problem, Problem):
            self.top.message.problem(problem)
        elif not isinstance(problem, Cancelled):
            CrashDialog(problem, self).open()

    def tell(self, sentence: str) -> None:
        """Says what was done."""
        self.top.message.tell(sentence)

    # -- showing -------------------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        self.commands.enable()
        if changes.touches("case"):
            self.show_middle()

    def show_middle(self) -> None:
        """The welcome while no case is open; chart and panels otherwise, unless the case is locked."""
        case, covered = self.session.case, self.guard.covered
        there = case is not None and not covered
        before = self.middle.currentWidget() is self.chart
        anew = there and not before
        if before and not there:
            self._keep_layout()
        self.middle.setCurrentWidget(self.chart if there else self.guard.page if covered else self.welcome)
        for bar in (self.top, self.statusBar()):
            bar.setVisible(not covered)
        if not there:
            self.docking.hide()
        elif anew:
            self.docking.stand()
            self.chart.canvas.setFocus()
            self.bringing_in.case_is_open()
        self.top.refresh(Changes("", frozenset()))
        if case is not None and there:
            title = case.about.title or case.path.stem
            said = self.tr("{title} – Clew") if case.writable else self.tr("{title} (reading only) – Clew")
            self.setWindowTitle(said.format(title=title))
            if self.remembered is not None:
                self.remembered.opened(case.path, protected=not case.key.published)
        else:
            self.setWindowTitle(self.tr("Clew"))
            if self.remembered is not None:
                self.welcome.show_recent(self.remembered.recent())

    def toggle_panel(self, name: str, show: bool | None = None) -> None:
        """Shows a panel and goes to it, or closes it."""
        self.docking.toggle(name, show)

    def ask(self, question: str = "") -> None:
        """Shows the questions, and the form of one of them where one is named."""
        self.toggle_panel("ask", show=True)
        panel = self.docks["ask"].panel
        if question and isinstance(panel, AskPanel):
            panel.go_to(question)

    def show_evidence(self, record: Record | None = None, reject: Mapping[str, str] | None = None) -> None:
        """Shows how the selection is known, and first of all one row as it stands in its file."""
        self.toggle_panel("know", show=True)
        know = self.docks["know"].panel
        if isinstance(know, KnowPanel) and record is not None:
            know.show_record(record)
        elif isinstance(know, KnowPanel) and reject is not None:
            know.show_reject(reject)

    def _context_menu(self, at: QPoint) -> None:
        menu = self.commands.context_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.actions():
            menu.popup(at)

    def full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def choose_appearance(self, choice: str) -> None:
        appearance().choose(choice)
        if self.remembered is not None:
            self.remembered.appearance = choice
        self._tick_appearance()

    def _tick_appearance(self) -> None:
        self.commands.entries[appearance().choice].setChecked(True)

    def restyle(self, theme: Theme) -> None:
        """Shows itself in another theme, or with texts of another size."""
        self.top.restyle()
        self.welcome.restyle()
        self.guard.page.restyle()
        self.chart.restyle(theme)
        self.docking.restyle()

    def project(self) -> None:
        """Projector mode on or off."""
        self.hands.project()
        self.commands.entries["projector"].setChecked(self.hands.projecting)

    def childEvent(self, event: QChildEvent) -> None:
        """Names the rows of tabs that Qt makes for panels standing on one another."""
        super().childEvent(event)
        if event.polished() and isinstance(event.child(), QTabBar):
            event.child().setAccessibleName(self.tr("Panels"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.session.case is not None:
            self.docking.fit_height()

    def sizeHint(self) -> QSize:
        return QSize(1440, 900)

    # -- files dropped, and the end ------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        dropping.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.perform(*dropping.wanted(event))

    def _keep_layout(self) -> None:
        self.docking.keep()
        if self.remembered is not None:
            self.remembered.keep_layout(self.saveGeometry(), self.docking.kept)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stops the jobs, closes the case into a single file, and remembers how the window stood."""
        if self.session.case is not None and not self.guard.covered:
            self._keep_layout()
        if self.remembered is not None and self.guard.discreet():
            self.remembered.forget_folders()
        self.guard.end()
        self.chart.close_canvas()
        self.docking.end()
        self.closing()
        self.session.close()
        event.accept()
