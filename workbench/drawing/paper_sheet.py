"""What stands on a sheet of paper beside the view: title, handling code, legend, notes, who and when, marks to join."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from workbench.drawing.badges import draw_badge
from workbench.drawing.chart import Look
from workbench.drawing.engraving import draw_icon
from workbench.drawing.fonts import font
from workbench.drawing.legend import Item, LinkLook, Swatch
from workbench.drawing.look import Badge
from workbench.drawing.theme import Theme, on_chart

Paint = Callable[[QPainter, QRectF], Sequence[str]]


@dataclass(frozen=True)
class Sheet:
    """What a sheet says. `paint` draws the view into a box and answers sentences for the foot, such as how many
    captions found no room."""

    title: str
    paint: Paint
    items: Sequence[Item] = ()
    notes: Sequence[str] = ()
    author: str = ""
    date: str = ""
    handling: str = ""


def draw(painter: QPainter, sheet: Sheet, whole: QRectF, theme: Theme, *, larger: float, edge: float) -> None:
    """The whole sheet with letters so much `larger`, its `edge` left white."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(larger, larger)
    page = QRectF(0, 0, whole.width() / larger, whole.height() / larger).adjusted(edge, edge, -edge, -edge)
    top = _head(painter, sheet, page, theme)
    # what the foot says is known only when the view is drawn; its height is that of all it could say
    band = _foot_height(sheet, page.width())
    box = QRectF(page.left(), top + 6, page.width(), page.bottom() - band - top - 14)
    said = sheet.paint(painter, box)
    _foot(
        painter,
        sheet,
        [*sheet.notes, *said],
        QRectF(page.left(), page.bottom() - band, page.width(), band),
        theme,
    )
    painter.restore()


def _head(painter: QPainter, sheet: Sheet, page: QRectF, theme: Theme) -> float:
    """Title to the left, handling code to the right; answers where it ends."""
    metrics = QFontMetricsF(font(11, strong=True))
    code = sheet.handling.upper()
    beside = metrics.horizontalAdvance(code) + 30 if code else 0.0
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(19, strong=True))
    room = QRectF(page.left(), page.top(), page.width() - beside - 10, 400)
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    taken = painter.boundingRect(room, flags, sheet.title)
    painter.drawText(room, flags, sheet.title)
    if code:
        _code(painter, code, QRectF(page.right() - beside, page.top() + 2, beside, 22), theme)
    bottom = page.top() + max(taken.height(), 24) + 6
    painter.setPen(QPen(QColor(theme.ink), 0.8))
    painter.drawLine(QPointF(page.left(), bottom), QPointF(page.right(), bottom))
    return bottom


def _code(painter: QPainter, code: str, box: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.ink), 1.2))
    painter.drawRect(box.adjusted(4, 0, 0, 0))
    painter.setFont(font(11, strong=True))
    painter.drawText(box.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, code)


def _rows(items: Sequence[Item], width: float) -> list[list[tuple[Item, float]]]:
    metrics = QFontMetricsF(font(11))
    made: list[list[tuple[Item, float]]] = []
    left = 0.0
    for item in items:
        wide = (28 if isinstance(item, LinkLook) else 20) + metrics.horizontalAdvance(item.name) + 20
        if not made or left + wide > width:
            made.append([])
            left = 0.0
        made[-1].append((item, wide))
        left += wide
    return made


def _foot_height(sheet: Sheet, width: float) -> float:
    metrics = QFontMetricsF(font(11))
    notes = sum(max(1, math.ceil(metrics.horizontalAdvance(n) / (width * 0.97))) for n in sheet.notes)
    return len(_rows(sheet.items, width)) * 21 + (notes + 2) * 15 + 24


