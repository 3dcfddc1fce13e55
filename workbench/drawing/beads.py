"""Beads: the records behind lines, one bead each, in the order of time as far as there is room."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.drawing.chart import Flags, Floats, Indexes
from workbench.drawing.scene import ICON, Scene
from workbench.drawing.shot import Shot
from workbench.drawing.theme import number, on_chart
from workbench.drawing.view import View
from workbench.kernels.beads import draw_beads

FROM = 15.0  # screen pixels of an icon from which lines have beads
RADIUS, APART = 4.2, 11.0  # screen pixels at the usual size of icons
REST = 34.0  # screen pixels kept free for the number of those without room


@dataclass(frozen=True)
class Strung:
    """Beads in view: their middles `x`, `y` on the image, which way they point, and which of the chart's beads they
    are; and where it says how many `more` there are on a line, which has `some` beads or none. Pixels of the image."""

    which: Indexes
    x: Floats
    y: Floats
    ux: Floats
    uy: Floats
    radius: float
    more: Indexes
    some: Flags
    more_x: Floats
    more_y: Floats


def strung(shot: Shot) -> Strung | None:
    """Where beads lie on the lines in view; None where the chart has none or is seen from too far away."""
    if shot.scene.chart.beads is None or shot.icon_size < FROM or shot.dense:
        return None
    return string(shot.scene, shot.view, shot.links, shot.half, shot.ratio)


def bead_at(scene: Scene, view: View, size: tuple[int, int], x: float, y: float) -> int | None:
    """The chart's number of the bead shown at a screen position, or None."""
    icon = ICON * scene.zoom(view)
    if scene.chart.beads is None or icon < FROM:
        return None
    corners = *view.to_chart(0, 0), *view.to_chart(*size)
    found = string(scene, view, scene.links_in(*corners), scene.radius(view), 1.0)
    away = np.hypot(found.x - x, found.y - y)
    nearest = int(away.argmin()) if len(away) else 0
    return int(found.which[nearest]) if len(away) and away[nearest] <= 1.6 * found.radius else None


def string(scene: Scene, view: View, links: Indexes, half_icons: Floats, ratio: float) -> Strung:
    """Where the beads of some of the scene's links lie, on an image of `ratio` pixels for each of the screen.

    Time runs from left to right, on a line straight up or down from top to bottom.
    """
    beads = scene.chart.beads
    assert beads is not None
    links = links[scene.ends[links, 0] != scene.ends[links, 1]]
    own = scene.link[links]
    first, count, more = beads.first[own], np.diff(beads.first)[own], beads.more[own]
    grown = min(max(scene.zoom(view), 0.7), 1.5) * ratio
    apart, rest = APART * grown, REST * ratio
    ends = (scene.segments[links] * view.per_unit + np.tile((view.ox, view.oy), 2)) * ratio
    along = ends[:, 2:] - ends[:, :2]
    length = np.hypot(along[:, 0], along[:, 1])
    along = along / np.maximum(length, 1e-6)[:, None]
    half = half_icons[scene.ends[links]] * ratio * 1.15
    room = length - half.sum(axis=1) - apart
    whole = (more == 0) & (count * apart <= room)
    fits = np.floor(np.maximum(room - rest, 0) / apart).astype(np.int64)
    shown = np.where(whole, count, np.minimum(count, fits))
    left = count + more - shown
    # beads that all fit lie in the middle, others begin at their end of the line
    step = np.where(whole, np.minimum(room / np.maximum(count, 1), 2.2 * apart), apart)
    taken = shown * step + np.where(left > 0, rest, 0)
    backwards = (along[:, 0] < -0.02) | ((np.abs(along[:, 0]) <= 0.02) & (along[:, 1] < 0))
    sense = np.where(backwards, -1.0, 1.0)
    origin = np.where(backwards[:, None], ends[:, 2:], ends[:, :2])
    edge = np.where(backwards, half[:, 1], half[:, 0])
    begin = edge + np.maximum((length - half.sum(axis=1) - taken) / 2, 0)
    of = np.repeat(np.arange(len(links)), shown)
    place = np.arange(len(of)) - np.repeat(np.cumsum(shown) - shown, shown)
    forth = along * sense[:, None]
    at = origin[of] + forth[of] * (begin[of] + (place + 0.5) * step[of])[:, None]
    which = first[of] + place
    way = along[of] * beads.towards[which][:, None]
    full = np.flatnonzero((left > 0) & (length - half.sum(axis=1) > rest))
    end = origin[full] + forth[full] * (begin[full] + shown[full] * step[full] + rest / 2)[:, None]
    x, y, ux, uy, more_x, more_y = (np.ascontiguousarray(v, np.float32) for v in (*at.T, *way.T, *end.T))
    rest_of, some = left[full].astype(np.int32), shown[full] > 0
    return Strung(which.astype(np.int32), x, y, ux, uy, RADIUS * grown, rest_of, some, more_x, more_y)


def draw(shot: Shot, found: Strung) -> None:
    """Draws beads in the colours of their kinds of link: pointed ones where the record has a direction."""
    beads = shot.scene.chart.beads
    if beads is None or not len(found.which):
        return
    inks, place = np.unique(beads.colour[found.which], return_inverse=True)
    colours = np.array([on_chart(shot.theme, int(c)) for c in inks], np.uint32)[place.ravel()]
    draw_beads(
        shot.pixels, found.x, found.y, found.ux, found.uy, found.radius, colours,
        number(shot.theme.chart), shot.ratio,
    )  # fmt: skip
