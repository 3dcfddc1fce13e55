"""The main window: puts the parts together and does what they ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QChildEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QTabBar

from workbench.app.actions import all_actions
from workbench.app.outcome import Outcome
from workbench.app.session import Session
from workbench.case.records import Record
from workbench.drawing.theme import Theme
from workbench.model.changes import Changes
from workbench.model.problems import Cancelled, Problem
from workbench.ui import window_actions
from workbench.ui.appearance import appearance
from workbench.ui.chart_area import ChartArea
from workbench.ui.demonstration import open_demonstration
from workbench.ui.dialogs.about import AboutDialog, KeysDialog
from workbench.ui.dialogs.crash import CrashDialog
from workbench.ui.dialogs.glossary import GlossaryWindow
from workbench.ui.dialogs.outcome import OutcomeDialog
from workbench.ui.dialogs.settings import SettingsDialog
from workbench.ui.forms import answers, asked
from workbench.ui.hands import Hands
from workbench.ui.importing import manual
from workbench.ui.importing.window import ImportWindow
from workbench.ui.menus import Commands
from workbench.ui.panels.details import DetailsPanel
from workbench.ui.panels.filters import FiltersPanel
from workbench.ui.panels.history import HistoryPanel
from workbench.ui.panels.jobs import JobsPanel
from workbench.ui.panels.kinds import KindsPanel
from workbench.ui.panels.know import KnowPanel
from workbench.ui.panels.map import MapPanel
from workbench.ui.panels.panel import Dock
from workbench.ui.panels.pattern import PatternPanel
from workbench.ui.panels.placing import first_sizes, gather, is_low, make_room
from workbench.ui.panels.records import RecordsPanel
from workbench.ui.panels.sources import SourcesPanel
from workbench.ui.panels.tables import TablesPanel
from workbench.ui.panels.timeline import TimelinePanel
from workbench.ui.reading_again import mend
from workbench.ui.remembered import Remembered
from workbench.ui.status import StatusBar
from workbench.ui.top_bar import TopBar
from workbench.ui.welcome import Welcome

PANELS = (
    SourcesPanel,
    KindsPanel,
    FiltersPanel,
    HistoryPanel,
    JobsPanel,
    RecordsPanel,
    DetailsPanel,
    KnowPanel,
    MapPanel,
    TimelinePanel,
    PatternPanel,
    TablesPanel,
)
AT_ONCE = ("expand", "undo_to")  # asked with their usual answers; the menu "Expand by" asks for more


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
        self.docks: dict[str, Dock] = {}
        self._place_panels()
        self.top = TopBar(session)
        self.search = self.top.search
        self.setMenuWidget(self.top)
        self.status = StatusBar(lambda: self.toggle_panel("jobs"))
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self.status, 1)
        self.commands = Commands(
            [*all_actions(), *window_actions.of_window(self)], session, self.perform, self
        )
        self.top.use(self.commands)
        self.search.use(self.commands, self)
        self.search.done.connect(self.chart.canvas.setFocus)
        self.chart.asked.connect(self.perform)
        self.chart.menu_asked.connect(self._context_menu)
        self.chart.opened.connect(lambda entity: self.toggle_panel("details", show=True))
        self.welcome.asked.connect(self.perform)
        self.hands = Hands(self)
        self._follow()
        appearance().changed.connect(self.restyle)
        self._tick_appearance()
        self._first_panels = self.saveState()
        self._show_middle()
        if remembered is not None:
            self.welcome.show_recent(remembered.recent())
            kept = remembered.layout()
            if kept is not None:
                self.restoreGeometry(kept[0])
                self._kept_panels = kept[1]

    _kept_panels: Any = None
    _spread: Any = None  # how the panels stood before the window became low
    _waiting: list[str] | None = None  # files for the case that is being made
    closing: Callable[[], None] = staticmethod(lambda: None)  # called before the session ends

    def _place_panels(self) -> None:
        """Left what is in the case, right what is selected, below the records; left and right reach to the bottom."""
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, left)
        self.setCorner(Qt.Corner.BottomRightCorner, right)
        for make in PANELS:
            panel = make()
            dock = Dock(panel)
            self.docks[panel.name] = dock
            self.addDockWidget(panel.area, dock)
            panel.asked.connect(self.perform)
            if panel.beside:
                self.tabifyDockWidget(self.docks[panel.beside], dock)

    def _follow(self) -> None:
        session = self.session
        session.problem, session.told, session.imported = self.report, self.tell, self.show_outcomes
        session.changed.connect(self._changed)
        session.selected.connect(lambda selection: self.commands.enable())
        for dock in self.docks.values():
            dock.panel.follow(session)
        self.chart.follow(session)
        self.top.follow(session)
        self.status.follow(session)

    # -- doing ---------------------------------------------------------------------------------------------

    def perform(self, id: str, given: Mapping[str, Any] | None = None) -> None:
        """Does an action: asks what it still needs, then runs it; a Problem is shown, not raised."""
        given = dict(given or {})
        try:
            if id == "demonstration":
                return open_demonstration(self)
            if id == "import_files" and "wishes" not in given:
                return self.import_files(given.get("paths"))
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
            action.run(self.session, **given)
        except Problem as problem:
            self.report(problem)

    def import_files(self, paths: list[str] | None = None) -> None:
        """Asks for files where none are given, then how to read them."""
        action = self.commands.actions["import_files"]
        if not paths:
            filled = answers(action, self.session, self, {})
            paths = filled["paths"] if filled else None
        if paths and self.session.case is None:
            self._make_case_for(paths)
        elif paths:
            ImportWindow(self.session, [Path(p) for p in paths], self, retry=mend(self)).open()

    def _make_case_for(self, paths: list[str]) -> None:
        """Asks for a new case first; the files follow once it is open."""
        action = self.commands.actions["new_case"]
        filled = answers(action, self.session, self, {})
        if filled is not None:
            self._waiting = paths
            action.run(self.session, **filled)

    def show_outcomes(self, outcomes: list[Outcome]) -> None:
        """Says what became of each imported file."""
        OutcomeDialog(self.session, outcomes, self, retry=mend(self)).open()

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
            self._show_middle()

    def _show_middle(self) -> None:
        """The welcome while no case is open; chart and panels otherwise."""
        case = self.session.case
        there = case is not None
        before = self.middle.currentWidget() is self.chart
        anew = there and not before
        if before and not there:
            self._keep_layout()
        self.middle.setCurrentWidget(self.chart if there else self.welcome)
        if not there or anew:
            for dock in self.docks.values():
                dock.setVisible(there and dock.panel.shown_first)
        if anew:
            if self._kept_panels is not None:
                self.restoreState(self._kept_panels)
            else:
                first_sizes(self, self.docks)
            self._fit_height()
            self.chart.canvas.setFocus()
            waiting, self._waiting = self._waiting, None
            if waiting:
                QTimer.singleShot(0, self, lambda: self.perform("import_files", {"paths": waiting}))
        self.top.refresh(Changes("", frozenset()))
        if case is not None:
            title = case.about.title or case.path.stem
            self.setWindowTitle(self.tr("{title} – Clew").format(title=title))
            if self.remembered is not None:
                self.remembered.opened(case.path)
        else:
            self.setWindowTitle(self.tr("Clew"))
            if self.remembered is not None:
                self.welcome.show_recent(self.remembered.recent())

    def toggle_panel(self, name: str, show: bool | None = None) -> None:
        """Shows a panel and goes to it, or closes it."""
        dock = self.docks[name]
        visible = dock.isVisible() if show is None else not show
        dock.setVisible(not visible)
        if not visible:
            dock.raise_()
            if dock.panel.roomy:  # once it has its place
                QTimer.singleShot(0, dock, lambda: make_room(self, dock, self.docks.values()))
            dock.panel.setFocus()

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
        self.chart.restyle(theme)
        for dock in self.docks.values():
            dock.panel.restyle()

    def show_keys(self) -> None:
        KeysDialog(self.commands, self).open()

    def show_settings(self) -> None:
        SettingsDialog(self.hands, self).open()

    def show_glossary(self) -> None:
        known = self.findChild(GlossaryWindow) or GlossaryWindow(self)
        known.show()
        known.raise_()
        known.activateWindow()

    def project(self) -> None:
        """Projector mode on or off."""
        self.hands.project()
        self.commands.entries["projector"].setChecked(self.hands.projecting)

    def reset_panels(self) -> None:
        """Puts every panel back where it stood at first."""
        for dock in self.docks.values():
            dock.setFloating(False)
        self.restoreState(self._first_panels)
        for dock in self.docks.values():
            dock.setVisible(dock.panel.shown_first)
        first_sizes(self, self.docks)
        self._spread = None
        self._fit_height()

    def childEvent(self, event: QChildEvent) -> None:
        """Names the rows of tabs that Qt makes for panels standing on one another."""
        super().childEvent(event)
        if event.polished() and isinstance(event.child(), QTabBar):
            event.child().setAccessibleName(self.tr("Panels"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.session.case is not None:
            self._fit_height()

    def _fit_height(self) -> None:
        """In a low window panels stand on one another; they go back to their places where there is room again."""
        low = is_low(self)
        if low and self._spread is None:
            self._spread = self.saveState()
            gather(self, self.docks.values())
        elif not low and self._spread is not None:
            there = [dock for dock in self.docks.values() if dock.isVisible()]
            self.restoreState(self._spread)
            self._spread = None
            for dock in there:
                dock.show()

    def show_manual(self) -> None:
        manual.open_page("bringing_files_in", self)

    def show_recipe_manual(self) -> None:
        manual.open_page("recipes", self)

    def show_about(self) -> None:
        AboutDialog(self).open()

    def sizeHint(self) -> QSize:
        return QSize(1440, 900)

    # -- files dropped, and the end ------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        cases = [p for p in paths if p.endswith(".case")]
        if cases:
            self.perform("open_case", {"path": cases[0]})
        else:
            self.perform("import_files", {"paths": paths})

    def _keep_layout(self) -> None:
        self._kept_panels = self.saveState() if self._spread is None else self._spread
        if self.remembered is not None:
            self.remembered.keep_layout(self.saveGeometry(), self._kept_panels)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stops the jobs, closes the case into a single file, and remembers how the window stood."""
        if self.session.case is not None:
            self._keep_layout()
        self.chart.close_canvas()
        for dock in self.docks.values():
            dock.panel.end()
        self.closing()
        self.session.close()
        event.accept()