def _foot(painter: QPainter, sheet: Sheet, notes: Sequence[str], band: QRectF, theme: Theme) -> None:
    """The legend, what is not shown, and who made this when."""
    painter.setPen(QPen(QColor(theme.ink), 0.8))
    painter.drawLine(band.topLeft(), band.topRight())
    metrics = QFontMetricsF(font(11))
    middle = band.top() + 16.0
    for row in _rows(sheet.items, band.width()):
        left = band.left()
        for item, wide in row:
            sign = _sign(painter, item, left, middle, theme)
            painter.setPen(QColor(theme.ink))
            painter.setFont(font(11))
            painter.drawText(QPointF(left + sign, middle + metrics.ascent() / 2 - 1.5), item.name)
            left += wide
        middle += 21
    top = middle - 9
    painter.setFont(font(11))
    painter.setPen(QColor(theme.ink))
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    for note in notes:
        room = QRectF(band.left(), top, band.width(), 200)
        top += painter.boundingRect(room, flags, note).height()
        painter.drawText(room, flags, note)
    line = QRectF(band.left(), band.bottom() - 15, band.width(), 15)
    painter.setPen(QColor(theme.muted))
    painter.drawText(
        line,
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
        " · ".join(t for t in (sheet.author, sheet.date) if t),
    )
    if sheet.handling:
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(11, strong=True))
        painter.drawText(
            line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, sheet.handling.upper()
        )


def _sign(painter: QPainter, item: Item, left: float, middle: float, theme: Theme) -> float:
    """Draws what a legend's entry speaks of; answers how much room it takes."""
    if isinstance(item, Look):
        draw_icon(painter, item, QRectF(left, middle - 7, 14, 14), theme)
        return 20
    if isinstance(item, Swatch):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor.fromRgba(on_chart(theme, item.colour)))
        painter.drawRoundedRect(QRectF(left + 1, middle - 6, 12, 12), 3, 3)
        return 20
    if isinstance(item, Badge):
        draw_badge(painter, item, QRectF(left, middle - 7, 14, 14), theme)
        return 20
    pen = QPen(QColor.fromRgba(on_chart(theme, item.colour)), 2.2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    standing = int(item.standing)
    if standing:
        pen.setDashPattern([2.4, 1.6] if standing == 1 else [0.9, 1.2])
    painter.setPen(pen)
    painter.drawLine(QPointF(left, middle), QPointF(left + 22, middle))
    return 28


def mark(
    painter: QPainter,
    inner: QRectF,
    at: tuple[int, int],
    of: tuple[int, int],
    sheet: Sheet,
    over: float,
    theme: Theme,
) -> None:
    """`over` is how far tiles lie over one another. Lines to cut and glue along, and which piece this is."""
    pen = QPen(QColor(theme.muted), 0.6)
    painter.setPen(pen)
    for x, y in (
        (inner.left(), inner.top()),
        (inner.right(), inner.top()),
        (inner.left(), inner.bottom()),
        (inner.right(), inner.bottom()),
    ):
        out_x, out_y = (-1 if x == inner.left() else 1), (-1 if y == inner.top() else 1)
        painter.drawLine(QPointF(x + out_x * 4, y), QPointF(x + out_x * 22, y))
        painter.drawLine(QPointF(x, y + out_y * 4), QPointF(x, y + out_y * 22))
    pen.setDashPattern([4, 4])
    painter.setPen(pen)
    if at[0] < of[0] - 1:
        painter.drawLine(
            QPointF(inner.right() - over, inner.top()), QPointF(inner.right() - over, inner.bottom())
        )
    if at[1] < of[1] - 1:
        painter.drawLine(
            QPointF(inner.left(), inner.bottom() - over), QPointF(inner.right(), inner.bottom() - over)
        )
    painter.setPen(QColor(theme.muted))
    painter.setFont(font(9))
    parts = [
        f"Row {at[1] + 1} of {of[1]}, column {at[0] + 1} of {of[0]}",
        sheet.title,
        sheet.handling.upper(),
    ]
    below = QRectF(inner.left() + 30, inner.bottom() + 4, inner.width() - 60, 18)
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, " · ".join(p for p in parts if p))
