"""Headings of a laid-out chart: the axis of time with its moments, and blocks with their titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from workbench.drawing.chart import Headings
from workbench.drawing.fonts import font
from workbench.drawing.moments_between import moments_between
from workbench.drawing.theme import Theme
from workbench.drawing.view import View
from workbench.model.guides import Axis, Block, Box

LETTERS = 12.0  # screen pixels
APART = 14.0  # between what is written at two moments
TOP = 54.0  # where the moments stay while the chart is moved further up
NARROW = 30.0  # screen pixels of a block below which nothing can be written in it
CORNER = 10.0


@dataclass(frozen=True)
class Words:
    """Something written at a place on the screen, in ink where it is `strong`."""

    box: QRectF
    text: str
    strong: bool


@dataclass(frozen=True)
class Written:
    """Everything there is to draw of headings in a view, in screen pixels: words, edges of blocks, and lines of the
    axis."""

    words: tuple[Words, ...] = ()
    boxes: tuple[QRectF, ...] = ()
    lines: tuple[QLineF, ...] = ()


def written(headings: Headings, view: View, size: tuple[float, float], scale: float = 1.0) -> Written:
    """What headings say in a view of `size` screen pixels, and where; their letters are `scale` times as large as
    usual."""
    parts = [_block(block, view, size, scale) for block in headings.guides.blocks]
    if headings.guides.axis is not None:
        parts.append(_axis(headings, headings.guides.axis, view, size, scale))
    elif headings.elsewhere and headings.guides.blocks:
        corners = [view.to_screen(*block.box[:2]) for block in headings.guides.blocks]
        x, y = (min(side) for side in zip(*corners, strict=True))
        parts.append(Written((_words(QPointF(x + 4, y - 22 * scale), _elsewhere(headings), False, scale),)))
    return Written(*(tuple(each for part in parts for each in getattr(part, name)) for name in _FIELDS))


_FIELDS = ("words", "boxes", "lines")


def draw(painter: QPainter, made: Written, theme: Theme, scale: float = 1.0) -> None:
    """Draws headings, one unit of the painter being a screen pixel; words have a halo, to be read on lines."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.line), 1.4))
    for box in made.boxes:
        painter.drawRoundedRect(box, CORNER, CORNER)
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.drawLines(list(made.lines))
    for words in made.words:
        face, halo = font(LETTERS * scale, strong=words.strong), QPainterPath()
        at = QPointF(words.box.left(), words.box.top() + QFontMetricsF(face).ascent())
        halo.addText(at, face, words.text)
        pen = QPen(QColor(theme.halo), 4.0)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(halo, pen)
        painter.setPen(QColor(theme.ink if words.strong else theme.muted))
        painter.setBrush(QBrush())
        painter.setFont(face)
        painter.drawText(at, words.text)
    painter.restore()


def _words(corner: QPointF, text: str, strong: bool, scale: float) -> Words:
    metrics = QFontMetricsF(font(LETTERS * scale, strong=strong))
    return Words(
        QRectF(corner.x(), corner.y(), metrics.horizontalAdvance(text), metrics.height()), text, strong
    )


def _on_screen(view: View, box: Box) -> QRectF:
    return QRectF(QPointF(*view.to_screen(*box[:2])), QPointF(*view.to_screen(*box[2:])))


def _block(block: Block, view: View, size: tuple[float, float], scale: float) -> Written:
    box = _on_screen(view, block.box)
    if not box.intersects(QRectF(0, 0, *size)) or box.width() < NARROW:
        return Written()
    metrics = QFontMetricsF(font(LETTERS * scale, strong=True))
    text = metrics.elidedText(block.title, Qt.TextElideMode.ElideRight, box.width() - 16)
    words = _words(QPointF(box.left() + 9, box.top() + 5), text, True, scale)
    return Written((words,), (box,) if block.apart else ())


def _axis(headings: Headings, axis: Axis, view: View, size: tuple[float, float], scale: float) -> Written:
    box = _on_screen(view, axis.box)
    if not box.intersects(QRectF(0, 0, *size)):
        return Written()
    row = QFontMetricsF(font(LETTERS * scale)).height() + 2
    top = max(box.top(), min(TOP, box.bottom() - 2 * row))
    said = QCoreApplication.translate("Headings", "When each first appears, {zone}").format(
        zone=headings.zone
    )
    if headings.elsewhere:
        said = f"{said}; {_elsewhere(headings)}"
    words, lines = [_words(QPointF(max(box.left(), 12.0), top), said, True, scale)], []
    for x, text in _moments(axis, view, size[0], headings.zone, scale):
        lines.append(QLineF(x, top + 2 * row + 2, x, box.bottom()))
        there = _words(QPointF(0, top + row), text, False, scale)
        there.box.moveLeft(x - there.box.width() / 2)
        words.append(there)
    return Written(tuple(words), (), tuple(lines))


def _elsewhere(headings: Headings) -> str:
    said = QCoreApplication.translate("Headings", "elsewhere, moved by hand or come later: {count}")
    return said.format(count=f"{headings.elsewhere:,}")


def _moments(axis: Axis, view: View, width: float, zone: str, scale: float) -> Iterator[tuple[float, str]]:
    """What is written along the axis in a view so many pixels wide: where its middle is, and the words."""
    x, at = (np.array(side, float) for side in zip(*axis.knots, strict=True))
    x = x * view.per_unit + view.ox
    metrics = QFontMetricsF(font(LETTERS * scale))
    seen = [(max(a, 0.0), min(b, width)) for a, b in pairwise([float(x[0]), float(x[-1])])]
    left, right = seen[0]
    low, high = np.interp([left, right], x, at).tolist()

    def where(moment: int) -> float:
        return float(np.interp(moment, at, x))

    def room(text: str) -> float:
        return metrics.horizontalAdvance(text) + APART

    if left <= right:
        for moment, text in moments_between(round(low), round(high), zone, where, room):
            yield where(moment), text
