"""Links on a frame: as density where there are many, else as strokes with weight, dash and arrow."""

from __future__ import annotations

import numpy as np

from workbench.drawing.backdrop import Lines
from workbench.drawing.chart import Indexes
from workbench.drawing.shot import MANY_LINKS, NONE, Shot
from workbench.drawing.theme import number
from workbench.kernels.pixels import fill
from workbench.kernels.strokes import draw_links as stroke

ARROWS_FROM = 14.0  # screen pixels of an icon from which links have arrow heads
BAND = 7.0  # screen pixels by which the band of a selected link is wider than the link


def draw_links(shot: Shot) -> None:
    """Paints the ground and all links in view."""
    if shot.dense:
        _draw_density(shot)
        near = shot.scene.links_at(shot.chosen)
        above = np.union1d(near, shot.chosen_links).astype(np.int32) if len(near) <= MANY_LINKS else NONE
    else:
        fill(shot.pixels, number(shot.theme.chart))
        links = shot.links
        # pale below bright, thin below thick
        above = links[np.lexsort((shot.scene.width[links], ~shot.scene.faded[links]))]
    if len(shot.chosen_links) <= MANY_LINKS:
        _draw_bands(shot, shot.chosen_links)
    _draw_strokes(shot, above)


def draw_links_above(shot: Shot) -> None:
    """Paints all links of a shot above what is there."""
    _draw_bands(shot, shot.chosen_links)
    _draw_strokes(shot, shot.links)


def _draw_density(shot: Shot) -> None:
    scene = shot.scene
    lines = Lines(scene.segments, scene.tint, shot.easel.tones(scene, shot.theme), shot.scale, shot.origin)
    if shot.whole:
        shot.easel.backdrop.paint(lines, shot.links_within, shot.pixels)
    else:
        shot.easel.backdrop.draw(lines, shot.links, shot.pixels)


def _draw_strokes(shot: Shot, links: Indexes) -> None:
    if not len(links):
        return
    scene, ratio = shot.scene, shot.ratio
    ox, oy = shot.origin
    stroke(
        shot.pixels, scene.segments, links, scene.ends, scene.lane, scene.lanes, scene.loop,
        scene.width * np.float32(_thinness(shot)), shot.easel.inks(scene, shot.theme)[scene.tint],
        scene.standing, scene.directed, scene.outline, shot.half * np.float32(ratio),
        shot.scale, ox, oy, ratio, shot.icon_size >= ARROWS_FROM, 0.0, 1.0,
    )  # fmt: skip


def _draw_bands(shot: Shot, links: Indexes) -> None:
    """The soft band below selected links."""
    if not len(links):
        return
    scene, ratio = shot.scene, shot.ratio
    ox, oy = shot.origin
    colour = np.full(len(scene.link), number(shot.theme.accent), np.uint32)
    stroke(
        shot.pixels, scene.segments, links, scene.ends, scene.lane, scene.lanes, scene.loop,
        scene.width * np.float32(_thinness(shot)), colour, np.zeros_like(scene.standing), scene.directed,
        scene.outline, shot.half * np.float32(ratio), shot.scale, ox, oy, ratio, False, BAND * ratio, 0.28,
    )  # fmt: skip


def _thinness(shot: Shot) -> float:
    """Links become thinner as the chart is seen from further away."""
    return float(np.clip(np.sqrt(shot.view.scale), 0.5, 1.0)) * shot.ratio
