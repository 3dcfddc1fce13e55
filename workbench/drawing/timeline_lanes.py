"""Theme lines: a lane for each entity, and the events between them as marks.

A diamond is an instant, a bar something that took time, both on the lane where it began; arrows say which way it went.
A number in a disc says how many events fall together there.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from workbench.drawing.fonts import font
from workbench.drawing.theme import Theme, mixed, number, on_chart
from workbench.drawing.timeline_layout import Layout
from workbench.drawing.timeline_scene import TimeScene

DOWN, UP, NO_WAY = 1, 2, 4
ARROW, DIAMOND = 4.0, 4.2
NUMBER_ROOM = 26.0  # screen pixels within which events become one number, so that none covers the next


def draw_lanes(painter: QPainter, scene: TimeScene, layout: Layout, theme: Theme) -> None:
    """Lanes with their captions, then the events."""
    if not scene.lanes:
        return
    box = layout.lanes_box
    painter.save()
    painter.setClipRect(QRectF(0, box.top(), layout.width, box.height()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for k, lane in enumerate(scene.lanes):
        y = layout.lane_y(k)
        colour = QColor.fromRgba(on_chart(theme, lane.colour)) if lane.entity else QColor(theme.muted)
        pen = QPen(colour, 1.6 if lane.entity else 1.0)
        if not lane.entity:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        _caption(painter, lane.caption, colour, y, layout, theme, bool(lane.entity))
    painter.setClipRect(box)
    _events(painter, scene, layout, theme)
    painter.restore()


def _caption(
    painter: QPainter, text: str, colour: QColor, y: float, layout: Layout, theme: Theme, named: bool
) -> None:
    wide = layout.gutter
    left = layout.width - wide if layout.mirrored else 0.0
    painter.fillRect(QRectF(left, y - layout.lane / 2, wide, layout.lane), QColor(theme.panel))
    stripe = QRectF(left + wide - 5 if layout.mirrored else left + 1, y - 7, 4, 14)
    painter.fillRect(stripe, colour)
    painter.setFont(font(11.5 * layout.text, strong=named))
    painter.setPen(QColor(theme.ink if named else theme.muted))
    metrics = QFontMetricsF(painter.font())
    place = QRectF(left + 10, y - layout.lane / 2, wide - 18, layout.lane)
    side = Qt.AlignmentFlag.AlignRight if layout.mirrored else Qt.AlignmentFlag.AlignLeft
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
    painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, shown)


def _events(painter: QPainter, scene: TimeScene, layout: Layout, theme: Theme) -> None:
    events, view = scene.events, scene.view
    ink = QColor.fromRgba(mixed(number(theme.ink), number(theme.panel), 0.25))
    middles = event_middles(scene, layout)
    for k in range(len(events)):
        first, last, count = int(events.first[k]), int(events.last[k]), int(events.count[k])
        x = middles[k]
        seconds = int(events.seconds[k])
        until = layout.left + view.x(first + max(seconds, 0) * 1_000_000, layout.plot)
        if until < layout.left - 20 or x > layout.left + layout.plot + 20:
            continue
        upper, lower = int(events.upper[k]), int(events.lower[k])
        one, other = layout.lane_y(upper), layout.lane_y(lower)
        ways = int(events.ways[k])
        chosen = scene.brush is not None and scene.brush[0] <= first and last < scene.brush[1]
        colour = QColor(theme.accent) if chosen else ink
        painter.setPen(QPen(colour, 1.2))
        if upper != lower:
            painter.drawLine(QPointF(x, one), QPointF(x, other))
            if ways & DOWN:
                _arrow(painter, x, other, -1, colour)
            if ways & UP:
                _arrow(painter, x, one, 1, colour)
        begins = other if ways & UP and not ways & DOWN else one
        if count > 1:
            _number(painter, QPointF(x, (one + other) / 2), count, colour, theme, layout.text)
        elif until - x >= 2 * DIAMOND:
            painter.setPen(QPen(colour, 1))
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(x, begins - 3, until - x, 6), 2, 2)
        else:
            _diamond(painter, x, begins, colour)


def event_middles(scene: TimeScene, layout: Layout) -> list[float]:
    """Where each event stands across the view, in screen pixels: a number moves aside where it would cover the one
    before it on the same two lanes."""
    events, view, made = scene.events, scene.view, []
    metrics = QFontMetricsF(font(9.5 * layout.text, strong=True))
    lanes, ends = (-1, -1), float("-inf")
    for upper, lower, first, last, count in zip(
        events.upper, events.lower, events.first, events.last, events.count, strict=True
    ):
        x = layout.left + view.x((float(first) + float(last)) / 2, layout.plot)
        if count > 1:
            half = _wide(metrics, _written(int(count)), layout.text) / 2 + 1
            if lanes == (upper, lower):
                x = max(x, ends + half)
            lanes, ends = (upper, lower), x + half
        made.append(x)
    return made


def _written(count: int) -> str:
    return f"{count:,}" if count < 10_000 else f"{count // 1000:,}k"


def _wide(metrics: QFontMetricsF, text: str, larger: float) -> float:
    return float(max(metrics.horizontalAdvance(text) + 6, 13.0 * larger))


def _arrow(painter: QPainter, x: float, y: float, towards: int, colour: QColor) -> None:
    """The head of an arrow that ends at a lane; `towards` is -1 where it comes from above."""
    painter.setBrush(colour)
    base = y + towards * (ARROW * 1.9 + 1)
    painter.drawPolygon(
        QPolygonF([QPointF(x, y + towards), QPointF(x - ARROW, base), QPointF(x + ARROW, base)])
    )


def _diamond(painter: QPainter, x: float, y: float, colour: QColor) -> None:
    painter.setBrush(colour)
    r = DIAMOND
    painter.drawPolygon(
        QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)])
    )


def _number(painter: QPainter, at: QPointF, count: int, colour: QColor, theme: Theme, larger: float) -> None:
    painter.setFont(font(9.5 * larger, strong=True))
    text = _written(count)
    wide = _wide(QFontMetricsF(painter.font()), text, larger)
    disc = QRectF(at.x() - wide / 2, at.y() - 6.5 * larger, wide, 13 * larger)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(disc, 6.5 * larger, 6.5 * larger)
    painter.setPen(QColor(theme.ink))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, text)
