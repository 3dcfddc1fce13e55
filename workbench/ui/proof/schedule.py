"""The disclosure schedule in a window: sources used or not, what was stated, searches with what they found, marks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.app.actions.action import REGISTERED, Action
from workbench.app.actions.proving import mark_items
from workbench.app.session import Session
from workbench.case import disclosures, reports
from workbench.case.disclosures import UNDERMINING
from workbench.model.changes import Changes
from workbench.report import disclosure
from workbench.report.disclosure import Item, Schedule
from workbench.ui import appearance, words
from workbench.ui.forms import answers
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import button, label
from workbench.ui.parts.tables import Index, LinesModel, plain

MARKED = {"answer": "finding"}  # what is marked where an answer is


class ItemsModel(LinesModel):
    """A line for each item; what undermines stands out. `called` are sorts and marks in the reader's language."""

    called: Mapping[str, str] = MappingProxyType({})

    def say(self, items: list[Item]) -> None:
        self.beginResetModel()
        self.lines = items
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item: Item = self.lines[index.row()]
        cells = (
            self.called.get(item.sort, item.sort), item.name, self.called.get(item.mark, item.mark), item.why,
            "; ".join(item.used),
            "" if item.found is None else words.number(item.found),
        )  # fmt: skip
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and item.mark == UNDERMINING and index.column() == 2:
            return QColor(appearance.theme().warning)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 5:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        return None


