"""A field as a chip: dragged onto a column, or a column onto it, or asked by key; and lines of chips."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from workbench.ui import words
from workbench.ui.importing.columns import COLUMN, FIELD, carried, taken
from workbench.ui.parts.labels import Flow


class FieldChip(QToolButton):
    """One field: filled from a column, needed, or free. A click or Space opens its menu, Delete leaves it empty."""

    asked = Signal(QPoint)
    given = Signal(str, bool)
    emptied = Signal()

    def __init__(self, key: str, name: str, said: str, state: str) -> None:
        super().__init__()
        self.key = key
        self._pressed: QPoint | None = None
        self.setProperty("chip", state)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        form = self.tr("{field} {arrow} {column}")
        arrow = "→" if mirrored else "←"  # from the column to the field, whichever way one reads
        text = form.format(field=name, arrow=arrow, column=words.isolated(said)) if said else name
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 300)
        self.setText(words.directed(shown.replace("&", "&&")))
        spoken = {
            "filled": self.tr("{field}, from {column}"), "needed": self.tr("{field}, needed, no column yet"),
            "free": self.tr("{field}, no column"),
        }[state]  # fmt: skip
        self.setAccessibleName(spoken.format(field=name, column=said))
        self.setToolTip(
            text
            if said
            else self.tr("Drag this onto a column, or a column onto this; a click lists the columns")
        )
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.asked.emit(self.mapToGlobal(QPoint(self.width() if right else 0, self.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.emptied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._ask()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(carried(self.key, FIELD))
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(COLUMN):
            event.acceptProposedAction()
            self._lighten(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._lighten(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._lighten(False)
        column = taken(event.mimeData(), COLUMN)
        if column:
            event.acceptProposedAction()
            self.given.emit(column, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _lighten(self, over: bool) -> None:
        self.setProperty("over", over)
        self.style().polish(self)


class Chips(QWidget):
    """Chips in lines, as high as its lines need where it is crowded."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = Flow(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._stand()
        return done

    def _stand(self) -> None:
        high = self.flow.heightForWidth(self.width())
        if high != self.minimumHeight():
            self.setMinimumHeight(high)
