"""The blocks of a document as strips for paper: headings that hold to what follows, lines, facts, pictures, rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import singledispatch

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from workbench.drawing.written_flow import Paint, Strip
from workbench.drawing.written_lines import MUTED, POINT, Letters, Line, lines, wide
from workbench.drawing.written_tables import ruled
from workbench.model.document import (
    Block,
    Contents,
    Document,
    Facts,
    Heading,
    NewPage,
    Paragraph,
    Picture,
    Points,
    Quotation,
    Table,
)
from workbench.model.problems import Problem

TITLE, SUBTITLE, LETTERHEAD = (
    Letters(19, True, lead=1.25),
    Letters(11, colour=MUTED),
    Letters(8.5, colour=MUTED),
)
HEADINGS = (Letters(14, True, lead=1.3), Letters(11, True, lead=1.3), Letters(9.5, True, lead=1.3))
ABOVE, BELOW = (22.0, 14.0, 10.0), (5.0, 3.0, 2.0)  # points round headings
BODY, NOTE, WARNING = Letters(9.5), Letters(8, colour=MUTED), Letters(9.5, True)
TYPED, HASH, PLACE = Letters(8, typed=True), Letters(6.8, typed=True, colour=MUTED), Letters(8.5, True)
NAMED, CAPTION = Letters(8.5, colour=MUTED), Letters(8, colour=MUTED)
GAP = 6 * POINT  # between blocks
PALE, BAR, AMBER = "#f3f1ec", "#c9c5bc", "#b07400"
FEW = 14  # lines of one thing that stand on one page
NAMES = 0.3  # of the width at most for the names of facts


@dataclass(frozen=True)
class Room:
    """The width and height of a page's room, and whether lines begin at its right; `pages` says where each heading
    stands, once that is known."""

    wide: float
    high: float
    right: bool = False
    pages: dict[int, int] = field(default_factory=dict)


def strips(document: Document, room: Room) -> list[Strip]:
    """The whole document, title first."""
    made: list[Strip] = []
    for line in document.letterhead:
        made += _text(line, LETTERHEAD, room)
    title = _text(document.title, TITLE, room, before=14 * POINT if made else 0.0, holds=True)
    made += title
    if document.subtitle:
        made += _text(document.subtitle, SUBTITLE, room, before=2 * POINT)
    new, headings = False, 0
    before: Block | None = None
    for block in document.blocks:
        if isinstance(block, NewPage):
            new = True
            continue
        several = _contents(document, block, room) if isinstance(block, Contents) else _strips(block, room)
        if isinstance(block, Heading):
            several[0] = replace(several[0], mark=headings)
            headings += 1
        if new and several:
            several[0] = replace(several[0], new=True)
            new = False
        if isinstance(before, Heading) and isinstance(block, Paragraph) and block.manner == "note":
            several = [replace(strip, holds=True) for strip in several]  # it says what comes below it
        made += several
        before = block
    return made


def _contents(document: Document, block: Contents, room: Room) -> list[Strip]:
    """The headings, a line each, with their pages at the other side."""
    made = _text(block.title, PLACE, room, before=18 * POINT, holds=True)
    aside = 24 * POINT
    for number, heading in document.headings:
        inner = 12 * POINT * (heading.level - 1)
        letters = BODY if heading.level == 1 else NAMED
        line = lines(heading.text, letters, room.wide - inner - aside, right=room.right)[0]
        made.append(Strip(line.height, _entry(line, number, inner, room, letters), before=1.5 * POINT))
    return made


def _entry(line: Line, number: int, inner: float, room: Room, letters: Letters) -> Paint:
    def paint(painter: QPainter, x: float, y: float) -> None:
        line.draw(painter, x + (24 * POINT if room.right else inner), y)
        page = lines(f"{room.pages[number] + 1:,}", letters, room.wide, right=not room.right)[0]
        page.draw(painter, x, y)

    return paint


@singledispatch
def _strips(block: Block, room: Room) -> list[Strip]:
    raise TypeError(f"paper has no place for {type(block).__name__}")


@_strips.register
def _(block: Heading, room: Room) -> list[Strip]:
    level = min(block.level, 3) - 1
    made = _text(block.text, HEADINGS[level], room, before=ABOVE[level] * POINT, holds=True)
    last = made[-1]
    made[-1] = replace(last, height=last.height + BELOW[level] * POINT)
    return made


@_strips.register
def _(block: Paragraph, room: Room) -> list[Strip]:
    if block.manner == "code":
        return _boxed(lines(block.text, TYPED, room.wide - 12 * POINT, verbatim=True), room)
    if block.manner == "warning":
        inner = lines(block.text, WARNING, room.wide - 10 * POINT, right=room.right)
        return _barred(inner, room, AMBER, 10 * POINT, before=GAP)
    return _text(block.text, NOTE if block.manner == "note" else BODY, room, before=GAP)


@_strips.register
def _(block: Points, room: Room) -> list[Strip]:
    made: list[Strip] = []
    aside = 14 * POINT
    for n, item in enumerate(block.items, start=1):
        sign = f"{n}." if block.numbered else "•"
        mark = lines(sign, BODY, aside, right=room.right)[0]
        inner = lines(item, BODY, room.wide - aside, right=room.right)
        made += _joined(
            [
                Strip(
                    line.height,
                    _beside(
                        line,
                        mark if k == 0 else None,
                        0.0 if room.right else aside,
                        room.wide - aside if room.right else 0.0,
                    ),
                )
                for k, line in enumerate(inner)
            ],
            before=GAP if n == 1 else 2 * POINT,
        )
    return made


def _beside(line: Line, mark: Line | None, at: float, mark_at: float) -> Paint:
    def paint(painter: QPainter, x: float, y: float) -> None:
        line.draw(painter, x + at, y)
        if mark is not None:
            mark.draw(painter, x + mark_at, y)

    return paint


@_strips.register
def _(block: Facts, room: Room) -> list[Strip]:
    names = min(
        max((wide(name, NAMED) for name, _ in block.rows), default=0.0) + 14 * POINT, NAMES * room.wide
    )
    made: list[Strip] = []
    for n, (name, said) in enumerate(block.rows):
        left = lines(name, NAMED, names - 8 * POINT, right=room.right)
        value = lines(said, BODY, room.wide - names, right=room.right)
        rows = max(len(left), len(value))
        several = []
        for k in range(rows):
            pair = (left[k] if k < len(left) else None, value[k] if k < len(value) else None)
            high = max(line.height for line in pair if line is not None)
            several.append(Strip(high, _pair(pair, room, names)))
        made += _joined(several, before=GAP if n == 0 else 1 * POINT)
    return _whole(made)


def _pair(pair: tuple[Line | None, Line | None], room: Room, names: float) -> Paint:
    def paint(painter: QPainter, x: float, y: float) -> None:
        name, value = pair
        if name is not None:
            # names are smaller than what they name, and stand on the same line
            name.draw(painter, x + (room.wide - names + 8 * POINT if room.right else 0.0), y + 0.6 * POINT)
        if value is not None:
            value.draw(painter, x + (0.0 if room.right else names), y)

    return paint


@_strips.register
def _(block: Table, room: Room) -> list[Strip]:
    made = _text(block.caption, PLACE, room, before=GAP, holds=True) if block.caption else []
    made += ruled(block, room.wide, room.high, room.right, before=2 * POINT if made else GAP)
    if block.rest:
        made[-1] = replace(made[-1], holds=True)
        made += _text(block.left_out, NOTE, room, before=3 * POINT)
    return made


@_strips.register
def _(block: Picture, room: Room) -> list[Strip]:
    image = QImage.fromData(block.png)
    if image.isNull():
        raise Problem(f"the picture '{block.caption}' cannot be read", "make it anew")
    caption = _text(block.caption, CAPTION, room, before=3 * POINT) if block.caption else []
    most = room.high - sum(s.before + s.height for s in caption) - 2 * POINT
    across = room.wide * block.wide
    high = across * image.height() / image.width()
    if high > most:
        across, high = across * most / high, most

    def paint(painter: QPainter, x: float, y: float) -> None:
        box = QRectF(x + (room.wide - across if room.right else 0.0), y, across, high)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        painter.drawImage(box, image)

    return [Strip(high, paint, before=GAP, holds=bool(caption)), *caption]


@_strips.register
def _(block: Quotation, room: Room) -> list[Strip]:
    inner = room.wide - 9 * POINT
    said = lines(block.place, PLACE, inner, right=room.right)
    said += lines(f"SHA-256 {block.sha256}", HASH, inner, verbatim=True)
    if block.columns:
        said += lines(block.named, HASH, inner, right=room.right)
    head = _barred(said, room, BAR, 9 * POINT, before=9 * POINT)
    row = lines(block.text, TYPED, inner - 8 * POINT, marks=block.marks, verbatim=True)
    made = _barred(row, room, BAR, 13 * POINT, before=0.0, ground=PALE)
    return [*(replace(s, holds=True) for s in head), *_whole(made)]


def _text(
    text: str, letters: Letters, room: Room, *, before: float = 0.0, holds: bool = False
) -> list[Strip]:
    made = [Strip(line.height, line.draw) for line in lines(text, letters, room.wide, right=room.right)]
    return (
        [replace(s, holds=True) for s in _joined(made, before=before)]
        if holds
        else _joined(made, before=before)
    )


def _whole(several: Sequence[Strip]) -> list[Strip]:
    """Strips that no page parts where they are few; many are parted as they come."""
    if len(several) > FEW:
        return list(several)
    return [replace(strip, holds=True) for strip in several[:-1]] + list(several[-1:])


def _joined(several: Sequence[Strip], *, before: float) -> list[Strip]:
    """Strips of one paragraph: two lines of it at least stand on either page."""
    last = len(several) - 1
    return [
        replace(s, before=before if k == 0 else 0.0, holds=last > 0 and k in (0, last - 1) and k != last)
        for k, s in enumerate(several)
    ]


def _barred(
    several: Sequence[Line], room: Room, colour: str, aside: float, *, before: float, ground: str = ""
) -> list[Strip]:
    """Lines with a bar along them, on a ground where one is given."""

    def on(line: Line) -> Paint:
        def paint(painter: QPainter, x: float, y: float) -> None:
            edge = x + room.wide if room.right else x
            if ground:
                left = x if room.right else x + 9 * POINT
                painter.fillRect(QRectF(left, y, room.wide - 9 * POINT, line.height + 1), QColor(ground))
            bar = QRectF(edge - (1.5 * POINT if room.right else 0.0), y, 1.5 * POINT, line.height + 1)
            painter.fillRect(bar, QColor(colour))
            line.draw(painter, x + (4 * POINT if room.right and ground else 0.0 if room.right else aside), y)

        return paint

    return _joined([Strip(line.height, on(line)) for line in several], before=before)


def _boxed(several: Sequence[Line], room: Room) -> list[Strip]:
    """Lines on a ground of their own, as typed."""

    def on(line: Line) -> Paint:
        def paint(painter: QPainter, x: float, y: float) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(QRectF(x, y, room.wide, line.height + 1), QColor(PALE))
            line.draw(painter, x + 6 * POINT, y)

        return paint

    return _joined([Strip(line.height, on(line)) for line in several], before=GAP)
