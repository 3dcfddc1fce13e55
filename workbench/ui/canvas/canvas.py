"""ChartCanvas: the widget that shows a chart and lets the analyst move about in it, select and arrange."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from workbench.app.keymaps import Mouse
from workbench.drawing.chart import ChartData, Indexes
from workbench.drawing.frame import Highlights
from workbench.drawing.theme import LIGHT, Theme
from workbench.ui.canvas import hover, keys, mouse, picking
from workbench.ui.canvas.animation import from_there
from workbench.ui.canvas.chosen import Chosen
from workbench.ui.canvas.gestures import Gesture
from workbench.ui.canvas.nudge import Nudge
from workbench.ui.canvas.surface import ZOOM_STEP, Surface


class ChartCanvas(Surface):
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

    def __init__(self, parent: QWidget | None = None, theme: Theme = LIGHT) -> None:
        super().__init__(parent, theme)
        self.mouse = Mouse()
        self.chosen = Chosen()
        self.nudge = Nudge(self)
        self.nudge.moved.connect(self.tell_moved)
        self._gesture: Gesture | None = None
        self._space = False
        self.shows_focus = False
        self._pointer: QPointF | None = None
        self._under: tuple[int | None, int | None] = (None, None)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Chart"))
        self._describe()

    # --- what is shown ---

    def show_chart(self, chart: ChartData, keep_view: bool = True, glide: bool = False) -> None:
        """Shows a chart; the part in view stays if `keep_view`, unless there was nothing to see before.

        With `glide` entities that stood elsewhere go smoothly to their new places.
        """
        self.nudge.tell()
        before, stood = self.chart, self.positions
        self._glide.stop()
        if self._gesture is not None:
            self._drop_gesture()
        if not keep_view or not len(self.chart):
            self._fit_wanted = True
        self.chart, self.scene, self._xy = chart, None, None
        if self.chosen.keep_to(chart):
            self._tell_selection()
        self._under = (None, None)
        self._describe()
        if glide and len(before) and len(chart):
            fit, self._fit_wanted = self._fit_wanted, False
            self._xy = from_there(before, stood, chart)
            self.glide_to(chart.xy, fit=fit)
        else:
            self.redraw()

    @property
    def space_held(self) -> bool:
        """Whether the space bar is down, with which dragging moves the view."""
        return self._space

    @property
    def held(self) -> bool:
        """Whether the analyst is in the middle of a gesture."""
        return self._gesture is not None

    def set_selection(self, entities: Iterable[int], links: Iterable[int] = ()) -> None:
        """Selects these; what is not on the chart is left out."""
        self.chosen.become(entities, links, self.chart)
        self._describe()
        self.redraw()

    def fit_selection(self) -> None:
        """Shows the selected entities, and the ends of the selected links, as large as there is room."""
        numbers = self.chosen.with_ends(self.chart)
        if numbers:
            self.set_view(self.fitting_around(self.positions[numbers]))

    def select_all(self) -> None:
        self.choose(self.chart.ids.tolist(), [], Qt.KeyboardModifier.NoModifier)

    # --- what gestures and keys do ---

    def choose(self, entities: list[int], links: list[int], modifiers: Qt.KeyboardModifier) -> None:
        """Selects as the analyst asks: Shift adds, Ctrl toggles, nothing else replaces."""
        self.chosen.alter(entities, links, modifiers)
        self._tell_selection()
        self.redraw()

    def tell_moved(self, numbers: Indexes) -> None:
        """Tells where these entities of the chart are now."""
        xy = self.positions
        self.moved.emit(
            [(int(self.chart.ids[i]), float(xy[i, 0]), float(xy[i, 1])) for i in numbers.tolist()]
        )

    def ask_for_menu(self, place: QPointF, at: QPoint) -> None:
        entity, link = picking.under(self, place)
        self.context_requested.emit(at, entity, link)

    def give_up(self) -> None:
        """Escape: ends a gesture without effect, or clears the selection."""
        if self._gesture is not None:
            self._gesture.cancel()
            self._drop_gesture()
        elif self.chosen.entities or self.chosen.links:
            self.choose([], [], Qt.KeyboardModifier.NoModifier)

    # --- events ---

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            place = event.position()
            self.set_view(self.view.zoomed(1 + event.value(), place.x(), place.y()))
            return True
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and self.held
            and cast("QKeyEvent", event).key() == Qt.Key.Key_Escape
        ):
            event.accept()  # it ends the gesture, before the window takes it for what is selected
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Chart"))
            self._describe()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.arrive()
        self.nudge.tell()
        if self._gesture is not None:
            return
        self._gesture = mouse.begin(self, event, space=self._space)
        self._set_under((None, None))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._gesture is None:
            self._set_under(picking.under(self, event.position()))
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
        entity, _ = picking.under(self, event.position())
        if event.button() == Qt.MouseButton.LeftButton and entity is not None:
            self.opened.emit(entity)
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # the mouse asks by a right click without a drag; only the menu key comes this way
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            entity = next(iter(self.chosen.entities), None)
            place = self.rect().center()
            if entity is not None:
                place = self.on_screen(self.chart.number_of[entity]).toPoint()
            self.context_requested.emit(self.mapToGlobal(place), entity, next(iter(self.chosen.links), None))
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.arrive()
        turned = event.angleDelta().y()
        if turned:
            place = event.position()
            self.set_view(self.view.zoomed(ZOOM_STEP ** (turned / 120), place.x(), place.y()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._set_under((None, None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.arrive()
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
        by_key = (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self.shows_focus = event.reason() in by_key
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = False
        self.nudge.tell()
        self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return keys.tab(self, forward) or super().focusNextPrevChild(forward)

    # --- drawing over the frame ---

    def highlights(self) -> Highlights:
        return self.chosen.highlights(self.chart)

    def paint_over(self, painter: QPainter) -> None:
        if self._gesture is None and self._pointer is not None:
            hover.draw_under(painter, self, *self._under, self._pointer)
        if self._gesture is not None:
            self._gesture.paint(painter)
        if self.shows_focus and self.hasFocus():
            hover.draw_focus(painter, self, self.chosen.current)

    # --- helpers ---

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
        self.selection_changed.emit(sorted(self.chosen.entities), sorted(self.chosen.links))

    def _describe(self) -> None:
        """Says to a screen reader what can be seen and what is selected."""
        count = self.tr("%n entities", "", len(self.chart))
        entities = self.chosen.entities
        if len(entities) == 1:
            number = self.chart.number_of[next(iter(entities))]
            chosen = self.tr("{caption} selected").format(caption=self.chart.captions[number])
        else:
            chosen = self.tr("%n selected", "", len(entities))
        self.setAccessibleDescription(f"{count}; {chosen}")
