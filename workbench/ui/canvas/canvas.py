"""ChartCanvas: the widget that shows a chart and lets the analyst move about in it, select and arrange."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.drawing.chart import ChartData, Floats, Indexes, empty
from workbench.drawing.fonts import font
from workbench.drawing.frame import Highlights, render
from workbench.drawing.scene import Scene, prepare
from workbench.drawing.theme import LIGHT, Theme
from workbench.drawing.view import View, fitting
from workbench.ui.canvas import keys
from workbench.ui.canvas.gestures import BoxSelect, Gesture, Pan, PressItem
from workbench.ui.canvas.hover import draw_panel, draw_ring
from workbench.ui.canvas.worker import Frame, FrameWorker, Order

ZOOM_STEP = 1.25
SETTLED = 400  # milliseconds after the last nudge until it counts as one move


class ChartCanvas(QWidget):
    """Shows a ChartData. The window's thread only moves the last frame about; a worker draws the exact one.

    Entities and links are named by their ids in every signal and method. Signals are sent for what the
    analyst does, never for what a method was told: selection_changed(entity ids, link ids),
    moved([(entity id, x, y)]) in chart units, opened(entity id),
    context_requested(global position, entity id or None, link id or None),
    hovered(entity id or None, link id or None), view_changed(View), and painted() when a frame has arrived.
    """

    selection_changed = Signal(list, list)
    moved = Signal(list)
    opened = Signal(object)
    context_requested = Signal(QPoint, object, object)
    hovered = Signal(object, object)
    view_changed = Signal(object)
    painted = Signal()

    def __init__(self, parent: QWidget | None = None, theme: Theme = LIGHT) -> None:
        super().__init__(parent)
        self.chart = empty()
        self.theme = theme
        self.view = View()
        self.scene: Scene | None = None
        self.selected_entities: set[int] = set()
        self.selected_links: set[int] = set()
        self._xy: Floats | None = None
        self._frame: Frame | None = None
        self._gesture: Gesture | None = None
        self._fit_wanted = True
        self._space = False
        self._pointer: QPointF | None = None
        self._under: tuple[int | None, int | None] = (None, None)
        self._nudged: Indexes | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLED)
        self._settle.timeout.connect(self._tell_nudged)
        self._worker = FrameWorker()
        self._worker.painted.connect(self._take)
        self._worker.failed.connect(self._raise)
        self.destroyed.connect(self._worker.stop)
        QCoreApplication.instance().aboutToQuit.connect(self._worker.stop)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 90)
        self.setAccessibleName(self.tr("Chart"))
        self._describe()

    # --- what is shown ---

    def show_chart(self, chart: ChartData, keep_view: bool = True) -> None:
        """Shows a chart; the part in view stays if `keep_view`, unless there was nothing to see before."""
        self._tell_nudged()
        if self._gesture is not None:
            self._drop_gesture()
        if not keep_view or not len(self.chart):
            self._fit_wanted = True
        self.chart, self.scene, self._xy = chart, None, None
        gone = (
            self.selected_entities - chart.number_of.keys(),
            self.selected_links - chart.link_number_of.keys(),
        )
        self.selected_entities -= gone[0]
        self.selected_links -= gone[1]
        if gone[0] or gone[1]:
            self._tell_selection()
        self._under = (None, None)
        self._describe()
        self._redraw()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._redraw()

    def set_selection(self, entities: Iterable[int], links: Iterable[int] = ()) -> None:
        """Selects these; what is not on the chart is left out."""
        self.selected_entities = set(entities) & self.chart.number_of.keys()
        self.selected_links = set(links) & self.chart.link_number_of.keys()
        self._describe()
        self._redraw()

    def set_view(self, view: View) -> None:
        self.view = view
        self.view_changed.emit(view)
        self._redraw()

    def fit(self) -> None:
        """Shows the whole chart."""
        self._fit_wanted = False
        self.set_view(fitting(self.positions, self.width(), self.height()))

    def fit_selection(self) -> None:
        """Shows the selected entities, and the ends of the selected links, as large as there is room."""
        chart = self.chart
        numbers = {chart.number_of[e] for e in self.selected_entities}
        for link in self.selected_links:
            numbers.update(chart.ends[chart.link_number_of[link]].tolist())
        if numbers:
            self.set_view(fitting(self.positions[sorted(numbers)], self.width(), self.height()))

    def zoom_in(self) -> None:
        self.set_view(self.view.zoomed(ZOOM_STEP, self.width() / 2, self.height() / 2))

    def zoom_out(self) -> None:
        self.set_view(self.view.zoomed(1 / ZOOM_STEP, self.width() / 2, self.height() / 2))

    def select_all(self) -> None:
        self.choose(self.chart.ids.tolist(), [], Qt.KeyboardModifier.NoModifier)

    def grab_picture(self) -> QImage:
        """What the canvas shows, drawn exactly and at once, at the screen's resolution."""
        scene = prepare(self.chart.moved(self.positions))
        return render(
            scene, self.view, self._size(), self.theme, self._highlights(), self.devicePixelRatioF()
        )

    @property
    def positions(self) -> Floats:
        """Where the entities are at this moment, moved ones included."""
        return self.chart.xy if self._xy is None else self._xy

    # --- what gestures and keys do ---

    def choose(self, entities: list[int], links: list[int], modifiers: Qt.KeyboardModifier) -> None:
        """Selects as the analyst asks: Shift adds, Ctrl toggles, nothing else replaces."""
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.selected_entities ^= set(entities)
            self.selected_links ^= set(links)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.selected_entities |= set(entities)
            self.selected_links |= set(links)
        else:
            self.selected_entities, self.selected_links = set(entities), set(links)
        self._tell_selection()
        self._redraw()

    def inside(self, box: QRectF) -> tuple[list[int], list[int]]:
        """The entities whose middle lies in a box on screen, and the links between them."""
        if self.scene is None:
            return [], []
        left, top = self.view.to_chart(box.left(), box.top())
        right, bottom = self.view.to_chart(box.right(), box.bottom())
        numbers = self.scene.entities_in(left, top, right, bottom)
        among = np.zeros(len(self.chart), bool)
        among[numbers] = True
        links = np.flatnonzero(among[self.chart.ends].all(axis=1))
        return self.chart.ids[numbers].tolist(), self.chart.link_ids[links].tolist()

    def show_positions(self, xy: Floats) -> None:
        """Shows the entities elsewhere, until the next chart is shown."""
        self._xy = xy
        self._redraw()

    def tell_moved(self, numbers: Indexes) -> None:
        """Tells where these entities of the chart are now."""
        xy = self.positions
        self.moved.emit(
            [(int(self.chart.ids[i]), float(xy[i, 0]), float(xy[i, 1])) for i in numbers.tolist()]
        )

    def tell_moved_soon(self, numbers: Indexes) -> None:
        """Tells it once the keys have come to rest, so that a row of nudges is one step."""
        self._nudged = numbers
        self._settle.start()

    def ask_for_menu(self, place: QPointF, at: QPoint) -> None:
        entity, link = self._hit(place)
        self.context_requested.emit(at, entity, link)

    def give_up(self) -> None:
        """Escape: ends a gesture without effect, or clears the selection."""
        if self._gesture is not None:
            self._gesture.cancel()
            self._drop_gesture()
        elif self.selected_entities or self.selected_links:
            self.choose([], [], Qt.KeyboardModifier.NoModifier)

    # --- events ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._frame is None:
            self._paint_before_first(painter)
            return
        order = self._frame.order
        ratio = self.view.scale / order.view.scale
        left, top = self.view.ox - order.view.ox * ratio, self.view.oy - order.view.oy * ratio
        shown = QRectF(left, top, order.size[0] * ratio, order.size[1] * ratio)
        if not shown.contains(QRectF(self.rect())):
            painter.fillRect(self.rect(), QColor(self.theme.chart))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, ratio < 1)
        painter.drawImage(shown, self._frame.image)
        self._paint_hover(painter)
        if self._gesture is not None:
            self._gesture.paint(painter)
        if self.hasFocus() and not self.selected_entities and not self.selected_links:
            painter.setPen(QColor(self.theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        before, now = event.oldSize(), event.size()
        if before.isValid() and not self._fit_wanted:
            # what was in the middle stays there
            self.view = self.view.panned(
                (now.width() - before.width()) / 2, (now.height() - before.height()) / 2
            )
        self._redraw()

    def showEvent(self, event: QEvent) -> None:
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Chart"))
            self._describe()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._redraw()
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            place = event.position()
            self.set_view(self.view.zoomed(1 + event.value(), place.x(), place.y()))
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._tell_nudged()
        if self._gesture is not None:
            return
        button = event.button()
        if button in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton) or self._space:
            self._gesture = Pan(self, event)
        elif button == Qt.MouseButton.LeftButton:
            entity, link = self._hit(event.position())
            found = entity is not None or link is not None
            self._gesture = PressItem(self, event, entity, link) if found else BoxSelect(self, event)
        self._set_under((None, None))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._gesture is None:
            self._set_under(self._hit(event.position()))
            return
        was_dragging = self._gesture.dragging
        self._gesture.moved_to(event.position())
        if self._gesture.dragging and not was_dragging and self._gesture.cursor is not None:
            self.setCursor(self._gesture.cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture = self._gesture
        if gesture is not None and event.buttons() == Qt.MouseButton.NoButton:
            gesture.moved_to(event.position())
            self._drop_gesture()
            gesture.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        entity, _ = self._hit(event.position())
        if event.button() == Qt.MouseButton.LeftButton and entity is not None:
            self.opened.emit(entity)
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # the mouse asks by a right click without a drag; only the menu key comes this way
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            entity = next(iter(self.selected_entities), None)
            place = self.rect().center()
            if entity is not None:
                place = self._on_screen(self.chart.number_of[entity]).toPoint()
            self.context_requested.emit(
                self.mapToGlobal(place), entity, next(iter(self.selected_links), None)
            )
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            place = event.position()
            self.set_view(self.view.zoomed(ZOOM_STEP ** (turned / 120), place.x(), place.y()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._set_under((None, None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._space = True
            if self._gesture is None:
                self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif not keys.press(self, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            if self._gesture is None:
                self.unsetCursor()
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = False
        self._tell_nudged()
        self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        entity = keys.next_entity(self, forward)
        if entity is None:
            return super().focusNextPrevChild(forward)
        self.choose([entity], [], Qt.KeyboardModifier.NoModifier)
        return True

    # --- drawing ---

    def _size(self) -> tuple[int, int]:
        return self.width(), self.height()

    def _highlights(self) -> Highlights:
        chart = self.chart
        entities = np.array(sorted(chart.number_of[e] for e in self.selected_entities), np.int32)
        return Highlights(
            entities, np.array(sorted(chart.link_number_of[k] for k in self.selected_links), np.int32)
        )

    def _redraw(self) -> None:
        """Shows the last frame where it now belongs, and asks for an exact one."""
        if not self.isVisible():
            return
        if self._fit_wanted:
            self._fit_wanted = False
            self.view = fitting(self.positions, self.width(), self.height())
            self.view_changed.emit(self.view)
        self._worker.ask(
            Order(
                self.chart,
                self._xy,
                self.view,
                self._size(),
                self.theme,
                self._highlights(),
                self.devicePixelRatioF(),
            )
        )
        self.update()

    def _take(self, frame: Frame) -> None:
        self._frame = frame
        if frame.order.chart is self.chart:
            self.scene = frame.scene
        self.update()
        self.painted.emit()

    def _raise(self, error: Exception) -> None:
        raise error

    def _paint_before_first(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), QColor(self.theme.chart))
        painter.setPen(QColor(self.theme.muted))
        painter.setFont(font(13))
        if len(self.chart):
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Drawing the chart …"))

    def _paint_hover(self, painter: QPainter) -> None:
        entity, link = self._under
        if self._gesture is not None or self._pointer is None or self.scene is None:
            return
        chart = self.chart
        if entity is not None:
            number = chart.number_of[entity]
            draw_ring(painter, chart, number, self.view, self._on_screen(number), self.theme)
            lines = [chart.captions[number], chart.sub_captions[number] if chart.sub_captions else ""]
            lines.append(chart.looks[chart.look[number]].name)
        elif link is not None:
            number = chart.link_number_of[link]
            start, end = chart.ends[number].tolist()
            # the isolates keep the order of the names in right-to-left scripts
            arrow = "→" if chart.directed[number] else "–"
            lines = [
                f"\u2068{chart.captions[start]}\u2069 {arrow} \u2068{chart.captions[end]}\u2069",
                chart.label[number],
            ]
        else:
            return
        draw_panel(painter, lines, self._pointer, QRectF(self.rect()), self.theme)

    # --- helpers ---

    def _on_screen(self, number: int) -> QPointF:
        return QPointF(*self.view.to_screen(*self.positions[number].tolist()))

    def _hit(self, place: QPointF) -> tuple[int | None, int | None]:
        """The entity under a place on screen, or else the link."""
        if self.scene is None:
            return None, None
        entity = self.scene.entity_at(self.view, place.x(), place.y())
        if entity is not None:
            return int(self.chart.ids[entity]), None
        link = self.scene.link_at(self.view, place.x(), place.y())
        return None, None if link is None else int(self.chart.link_ids[link])

    def _set_under(self, under: tuple[int | None, int | None]) -> None:
        if under != self._under:
            self._under = under
            self.hovered.emit(*under)
            if self._gesture is None and not self._space:
                if under == (None, None):
                    self.unsetCursor()
                else:
                    self.setCursor(Qt.CursorShape.PointingHandCursor)
        if under != (None, None) or self._frame is not None:
            self.update()

    def _drop_gesture(self) -> None:
        self._gesture = None
        self.unsetCursor()
        self.update()

    def _tell_selection(self) -> None:
        self._describe()
        self.selection_changed.emit(sorted(self.selected_entities), sorted(self.selected_links))

    def _tell_nudged(self) -> None:
        self._settle.stop()
        if self._nudged is not None:
            numbers, self._nudged = self._nudged, None
            self.tell_moved(numbers)

    def _describe(self) -> None:
        """Says to a screen reader what can be seen."""
        count = self.tr("%n entities", "", len(self.chart))
        if len(self.selected_entities) == 1:
            number = self.chart.number_of[next(iter(self.selected_entities))]
            chosen = self.tr("{caption} selected").format(caption=self.chart.captions[number])
        else:
            chosen = self.tr("%n selected", "", len(self.selected_entities))
        self.setAccessibleDescription(f"{count}; {chosen}")
