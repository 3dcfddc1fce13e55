"""Painting cells: one text each, straight onto the view; the style sheet takes ten times as long."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from workbench.ui import appearance, words
from workbench.ui.tables.rows import LONGEST, TableRows

MARGIN = 10  # pixels beside a text
SELECTED, FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
LINE = (
    Qt.AlignmentFlag.AlignVCenter.value
    | Qt.AlignmentFlag.AlignAbsolute.value
    | Qt.TextFlag.TextSingleLine.value
)
FLAGS = {True: LINE | Qt.AlignmentFlag.AlignRight.value, False: LINE | Qt.AlignmentFlag.AlignLeft.value}


class Cells(QStyledItemDelegate):
    """Paints the cells of a table in the colours of the theme."""

    def __init__(self, view: QTableView, rows: TableRows) -> None:
        super().__init__(view)
        self._view, self._rows = view, rows
        self.restyle()

    def restyle(self) -> None:
        """Takes the colours and the size of letters that are in force now."""
        theme = appearance.theme()
        self._ink, self._chosen, self._ring = (
            QColor(c) for c in (theme.ink, theme.accent_soft, theme.accent)
        )
        self._rows.restyle()
        self._font = self._rows.font
        self._metrics = QFontMetrics(self._font)
        self._widest = self._metrics.horizontalAdvance("W")

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state = option.state.value
        if state & SELECTED:
            painter.fillRect(rect, self._chosen)
        column = index.column()
        text = self._rows.cell(index.row(), column)
        if text:
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            width = rect.width() - 2 * MARGIN
            if len(text) * self._widest > width:
                text = self._metrics.elidedText(text[:LONGEST], Qt.TextElideMode.ElideMiddle, width)
            painter.setFont(self._font)
            painter.setPen(self._ink)
            place = rect.adjusted(MARGIN, 0, -MARGIN, 0)
            painter.drawText(place, FLAGS[self._rows.columns[column].right != mirrored], words.isolated(text))
        if state & FOCUSED:
            painter.setPen(self._ring)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
