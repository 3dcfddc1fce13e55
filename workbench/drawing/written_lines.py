"""Lines of text for paper: shaped, broken and set to one side, each to be drawn by itself wherever a page has room.

Lengths are in units of a quarter of a point (288 an inch), so that sizes of letters are whole numbers.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from workbench.drawing.fonts import family
from workbench.model import texts

POINT = 4.0  # units
TYPED = ("JetBrains Mono", "Cascadia Mono", "Consolas", "DejaVu Sans Mono", "Liberation Mono", "monospace")
INK, MUTED, MARK = "#1b1d22", "#555a62", "#ffe08a"
PLAIN = "\u0250"  # up to here every font has letters


@dataclass(frozen=True)
class Letters:
    """How a text is set: points, weight, colour, as typed or not; `lead` is the height of a line over its letters'."""

    points: float
    strong: bool = False
    colour: str = INK
    typed: bool = False
    lead: float = 1.4


@dataclass(frozen=True)
class Line:
    """One line; `height` with the room above and below its letters."""

    height: float
    _line: QTextLine
    _layout: QTextLayout  # the line is nothing without it
    _colour: str
    _rise: float

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draws the line with the upper left corner of its room at (x, y)."""
        painter.setPen(QColor(self._colour))
        self._line.draw(painter, QPointF(x, y + self._rise - self._line.y()))


_HERE = threading.local()  # fonts of this thread: Qt's are not shared between two that draw at once


def font(letters: Letters) -> QFont:
    """The letters' face. It puts no sign in another's place for the look of it: nobody could find or copy it."""
    known: dict[Letters, QFont] = _HERE.__dict__.setdefault("fonts", {})
    made = known.get(letters)
    if made is None:
        made = known[letters] = QFont()
        made.setFamilies(list(TYPED) if letters.typed else [family()])
        made.setPixelSize(round(letters.points * POINT))
        made.setWeight(QFont.Weight.DemiBold if letters.strong else QFont.Weight.Normal)
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        for feature in ("calt", "liga"):
            made.setFeature(QFont.Tag(feature), 0)
    return made


def metrics(letters: Letters) -> QFontMetricsF:
    known: dict[Letters, QFontMetricsF] = _HERE.__dict__.setdefault("metrics", {})
    if letters not in known:
        known[letters] = QFontMetricsF(font(letters))
    return known[letters]


def unshown(said: Iterable[str], letters: Letters) -> list[str]:
    """The signs of some texts that no font of this machine has letters for, each once."""
    signs = sorted({c for text in said for c in texts.shown(texts.sound(text)) if c > PLAIN})
    return [c for c in signs if not c.isspace() and not unicodedata.combining(c) and not _has(c, letters)]


def _has(sign: str, letters: Letters) -> bool:
    layout = QTextLayout(sign, font(letters))
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return all(0 not in run.glyphIndexes() for run in line.glyphRuns())


def wide(text: str, letters: Letters) -> float:
    return metrics(letters).horizontalAdvance(texts.shown(text))


def lines(
    text: str,
    letters: Letters,
    room: float,
    *,
    right: bool = False,
    centred: bool = False,
    marks: Sequence[tuple[int, int]] = (),
    verbatim: bool = False,
) -> list[Line]:
    """The text in lines no wider than `room`, broken between words and where need be within one.

    It runs as its first letter says (from the left where it is `verbatim`) and is set to the left, or where that or
    `right` says so to the right.
    """
    said, ranges = "", []
    for part, marked in texts.parted(texts.sound(text), marks):
        shown = texts.shown(part)
        if marked:
            ranges.append((_units(said), _units(shown)))
        said += shown
    layout = QTextLayout(said.replace("\n", "\u2028"), font(letters))
    option = QTextOption()
    from_right = not verbatim and texts.from_the_right(said)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight)
    aside = Qt.AlignmentFlag.AlignRight if right or from_right else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(Qt.AlignmentFlag.AlignHCenter if centred else aside | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTabStopDistance(metrics(letters).horizontalAdvance("0000"))
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    if ranges:
        layout.setFormats([_marked(start, size) for start, size in ranges])
    return _broken(layout, letters, room)


def _units(text: str) -> int:
    """Length as Qt counts: in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _marked(start: int, size: int) -> QTextLayout.FormatRange:
    made, look = QTextLayout.FormatRange(), QTextCharFormat()
    look.setBackground(QColor(MARK))
    made.start, made.length, made.format = start, size, look
    return made


def _broken(layout: QTextLayout, letters: Letters, room: float) -> list[Line]:
    usual = metrics(letters)
    made = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        # letters of other scripts may stand higher than the font's own
        height = max(usual.height(), line.height()) * letters.lead / 1.2
        made.append(Line(height, line, layout, letters.colour, (height - line.height()) / 2))
    layout.endLayout()
    return made
