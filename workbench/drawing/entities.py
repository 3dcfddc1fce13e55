"""Entities on a frame: icons with their rings and marks, or dots where icons would be too small."""

from __future__ import annotations

import numpy as np

from workbench.drawing.badges import badge
from workbench.drawing.chart import Floats, Indexes
from workbench.drawing.icons import icon, mark, ring
from workbench.drawing.scene import COMMON, PALE
from workbench.drawing.shot import Shot
from workbench.drawing.theme import number, on_chart
from workbench.kernels.jit import Pixels
from workbench.kernels.sprites import dots, specks

SMALLEST_DOT, LARGEST_DOT = 1.2, 6.5  # screen pixels of radius
CROWD = 8000  # entities in view from which the smallest dots are smaller still
BADGE, SMALLEST_BADGE = 16.0, 11.0  # screen pixels of a badge
MARKS_FROM = 18.0  # screen pixels of an icon from which corners are marked
RIMS_FROM = 4.0  # screen pixels of an icon from which dots are set off from what lies under them


def draw_entities(shot: Shot) -> None:
    """Draws all entities in view, the most important last."""
    if not len(shot.entities):
        return
    if shot.as_icons:
        _draw_icons(shot)
    else:
        _draw_dots(shot, _draw_specks(shot) if shot.icon_size <= RIMS_FROM else shot.entities[::-1])
        _ring_dots(shot)


def _draw_specks(shot: Shot) -> Indexes:
    """Draws the smallest entities at once, and answers which are left to draw, the most important last."""
    scene, ratio = shot.scene, shot.ratio
    larger = np.empty(len(shot.entities), np.int32)
    found = specks(
        shot.pixels, scene.xy, shot.entities, shot.scale, *shot.origin, scene.grown, 0.5 * shot.icon_size * ratio,
        _smallest(shot) * ratio, LARGEST_DOT * ratio, _bodies(shot), scene.keys, larger,
    )  # fmt: skip
    return larger[:found]


def _draw_dots(shot: Shot, entities: Indexes) -> None:
    if not len(entities):
        return
    x, y = shot.at(entities)
    rim = 0.7 * shot.ratio if shot.icon_size > RIMS_FROM else 0.0
    colours = _bodies(shot)[shot.scene.keys[entities]]
    dots(shot.pixels, x, y, _dot_radius(shot, entities), colours, number(shot.theme.chart), rim)


def _dot_radius(shot: Shot, entities: Indexes) -> Floats:
    """Radius in image pixels: entities with more links are larger."""
    grown = 0.5 * shot.icon_size * shot.scene.grown[entities]
    return np.asarray(np.clip(grown, _smallest(shot), LARGEST_DOT) * shot.ratio, np.float32)


def _smallest(shot: Shot) -> float:
    return SMALLEST_DOT if len(shot.entities) < CROWD else 0.75 * SMALLEST_DOT


def _ring_dots(shot: Shot) -> None:
    sides = np.ceil(2 * _dot_radius(shot, shot.chosen)).astype(int)
    sprites = [
        shot.easel.sheet.number(ring, "round", side, shot.ratio, shot.theme) for side in sides.tolist()
    ]
    _paste_centred(shot, np.array(sprites, np.int32), *shot.at(shot.chosen))
    _draw_dots(shot, shot.chosen)


def _bodies(shot: Shot) -> Pixels:
    """The colour of a dot by its key."""
    bodies = np.zeros(2 * COMMON, np.uint32)
    for k, look in enumerate(shot.scene.chart.looks):
        for key in (k, k + COMMON):
            bodies[key] = on_chart(shot.theme, look.colour)
            bodies[key + PALE] = on_chart(shot.theme, look.colour, faded=True)
    return bodies


