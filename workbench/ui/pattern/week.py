"""WeekMap: the hours of a week as cells to choose from, with mouse and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.drawing.pattern import HOURS, LEAST, NAMES, TALLEST, Cell, Grid, WeekField, draw, weekday_names
from workbench.ui import appearance

STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip
SELECT = (Qt.Key.Key_Space,)
KEEP = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def rectangle(one: Cell, other: Cell) -> frozenset[Cell]:
    """All cells between two corners."""
    days, hours = (sorted((one[k], other[k])) for k in (0, 1))
    return frozenset((d, h) for d in range(days[0], days[1] + 1) for h in range(hours[0], hours[1] + 1))


class WeekMap(QWidget):
    """chosen(cells) is sent when cells were chosen, none where they were let go; kept(cells) where they are to stay as
    a filter. A click on the name of a day or an hour means all of it; a drag means a rectangle."""

    chosen = Signal(object)
    kept = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.week = WeekField()
        self.say: Callable[[Cell], str] = lambda cell: ""
        self._corner: Cell | None = None  # from where a rectangle goes
        self._press: Cell | None = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            self.tr(
                "Arrow keys go from hour to hour, Shift widens, Space selects, Enter keeps as a filter, Escape lets go"
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)
        self.restyle()

    def restyle(self) -> None:
        """Takes the room that the letters in force now need."""
        scaled = appearance.scaled
        self.setMinimumSize(scaled(NAMES) + round(24 * LEAST), scaled(HOURS + 7 * 12))
        self.setMaximumHeight(scaled(HOURS + 7 * TALLEST))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(appearance.scaled(NAMES + 24 * 20), appearance.scaled(HOURS + 7 * 20))

    @property
    def grid(self) -> Grid:
        """Where its cells stand now."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return Grid(self.width(), self.height(), mirrored, appearance.appearance().size / 100)

    def show_values(self, values: np.ndarray, *, signed: bool = False, most: float = 0.0) -> None:
        """Shows counts or, signed, differences."""
        self.week = replace(self.week, values=values, signed=signed, most=most)
        self.update()

    def mark(self, *, chosen: Iterable[Cell] | None = None, kept: Iterable[Cell] | None = None) -> None:
        """Frames what is chosen and what filters keep."""
        self.week = replace(
            self.week,
            chosen=self.week.chosen if chosen is None else frozenset(chosen),
            kept=self.week.kept if kept is None else frozenset(kept),
        )
        self.update()

    def _choose(self, cells: frozenset[Cell]) -> None:
        self.mark(chosen=cells)
        self.chosen.emit(cells)

    # -- mouse and keys ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        cells = self.grid.cells_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or not cells:
            return
        widen = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._corner is not None
        if len(cells) > 1:
            self._press = None
            return self._choose(frozenset(cells))
        self._press = self._corner if widen and self._corner is not None else cells[0]
        self._corner = self._press
        self.week = replace(self.week, focus=cells[0])
        self.mark(chosen=rectangle(self._press, cells[0]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cells = self.grid.cells_at(event.position())
        if self._press is not None and len(cells) == 1:
            self.week = replace(self.week, focus=cells[0])
            self.mark(chosen=rectangle(self._press, cells[0]))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is not None:
            self._press = None
            self.chosen.emit(self.week.chosen)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keeps what is chosen as a filter."""
        if self.week.chosen:
            self.kept.emit(self.week.chosen)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cells = self.grid.cells_at(QPointF(event.pos()))
            if len(cells) == 1:
                QToolTip.showText(event.globalPos() + QPoint(0, 4), self.say(cells[0]), self)
            else:
                QToolTip.hideText()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            mine = (
                key in STEPS
                or key in SELECT
                or key in KEEP
                or (key == Qt.Key.Key_Escape and self.week.chosen)
            )
            if mine and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step(STEPS[key], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in SELECT and self.week.focus is not None:
            self._choose(self.week.chosen or frozenset({self.week.focus}))
        elif key in KEEP and (self.week.chosen or self.week.focus):
            self.kept.emit(self.week.chosen or frozenset({self.week.focus}))
        elif key == Qt.Key.Key_Escape and self.week.chosen:
            self._choose(frozenset())
        else:
            super().keyPressEvent(event)

    def _step(self, by: tuple[int, int], widen: bool) -> None:
        """Goes to the next cell; with Shift what lies between it and where it began is framed."""
        day, hour = self.week.focus or (0, -1 if by[1] > 0 else 0)
        cell = min(max(day + by[0], 0), 6), min(max(hour + by[1], 0), 23)
        if not widen or self._corner is None:
            self._corner = cell if not widen else (day, max(hour, 0))
        self.week = replace(self.week, focus=cell)
        self.mark(chosen=rectangle(self._corner, cell) if widen else frozenset())
        self.setAccessibleName(self.say(cell) or f"{weekday_names()[cell[0]]} {cell[1]}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = appearance.theme()
        painter.fillRect(self.rect(), QColor(theme.panel))
        week = self.week if self.hasFocus() else replace(self.week, focus=None)
        draw(painter, week, self.grid, theme)

    def focusInEvent(self, event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()
