"""Beads: the records behind lines, one bead each, in the order of time as far as there is room."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.drawing.chart import Floats, Indexes
from workbench.drawing.shot import Shot
from workbench.drawing.theme import number, on_chart
from workbench.kernels.beads import draw_beads

FROM = 15.0  # screen pixels of an icon from which lines have beads
RADIUS, APART = 4.2, 11.0  # screen pixels at the usual size of icons
REST = 34.0  # screen pixels kept free for the number of those without room
MOST = 900  # lines with beads in one frame


@dataclass(frozen=True)
class Strung:
    """Beads in view: their middles `x`, `y` on the image, which way they point, and which of the chart's beads they
    are; and where it says how many `more` there are on a line. All in pixels of the image."""

    which: Indexes
    x: Floats
    y: Floats
    ux: Floats
    uy: Floats
    radius: float
    more: Indexes
    more_x: Floats
    more_y: Floats


def strung(shot: Shot) -> Strung | None:
    """Where beads lie on the lines in view; None where the chart has none or is seen from too far away.

    Time runs from left to right, on a line straight up or down from top to bottom.
    """
    scene, beads = shot.scene, shot.scene.chart.beads
    if beads is None or shot.icon_size < FROM or shot.dense:
        return None
    links = shot.links[scene.ends[shot.links, 0] != scene.ends[shot.links, 1]][:MOST]
    own = scene.link[links]
    first, count, more = beads.first[own], np.diff(beads.first)[own], beads.more[own]
    grown = min(max(shot.icon_size / 34.0, 0.7), 1.5) * shot.ratio
    apart, rest = APART * grown, REST * shot.ratio
    ends = scene.segments[links] * shot.scale + np.tile(shot.origin, 2)
    along = ends[:, 2:] - ends[:, :2]
    length = np.hypot(along[:, 0], along[:, 1])
    along = along / np.maximum(length, 1e-6)[:, None]
    half = shot.half[scene.ends[links]] * shot.ratio * 1.15
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
    return Strung(
        which.astype(np.int32), x, y, ux, uy, RADIUS * grown, left[full].astype(np.int32), more_x, more_y
    )  # fmt: skip


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
