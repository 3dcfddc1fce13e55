"""The header of the raw rows: each column's name and what it is used for; dragged onto a field, or asked by a click."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
)  # fmt: skip
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from workbench.drawing import fonts
from workbench.ui import appearance

COLUMN, FIELD = "application/x-clew-column", "application/x-clew-field"
HIGH = 48
EDGE = 5  # pixels beside a border that pull it


def carried(text: str, sort: str) -> QMimeData:
    """What a drag of a column or a field carries."""
    made = QMimeData()
    made.setData(sort, text.encode())
    return made


def taken(data: QMimeData, sort: str) -> str:
    """The column or field that is dragged, "" where it is another thing."""
    return bytes(data.data(sort).data()).decode() if data.hasFormat(sort) else ""


class ColumnHeader(QHeaderView):
    """`asked` tells that somebody wants to say what a column is for, and where to show the menu; `dropped` that a
    field was let go over a column, and whether as one more column of it (Shift)."""

    asked = Signal(int, QPoint)
    dropped = Signal(int, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._uses: Mapping[str, str] = {}
        self._pressed: QPoint | None = None
        self._over = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(56)
        self.setFixedHeight(HIGH)

    def show_uses(self, uses: Mapping[str, str]) -> None:
        """Says below each column what it is used for; "" = not used."""
        self._uses = uses
        self.viewport().update()

    def use(self, section: int) -> str:
        return self._uses.get(self.name(section), "")

    def name(self, section: int) -> str:
        model = self.model()
        return str(model.headerData(section, Qt.Orientation.Horizontal) or "") if model is not None else ""

    def sectionSizeFromContents(self, section: int) -> QSize:
        name = self.name(section)
        wide = max(
            QFontMetrics(_name_font()).horizontalAdvance(name),
            QFontMetrics(fonts.font(12)).horizontalAdvance((self.use(section) or self.tr("not used")) + " ▾")
            + 8,
        )
        return QSize(wide + 24, HIGH)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = appearance.theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(theme.accent_soft if section == self._over else theme.sunken))
        painter.setPen(QColor(theme.line))
        edge = rect.left() if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else rect.right()
        painter.drawLine(edge, rect.top() + 8, edge, rect.bottom() - 8)
        begin = self._begin()
        inner = rect.adjusted(10, 0, -8, 0)
        name = self.name(section)
        painter.setFont(_name_font())
        painter.setPen(QColor(theme.ink if self.use(section) else theme.muted))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner.adjusted(0, 5, 0, -HIGH // 2), begin | Qt.AlignmentFlag.AlignVCenter, shown)
        self._paint_use(painter, inner.adjusted(0, HIGH // 2, 0, -5), self.use(section), begin)
        painter.restore()

    def _paint_use(self, painter: QPainter, box: QRect, use: str, begin: Qt.AlignmentFlag) -> None:
        theme = appearance.theme()
        painter.setFont(fonts.font(12))
        text = use or self.tr("not used")
        shown = painter.fontMetrics().elidedText(text + " ▾", Qt.TextElideMode.ElideMiddle, box.width() - 8)
        if use:
            wide = painter.fontMetrics().horizontalAdvance(shown) + 12
            chip = QRect(box.left() - 4, box.top(), min(wide, box.width() + 4), box.height())
            if begin & Qt.AlignmentFlag.AlignRight:
                chip.moveRight(box.right() + 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(chip, 6, 6)
            painter.setPen(QColor(theme.accent))
            box = chip.adjusted(6, 0, -6, 0)
        else:
            painter.setPen(QColor(theme.muted))
        painter.drawText(box, begin | Qt.AlignmentFlag.AlignVCenter, shown)

    def _begin(self) -> Qt.AlignmentFlag:
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return Qt.AlignmentFlag.AlignAbsolute | (
            Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        )

    # -- mouse ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        plain = event.button() == Qt.MouseButton.LeftButton and not self._on_edge(at)
        self._pressed = at if plain else None
        if not plain:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
            if not event.buttons():
                grip = self.logicalIndexAt(at) >= 0 and not self._on_edge(at)
                self.setCursor(Qt.CursorShape.OpenHandCursor if grip else Qt.CursorShape.SplitHCursor)
            return
        if (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            section, self._pressed = self.logicalIndexAt(self._pressed), None
            if section >= 0:
                drag = QDrag(self)
                drag.setMimeData(carried(self.name(section), COLUMN))
                drag.exec(Qt.DropAction.CopyAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
            return
        self.ask(self.logicalIndexAt(pressed))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.ask(self.logicalIndexAt(event.pos()))

    def ask(self, section: int) -> None:
        """Asks what a column is for, with the menu below its header."""
        if section >= 0:
            x = self.sectionViewportPosition(section)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                x += self.sectionSize(section)
            self.asked.emit(section, self.viewport().mapToGlobal(QPoint(max(x, 0), HIGH)))

    def _on_edge(self, at: QPoint) -> bool:
        section = self.logicalIndexAt(at)
        if section < 0:
            return True
        left = self.sectionViewportPosition(section)
        near_left = at.x() - left < EDGE and self.visualIndex(section) > 0
        return near_left or left + self.sectionSize(section) - at.x() < EDGE

    # -- a field let go over a column ------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(FIELD):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._mark(self.logicalIndexAt(event.position().toPoint()))
        event.setAccepted(self._over >= 0 and event.mimeData().hasFormat(FIELD))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        section = self.logicalIndexAt(event.position().toPoint())
        self._mark(-1)
        field = taken(event.mimeData(), FIELD)
        if section >= 0 and field:
            event.acceptProposedAction()
            self.dropped.emit(section, field, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _mark(self, section: int) -> None:
        if section != self._over:
            self._over = section
            self.viewport().update()


def _name_font() -> QFont:
    font = fonts.font(12)
    font.setWeight(QFont.Weight.DemiBold)
    return font
