"""The first rows of a file, and beside them what a recipe makes of each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSplitter, QTableWidget, QTableWidgetItem

from workbench.ingest.preview import Preview, PreviewRow
from workbench.ingest.recognising import Recognised
from workbench.model.kinds import Kinds
from workbench.ui import appearance, words
from workbench.ui.doubts import doubt


class PreviewTable(QSplitter):
    """Left the rows as they stand, right the records they become, scrolled together."""

    def __init__(self, kinds: Kinds) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.kinds = kinds
        self._undecided: tuple[str, ...] = ()
        self.raw = _table(self.tr("Rows as they stand in the file"))
        self.made = _table(self.tr("Records they become"))
        self.addWidget(self.raw)
        self.addWidget(self.made)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setSizes([500, 420])
        self.raw.verticalScrollBar().valueChanged.connect(self.made.verticalScrollBar().setValue)
        self.made.verticalScrollBar().valueChanged.connect(self.raw.verticalScrollBar().setValue)
        self.raw.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, found: Recognised) -> None:
        """Shows the rows alone, while nobody said what they are."""
        table = next((t for t in found.tables if t.columns == found.columns), found.tables[0])
        self._show_raw(
            list(table.columns), [(n, list(c)) for n, c in zip(table.sample_rows, table.sample, strict=False)]
        )
        self.made.setRowCount(0)
        self.made.setColumnCount(0)

    def show_preview(self, found: Preview) -> None:
        """Shows rows and records; a refused row says which column and why."""
        self._show_raw(list(found.columns), [(r.row, list(r.cells) or [r.raw]) for r in found.rows])
        fields: dict[str, str] = {}
        for row in found.rows:
            for record in row.records:
                for field in self.kinds.records[record.kind].fields:
                    if field.id in record.fields:
                        fields.setdefault(field.id, field.name)
        names = [self.tr("RECORD"), *(name.upper() for name in fields.values())]
        self.made.setColumnCount(len(names))
        self.made.setHorizontalHeaderLabels(names)
        self.made.setRowCount(len(found.rows))
        self.made.clearSpans()
        self._undecided = found.undecided
        for at, row in enumerate(found.rows):
            self._show_made(at, row, list(fields))
        _fit(self.made)

    def _show_raw(self, columns: list[str], rows: list[tuple[int, list[str]]]) -> None:
        self.raw.setColumnCount(len(columns) + 1)
        self.raw.setHorizontalHeaderLabels([self.tr("ROW"), *columns])
        self.raw.setRowCount(len(rows))
        for at, (number, cells) in enumerate(rows):
            self.raw.setItem(at, 0, _item(words.number(number), appearance.theme().muted))
            for column, cell in enumerate(cells[: len(columns)]):
                self.raw.setItem(at, column + 1, _item(cell))
        _fit(self.raw)

    def _show_made(self, at: int, row: PreviewRow, fields: list[str]) -> None:
        theme = appearance.theme()
        if row.refused:
            column, reason = row.refused
            if any(name in column for name in self._undecided):
                self.made.setItem(at, 0, _item(self.tr("day or month first?"), theme.muted))
                return
            text = (
                self.tr("rejected: {column}: {reason}").format(column=column, reason=reason)
                if column
                else reason
            )
            self.made.setItem(at, 0, _item(text, theme.warning))
            if len(fields):
                self.made.setSpan(at, 0, 1, len(fields) + 1)
            return
        if not row.records:
            self.made.setItem(at, 0, _item(self.tr("no record"), theme.muted))
            return
        record = row.records[0]
        name = self.kinds.records[record.kind].name
        if len(row.records) > 1:
            name = self.tr("{kind} and {count} more").format(
                kind=name, count=words.number(len(row.records) - 1)
            )
        self.made.setItem(at, 0, _item(name))
        for column, field in enumerate(fields):
            item = _item(record.fields.get(field, ""))
            if field in record.doubtful:
                kinds = self.kinds.records[record.kind].field(field).kinds
                why = doubt(self.kinds.entities[kinds[0]].value if kinds else "")
                said = self.tr("{value}: {doubt}; kept as it is")
                item.setToolTip(said.format(value=item.text(), doubt=why))
            self.made.setItem(at, column + 1, item)


def _table(name: str) -> QTableWidget:
    made = QTableWidget()
    made.setAccessibleName(name)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setTabKeyNavigation(False)
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(24)
    made.horizontalHeader().setHighlightSections(False)
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    made.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    return made


def _item(text: str, colour: str = "") -> QTableWidgetItem:
    made = QTableWidgetItem(text)
    made.setToolTip(text)
    if colour:
        made.setForeground(QColor(colour))
    return made


def _fit(table: QTableWidget) -> None:
    table.resizeColumnsToContents()
    for column in range(table.columnCount()):
        table.setColumnWidth(column, min(table.columnWidth(column) + 10, 270))
