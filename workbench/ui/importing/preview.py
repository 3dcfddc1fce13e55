"""Left the first rows as they stand, right the records they become: two tables that scroll and point as one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
)
from PySide6.QtWidgets import QHeaderView, QSplitter, QTableView, QVBoxLayout, QWidget

from workbench.case.met import Met
from workbench.model.kinds import Kinds
from workbench.ui.importing.columns import FIELD, ColumnHeader, taken
from workbench.ui.importing.file import File
from workbench.ui.importing.lines import FURTHER, ROW, Line, lines_of, problems
from workbench.ui.importing.rows import LineModel, MadeModel, RawModel
from workbench.ui.importing.saying import uses_said
from workbench.ui.parts.labels import heading
from workbench.ui.parts.tables import plain, point_at_row

WIDEST, MOST_SPANS = 260, 400
LINE, SEEN, ICON = 24, 80, 20


class RawTable(QTableView):
    """Rows as they stand; Enter, Space or the menu key ask what the current column is for, and fields may be let go
    anywhere over a column."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.header = ColumnHeader(self)
        self.setHorizontalHeader(self.header)
        self.setAcceptDrops(True)
        _as_preview(self, name)
        numbers = self.verticalHeader()
        numbers.show()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setMinimumWidth(40)
        self.setCornerButtonEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu):
            if self.currentIndex().isValid():
                self.header.ask(self.currentIndex().column())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.header.ask(self.columnAt(event.pos().x()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(FIELD))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(
            event.mimeData().hasFormat(FIELD) and self.columnAt(round(event.position().x())) >= 0
        )

    def dropEvent(self, event: QDropEvent) -> None:
        column, field = self.columnAt(round(event.position().x())), taken(event.mimeData(), FIELD)
        if column >= 0 and field:
            event.acceptProposedAction()
            self.header.dropped.emit(
                column, field, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            )


class PreviewTables(QSplitter):
    """`column_asked` tells a column somebody wants to say something of, and where; `field_dropped` a field let go over
    a column, and whether as one more of its columns."""

    column_asked = Signal(str, QPoint)
    field_dropped = Signal(str, str, bool)

    def __init__(self, kinds: Kinds) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.kinds = kinds
        self.lines: list[Line] = []
        self._uses: dict[str, str] = {}
        self._moved = False
        self._names: list[str] = []
        self.splitterMoved.connect(lambda *_: setattr(self, "_moved", True))
        self.setChildrenCollapsible(False)
        self.setObjectName("Gap")
        self.setHandleWidth(9)
        self.raw, self.made = RawTable(self.tr("Rows as they stand in the file")), QTableView()
        _as_preview(self.made, self.tr("Records they become"))
        self.made.horizontalHeader().setStretchLastSection(True)
        self.raw_model, self.made_model = RawModel(), MadeModel(kinds)
        self.raw.setModel(self.raw_model)
        self.made.setModel(self.made_model)
        self.made.horizontalHeader().setFixedHeight(self.raw.header.height())
        for name, table in (
            (self.tr("Rows as they stand"), self.raw),
            (self.tr("Records they become"), self.made),
        ):
            side = QWidget()
            place = QVBoxLayout(side)
            place.setContentsMargins(0, 0, 0, 0)
            place.setSpacing(3)
            place.addWidget(heading(name))
            place.addWidget(table, 1)
            self.addWidget(side)
        self.setSizes([560, 440])
        self.raw.verticalScrollBar().valueChanged.connect(self.made.verticalScrollBar().setValue)
        self.made.verticalScrollBar().valueChanged.connect(self.raw.verticalScrollBar().setValue)
        self.raw.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.raw.selectionModel().currentRowChanged.connect(lambda now, _: self._point(self.made, now.row()))
        self.made.selectionModel().currentRowChanged.connect(lambda now, _: self._point(self.raw, now.row()))
        header = self.raw.header
        header.asked.connect(lambda at, place: self.column_asked.emit(self.raw_model.names[at], place))
        header.dropped.connect(
            lambda at, field, more: self.field_dropped.emit(self.raw_model.names[at], field, more)
        )

    def show_file(self, file: File) -> None:
        """Shows a file as it is read now; rows keep their place and columns their widths while it stays the same."""
        self.lines = lines_of(file)
        uses = uses_said(file, self.kinds)
        anew = self.raw_model.names != list(file.columns) or uses != self._uses
        self._uses = uses
        used = frozenset(name for name, said in uses.items() if said)
        undecided = file.preview.undecided if file.preview is not None else ()
        self.raw_model.show(self.lines, file.columns, used, undecided)
        self.raw.header.show_uses(uses)
        said = file.recipe is not None and any(s.fields for s in file.recipe.sections)
        self.made_model.show(self.lines, file.met, undecided, said=said)
        if anew:
            _fit(self.raw)
        _fit(self.made)
        self._share(anew or self.made_model.names != self._names)
        self._names = list(self.made_model.names)
        self._span()

    def clear(self) -> None:
        """Shows nothing."""
        self.lines = []
        self.raw_model.show([], (), frozenset())
        self.made_model.show([], Met())

    def _share(self, anew: bool) -> None:
        """Shares the width as the two tables need it, until somebody moves the border."""
        whole = sum(self.sizes())
        needs = [
            self.raw.verticalHeader().width()
            + sum(map(self.raw.columnWidth, range(self.raw_model.columnCount()))),
            sum(map(self.made.columnWidth, range(self.made_model.columnCount()))),
        ]
        if not whole or not all(needs) or self._moved or not anew:
            return
        share = min(max(needs[0] / sum(needs), 0.36), 0.64)
        self.setSizes([round(whole * share), whole - round(whole * share)])

    def go_to_problem(self) -> None:
        """Points at the next cell that cannot be read, from the top again after the last."""
        found = problems(self.lines)
        if not found:
            return
        now = self.raw.currentIndex().row()
        at = next((p for p in found if p > now), found[0])
        names = self.raw_model.names
        columns = (self.lines[at].refused or ("", ""))[0].split(" + ")
        column = next((c for c, name in enumerate(names) if name in columns), 0)
        self.raw.setFocus()
        self.raw.setCurrentIndex(self.raw_model.index(at, column))
        self.raw.scrollTo(self.raw_model.index(at, column))

    def _point(self, table: QTableView, row: int) -> None:
        if row >= 0 and table.currentIndex().row() != row:
            point_at_row(table, row)

    def _span(self) -> None:
        """Lets what is no record speak across the whole line."""
        self.raw.clearSpans()
        self.made.clearSpans()
        wide, made = self.raw_model.columnCount(), self.made_model.columnCount()
        spanned = 0
        for at, line in enumerate(self.lines):
            alone = len(line.cells) == 1 and wide > 1 and line.sort != FURTHER
            if alone:
                self.raw.setSpan(at, 0, 1, wide)
            if made > 1 and self.made_model.whole(line):
                self.made.setSpan(at, 0, 1, made)
            spanned += 1 if alone or self.made_model.whole(line) else 0
            if spanned >= MOST_SPANS:
                return


def drop_of(field: str) -> tuple[int, str]:
    """Section and field that a dragged chip names."""
    at, _, name = field.partition(":")
    return int(at), name


def _as_preview(table: QTableView, name: str) -> None:
    """A plain table that scrolls by the pixel, with its cells on one line."""
    plain(table, name, LINE)
    table.setWordWrap(False)
    table.horizontalHeader().setHighlightSections(False)
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)


def _fit(table: QTableView) -> None:
    """Columns as wide as their header and the rows of the table need, within bounds; what stands before and after the
    table speaks across it and does not count."""
    model, header = table.model(), table.horizontalHeader()
    assert isinstance(model, LineModel)
    metrics = table.fontMetrics()
    seen = [at for at, line in enumerate(model.lines) if line.sort in (ROW, FURTHER)][:SEEN]
    for column in range(model.columnCount()):
        wide = header.sectionSizeHint(column)
        for row in seen:
            index = model.index(row, column)
            line = model.lines[row]
            spans = model.whole(line) if isinstance(model, MadeModel) else len(line.cells) == 1
            if not (spans and column == 0):
                beside = ICON if model.data(index, Qt.ItemDataRole.DecorationRole) is not None else 0
                strong = model.data(index, Qt.ItemDataRole.FontRole)
                measured = metrics if strong is None else QFontMetrics(strong)
                wide = max(wide, measured.horizontalAdvance(str(model.data(index) or "")) + 26 + beside)
        table.setColumnWidth(column, min(wide, WIDEST))
