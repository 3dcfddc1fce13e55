"""Bars of a timeline: all records and, hatched before them, those of the selection; and what stands out."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from workbench.drawing.fonts import font
from workbench.drawing.theme import Theme, mixed, number
from workbench.drawing.timeline_layout import Layout
from workbench.drawing.timeline_scene import TimeScene, TimeView, Whole


def shade(theme: Theme) -> QColor:
    """The colour of the bars of all records."""
    return QColor.fromRgba(mixed(number(theme.muted), number(theme.panel), 0.45))


def draw_bars(painter: QPainter, scene: TimeScene, layout: Layout, theme: Theme) -> None:
    """Both rows of bars, with what the highest one counts."""
    box = layout.bars
    painter.fillRect(box, QColor(theme.chart))
    highest = int(scene.every.max(initial=0))
    if highest:
        _row(painter, scene.view, scene.edges, scene.every, highest, box, QBrush(shade(theme)), None)
        accent = QColor(theme.accent)
        if scene.chosen.any():
            _row(painter, scene.view, scene.edges, scene.chosen, highest, box, QBrush(accent), None)
            hatch = QBrush(QColor(theme.on_accent), Qt.BrushStyle.BDiagPattern)
            _row(painter, scene.view, scene.edges, scene.chosen, highest, box, hatch, accent)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if highest:
        _highest(painter, highest, layout, theme)


def _highest(painter: QPainter, highest: int, layout: Layout, theme: Theme) -> None:
    """What the highest bar counts, at the side where reading begins."""
    box = layout.bars
    painter.setFont(font(10 * layout.text))
    text = f"{highest:,}"
    wide = painter.fontMetrics().horizontalAdvance(text) + 6
    x = box.right() - wide if layout.mirrored else box.left()
    back = QColor(theme.chart)
    back.setAlpha(200)
    place = QRectF(x, box.top(), wide, 13 * layout.text)
    painter.fillRect(place, back)
    painter.setPen(QColor(theme.muted))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _row(
    painter: QPainter, view: TimeView, edges: Whole, counts: Whole, highest: int, box: QRectF, brush: QBrush,
    line: QColor | None,
) -> None:  # fmt: skip
    """One row of bars; what there is at all is at least two pixels high."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(line, 1) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    x = box.left() + (edges - view.low) / view.span * box.width()
    some = np.flatnonzero(counts)
    gap = 1.0 if len(edges) > 1 and float(np.diff(x).mean()) >= 4 else 0.0
    room = box.height() - 2
    boxes = []
    for k in some.tolist():
        left, right = max(float(x[k]), box.left() - 2), min(float(x[k + 1]), box.right() + 2)
        tall = max(float(counts[k]) / highest * room, 2.0)
        left, right = round(left), max(round(right - gap), round(left) + 1)
        boxes.append(QRectF(left, round(box.bottom() - tall), right - left, round(tall)))
    painter.save()
    painter.setClipRect(box)
    painter.drawRects(boxes)
    painter.restore()


def draw_outline(painter: QPainter, scene: TimeScene, layout: Layout, theme: Theme) -> None:
    """All of the time in one line, with what is in view framed."""
    box = layout.outline
    painter.fillRect(box, QColor(theme.sunken))
    highest = int(scene.outline.max(initial=0))
    whole = TimeView(*scene.whole)
    if highest:
        steps = np.linspace(whole.low, whole.high, len(scene.outline) + 1).astype(np.int64)
        _row(painter, whole, steps, scene.outline, highest, box, QBrush(shade(theme)), None)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if scene.brush is not None:
        low, high = (box.left() + whole.x(at, box.width()) for at in scene.brush)
        painter.fillRect(QRectF(low, box.top(), max(high - low, 2), 3), QColor(theme.accent))
    low, high = (
        max(box.left(), box.left() + whole.x(at, box.width())) for at in (scene.view.low, scene.view.high)
    )
    high = min(high, box.right())
    if high - low < box.width() - 1:
        veil = QColor(theme.panel)
        veil.setAlpha(150)
        painter.fillRect(QRectF(box.left(), box.top(), low - box.left(), box.height()), veil)
        painter.fillRect(QRectF(high, box.top(), box.right() - high, box.height()), veil)
        painter.setPen(QPen(QColor(theme.ink), 1))
        painter.drawRect(QRectF(low, box.top() + 0.5, max(high - low, 3), box.height() - 1.5))


def draw_marks(painter: QPainter, scene: TimeScene, layout: Layout, theme: Theme) -> None:
    """Silences as brackets over a hatched ground, bursts as triangles; both told apart without colour."""
    box, bars = layout.marks, layout.bars
    painter.save()
    painter.setClipRect(QRectF(box.left(), bars.top(), box.width(), bars.height() + box.height()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    middle = box.center().y()
    for mark in scene.marks:
        left, right = (box.left() + scene.view.x(at, box.width()) for at in (mark.low, mark.high))
        if right < box.left() or left > box.right():
            continue
        if mark.sort == "silence":
            if right - left < 3:
                continue
            tint = QColor(theme.muted)
            tint.setAlpha(70)
            painter.fillRect(
                QRectF(left, bars.top(), right - left, bars.height()),
                QBrush(tint, Qt.BrushStyle.BDiagPattern),
            )
            painter.setPen(QPen(QColor(theme.muted), 1.4))
            painter.drawLine(QPointF(left, middle), QPointF(right, middle))
            for x in (left, right):
                painter.drawLine(QPointF(x, middle - 3), QPointF(x, middle + 3))
        else:
            x = min(max((left + right) / 2, box.left() + 4), box.right() - 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.warning))
            triangle = [
                QPointF(x, box.top() + 1),
                QPointF(x + 4.5, box.bottom() - 1),
                QPointF(x - 4.5, box.bottom() - 1),
            ]
            painter.drawPolygon(QPolygonF(triangle))
    painter.restore()


def draw_brush(painter: QPainter, scene: TimeScene, layout: Layout, theme: Theme, focus: bool) -> None:
    """The chosen stretch over bars and lanes, with ends to hold."""
    if scene.brush is None:
        return
    box = QRectF(layout.left, layout.bars.top(), layout.plot, layout.height - layout.bars.top())
    left, right = (layout.left + scene.view.x(at, layout.plot) for at in scene.brush)
    painter.save()
    painter.setClipRect(box)
    tint = QColor(theme.accent)
    tint.setAlpha(34)
    painter.fillRect(QRectF(left, box.top(), max(right - left, 1), box.height()), tint)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    bars = layout.bars
    for x in (left, right):
        painter.setPen(QPen(QColor(theme.accent), 2 if focus else 1.4))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        handle = QPainterPath()
        handle.addRoundedRect(QRectF(x - 3.5, bars.center().y() - 9, 7, 18), 3, 3)
        painter.setPen(QPen(QColor(theme.panel), 1))
        painter.fillPath(handle, QColor(theme.accent))
        painter.drawPath(handle)
    painter.restore()
