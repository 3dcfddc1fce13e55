"""The heading of a table: titles to sort by, and under each a line where a test of its cells is typed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QMenu, QTableView

from workbench.model.tabular import Column
from workbench.ui import appearance, icons, words

LINE, EDGE = 25, 5  # pixels; the line grows with the letters


class TestLine(QLineEdit):
    """Where a test of one column is typed; Escape empties it, then leads back to the rows, as the arrow down does."""

    __test__ = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.editingFinished.emit()
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
            heading = self.parent()
            if isinstance(heading, QHeaderView):
                heading.parentWidget().setFocus()
            return
        super().keyPressEvent(event)


class Heading(QHeaderView):
    """`tested` tells that a test was typed under a column (its id and the text); `chosen` asks which values of a
    column of few words there are, for a menu."""

    tested = Signal(str, str)
    values_asked = Signal(str)

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setAccessibleName(self.tr("Columns"))
        self.lines: dict[str, TestLine] = {}
        self._columns: list[Column] = []
        self._said: dict[str, str] = {}
        self.silent = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorShown(True)  # as an arrow in the title, which every style shows
        self.setSortIndicatorClearable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(self.place)
        self.sectionMoved.connect(self.place)
        table.horizontalScrollBar().valueChanged.connect(lambda value: self.place())
        self._soon = QTimer(self, singleShot=True, interval=300)
        self._soon.timeout.connect(self._tell)

    def setSelectionModel(self, model: QItemSelectionModel) -> None:
        """Titles do not show what is selected: asking ten million rows for it takes minutes."""
        super().setSelectionModel(QItemSelectionModel(model.model(), self))

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), size.height() + appearance.scaled(LINE) + EDGE)

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, appearance.scaled(LINE) + EDGE)
        super().updateGeometries()
        self.place()

    def show_columns(self, columns: list[Column]) -> None:
        """Makes a line under each column; what was typed stays."""
        self._columns = columns
        for column in columns:
            if column.id in self.lines:
                continue
            line = self.lines[column.id] = TestLine(self)
            title = words.translate("Tables", column.title)
            line.setAccessibleName(
                self.tr("Only rows where {column} is").format(column=words.isolated(title))
            )
            line.setPlaceholderText(self._example(column))
            line.setToolTip(self._how(column))
            line.textEdited.connect(lambda text: self._soon.start())
            line.editingFinished.connect(self._tell)
            if column.type == "words":
                act = line.addAction(icons.sign("ph.caret-down"), QLineEdit.ActionPosition.TrailingPosition)
                act.setText(self.tr("Values"))
                act.triggered.connect(lambda checked=False, id=column.id: self.values_asked.emit(id))
        there = {column.id for column in columns}
        for id, line in self.lines.items():
            line.setVisible(id in there)
        self.place()

    def _example(self, column: Column) -> str:
        if column.type == "moment":
            return self.tr("from..to")
        if column.right:
            return self.tr("> or ..")
        return self.tr("contains")

    def _how(self, column: Column) -> str:
        if column.type == "moment":
            return self.tr(
                "A day such as 2026-06-14, or from..to such as 2026-06-01..2026-06-30; = alone: not told"
            )
        if column.type == "amount":
            return self.tr("From..to such as 100..500, with the currency if you like: 100..500 EUR")
        if column.right:
            return self.tr("A number, >60, <10 or 5..10; = alone: empty")
        return self.tr("Text anywhere in the cell; =a,b only these values; !=a all but it; = alone: empty")

    def place(self, *_: object) -> None:
        """Puts every line below its title."""
        high = appearance.scaled(LINE)
        top = self.height() - high - EDGE
        last = self.visualIndex(len(self._columns) - 1) if self._columns else -1
        for number, column in enumerate(self._columns):
            if number >= self.count():
                continue
            line = self.lines[column.id]
            at, width = self.sectionViewportPosition(number), self.sectionSize(number)
            line.setGeometry(at + 2, top, max(width - 4, 8), high)
            line.setVisible(at + width > 0 and at < self.width() and last >= 0)

    def _tell(self) -> None:
        self._soon.stop()
        for id, line in self.lines.items():
            if self._said.get(id, "") != line.text():
                self._said[id] = line.text()
                mark(line, "filled", bool(line.text().strip()))
                self.tested.emit(id, line.text())

    @contextlib.contextmanager
    def silently(self) -> Iterator[None]:
        """A time in which columns are moved and marked by nobody's hand."""
        before, self.silent = self.silent, True
        try:
            yield
        finally:
            self.silent = before

    def typed(self) -> dict[str, str]:
        """What is typed under each title."""
        return {id: line.text() for id, line in self.lines.items() if line.text()}

    def restore(self, typed: dict[str, str]) -> None:
        """Writes again what was typed before, without telling anybody."""
        for id, line in self.lines.items():
            line.setText(typed.get(id, ""))
            self._said[id] = line.text()
            mark(line, "filled", bool(line.text()))

    def empty_lines(self, column: str = "") -> None:
        """Takes back what was typed, under one column or all."""
        for id, line in self.lines.items():
            if column in ("", id):
                line.clear()
                self._said.pop(id, None)
                self.wrong(id, "")
                mark(line, "filled", False)

    def type_under(self, section: int) -> None:
        """Goes to the line under a title."""
        line = self.lines[self._columns[section].id]
        line.setFocus()
        line.selectAll()

    def type_in(self, column: str, text: str) -> None:
        """Writes a test under a column, as if it were typed."""
        if column in self.lines:
            self.lines[column].setText(text)
            self._tell()

    def wrong(self, column: str, why: str) -> None:
        """Marks a line that cannot be understood, and says why; "" takes it back."""
        line = self.lines[column]
        line.setAccessibleDescription(why)
        mark(line, "wrong", bool(why))

    def choose(self, column: str, values: list[str]) -> QMenu:
        """A menu of the values of a column; a tick keeps one."""
        line = self.lines[column]
        chosen = (
            [v.strip() for v in line.text().removeprefix("=").split(",")]
            if line.text().startswith("=")
            else []
        )
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value in values:
            entry = menu.addAction(value.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(value in chosen)
            entry.triggered.connect(lambda on, value=value: self._tick(column, value, on, chosen))
        return menu

    def _tick(self, column: str, value: str, on: bool, before: list[str]) -> None:
        kept = [v for v in before if v and v != value] + ([value] if on else [])
        quoted = [f'"{v}"' if "," in v else v for v in kept]
        self.type_in(column, "=" + ",".join(quoted) if quoted else "")


def mark(line: QLineEdit, name: str, on: bool) -> None:
    """Sets a property that the style sheet looks at."""
    if bool(line.property(name)) != on:
        line.setProperty(name, on)
        line.style().unpolish(line)
        line.style().polish(line)
