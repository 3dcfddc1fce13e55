"""Timeline: records over time as bars, with axis, what stands out, the chosen stretch, and lanes of entities."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from workbench.drawing.fonts import font
from workbench.drawing.theme import Theme
from workbench.drawing.timeline_axis import DAY, changes, larger, offset_text, ticks
from workbench.drawing.timeline_bars import draw_bars, draw_brush, draw_marks, draw_outline
from workbench.drawing.timeline_lanes import draw_lanes
from workbench.drawing.timeline_layout import Layout
from workbench.drawing.timeline_scene import TimeScene

CLOCKS = 120 * DAY  # stretches in which it is marked where clocks are changed


def draw(
    painter: QPainter,
    scene: TimeScene,
    layout: Layout,
    theme: Theme,
    *,
    brush: bool = True,
    focus: bool = False,
) -> None:
    """Draws all of it, one screen pixel being one unit of the painter; `brush` with the chosen stretch."""
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs to the right in every language
    painter.fillRect(QRectF(0, 0, layout.width, layout.height), QColor(theme.panel))
    draw_outline(painter, scene, layout, theme)
    draw_bars(painter, scene, layout, theme)
    draw_marks(painter, scene, layout, theme)
    draw_axis(painter, scene, layout, theme)
    draw_lanes(painter, scene, layout, theme)
    if brush:
        draw_brush(painter, scene, layout, theme, focus)


def draw_axis(painter: QPainter, scene: TimeScene, layout: Layout, theme: Theme) -> None:
    """Ticks, the day or year they belong to, and where clocks are changed."""
    box, view, zone = layout.axis, scene.view, scene.zone
    painter.save()
    painter.setClipRect(QRectF(box.left(), layout.bars.top(), box.width(), layout.height))
    painter.setFont(font(10.5 * layout.text))
    row = box.height() / 2
    edge, metrics = QPen(QColor(theme.line), 1), QFontMetricsF(painter.font())
    for tick in ticks(view.low, view.high, box.width() / layout.text, zone):
        x = box.left() + view.x(tick.at, box.width())
        painter.setPen(edge)
        painter.drawLine(QPointF(x, layout.marks.top()), QPointF(x, box.top() + 4))
        if layout.lanes:
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x, layout.height))
        if x + 3 + metrics.horizontalAdvance(tick.text) <= box.right():
            painter.setPen(QColor(theme.ink))
            painter.drawText(
                QRectF(x + 3, box.top(), 90 * layout.text, row), Qt.AlignmentFlag.AlignVCenter, tick.text
            )
    _larger(painter, scene, layout, theme)
    for at, before, after in changes(view.low, view.high, zone) if view.span <= CLOCKS else ():
        x = box.left() + view.x(at, box.width())
        pen = QPen(QColor(theme.warning), 1.2)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, layout.bars.top()), QPointF(x, box.bottom()))
        text = f"{offset_text(before)} → {offset_text(after)}"
        wide = metrics.horizontalAdvance(text)
        place = QRectF(min(x + 3, box.right() - wide), layout.bars.top(), wide + 2, 13 * layout.text)
        painter.setPen(QColor(theme.warning))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


def _larger(painter: QPainter, scene: TimeScene, layout: Layout, theme: Theme) -> None:
    """The day or year that ticks belong to: each where it begins, the first at the beginning of the view."""
    box = layout.axis
    said = larger(scene.view.low, scene.view.high, box.width() / layout.text, scene.zone)
    metrics = QFontMetricsF(painter.font())
    row = box.height() / 2
    free = box.left()
    places = [box.left() + scene.view.x(tick.at, box.width()) for tick in said]
    for k, tick in enumerate(said):
        x = places[k]
        following = places[k + 1] if k + 1 < len(places) else box.right()
        wide = metrics.horizontalAdvance(tick.text) + 8
        painter.setPen(QPen(QColor(theme.muted), 1))
        painter.drawLine(QPointF(x, box.top() + row), QPointF(x, box.bottom() - 2))
        if x < free or (k == 0 and following - x < wide and len(said) > 1):
            continue
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(x + 3, box.top() + row, wide, row), Qt.AlignmentFlag.AlignVCenter, tick.text)
        free = x + wide


def legend() -> tuple[str, str]:
    """What the two rows of bars are called."""
    return QCoreApplication.translate("Timeline", "all on the chart"), QCoreApplication.translate(
        "Timeline", "the selection"
    )
