"""Tables: entities, links, records and rejected rows, sorted, filtered, copied and saved as they are seen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QWidget

from workbench.app.jobs import Job
from workbench.app.session import Selection, Session
from workbench.app.tables.asking import NOUNS
from workbench.model.changes import Changes
from workbench.ui.panels.panel import Panel, column
from workbench.ui.parts.labels import tool
from workbench.ui.remembered import Remembered
from workbench.ui.tables.desk import Desk
from workbench.ui.tables.footer import Footer
from workbench.ui.tables.saving import save_menu
from workbench.ui.tables.scopes import ScopeSwitch

TOUCHES = (
    "included",
    "apart",
    "drawn_entity",
    "attribution",
    "judgement",
    "common_service",
    "involvement",
    "grading",
    "tag",
    "source",
    "case",
)


class TablesPanel(Panel):
    """Four tabs, one table each. A tab reads when it is looked at; what is selected is shared with the chart."""

    area = Qt.DockWidgetArea.BottomDockWidgetArea
    shown_first = False
    beside = "records"
    roomy = True

    def __init__(self) -> None:
        super().__init__("tables", "")
        self.title = self.tr("Tables")
        self.setAccessibleName(self.title)
        inside = QWidget()
        place = column(inside)
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(10, 2, 10, 2)
        line.setSpacing(6)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(self.tr("Which table"))
        self.scopes = ScopeSwitch()
        self.columns = tool("ph.columns", self.tr("Choose columns"), self._choose_columns)
        self.save = tool("ph.export", self.tr("Save what is seen"), self._save)
        line.addWidget(self.tabs)
        line.addStretch(1)
        for part in (self.scopes, self.columns, self.save):
            line.addWidget(part)
        place.addWidget(top)
        self.stack = QStackedWidget()
        remembered = Remembered()
        titles = {
            "entities": self.tr("Entities"), "links": self.tr("Links"), "records": self.tr("Records"),
            "rejects": self.tr("Rejected rows"),
        }  # fmt: skip
        self.desks = {noun: Desk(noun, titles[noun], remembered) for noun in NOUNS}
        for noun, desk in self.desks.items():
            self.tabs.addTab(titles[noun])
            self.stack.addWidget(desk.table)
            desk.changed.connect(self._say)
            desk.evidence.connect(lambda given: self.asked.emit("evidence", given))
        place.addWidget(self.stack, 1)
        self.footer = Footer(lambda: self.desk.stop(), lambda: self.desk.clear_tests())
        place.addWidget(self.footer)
        self.hold(inside)
        self.tabs.currentChanged.connect(lambda at: self._turn())
        self.scopes.chosen.connect(self._scope)
        self.setFocusProxy(self.desks["entities"].table)
        self.say(self.tr("Bring files into the case to see them as tables."))

    @property
    def desk(self) -> Desk:
        """The table looked at."""
        return self.desks[NOUNS[self.tabs.currentIndex()]]

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 150)

    def follow(self, session: Session) -> None:
        super().follow(session)
        session.working.connect(self._moved)
        for desk in self.desks.values():
            desk.session = session

    def leave(self) -> None:
        if self.session is not None:
            self.session.working.disconnect(self._moved)
        super().leave()

    # -- following -----------------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Reads again what a step may have changed."""
        session = self.session
        if session is None or session.case is None:
            for desk in self.desks.values():
                desk.empty()
            return self.say(self.tr("Bring files into the case to see them as tables."))
        anew = changes.touches(*TOUCHES)
        for desk in self.desks.values():
            desk.stale(anew)
        self.show_content()
        self._read()
        return None

    def pointed(self, selection: Selection) -> None:
        """Shows another selection: its rows, or where they are among all."""
        for desk in self.desks.values():
            desk.selected(selection)
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        if self.session is not None and self.session.case is not None and self.isVisible():
            self.desk.read()
        self._say()

    def _turn(self) -> None:
        self.stack.setCurrentWidget(self.desk.table)
        self.setFocusProxy(self.desk.table)
        self._read()

    def turn_to(self, noun: str) -> None:
        """Shows the table of a noun."""
        self.tabs.setCurrentIndex(NOUNS.index(noun))

    def _scope(self, scope: str) -> None:
        self.desk.set_scope(scope)
        self._say()

    def _moved(self, job: Job) -> None:
        if job is self.desk.job:
            self.footer.progress(job)

    def _say(self) -> None:
        """Says how many rows there are and what of them is seen."""
        desk = self.desk
        self.scopes.show_scope(desk.scope, desk.noun != "rejects")
        self.footer.show_desk(desk)
        self.counted.emit(desk.count_text())

    def restyle(self) -> None:
        for desk in self.desks.values():
            desk.table.restyle()

    # -- doing ---------------------------------------------------------------------------------------------

    def _choose_columns(self) -> None:
        menu = self.desk.columns_menu(self)
        menu.popup(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    def _save(self) -> None:
        menu = save_menu(self.desk, self)
        menu.popup(self.save.mapToGlobal(self.save.rect().bottomLeft()))
