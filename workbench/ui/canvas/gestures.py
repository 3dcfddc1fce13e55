"""Gestures: what a pressed mouse button does until it is let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF

from workbench.ui.canvas import picking

if TYPE_CHECKING:
    from workbench.ui.canvas.canvas import ChartCanvas

THRESHOLD = 4.0  # screen pixels a press may tremble and still be a click


class Gesture:
    """A press at some place; subclasses say what dragging and letting go mean."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, canvas: ChartCanvas, event: QMouseEvent) -> None:
        self.canvas = canvas
        self.start = event.position()
        self.last = self.start
        self.modifiers = event.modifiers()
        self.dragging = False

    def moved_to(self, place: QPointF) -> None:
        if not self.dragging and (place - self.start).manhattanLength() > THRESHOLD:
            self.dragging = True
            self.begin()
        if self.dragging:
            self.drag(place)
        self.last = place

    def begin(self) -> None:
        """The press has become a drag."""

    def drag(self, place: QPointF) -> None:
        """The pointer is elsewhere."""

    def release(self, event: QMouseEvent) -> None:
        """The button was let go."""

    def cancel(self) -> None:
        """The gesture is given up; everything is as before."""

    def paint(self, painter: QPainter) -> None:
        """Draws over the chart while the gesture lasts."""


class Pan(Gesture):
    """Draws the chart aside; a right press that goes nowhere asks for the menu, a left one selects nothing."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def drag(self, place: QPointF) -> None:
        step = place - self.last
        self.canvas.set_view(self.canvas.view.panned(step.x(), step.y()))

    def release(self, event: QMouseEvent) -> None:
        if self.dragging:
            return
        if event.button() == Qt.MouseButton.RightButton:
            self.canvas.ask_for_menu(event.position(), event.globalPosition().toPoint())
        elif (
            event.button() == Qt.MouseButton.LeftButton and not self.modifiers and not self.canvas.space_held
        ):
            self.canvas.choose([], [], self.modifiers)


class BoxSelect(Gesture):
    """Selects what lies in a box: Shift adds it, Ctrl toggles it; a mere click selects nothing."""

    cursor = Qt.CursorShape.CrossCursor

    def drag(self, place: QPointF) -> None:
        self.canvas.update()

    def release(self, event: QMouseEvent) -> None:
        entities, links = picking.NOTHING, picking.NOTHING
        if self.dragging:
            entities, links = picking.in_box(self.canvas, QRectF(self.start, event.position()).normalized())
        elif self.modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
            return
        self.canvas.choose(entities.tolist(), links.tolist(), self.modifiers)

    def paint(self, painter: QPainter) -> None:
        if self.dragging:
            accent = QColor(self.canvas.theme.accent)
            painter.setPen(QPen(accent, 1))
            accent.setAlpha(28)
            painter.setBrush(accent)
            painter.drawRect(QRectF(self.start, self.last).normalized())


class Lasso(Gesture):
    """Selects what lies inside a line drawn by hand: Shift adds it, Ctrl toggles it; a mere click does nothing."""

    cursor = Qt.CursorShape.CrossCursor

    def begin(self) -> None:
        self.line = QPolygonF([self.start])

    def drag(self, place: QPointF) -> None:
        if (place - self.line[-1]).manhattanLength() >= 2:
            self.line.append(place)
        self.canvas.update()

    def release(self, event: QMouseEvent) -> None:
        if self.dragging:
            entities, links = picking.in_line(self.canvas, self.line)
            self.canvas.choose(entities.tolist(), links.tolist(), self.modifiers)

    def paint(self, painter: QPainter) -> None:
        if self.dragging:
            accent = QColor(self.canvas.theme.accent)
            painter.setPen(QPen(accent, 1.2))
            accent.setAlpha(28)
            painter.setBrush(accent)
            painter.drawPolygon(self.line)


class PressItem(Gesture):
    """Selects an entity or a link; dragging an entity moves it with everything else that is selected."""

    def __init__(self, canvas: ChartCanvas, event: QMouseEvent, entity: int | None, link: int | None) -> None:
        super().__init__(canvas, event)
        self.entity, self.link = entity, link
        self.was_selected = entity in canvas.chosen.entities or link in canvas.chosen.links
        if not self.was_selected or self.modifiers & Qt.KeyboardModifier.ControlModifier:
            self._choose()

    def _choose(self) -> None:
        entities = [] if self.entity is None else [self.entity]
        self.canvas.choose(entities, [] if self.link is None else [self.link], self.modifiers)

    def begin(self) -> None:
        chart = self.canvas.chart
        wanted = sorted(self.canvas.chosen.entities | ({self.entity} if self.entity is not None else set()))
        self.moving = (
            np.array([chart.number_of[e] for e in wanted], np.int32) if self.entity is not None else None
        )
        self.before = self.canvas.positions
        if self.moving is not None:
            self.canvas.setCursor(Qt.CursorShape.SizeAllCursor)

    def drag(self, place: QPointF) -> None:
        if self.moving is not None:
            step = place - self.start
            xy = self.before.copy()
            xy[self.moving] += np.array([step.x(), step.y()], np.float32) / np.float32(
                self.canvas.view.per_unit
            )
            self.canvas.show_positions(xy)

    def release(self, event: QMouseEvent) -> None:
        if self.dragging and self.moving is not None:
            self.canvas.tell_moved(self.moving)
        elif (
            not self.dragging
            and self.was_selected
            and not self.modifiers & Qt.KeyboardModifier.ControlModifier
        ):
            self._choose()

    def cancel(self) -> None:
        if self.dragging and self.moving is not None:
            self.canvas.show_positions(self.before)
