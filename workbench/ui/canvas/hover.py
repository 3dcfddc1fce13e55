"""Hover: the soft ring and the small panel of what lies under the pointer, drawn over the last frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from workbench.drawing.beads import bead_at
from workbench.drawing.fonts import font
from workbench.drawing.icons import outline
from workbench.drawing.scene import Scene
from workbench.drawing.theme import Theme
from workbench.drawing.view import View

if TYPE_CHECKING:
    from workbench.ui.canvas.canvas import ChartCanvas

PADDING = 8.0
LONGEST = 420.0


def draw_under(
    painter: QPainter, canvas: ChartCanvas, entity: int | None, link: int | None, pointer: QPointF
) -> None:
    """A ring and a panel for the entity or the link under the pointer; on a bead, what its record says."""
    chart, scene = canvas.chart, canvas.scene
    if scene is None:
        return
    if entity is not None:
        number = chart.number_of[entity]
        draw_ring(painter, scene, number, canvas.view, canvas.on_screen(number), canvas.theme)
        lines = [chart.captions[number], chart.sub_captions[number] if chart.sub_captions else ""]
        lines.append(chart.looks[chart.look[number]].name)
    elif link is not None:
        number = chart.link_number_of[link]
        start, end = chart.ends[number].tolist()
        # the isolates keep the order of the names in right-to-left scripts
        arrow = "→" if chart.directed[number] else "–"
        lines = [f"\u2068{chart.captions[start]}\u2069 {arrow} \u2068{chart.captions[end]}\u2069"]
        bead = bead_at(scene, canvas.view, canvas.size().toTuple(), pointer.x(), pointer.y())
        said = chart.beads.said[bead] if bead is not None and chart.beads is not None else ""
        lines += [said, chart.label[number]]
    else:
        return
    draw_panel(painter, lines, pointer, QRectF(canvas.rect()), canvas.theme)


def draw_focus(painter: QPainter, canvas: ChartCanvas, current: int | None) -> None:
    """Where keys go: a line around the chart, and a broken ring around the entity they go on from."""
    painter.setPen(QPen(QColor(canvas.theme.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(canvas.rect()).adjusted(1, 1, -1, -1))
    number = canvas.chart.number_of.get(current) if current in canvas.chosen.entities else None
    if number is not None and canvas.scene is not None:
        half = max(float(canvas.scene.radius(canvas.view)[number]), 5.0) + 11.0
        place = canvas.on_screen(number)
        pen = QPen(QColor(canvas.theme.accent), 1.6)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawEllipse(place, half, half)


def draw_ring(painter: QPainter, scene: Scene, entity: int, view: View, place: QPointF, theme: Theme) -> None:
    """A soft ring around an entity at a place on screen."""
    chart = scene.chart
    half = max(float(scene.radius(view)[entity]), 5.0) + 4.0
    colour = QColor(theme.accent)
    colour.setAlpha(110)
    painter.setPen(QPen(colour, 3.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    shape = chart.looks[chart.look[entity]].shape
    painter.drawPath(outline(shape, QRectF(place.x() - half, place.y() - half, 2 * half, 2 * half)))


def draw_panel(painter: QPainter, lines: list[str], place: QPointF, area: QRectF, theme: Theme) -> None:
    """A panel of text lines beside a place, kept wholly inside the area."""
    letters = font(12)
    metrics = QFontMetricsF(letters)
    shown = [metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, LONGEST) for text in lines if text]
    if not shown:
        return
    width = max(metrics.horizontalAdvance(text) for text in shown) + 2 * PADDING
    height = metrics.height() * len(shown) + 1.4 * PADDING
    left = min(max(place.x() + 16, area.left() + 4), area.right() - width - 4)
    top = place.y() + 20
    if top + height > area.bottom() - 4:
        top = place.y() - height - 12
    box = QRectF(left, top, width, height)
    shadow = QColor(theme.shadow)
    shadow.setAlpha(28)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shadow)
    painter.drawRoundedRect(box.translated(0, 2).adjusted(-1, 0, 1, 1), 8, 8)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(box, 8, 8)
    painter.setFont(letters)
    for k, text in enumerate(shown):
        painter.setPen(QColor(theme.ink if k == 0 else theme.muted))
        painter.drawText(
            QPointF(left + PADDING, top + 0.7 * PADDING + metrics.ascent() + k * metrics.height()), text
        )
