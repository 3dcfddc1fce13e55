"""Touching the timeline, and how near a pixel comes to a moment."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from workbench.ui.panels.timeline import TimelinePanel

SECOND = 1_000_000
HOUR = 3_600 * SECOND
LEFT, NONE, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def near(one: int, other: int, panel: TimelinePanel, pixels: float = 3.0) -> bool:
    return abs(one - other) <= pixels * panel.surface.scene.view.span / panel.surface.layout_of.plot


def turn(panel: TimelinePanel, x: float, degrees: int, modifier: Qt.KeyboardModifier = NONE) -> None:
    place = QPointF(x, panel.surface.layout_of.bars.center().y())
    event = QWheelEvent(
        place, panel.surface.mapToGlobal(place), QPoint(), QPoint(0, degrees), Qt.MouseButton.NoButton, modifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(panel.surface, event)
