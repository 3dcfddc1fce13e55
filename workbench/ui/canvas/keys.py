"""Keys: the canvas without a mouse. Walking from entity to entity and along links, moving, panning and zooming."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from workbench.ui.canvas.canvas import ChartCanvas

STEPS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
NUDGE, BIG_NUDGE, PAN = 1.0, 15.0, 60.0  # screen pixels
EDGE = 40.0  # screen pixels from the rim within which an entity counts as out of view


def press(canvas: ChartCanvas, event: QKeyEvent) -> bool:
    """Does what a key means on the canvas; answers False for keys that mean nothing here."""
    key = Qt.Key(event.key())
    if key in STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
        found = neighbour(canvas, *STEPS[key])
        if found is not None:
            walk_to(canvas, found, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return True
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return False
    if key in STEPS:
        _step(canvas, *STEPS[key], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
    elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        canvas.zoom_in()
    elif key == Qt.Key.Key_Minus:
        canvas.zoom_out()
    elif key == Qt.Key.Key_Escape:
        canvas.give_up()
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(canvas.chosen.entities) == 1:
        canvas.opened.emit(next(iter(canvas.chosen.entities)))
    else:
        return False
    return True


def _step(canvas: ChartCanvas, dx: float, dy: float, big: bool) -> None:
    if not canvas.chosen.entities:
        canvas.set_view(canvas.view.panned(-dx * PAN, -dy * PAN))
        return
    far = (BIG_NUDGE if big else NUDGE) / canvas.view.per_unit
    numbers = np.array([canvas.chart.number_of[e] for e in sorted(canvas.chosen.entities)], np.int32)
    xy = canvas.positions.copy()
    xy[numbers] += np.array([dx * far, dy * far], np.float32)
    canvas.show_positions(xy)
    canvas.nudge.go_on(numbers)


def tab(canvas: ChartCanvas, forward: bool) -> bool:
    """Goes to the entity before or after the selected one; False where there is none."""
    entity = next_entity(canvas, forward)
    if entity is not None:
        walk_to(canvas, entity, False)
    return entity is not None


def walk_to(canvas: ChartCanvas, entity: int, add: bool) -> None:
    """Selects an entity that keys led to, beside what is selected with `add`, and brings it into view."""
    canvas.shows_focus = True
    canvas.choose([entity], [], Qt.KeyboardModifier.ShiftModifier if add else Qt.KeyboardModifier.NoModifier)
    place = canvas.on_screen(canvas.chart.number_of[entity])
    dx = max(EDGE - place.x(), 0) + min(canvas.width() - EDGE - place.x(), 0)
    dy = max(EDGE - place.y(), 0) + min(canvas.height() - EDGE - place.y(), 0)
    if dx or dy:
        canvas.set_view(canvas.view.panned(dx, dy))


def neighbour(canvas: ChartCanvas, dx: float, dy: float) -> int | None:
    """The linked entity that lies most nearly in a direction from the current one; without one, what is nearest to the
    middle of the view."""
    scene, chart = canvas.scene, canvas.chart
    if scene is None or not len(chart):
        return None
    current = canvas.chosen.current if canvas.chosen.current in canvas.chosen.entities else None
    if current is None:
        middle = np.array(canvas.view.to_chart(canvas.width() / 2, canvas.height() / 2))
        return int(chart.ids[np.hypot(*(canvas.positions - middle).T).argmin()])
    here = chart.number_of[current]
    ends = scene.ends[scene.links_at(np.array([here], np.int32))]
    others = np.unique(ends[ends != here])
    way = canvas.positions[others] - canvas.positions[here]
    far = np.maximum(np.hypot(*way.T), 1e-6)
    ahead = way @ np.array([dx, dy], np.float32)
    # within 60 degrees of the direction, the straighter and the nearer the better
    fits = np.flatnonzero(ahead > 0.5 * far)
    if not len(fits):
        return None
    return int(chart.ids[others[fits[(far[fits] ** 2 / ahead[fits]).argmin()]]])


def next_entity(canvas: ChartCanvas, forward: bool) -> int | None:
    """The entity that follows the selected one in reading order among those in view; None past either end."""
    scene = canvas.scene
    if scene is None:
        return None
    left, top = canvas.view.to_chart(0, 0)
    right, bottom = canvas.view.to_chart(canvas.width(), canvas.height())
    numbers = scene.entities_in(left, top, right, bottom)
    xy = scene.xy[numbers]
    # rows one unit high, as one reads
    numbers = numbers[np.lexsort((xy[:, 0], np.round(xy[:, 1])))]
    ids = canvas.chart.ids[numbers].tolist()
    if not forward:
        ids.reverse()
    chosen = [k for k, e in enumerate(ids) if e in canvas.chosen.entities]
    following = ids[chosen[-1] + 1 :] if chosen else ids
    return following[0] if following else None
