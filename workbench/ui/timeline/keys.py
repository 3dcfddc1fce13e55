"""What keys do on a timeline."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from workbench.drawing.timeline_layout import LANE
from workbench.drawing.timeline_scene import TimeView, Whole

ZOOM = 1.5  # times for a key
KEYS = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Plus, Qt.Key.Key_Equal,
    Qt.Key.Key_Minus, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape,
    Qt.Key.Key_Space, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
ALONG = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
ABOVE = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
CLOSER = {Qt.Key.Key_Plus: ZOOM, Qt.Key.Key_Equal: ZOOM, Qt.Key.Key_Minus: 1 / ZOOM}
OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def is_mine(event: QKeyEvent, brushed: bool) -> bool:
    """Whether a key is the timeline's, not that of an action of the window."""
    key = Qt.Key(event.key())
    return key in KEYS and not event.modifiers() & OTHERS and (key != Qt.Key.Key_Escape or brushed)


def next_edge(edges: Whole, at: int, by: int) -> int:
    """Where the next bar begins on one side of a moment."""
    k = int(np.searchsorted(edges, at, side="right" if by > 0 else "left")) + (0 if by > 0 else -1)
    if 0 <= k < len(edges):
        return int(edges[k])
    return at + by * int(edges[1] - edges[0])


def stepped(edges: Whole, brush: tuple[int, int] | None, by: int, widen: bool) -> tuple[int, int] | None:
    """The chosen stretch moved by a bar, or its end; where none is chosen, the first bar in view. None where nothing
    would be left."""
    if len(edges) < 2:
        return None
    if brush is None:
        k = 0 if by > 0 else len(edges) - 2
        return int(edges[k]), int(edges[k + 1])
    low, high = brush
    if widen:
        high = next_edge(edges, high, by)
        return (low, high) if high > low else None
    moved = next_edge(edges, low, by)
    return moved, high + moved - low


def around(brush: tuple[int, int]) -> TimeView:
    """A view of a stretch with a little room."""
    room = (brush[1] - brush[0]) // 10
    return TimeView(brush[0] - room, brush[1] + room).zoomed(1, 0.5, 1)


def lanes(key: Qt.Key) -> float:
    """How many pixels lanes are scrolled by a key."""
    return LANE * ABOVE[key]
