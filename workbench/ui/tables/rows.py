"""The rows of a table as Qt asks for them: pages of text, read off the GUI thread where they are not at hand."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFont

from workbench.app.tables.table import Look, Shown
from workbench.drawing import fonts
from workbench.model.tabular import Column
from workbench.ui import appearance, words

Index = QModelIndex | QPersistentModelIndex
PAGE = 64  # rows read together
PAGES = 256  # kept
WAITING = "…"
LONGEST = 300  # characters of a cell that are shown; what is copied or handed out is whole


class TableRows(QAbstractTableModel):
    """The shown rows and columns. `wanted` asks for pages that are not there; `arrived` puts one in its place."""

    wanted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.shown: Shown | None = None
        self.columns: list[Column] = []
        self.sorted = Look()
        self._pages: OrderedDict[int, list[tuple[str, ...]]] = OrderedDict()
        self._asked: list[int] = []
        self._awaited: set[int] = set()
        self.restyle()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    def restyle(self) -> None:
        """Takes the size of letters that is in force now."""
        self.font = fonts.font(appearance.scaled(13))
        self.font.setFeature(QFont.Tag("tnum"), 1)

    def show(self, shown: Shown | None, columns: list[Column]) -> None:
        """Shows other rows or other columns."""
        self.beginResetModel()
        self.shown, self.columns = shown, columns
        self._pages.clear()
        self._asked.clear()
        self._awaited.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.shown is None else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        title = words.translate("Tables", column.title)
        by, falling = column.id == self.sorted.sort, self.sorted.falling
        if role == Qt.ItemDataRole.DisplayRole:
            return (("\u2193\u00a0" if falling else "\u2191\u00a0") if by else "") + title.upper()
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            if not by:
                return title
            how = self.tr("{column}, largest first") if falling else self.tr("{column}, smallest first")
            return how.format(column=title)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            said = self.cell(index.row(), index.column())
            return words.isolated(said if len(said) <= LONGEST else said[:LONGEST] + "…") if said else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return words.isolated(self.cell(index.row(), index.column()))
        if role == Qt.ItemDataRole.FontRole:
            return self.font
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[index.column()].right
            return (Qt.AlignmentFlag.AlignTrailing if right else Qt.AlignmentFlag.AlignLeading) | (
                Qt.AlignmentFlag.AlignVCenter
            )
        return None

    def cell(self, row: int, column: int) -> str:
        """The whole text of a cell; a sign while it is being read."""
        page = self._pages.get(row // PAGE)
        if page is None:
            page = self._read(row // PAGE)
        return page[row % PAGE][column] if page is not None and row % PAGE < len(page) else WAITING

    def _read(self, number: int) -> list[tuple[str, ...]] | None:
        """A page that is at hand, now; else it is asked for, once for all its cells."""
        if self.shown is None or number in self._awaited:
            return None
        names = [column.id for column in self.columns]
        rows = self.rows_of(number)
        if self.shown.table.ready(rows, names):
            self._keep(number, self.shown.table.texts(rows, names).rows())
            return self._pages[number]
        self._asked.append(number)
        self._awaited.add(number)
        self._soon.start()
        return None

    def rows_of(self, page: int) -> np.ndarray:
        """The rows of the table on a page."""
        assert self.shown is not None
        return self.shown.at(page * PAGE, page * PAGE + PAGE)

    def _ask(self) -> None:
        asked, self._asked = self._asked[-8:], []
        self._awaited = set(asked)  # those passed over are asked for again when they are looked at again
        self.wanted.emit(asked)

    def arrived(self, shown: Shown, columns: list[Column], pages: dict[int, list[tuple[str, ...]]]) -> None:
        """Puts pages in their place, if what is shown is still what they were read for."""
        if shown is not self.shown or columns is not self.columns:
            return
        for number, page in pages.items():
            self._awaited.discard(number)
            self._keep(number, page)
            last = min(number * PAGE + PAGE, self.rowCount()) - 1
            self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(self.columns) - 1))

    def _keep(self, number: int, page: list[tuple[str, ...]]) -> None:
        self._pages[number] = page
        while len(self._pages) > PAGES:
            self._pages.popitem(last=False)
