"""TimeSurface: the widget that shows a timeline, and says what lies below the pointer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.drawing.timeline import draw
from workbench.drawing.timeline_bars import draw_brush
from workbench.drawing.timeline_scene import TimeScene
from workbench.ui import appearance
from workbench.ui.timeline.hands import TimeHands


class TimeSurface(TimeHands):
    """Paints its scene once and the chosen stretch over it; `explain(place)` says what lies at a place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.explain: Callable[[QPointF], str] = lambda place: ""
        self.resized: Callable[[], None] = lambda: None
        self._picture: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 92)
        self.setAccessibleName(self.tr("Timeline"))
        self.setAccessibleDescription(
            self.tr(
                "Arrow keys choose and move a stretch of time, Shift with arrows widens it, plus and minus zoom, Home "
                "shows everything, Enter keeps the stretch as a filter, Escape lets go of it, Space plays"
            )
        )

    def sizeHint(self) -> QSize:
        return QSize(640, 190)

    def show_scene(self, scene: TimeScene) -> None:
        """Shows another scene; the chosen stretch stays."""
        self.scene = replace(scene, brush=self.brush)
        self.redraw()

    def tell(self, said: str) -> None:
        """Says what is shown to whoever reads the screen aloud."""
        if said != self.accessibleName():
            self.setAccessibleName(said)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def show_brush(self, brush: tuple[int, int] | None) -> None:
        """Shows the stretch somebody chose."""
        if brush != self.brush and not self.waiting and not self._does:
            self.brush = brush
            self.update()

    def redraw(self) -> None:
        """Paints all of it again."""
        self._picture = None
        self.scroll = min(self.scroll, self.layout_of.hidden)
        self.update()

    def _scroll_by(self, pixels: float) -> None:
        before = self.scroll
        super()._scroll_by(pixels)
        if self.scroll != before:
            self.redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, layout, ratio = appearance.theme(), self.layout_of, self.devicePixelRatioF()
        size = self.size() * ratio
        chosen = replace(self.scene, brush=self.brush)
        if self._picture is None or self._picture.size() != size:
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
            painter = QPainter(self._picture)
            draw(painter, replace(self.scene, brush=None), layout, theme, brush=False)
            painter.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        draw_brush(painter, chosen, layout, theme, self.hasFocus())
        if self.zoomed_to is not None:
            low, high = sorted(self.zoomed_to)
            tint = QColor(theme.ink)
            tint.setAlpha(30)
            painter.fillRect(QRectF(low, layout.bars.top(), high - low, layout.height), tint)
            painter.setPen(QPen(QColor(theme.ink), 1, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(low, layout.bars.top(), high - low, layout.height))
        if layout.hidden:
            self._scroll_bar(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _scroll_bar(self, painter: QPainter) -> None:
        """How far the lanes are scrolled."""
        layout, theme = self.layout_of, appearance.theme()
        box = layout.lanes_box
        share = box.height() / (layout.lanes * layout.lane)
        top = box.top() + self.scroll / (layout.lanes * layout.lane) * box.height()
        x = box.left() + 1 if layout.mirrored else box.right() - 5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.muted))
        painter.drawRoundedRect(QRectF(x, top, 4, max(share * box.height(), 12)), 2, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None
        self.resized()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            said = self.explain(QPointF(event.pos()))
            QToolTip.showText(event.globalPos() + QPoint(0, 4), said, self) if said else QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.redraw()
        return super().event(event)

    def focusInEvent(self, event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()
