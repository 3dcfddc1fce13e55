"""A figure over a figure, drawn: one line for each name, told apart by colour, dashes and a legend."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.drawing import fonts
from workbench.questions.answer import Curve
from workbench.ui import appearance
from workbench.ui.asking.question_list import said

COLOURS = ("#2f6fde", "#d9622b", "#2a9d6f", "#8e5bd0", "#b58900", "#c2447a")
DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
LEFT, TOP, BOTTOM, RIGHT = 54, 12, 40, 14  # pixels round the curves
GAP = 4  # steps of an axis


class CurveView(QWidget):
    """Draws one curve with its axes; the legend names the lines at its top."""

    def __init__(self, curve: Curve) -> None:
        super().__init__()
        self.curve = curve
        self.setMinimumSize(260, 170)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(said(curve.title))
        self.setAccessibleDescription(", ".join(curve.lines))

    def sizeHint(self) -> QSize:
        return QSize(460, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = appearance.theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.panel))
        font = fonts.font(appearance.scaled(11))
        painter.setFont(font)
        metrics = QFontMetrics(font)
        top = TOP + self._legend(painter, metrics) + 6
        box = QRectF(LEFT, top, self.width() - LEFT - RIGHT, self.height() - top - BOTTOM)
        points = [(x, y) for xs, ys in self.curve.lines.values() for x, y in zip(xs, ys, strict=True)]
        if not points or box.width() < 20 or box.height() < 20:
            return
        low_x, high_x = min(x for x, _ in points), max(x for x, _ in points)
        low_y, high_y = min(0.0, *(y for _, y in points)), max(y for _, y in points)
        wide, high = (high_x - low_x) or 1.0, (high_y - low_y) or 1.0
        painter.setPen(QPen(QColor(theme.line), 1))
        for step in range(GAP + 1):
            y = box.bottom() - box.height() * step / GAP
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(QColor(theme.muted))
        for step in range(GAP + 1):
            y = box.bottom() - box.height() * step / GAP
            place = QRectF(0, y - 8, LEFT - 6, 16)
            painter.drawText(
                place,
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                _short(low_y + high * step / GAP),
            )
            x = box.left() + box.width() * step / GAP
            painter.drawText(
                QRectF(x - 30, box.bottom() + 3, 60, 15),
                Qt.AlignmentFlag.AlignHCenter,
                _short(low_x + wide * step / GAP),
            )
        painter.drawText(
            QRectF(box.left(), self.height() - 19, box.width(), 16),
            Qt.AlignmentFlag.AlignHCenter,
            said(self.curve.across),
        )
        for number, (xs, ys) in enumerate(self.curve.lines.values()):
            line = QPolygonF(
                [
                    QPointF(
                        box.left() + (x - low_x) / wide * box.width(),
                        box.bottom() - (y - low_y) / high * box.height(),
                    )
                    for x, y in zip(xs, ys, strict=True)
                ]
            )
            painter.setPen(_pen(number))
            painter.drawPolyline(line)

    def _legend(self, painter: QPainter, metrics: QFontMetrics) -> int:
        """Names the lines; the height it takes."""
        painter.setPen(QColor(appearance.theme().muted))
        x, y = 8, TOP
        painter.drawText(QPointF(x, y + 10), said(self.curve.up))
        y += 18
        for number, name in enumerate(self.curve.lines):
            wide = 28 + metrics.horizontalAdvance(name) + 14
            if x > 8 and x + wide > self.width() - 8:
                x, y = 8, y + 16
            painter.setPen(_pen(number))
            painter.drawLine(QPointF(x, y + 6), QPointF(x + 22, y + 6))
            painter.setPen(QColor(appearance.theme().ink))
            painter.drawText(QPointF(x + 27, y + 10), name)
            x += wide
        return y + 16 - TOP


def _pen(number: int) -> QPen:
    return QPen(
        QColor(COLOURS[number % len(COLOURS)]),
        2,
        DASHES[number // len(COLOURS) % len(DASHES)]
        if number >= len(COLOURS)
        else DASHES[number % len(DASHES)],
    )


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2g}"
