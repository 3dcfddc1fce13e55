"""One table of the window: its rows, its heading, and what is done with it by hand and key."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView

from workbench.app.tables.table import Rows, Shown
from workbench.model.tabular import Column
from workbench.ui import appearance
from workbench.ui.parts.tables import plain
from workbench.ui.tables.heading import Heading
from workbench.ui.tables.painting import Cells
from workbench.ui.tables.rows import TableRows

ROW = 25  # pixels
WIDTHS = {
    "moment": 216, "entity": 156, "words": 118, "count": 82, "duration": 112, "number": 80, "amount": 130, "text": 150,
}  # fmt: skip
OF = {"why": 260, "source": 172, "sources": 200, "column": 130, "contents": 220}  # of columns that say more
Flag = QItemSelectionModel.SelectionFlag


class TableTab(QTableView):
    """`pointed` tells that rows were chosen here by hand, `opened` that the evidence of the current row is wanted,
    `copied` that the chosen rows are to be copied."""

    pointed = Signal()
    opened = Signal()
    copied = Signal()

    def __init__(self, noun: str, title: str) -> None:
        super().__init__()
        self.noun, self.title = noun, title
        self.rows = TableRows()
        self.heading = Heading(self)
        self.setHorizontalHeader(self.heading)
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        plain(self, title, appearance.scaled(ROW))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setModel(self.rows)
        self.cells = Cells(self, self.rows)
        self.setItemDelegate(self.cells)
        self.heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(False)
        self.doubleClicked.connect(lambda index: self.opened.emit())
        self._quiet = False
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._soon.timeout.connect(self.pointed.emit)
        self.selectionModel().selectionChanged.connect(lambda now, before: self._pointed())

    def restyle(self) -> None:
        """Shows itself in the theme and at the size of letters that are in force now."""
        self.cells.restyle()
        self.verticalHeader().setDefaultSectionSize(appearance.scaled(ROW))
        self.heading.updateGeometries()
        self.updateGeometries()
        self.viewport().update()

    # -- what is shown -----------------------------------------------------------------------------------------

    def show_rows(self, shown: Shown, columns: list[Column], widths: dict[str, int]) -> None:
        """Shows rows and columns; the place and the current row stay where the rows are the same."""
        same = self.rows.shown is not None and self.rows.shown.rows is shown.rows and (
            self.rows.shown.table is shown.table
        )  # fmt: skip
        at, current = self.verticalScrollBar().value(), self.currentIndex().row()
        before = [c.id for c in self.rows.columns]
        column = self.currentIndex().column()
        kept = before[column] if 0 <= column < len(before) else ""
        with self.quietly():
            self.rows.sorted = shown.look
            self.rows.show(shown, columns)
            self.heading.show_columns(columns)
            if before != [c.id for c in columns]:
                for number, column in enumerate(columns):
                    self.heading.resizeSection(
                        number, widths.get(column.id, OF.get(column.id, WIDTHS[column.type]))
                    )
            if same:
                self.verticalScrollBar().setValue(at)
            if len(shown):
                row = current if same and 0 <= current < len(shown) else 0
                ids = [c.id for c in columns]
                index = self.rows.index(row, ids.index(kept) if kept in ids else 0)
                self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        self.heading.place()

    def quietly(self) -> Quiet:
        """A time in which choosing rows is nobody's doing by hand."""
        return Quiet(self)

    def chosen(self) -> Rows:
        """The chosen rows by their place, rising."""
        ranges = self.selectionModel().selection()
        parts = [np.arange(r.top(), r.bottom() + 1, dtype=np.int32) for r in ranges]
        return np.unique(np.concatenate([np.zeros(0, np.int32), *parts]))

    def point_at(self, places: Rows) -> None:
        """Chooses rows by their places, as the chart chose them, and brings the first into view."""
        last = self.rows.columnCount() - 1
        chosen = QItemSelection()
        breaks = np.flatnonzero(np.diff(places) > 1)
        begins, ends = np.concatenate([[0], breaks + 1]), np.concatenate([breaks, [len(places) - 1]])
        if len(places):
            for begin, end in zip(places[begins].tolist(), places[ends].tolist(), strict=True):
                chosen.append(_range(self, begin, end, last))
        with self.quietly():
            self.selectionModel().select(chosen, Flag.ClearAndSelect)
            if len(places):
                first = self.rows.index(int(places[0]), max(self.currentIndex().column(), 0))
                self.selectionModel().setCurrentIndex(first, Flag.NoUpdate)
                self.scrollTo(first)

    def selectAll(self) -> None:
        if self.rows.rowCount():
            last = self.rows.columnCount() - 1
            whole = QItemSelection()
            whole.append(_range(self, 0, self.rows.rowCount() - 1, last))
            self.selectionModel().select(whole, Flag.ClearAndSelect)

    def _pointed(self) -> None:
        if not self._quiet:
            self._soon.start()

    # -- keys --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.currentIndex().isValid():
            rising = event.key() == Qt.Key.Key_Down
            order = Qt.SortOrder.AscendingOrder if rising else Qt.SortOrder.DescendingOrder
            self.heading.setSortIndicator(self.currentIndex().column(), order)
        elif event.text() == "/" and self.currentIndex().isValid():
            self.heading.type_under(self.currentIndex().column())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self._go_to(0 if event.key() == Qt.Key.Key_Home else self.rows.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _go_to(self, row: int) -> None:
        """Goes to the first or last row; the column stays."""
        if 0 <= row < self.rows.rowCount():
            index = self.rows.index(row, max(self.currentIndex().column(), 0))
            self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect | Flag.Rows)
            self.scrollTo(index)


class Quiet:
    """While it lasts, a table does not tell that rows were chosen."""

    def __init__(self, table: TableTab) -> None:
        self._table = table

    def __enter__(self) -> None:
        self._table._quiet = True

    def __exit__(self, *_: Any) -> None:
        self._table._quiet = False


def _range(table: TableTab, first: int, last: int, column: int) -> Any:
    from PySide6.QtCore import QItemSelectionRange

    return QItemSelectionRange(table.rows.index(first, 0), table.rows.index(last, column))


def to_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
