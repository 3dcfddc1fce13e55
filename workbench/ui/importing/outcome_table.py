"""The imported files as a table: of each, what became of its rows, or why it could not be taken in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTableView

from workbench.app.outcome import Outcome
from workbench.ui import appearance, words
from workbench.ui.parts.tables import plain

LINE = 28


class OutcomeTable(QTableView):
    """As high as its files need, where there is room."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        super().__init__()
        self.outcomes = outcomes
        self.filled = QStandardItemModel(0, 8)
        self.setModel(self.filled)
        plain(self, self.tr("What became of the files"), LINE)
        self._fill()

    def sizeHint(self) -> QSize:
        return QSize(400, self.horizontalHeader().sizeHint().height() + LINE * len(self.outcomes) + 2)

    def _fill(self) -> None:
        self.filled.setHorizontalHeaderLabels(
            [self.tr("FILE"), self.tr("READ"), self.tr("KEPT"), self.tr("DUPLICATE"), self.tr("REJECTED"),
             self.tr("WITHHELD"), self.tr("NEW"), self.tr("KNOWN")]
        )  # fmt: skip
        for column in range(1, 8):
            trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
            self.filled.horizontalHeaderItem(column).setTextAlignment(trailing)
        theme = appearance.theme()
        for outcome in self.outcomes:
            name = QStandardItem(outcome.path.name)
            name.setToolTip(str(outcome.path))
            items = [name]
            c = outcome.counts
            if c is None:
                said = QStandardItem(words.problem(outcome.problem))
                said.setToolTip(said.text())
                said.setForeground(QColor(theme.warning))
                items.append(said)
            else:
                counts = (
                    c.read,
                    c.kept,
                    c.duplicate,
                    c.rejected,
                    c.withheld,
                    c.new_entities,
                    c.known_entities,
                )
                for at, count in enumerate(counts):
                    item = QStandardItem(words.number(count))
                    item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
                    role = "warning" if at == 3 and count else "ink" if count else "muted"
                    item.setForeground(QColor(getattr(theme, role)))
                    items.append(item)
            self.filled.appendRow(items)
            if c is None:
                self.setSpan(self.filled.rowCount() - 1, 1, 1, 7)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
