"""A part of the window that scrolls where it is crowded."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def scrolling(inside: QWidget, *, sideways: bool = False) -> QScrollArea:
    """A widget that scrolls down where it is higher than its place, and `sideways` only where that is wanted; keys
    go to what is inside."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
