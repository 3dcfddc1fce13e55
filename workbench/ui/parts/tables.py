"""What tables of the window have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QStyledItemDelegate, QTableView

from workbench.ui import words

Index = QModelIndex | QPersistentModelIndex


class LinesModel(QAbstractTableModel):
    """Lines, whatever they are, below titles of columns."""

    def __init__(self) -> None:
        super().__init__()
        self.headers: Sequence[str] = ()
        self.lines: list[Any] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headers[section]
        return None


class Directed(QStyledItemDelegate):
    """Cells that keep the direction of their words in a window from right to left: a day stands before its hour."""

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        return words.directed(super().displayText(value, locale))


def plain(table: QTableView, name: str, line: int) -> QTableView:
    """A table as the window has them: a name for those who listen, no grid, rows of a height in pixels chosen one at
    a time, Tab leads out of it."""
    table.setAccessibleName(name)
    if type(table.itemDelegate()) is QStyledItemDelegate:
        table.setItemDelegate(Directed(table))
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(line)
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    )
    return table


def point_at_row(table: QTableView, row: int) -> None:
    """Makes a row the current and only selected one. QTableView.selectRow does nothing where the window runs from
    right to left and the first column is out of view."""
    flags = QItemSelectionModel.SelectionFlag
    index = table.model().index(row, 0)
    table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