def _draw_icons(shot: Shot) -> None:
    scene, chart = shot.scene, shot.scene.chart
    chosen = shot.is_chosen()
    entities = shot.entities[::-1]
    entities = entities[np.argsort(2 * chosen[entities] + ~chart.faded[entities], kind="stable")]
    side = np.maximum(2, 2 * np.round(shot.half[entities] * shot.ratio)).astype(np.int64)
    kinds, which = np.unique(side << 10 | scene.keys[entities], return_inverse=True)
    sprites = np.array(
        [
            shot.easel.sheet.number(
                icon, chart.looks[k & 0xFF], k >> 10, shot.theme, bool(k & PALE), bool(k & COMMON)
            )
            for k in kinds.tolist()
        ],
        np.int32,
    )
    x, y = shot.at(entities)
    ringed = chosen[entities]
    _paste_centred(shot, _rings(shot, entities[ringed], side[ringed]), x[ringed], y[ringed])
    _paste_centred(shot, sprites[which], x, y)
    _draw_marks(shot)


def _rings(shot: Shot, entities: Indexes, side: Indexes) -> Indexes:
    chart = shot.scene.chart
    sprites = [
        shot.easel.sheet.number(ring, chart.looks[look].shape, pixels, shot.ratio, shot.theme)
        for look, pixels in zip(chart.look[entities].tolist(), side.tolist(), strict=True)
    ]
    return np.array(sprites, np.int32)


def _draw_marks(shot: Shot) -> None:
    """Marks at the corners of icons: pinned, noted, tagged, how somebody is involved; above those entered by hand; and
    on links that have a note."""
    _draw_badges(shot)
    if shot.icon_size < MARKS_FROM:
        return
    chart = shot.scene.chart
    for has, sign, across, down in (
        (chart.pinned, "ph.push-pin", 1, -1), (chart.noted, "ph.note", -1, -1), (chart.tagged, "ph.tag", -1, 1),
        (chart.by_hand, "ph.pencil-simple", 0, -1.15),
    ):  # fmt: skip
        if not has.any():
            continue
        entities = shot.entities[has[shot.entities]]
        x, y = shot.at(entities)
        corner = shot.half[entities] * np.float32(0.86 * shot.ratio)
        _paste_mark(shot, sign, x + np.float32(across) * corner, y + np.float32(down) * corner)
    if chart.remarked.any():
        links = shot.links[chart.remarked[shot.scene.link[shot.links]]]
        ends = shot.scene.segments[links] * shot.scale + np.tile(shot.origin, 2)
        along = ends[:, 2:] - ends[:, :2]
        # beside the pill, which stands in the middle
        x, y = (ends[:, :2] + 0.3 * along).T.astype(np.float32)
        _paste_mark(shot, "ph.note", x, y)


def _draw_badges(shot: Shot) -> None:
    """At the lower right corner, for each badge there is, those who have it; smaller on smaller icons."""
    chart = shot.scene.chart
    side = round(min(BADGE, max(SMALLEST_BADGE, 0.6 * shot.icon_size)) * shot.ratio)
    for place, one in enumerate(chart.badges, 1):
        entities = (
            shot.entities[chart.badge[shot.entities] == place] if len(chart.badge) else shot.entities[:0]
        )
        if len(entities):
            x, y = shot.at(entities)
            corner = shot.half[entities] * np.float32(0.86 * shot.ratio)
            sprite = shot.easel.sheet.number(badge, one, side, shot.theme)
            _paste_centred(shot, np.full(len(x), sprite, np.int32), x + corner, y + corner)


def _paste_mark(shot: Shot, sign: str, x: Floats, y: Floats) -> None:
    if len(x):
        sprite = shot.easel.sheet.number(mark, sign, round(14 * shot.ratio), shot.theme)
        _paste_centred(shot, np.full(len(x), sprite, np.int32), x, y)


def _paste_centred(shot: Shot, sprites: Indexes, x: Floats, y: Floats) -> None:
    if len(sprites):
        sizes = shot.easel.sheet.sizes(sprites)
        left, top = np.round(x - sizes[:, 0] / 2), np.round(y - sizes[:, 1] / 2)
        shot.easel.sheet.paste(shot.pixels, sprites, left.astype(np.int32), top.astype(np.int32))