class ScheduleDialog(QDialog):
    """Can stay open beside the work; `asked` is the id of an action somebody wants done, with what it is told."""

    asked = Signal(str, dict)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(self.tr("Disclosure schedule"))
        room = self.screen().availableGeometry()
        self.resize(
            min(appearance.scaled(980), room.width() - 60), min(appearance.scaled(560), room.height() - 60)
        )
        self.session, self.case = session, session.open_case
        self.made: Schedule | None = None
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 16, 20, 14)
        place.setSpacing(8)
        place.addWidget(label(self.tr("Disclosure schedule"), "title"))
        self.said = label("", "muted", wraps=True)
        place.addWidget(self.said)
        line = QHBoxLayout()
        self.of, self.which = QComboBox(), QComboBox()
        self.of.setAccessibleName(self.tr("For"))
        self.which.setAccessibleName(self.tr("Shown"))
        self.which.addItems([
            self.tr("Everything"), self.tr("Sources"), self.tr("Not used"), self.tr("Marked"),
            self.tr("Findings, answers and charts"), self.tr("Searches"),
        ])  # fmt: skip
        for text, box in ((self.tr("For"), self.of), (self.tr("Shown"), self.which)):
            line.addWidget(label(text))
            line.addWidget(box)
            line.addSpacing(12)
        line.addStretch(1)
        place.addLayout(line)
        self.model = ItemsModel()
        self.model.called = {
            "source": self.tr("source"), "finding": self.tr("finding"), "answer": self.tr("answer"),
            "chart": self.tr("chart"), "entity": self.tr("entity"), "link": self.tr("link"),
            "search": self.tr("search"), "find": self.tr("list looked up"), "ask": self.tr("question"),
            "relevant": self.tr("relevant"), "undermining": self.tr("undermining"),
            "not relevant": self.tr("not relevant"),
        }  # fmt: skip
        self.model.headers = (
            self.tr("ITEM"), self.tr("NAME"), self.tr("MARK"), self.tr("WHY"), self.tr("USED IN"), self.tr("FOUND"),
        )  # fmt: skip
        self.table = plain(QTableView(), self.tr("Disclosure schedule"), appearance.scaled(26))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setModel(self.model)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        place.addWidget(self.table, 1)
        place.addLayout(self._buttons())
        self._list_reports()
        self.of.currentIndexChanged.connect(lambda _: self.read())
        self.which.currentIndexChanged.connect(lambda _: self._show())
        session.changed.connect(self._changed)
        self.read()

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.mark = button(self.tr("Mark…"), self.mark_chosen, "primary")
        line.addWidget(self.mark)
        line.addWidget(button(self.tr("Save the schedule…"), self.save))
        line.addStretch(1)
        line.addWidget(button(self.tr("Close"), self.close))
        return line

    def _list_reports(self) -> None:
        chosen = self.of.currentData()
        self.of.blockSignals(True)
        self.of.clear()
        self.of.addItem(self.tr("The whole case"), None)
        for report in reports.listed(self.case):
            self.of.addItem(report.title, report.id)
        self.of.setCurrentIndex(max(0, self.of.findData(chosen)))
        self.of.blockSignals(False)

    def read(self) -> None:
        """Makes the schedule anew, off this thread."""
        report = self.of.currentData()
        self.session.look(
            self.tr("Making the schedule"), lambda case, job: disclosure.schedule(case, report),
            while_there(self, self._made), replaces="schedule",
        )  # fmt: skip

    def _made(self, made: Schedule) -> None:
        self.made = made
        unused = sum(not item.used for item in made.sources)
        against = sum(item.mark == UNDERMINING for item in made.items)
        said = [
            self.tr("%Ln sources", "", len(made.sources)), self.tr("%Ln not used", "", unused),
            self.tr("%Ln marked undermining", "", against), self.tr("%Ln searches in the log", "", len(made.searches)),
        ]  # fmt: skip
        self.said.setText(" · ".join(said))
        self._show()

    def _show(self) -> None:
        made = self.made
        if made is None:
            return
        used = (*made.sources, *made.stated)
        shown = (
            list(made.items), list(made.sources), [i for i in used if not i.used], [i for i in made.items if i.mark],
            list(made.stated), list(made.searches),
        )[self.which.currentIndex()]  # fmt: skip
        self.model.say(shown)
        self._share_width()
        self._enable()

    def _share_width(self) -> None:
        """Gives name, reason and use what the short columns leave of the width, so that every line is seen whole."""
        short = {0: 76, 2: 104, 5: 66}
        for column, wide in short.items():
            self.table.setColumnWidth(column, appearance.scaled(wide))
        bar = self.table.verticalScrollBar().sizeHint().width()
        rest = self.table.width() - bar - 2 - sum(appearance.scaled(wide) for wide in short.values())
        for column, share in ((1, 0.36), (3, 0.28), (4, 0.36)):
            self.table.setColumnWidth(column, max(appearance.scaled(110), int(rest * share)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _changed(self, changes: Changes) -> None:
        if self.session.case is not self.case:
            self.close()
        elif changes.tables & {
            "disclosure", "finding", "chart", "chart_entity", "report", "report_part", "included", "case", "log",
        }:  # fmt: skip
            self._list_reports()
            self.read()

    def _chosen(self) -> list[tuple[str, int]]:
        rows = [self.model.lines[i.row()] for i in self.table.selectionModel().selectedRows()]
        named = [(MARKED.get(item.sort, item.sort), item.number) for item in rows]
        return [one for one in named if one[0] in disclosures.SUBJECTS]

    def _enable(self) -> None:
        self.mark.setEnabled(bool(self._chosen()))

    def mark_chosen(self) -> None:
        """Asks for the mark and the reason, and marks the chosen lines in one step."""
        chosen, action = self._chosen(), REGISTERED["mark_for_disclosure"]
        asks = Action(action.id, action.title, action.menu, action.run, asks=action.asks, verb=action.verb)
        said = answers(asks, self.session, self, {}) if chosen else None
        if said is not None:
            try:
                mark_items(self.session, chosen, said["mark"], said.get("why", ""))
            except Exception as problem:
                self.session.problem(problem)

    def save(self) -> None:
        """Saves the schedule that is shown."""
        report = self.of.currentData()
        self.asked.emit("save_schedule", {"report": "" if report is None else str(report)})

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.changed.disconnect(self._changed)
        super().closeEvent(event)


def open_schedule(session: Session, parent: Any) -> ScheduleDialog:
    """Shows the window; the one that is open already comes to the front."""
    found = parent.findChild(ScheduleDialog)
    if found is None:
        found = ScheduleDialog(session, parent)
        found.asked.connect(parent.perform)
    found.show()
    found.raise_()
    return found
