"""The claims of an answer as lines of a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from workbench.app.answer_cells import text, texts
from workbench.drawing import fonts
from workbench.questions.answer import Column, Money, Row
from workbench.questions.held import Held
from workbench.ui import words
from workbench.ui.asking.question_list import said

Index = QModelIndex | QPersistentModelIndex
NUMBERS = ("count", "number", "share", "duration", "money")


class ClaimsModel(QAbstractTableModel):
    """Rows of an answer, in its own order until another is asked for. Those whose own records the case holds are marked
    with a sign, for they always look central."""

    OWN = "◆"

    def __init__(self, held: Held, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> None:
        super().__init__()
        self.held, self.columns = held, columns
        self.rows = list(rows)
        self._first = list(rows)
        self._tabular = fonts.font(13)
        self._tabular.setFeature(QFont.Tag("tnum"), 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return said(self.columns[section].title).upper()
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(self.columns[section])
        return None

    def _side(self, column: Column) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignTrailing if column.type in NUMBERS else Qt.AlignmentFlag.AlignLeading
        return side | Qt.AlignmentFlag.AlignVCenter

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, cell = self.columns[index.column()], self.rows[index.row()].cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            shown = words.isolated(texts(self.held, self.columns, self.rows[index.row()])[index.column()])
            own = column.type == "entity" and cell in self.held.own
            if own and role == Qt.ItemDataRole.ToolTipRole:
                return shown + "\n" + self.tr("Its own records are held: it always looks central.")
            return f"{self.OWN} {shown}" if own else shown
        if role == Qt.ItemDataRole.FontRole:
            return self._tabular
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self.rows = list(self._first)
        if 0 <= column < len(self.columns):
            known = [row for row in self.rows if row.cells[column] is not None]
            unknown = [row for row in self.rows if row.cells[column] is None]
            known.sort(key=lambda row: self._key(row, column), reverse=order == Qt.SortOrder.DescendingOrder)
            self.rows = known + unknown
        self.endResetModel()

    def _key(self, row: Row, column: int) -> Any:
        cell = row.cells[column]
        if isinstance(cell, Money):
            return cell.asset, cell.units
        if self.columns[column].type in ("entity", "entities", "text"):
            return text(self.held, self.columns[column], cell).casefold()
        return cell

    def as_text(self, rows: list[int]) -> str:
        """Some rows as text with tabs, the headings first."""
        lines = ["\t".join(said(c.title) for c in self.columns)]
        for n in rows:
            cells = texts(self.held, self.columns, self.rows[n])
            lines.append("\t".join(cell.replace("\t", " ") for cell in cells))
        return "\n".join(lines)
