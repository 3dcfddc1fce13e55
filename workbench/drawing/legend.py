"""Legend: what the icons and lines of a picture mean, and how much of the case it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from workbench.drawing.badges import BY_HAND, badge
from workbench.drawing.chart import ChartData, Look
from workbench.drawing.fonts import font
from workbench.drawing.icons import icon
from workbench.drawing.look import Badge
from workbench.drawing.theme import Theme, on_chart

ICON = 16.0
LINE = 22.0
SWATCH = 12.0
GAP = 18.0
ROW = 26.0
MARGIN = 20.0
NEUTRAL = 0xFF7A828E
PATTERNS: tuple[list[float], ...] = ([], [2.4, 1.8], [1.0, 1.2])  # dashes and gaps in widths, by standing


@dataclass(frozen=True)
class LinkLook:
    """How links of a kind look: `colour` is 0xffRRGGBB, `standing` 0 stated, 1 derived, 2 assessed."""

    name: str
    colour: int
    standing: int = 0


@dataclass(frozen=True)
class Swatch:
    """What a colour of entities means: `colour` is 0xffRRGGBB."""

    name: str
    colour: int


def looks_used(chart: ChartData) -> list[Look]:
    """The looks that entities of the chart have and that have a name, in the chart's order."""
    used = set(chart.look.tolist())
    return [look for k, look in enumerate(chart.looks) if k in used and look.name]


def coloured(chart: ChartData, swatches: Sequence[Swatch]) -> list[Item]:
    """What icons mean, each kind once: in grey, where colours say something else, and then what those say."""
    if not swatches:
        return [*looks_used(chart), *badges_used(chart)]
    kinds = {look.kind: replace(look, colour=NEUTRAL) for look in looks_used(chart)}
    return [*kinds.values(), *swatches, *badges_used(chart)]


def badges_used(chart: ChartData) -> list[Badge]:
    """The badges that entities of the chart have, and the mark of what was entered by hand alone."""
    used = set(chart.badge.tolist())
    found = [one for place, one in enumerate(chart.badges, 1) if place in used]
    return [*found, BY_HAND] if chart.by_hand.any() else found


Item = Look | LinkLook | Swatch | Badge


def rows(items: Sequence[Item], width: float) -> list[list[Item]]:
    """The items broken into rows that fit a width in screen pixels."""
    metrics = QFontMetricsF(font(12))
    made: list[list[Item]] = []
    left = 0.0
    for item in items:
        wide = _sign(item) + metrics.horizontalAdvance(item.name) + GAP
        if not made or left + wide > width - 2 * MARGIN + GAP:
            made.append([])
            left = 0.0
        made[-1].append(item)
        left += wide
    return made


def _sign(item: Item) -> float:
    return {Look: ICON, Swatch: SWATCH, Badge: ICON}.get(type(item), LINE) + 6.0


def height(items: Sequence[Item], footer: str, width: float) -> float:
    """Screen pixels the legend and the footer take."""
    lines = len(rows(items, width)) + len(_broken(footer, width))
    return lines * ROW + MARGIN if lines else 0.0


def _broken(footer: str, width: float) -> list[str]:
    """The footer in as many lines as it needs: what it says is hidden is never cut off."""
    metrics, lines = QFontMetricsF(font(12)), [""]
    for word in footer.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or metrics.horizontalAdvance(longer) <= width - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if footer else []


def draw(
    painter: QPainter, items: Sequence[Item], footer: str, width: float, top: float, theme: Theme
) -> None:
    """Draws the legend and the footer below `top`, one screen pixel being one unit of the painter."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(12))
    metrics = QFontMetricsF(font(12))
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawLine(QPointF(MARGIN, top), QPointF(width - MARGIN, top))
    middle = top + MARGIN / 2 + ROW / 2
    for row in rows(items, width):
        left = MARGIN
        for item in row:
            if isinstance(item, Look):
                _draw_icon(painter, item, left, middle, theme)
            elif isinstance(item, Badge):
                _draw_badge(painter, item, left, middle, theme)
            elif isinstance(item, Swatch):
                _draw_swatch(painter, item, left, middle, theme)
            else:
                _draw_line(painter, item, left, middle, theme)
            left += _sign(item)
            wide = metrics.horizontalAdvance(item.name)
            painter.setPen(QColor(theme.ink))
            painter.drawText(
                QRectF(left, middle - ROW / 2, wide + 4, ROW), Qt.AlignmentFlag.AlignVCenter, item.name
            )
            left += wide + GAP
        middle += ROW
    painter.setPen(QColor(theme.muted))
    for line in _broken(footer, width):
        box = QRectF(MARGIN, middle - ROW / 2, width - 2 * MARGIN, ROW)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, line)
        middle += ROW


def _draw_icon(painter: QPainter, look: Look, left: float, middle: float, theme: Theme) -> None:
    ratio = max(1.0, painter.device().devicePixelRatioF())
    picture = icon(look, round(ICON * ratio), theme, False, False)
    picture.setDevicePixelRatio(ratio)
    size = picture.deviceIndependentSize()
    painter.drawImage(QPointF(left + (ICON - size.width()) / 2, middle - size.height() / 2), picture)


def _draw_badge(painter: QPainter, one: Badge, left: float, middle: float, theme: Theme) -> None:
    ratio = max(1.0, painter.device().devicePixelRatioF())
    picture = badge(one, round(ICON * ratio), theme)
    picture.setDevicePixelRatio(ratio)
    painter.drawImage(QPointF(left, middle - ICON / 2), picture)


def _draw_swatch(painter: QPainter, swatch: Swatch, left: float, middle: float, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(on_chart(theme, swatch.colour)))
    painter.drawRoundedRect(QRectF(left, middle - SWATCH / 2, SWATCH, SWATCH), 3, 3)


def _draw_line(painter: QPainter, look: LinkLook, left: float, middle: float, theme: Theme) -> None:
    pen = QPen(QColor.fromRgba(on_chart(theme, look.colour)), 2.4)
    if look.standing:
        pen.setDashPattern(PATTERNS[look.standing])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(left, middle), QPointF(left + LINE, middle))
