"""What tables of the window have in common."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QTableView


def plain(table: QTableView, name: str, line: int) -> QTableView:
    """A table as the window has them: a name for those who listen, no grid, rows of a height in pixels chosen one at
    a time, Tab leads out of it."""
    table.setAccessibleName(name)
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
