"""Tables on paper: columns as wide as their words, headings again on each page, and no row cut that a page can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from workbench.drawing.column_widths import shared_out
from workbench.drawing.written_flow import Paint, Strip
from workbench.drawing.written_lines import MUTED, POINT, Letters, Line, lines, wide
from workbench.model.document import Table

CELL, CODE, HEAD = (
    Letters(8, lead=1.35),
    Letters(6.8, typed=True, lead=1.35),
    Letters(7.2, True, MUTED, lead=1.3),
)
SIDE, RISE = 5 * POINT, 2.2 * POINT  # between columns; above and below what stands in a row
RULE = "#c9c5bc"
MEASURED = 400  # rows that widths are taken from; the longest of more than these would seldom be another
WORD = 110 * POINT  # no word asks for more: what is longer is broken
SHORT = 80 * POINT  # texts up to this stay on one line: numbers of phones, dates, sums


@dataclass(frozen=True)
class Cell:
    """A cell's lines, and how far from the left they stand."""

    x: float
    lines: Sequence[Line]


def ruled(table: Table, room: float, high: float, right: bool, *, before: float) -> list[Strip]:
    """A table in strips, a row each; a row higher than a page is parted between its lines."""
    widths = shared_out(*_asked(table), room - SIDE * (len(table.headings) - 1))
    lefts, at = [], 0.0
    for width in widths:
        lefts.append(room - at - width if right else at)
        at += width + SIDE
    head_cells = _cells(table, table.headings, widths, lefts, right, head=True)
    head = _row(head_cells, room, strong=True)
    made = [replace(head, before=before, holds=True)]
    for row in table.rows:
        cells = _cells(table, row, widths, lefts, right)
        for part in _parts(cells, high - head.height - 2 * RISE):
            made.append(replace(_row(part, room), head=head))
    if len(made) > 3:
        made[-2] = replace(made[-2], holds=True)  # no page begins with the last row alone
    return made


def _letters(table: Table, column: int, head: bool) -> Letters:
    return HEAD if head else CODE if column in table.codes else CELL


def _asked(table: Table) -> tuple[list[float], list[float]]:
    """The width of the longest word and of the longest text of each column."""
    least, wanted = [], []
    for n, heading in enumerate(table.headings):
        letters = _letters(table, n, False)
        said = [row[n] for row in table.rows[:MEASURED]]
        whole = _widest([line for text in said for line in text.split("\n")], letters)
        word = _widest([word for text in said for word in text.split()], letters)
        heads = max((wide(word, HEAD) for word in heading.split()), default=0.0)
        single = whole if n in table.numbers or whole <= SHORT else word
        least.append(min(max(single, heads), WORD))
        wanted.append(max(whole, wide(heading, HEAD)))
    return least, wanted


def _widest(said: Sequence[str], letters: Letters) -> float:
    """How wide the widest of some texts is; of those with fewest signs nobody asks."""
    most = max(map(len, said), default=0)
    return max((wide(text, letters) for text in {s for s in said if len(s) > 0.8 * most}), default=0.0) + 2


def _cells(
    table: Table,
    row: Sequence[str],
    widths: Sequence[float],
    lefts: Sequence[float],
    right: bool,
    *,
    head: bool = False,
) -> list[Cell]:
    made = []
    for n, text in enumerate(row):
        aside = right != (n in table.numbers)
        code = n in table.codes and not head
        said = lines(
            text, _letters(table, n, head), widths[n], right=aside, verbatim=code or n in table.numbers
        )
        made.append(Cell(lefts[n], said))
    return made


def _parts(cells: Sequence[Cell], most: float) -> list[list[Cell]]:
    """A row in as many parts as pages need; nearly always one."""
    if all(sum(line.height for line in cell.lines) <= most for cell in cells):
        return [list(cells)]
    highest = max(line.height for cell in cells for line in cell.lines)
    step = max(1, int(most / highest))
    count = max(-(-len(cell.lines) // step) for cell in cells)
    return [[Cell(c.x, c.lines[k * step : (k + 1) * step]) for c in cells] for k in range(count)]


def _row(cells: Sequence[Cell], room: float, *, strong: bool = False) -> Strip:
    high = max((sum(line.height for line in cell.lines) for cell in cells), default=0.0) + 2 * RISE
    return Strip(high, _painted(cells, room, high, strong))


def _painted(cells: Sequence[Cell], room: float, high: float, strong: bool) -> Paint:
    def paint(painter: QPainter, x: float, y: float) -> None:
        for cell in cells:
            top = y + RISE
            for line in cell.lines:
                line.draw(painter, x + cell.x, top)
                top += line.height
        painter.setPen(QPen(QColor("#000000" if strong else RULE), (0.8 if strong else 0.5) * POINT))
        painter.drawLine(QPointF(x, y + high), QPointF(x + room, y + high))

    return paint
