"""What the two sorts of bars mean: a swatch and a word each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.drawing.timeline import legend
from workbench.drawing.timeline_bars import shade
from workbench.ui import appearance, words

SWATCH, GAP = 11, 5


class TimeLegend(QWidget):
    """Solid bars are all records; hatched ones those of the selection, named while there are any."""

    def __init__(self) -> None:
        super().__init__()
        self.names = legend()
        self.selection = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_selection(self, shown: bool) -> None:
        if shown != self.selection:
            self.selection = shown
            self.updateGeometry()
            self.update()

    def _named(self) -> tuple[str, ...]:
        return self.names if self.selection else self.names[:1]

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = sum(metrics.horizontalAdvance(n) + SWATCH + 2 * GAP + 4 for n in self._named())
        return QSize(wide, metrics.height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = appearance.theme()
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = 0.0
        for k, name in enumerate(self._named()):
            wide = self.fontMetrics().horizontalAdvance(name) + 2
            left = self.width() - x - SWATCH if mirrored else x
            box = QRectF(left, (self.height() - SWATCH) / 2, SWATCH, SWATCH)
            if k:
                painter.fillRect(box, QColor(theme.accent))
                painter.fillRect(box, QBrush(QColor(theme.on_accent), Qt.BrushStyle.BDiagPattern))
                painter.setPen(QPen(QColor(theme.accent), 1))
                painter.drawRect(box)
            else:
                painter.fillRect(box, shade(theme))
            painter.setPen(QColor(theme.muted))
            text = QRectF(left - GAP - wide if mirrored else left + SWATCH + GAP, 0, wide, self.height())
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, words.directed(name))
            x += SWATCH + GAP + wide + GAP + 4
