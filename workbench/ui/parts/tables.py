"""What tables of the window have in common."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QTableView


def point_at_row(table: QTableView, row: int) -> None:
    """Makes a row the current and only selected one. QTableView.selectRow does nothing where the window runs from
    right to left and the first column is out of view."""
    flags = QItemSelectionModel.SelectionFlag
    index = table.model().index(row, 0)
    table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
