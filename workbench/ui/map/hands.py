"""MapHands: what mouse and keys do on the map."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from workbench.drawing.map_scene import Layers, MapScene
from workbench.drawing.map_view import MapView

STEP, WHEEL = 0.5, 1 / 240  # zooms for a key, for an eighth of a degree of the wheel
PAN = 60.0  # screen pixels for an arrow key
TREMBLE = 4.0  # screen pixels a press may move and still be a click
NEAR = 14.0  # screen pixels within which a mark is hit
ARROWS = {
    Qt.Key.Key_Left: (1.0, 0.0),
    Qt.Key.Key_Right: (-1.0, 0.0),
    Qt.Key.Key_Up: (0.0, 1.0),
    Qt.Key.Key_Down: (0.0, -1.0),
}


class MapHands(QWidget):
    """picked(entities, add) is sent for what was clicked, or lies in a box drawn with Shift; hovered(mark) for the
    number of the mark below the pointer, -1 for none."""

    picked = Signal(object, bool)
    hovered = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = MapScene()
        self.view = MapView()
        self.layers = Layers()
        self.chosen: frozenset[int] = frozenset()
        self._press: QPointF | None = None
        self._last = QPointF()
        self._box: QRectF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_view(self, view: MapView) -> None:
        """Shows another part of the world."""
        self.view = view

    def fit(self) -> None:
        """Shows everything."""

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Shows it larger or smaller, what is at a place staying there."""
        place = at if at is not None else QPointF(self.width() / 2, self.height() / 2)
        self.set_view(self.view.zoomed(steps, place.x(), place.y(), self.width(), self.height()))

    def mark_at(self, place: QPointF) -> int | None:
        """The number of the mark nearest to a place, where one is near."""
        marks = self.scene.marks
        if not len(marks) or not self.layers.places:
            return None
        x, y = self.view.to_screen(marks.u, marks.v, self.width(), self.height())
        away = np.hypot(x - place.x(), y - place.y())
        nearest = int(away.argmin())
        return nearest if float(away[nearest]) <= NEAR else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._press = self._last = event.position()
        if (
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            and event.button() == Qt.MouseButton.LeftButton
        ):
            self._box = QRectF(event.position(), event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._press is None:
            at = self.mark_at(place)
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if at is not None else Qt.CursorShape.ArrowCursor
            )
            self.hovered.emit(-1 if at is None else at)
            return
        if self._box is not None:
            self._box = QRectF(self._press, place).normalized()
            self.update()
        elif self._dragged(place):
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            step = place - self._last
            self.set_view(self.view.panned(step.x(), step.y()))
        self._last = place

    def _dragged(self, place: QPointF) -> bool:
        return self._press is not None and (place - self._press).manhattanLength() > TREMBLE

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._box is not None and self._dragged(place):
            self.picked.emit(self._inside(self._box), add)
        elif not self._dragged(place):
            at = self.mark_at(place)
            if at is not None:
                self.picked.emit(list(self.scene.marks.members[at]), add)
            elif event.button() == Qt.MouseButton.LeftButton and not add:
                self.picked.emit([], False)
            if event.button() == Qt.MouseButton.RightButton:
                self.menu_asked.emit(event.globalPosition().toPoint())
        self._press = self._box = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.update()

    def _inside(self, box: QRectF) -> list[int]:
        marks = self.scene.marks
        x, y = self.view.to_screen(marks.u, marks.v, self.width(), self.height())
        there = (x >= box.left()) & (x <= box.right()) & (y >= box.top()) & (y <= box.bottom())
        return [entity for k in np.flatnonzero(there).tolist() for entity in marks.members[k]]

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.zoom(1.0, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() * WHEEL, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return super().keyPressEvent(event)
        if key in ARROWS:
            dx, dy = ARROWS[key]
            self.set_view(self.view.panned(dx * PAN, dy * PAN))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(-STEP)
        elif key == Qt.Key.Key_Home:
            self.fit()
        else:
            super().keyPressEvent(event)
        return None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from place to place in reading order, and out of the map after the last."""
        following = self._next(forward)
        if following is None:
            return super().focusNextPrevChild(forward)
        self.picked.emit(list(self.scene.marks.members[following]), False)
        return True

    def _next(self, forward: bool) -> int | None:
        marks = self.scene.marks
        if not len(marks) or not self.layers.places:
            return None
        x, y = self.view.to_screen(marks.u, marks.v, self.width(), self.height())
        seen = np.flatnonzero((x >= 0) & (x <= self.width()) & (y >= 0) & (y <= self.height()))
        order = [k for k in seen[np.lexsort((x[seen], np.round(y[seen] / 24)))].tolist() if marks.members[k]]
        if not forward:
            order.reverse()
        on = [n for n, k in enumerate(order) if not self.chosen.isdisjoint(marks.members[k])]
        rest = order[on[-1] + 1 :] if on else order
        return rest[0] if rest else None
