"""Mouse: which gesture begins when a button goes down, by the buttons one is used to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from workbench.ui.canvas import picking
from workbench.ui.canvas.gestures import BoxSelect, Gesture, Lasso, Pan, PressItem

if TYPE_CHECKING:
    from workbench.ui.canvas.canvas import ChartCanvas

DRAGS: dict[str, type[Gesture]] = {"box": BoxSelect, "pan": Pan, "lasso": Lasso}
Modifier = Qt.KeyboardModifier


def begin(canvas: ChartCanvas, event: QMouseEvent, *, space: bool) -> Gesture | None:
    """The gesture that a press begins; `space` says that the space bar is held, which always moves the view."""
    scheme, button, held = canvas.mouse, event.button(), event.modifiers()
    if space:
        return Pan(canvas, event)
    if button == Qt.MouseButton.MiddleButton:
        return DRAGS[scheme.middle](canvas, event)
    if button == Qt.MouseButton.RightButton:
        return Pan(canvas, event)
    if button != Qt.MouseButton.LeftButton:
        return None
    if held & Modifier.AltModifier:
        return DRAGS[scheme.left_alt](canvas, event)
    entity, link = picking.under(canvas, event.position())
    if entity is not None or link is not None:
        return PressItem(canvas, event, entity, link)
    if held & Modifier.ControlModifier:
        return DRAGS[scheme.left_ctrl](canvas, event)
    return DRAGS[scheme.left_shift if held & Modifier.ShiftModifier else scheme.left](canvas, event)
