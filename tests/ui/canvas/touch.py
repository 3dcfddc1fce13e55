"""Touching a canvas with mouse and keys, and looking at what it shows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

ALPHA, BETA, GAMMA, DELTA = QPoint(120, 120), QPoint(280, 120), QPoint(120, 280), QPoint(280, 280)
LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT, PLAIN = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


def drag(qtbot, canvas, start, end, button=LEFT, modifier=PLAIN):
    qtbot.mousePress(canvas, button, modifier, start)
    middle = (start + end) / 2
    for place in (middle, end):
        event_move(canvas, place, button, modifier)
    qtbot.mouseRelease(canvas, button, modifier, end)


def event_move(canvas, place, button, modifier):
    at = QPointF(place)
    no_button = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, canvas.mapToGlobal(at), no_button, button, modifier)
    QApplication.sendEvent(canvas, event)


def lasso(qtbot, canvas, places, modifier=ALT):
    qtbot.mousePress(canvas, LEFT, modifier, places[0])
    for place in places[1:]:
        event_move(canvas, place, LEFT, modifier)
    qtbot.mouseRelease(canvas, LEFT, modifier, places[-1])


def colour(picture: QImage, x: int, y: int) -> int:
    return picture.pixelColor(x, y).rgb()
