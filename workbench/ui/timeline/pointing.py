"""What lies at a place of a timeline: in words, and which stretch of time a click there means."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF

from workbench.drawing.timeline_lanes import event_middles
from workbench.drawing.timeline_layout import Layout
from workbench.drawing.timeline_scene import Mark, TimeScene
from workbench.ui.timeline import saying

NEAR = 8.0  # screen pixels within which something is meant


def event_at(scene: TimeScene, layout: Layout, place: QPointF) -> int | None:
    """The number of the event nearest to a place, where one is near."""
    events, view = scene.events, scene.view
    if not len(events):
        return None
    begins = layout.left + (events.first - view.low) / view.span * layout.plot
    x = np.where(events.count > 1, event_middles(scene, layout), begins)
    until = x + np.maximum(events.seconds, 0) * 1_000_000 / view.span * layout.plot
    away = np.maximum(np.maximum(x - place.x(), place.x() - until), 0)
    one, other = (layout.lane_y(0) + lane * layout.lane for lane in (events.upper, events.lower))
    off = np.maximum(np.maximum(one - place.y(), place.y() - other), 0)
    near = np.hypot(away, off)
    k = int(near.argmin())
    return k if near[k] <= NEAR else None


def marks_at(scene: TimeScene, layout: Layout, place: QPointF) -> list[Mark]:
    """What stands out at a place, the shortest first."""
    at = scene.view.at(place.x() - layout.left, layout.plot)
    room = round(NEAR / 2 / layout.plot * scene.view.span)
    found = [m for m in scene.marks if m.low - room <= at < m.high + room]
    return sorted(found, key=lambda m: m.high - m.low)


def bar_at(scene: TimeScene, at: int) -> int | None:
    """The number of the bar that holds a moment."""
    k = int(np.searchsorted(scene.edges, at, side="right")) - 1
    return k if 0 <= k < len(scene.every) else None


def words_at(scene: TimeScene, layout: Layout, place: QPointF, zone: str, few_days: bool) -> str:
    """What is to be said of a place; `zone` says whose clock the axis shows."""
    if place.y() >= layout.axis.bottom():
        k = event_at(scene, layout, place)
        return saying.event(scene, k) if k is not None else ""
    if place.y() >= layout.axis.top() or not layout.left <= place.x() <= layout.left + layout.plot:
        return zone
    if place.y() <= layout.outline.bottom():
        return QCoreApplication.translate(
            "Timeline", "All of the time. Drag here to look elsewhere, double click to see everything."
        )
    k = bar_at(scene, scene.view.at(place.x() - layout.left, layout.plot))
    said = [saying.bar(scene, k)] if k is not None else []
    said += [saying.mark(m, scene) for m in marks_at(scene, layout, place)[:2]]
    if few_days and not scene.marks:
        said.append(saying.too_little())
    return "\n\n".join(said)


def stretch_at(scene: TimeScene, layout: Layout, place: QPointF) -> tuple[int, int] | None:
    """The stretch that a click on a bar with records, a silence, a burst or an event means."""
    if place.y() >= layout.axis.bottom():
        k = event_at(scene, layout, place)
        return None if k is None else (int(scene.events.first[k]), int(scene.events.last[k]) + 1_000_000)
    if layout.marks.contains(place):
        return next(((m.low, m.high) for m in marks_at(scene, layout, place)), None)
    if layout.bars.contains(place):
        for beside in (0.0, -NEAR / 2, NEAR / 2):  # a bar may be few pixels wide
            k = bar_at(scene, scene.view.at(place.x() + beside - layout.left, layout.plot))
            if k is not None and scene.every[k]:
                return int(scene.edges[k]), int(scene.edges[k + 1])
    return None
