"""Words on a frame: captions of entities and pills of links, where there is room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.drawing.chart import Floats, Indexes
from workbench.drawing.lettering import caption, pill, pill_size
from workbench.drawing.scene import ICON
from workbench.kernels.placement import CELL, NOWHERE, occupy_all, place_captions, place_pills

if TYPE_CHECKING:
    from workbench.drawing.frame import Shot

CANDIDATES = 900  # captions tried in one frame, most important first
KEEP_OFF = 400  # links up to which captions look for a place beside them
PILLS_FROM = 0.55  # scale from which links show their pills


def write_words(shot: Shot) -> None:
    """Places and draws captions and pills; what finds no room is left out until there is some."""
    columns, rows = (side / shot.ratio for side in shot.pixels.shape[::-1])
    # the grid moves with the chart, so that panning does not make captions jump
    phase_x, phase_y = shot.view.ox % CELL, shot.view.oy % CELL
    grid = np.zeros((int(rows / CELL) + 1, int(columns / CELL) + 1), np.uint8)
    shift = np.array([phase_x, phase_y], np.float32)
    if shot.as_icons:
        x, y = (side / np.float32(shot.ratio) for side in shot.at(shot.entities))
        occupy_all(grid, x - shift[0], y - shift[1], shot.half[shot.entities] + np.float32(1.0))
    lines = _lines(shot, shift)
    captions = _write_captions(shot, grid, shift, lines)
    pills = _write_pills(shot, grid, shift, lines)
    for numbers, left, top in (pills, captions):
        shot.easel.sheet.paste(shot.pixels, numbers, left, top)


Placed = tuple[Indexes, Indexes, Indexes]


def _lines(shot: Shot, shift: Floats) -> Floats:
    """The links in view as lines on the grid, or none when they are too many to keep off."""
    if len(shot.links) > KEEP_OFF or not shot.as_icons:
        return np.zeros((0, 4), np.float32)
    ox, oy = shot.view.ox - shift[0], shot.view.oy - shift[1]
    return (shot.scene.segments[shot.links] * shot.view.per_unit + np.array([ox, oy, ox, oy])).astype(
        np.float32
    )


def _write_captions(shot: Shot, grid: np.ndarray, shift: Floats, lines: Floats) -> Placed:
    scene, chart, ratio = shot.scene, shot.scene.chart, shot.ratio
    chosen = np.zeros(len(chart), bool)
    chosen[shot.chosen] = True
    importance = scene.rank[shot.entities] - len(chart) * chosen[shot.entities]
    entities = shot.entities
    if len(entities) > CANDIDATES:
        entities = entities[np.argpartition(importance, CANDIDATES)[:CANDIDATES]]
    entities = entities[np.argsort(scene.rank[entities] - len(chart) * chosen[entities])]
    entities = np.array([i for i in entities.tolist() if chart.captions[i]], np.int32)
    if not len(entities):
        return _nothing()
    second = chart.sub_captions if ICON * shot.view.scale >= 22.0 else ()
    subs = [second[i] if second else "" for i in entities.tolist()]
    sizes = [
        shot.easel.caption_size(chart.captions[i], sub, ratio)
        for i, sub in zip(entities.tolist(), subs, strict=True)
    ]
    width, height = (np.array(side, np.float32) / np.float32(ratio) for side in zip(*sizes, strict=True))
    x, y = (side / np.float32(ratio) for side in shot.at(entities))
    half = shot.half[entities] if shot.as_icons else np.full(len(entities), 5.0, np.float32)
    left, top = np.empty(len(entities), np.int32), np.empty(len(entities), np.int32)
    area = shot.pixels.size / ratio**2
    most = CANDIDATES if ICON * shot.view.scale >= 15.0 else int(max(24, area / 24_000))
    place_captions(grid, x - shift[0], y - shift[1], half, width, height, lines, most, left, top)
    numbers = [
        shot.easel.sheet.number(
            (
                "caption",
                chart.captions[entities[k]],
                subs[k],
                ratio,
                bool(chart.faded[entities[k]]),
                shot.theme.id,
            ),
            lambda k=k: caption(
                chart.captions[entities[k]], subs[k], ratio, shot.theme, bool(chart.faded[entities[k]])
            ),
        )
        for k in np.flatnonzero(left != NOWHERE).tolist()
    ]
    return _on_image(numbers, left, top, shift, ratio)


def _write_pills(shot: Shot, grid: np.ndarray, shift: Floats, lines: Floats) -> Placed:
    scene, chart, ratio = shot.scene, shot.scene.chart, shot.ratio
    if shot.view.scale < PILLS_FROM or shot.dense:
        return _nothing()
    labelled = [
        (k, chart.label[scene.link[i]])
        for k, i in enumerate(shot.links.tolist())
        if chart.label[scene.link[i]]
    ]
    if not labelled:
        return _nothing()
    own = np.array([k for k, _ in labelled], np.int32)
    links = shot.links[own]
    heavy = np.argsort(-scene.width[links], kind="stable")
    own, links, texts = own[heavy], links[heavy], [labelled[k][1] for k in heavy.tolist()]
    sizes = [pill_size(text, ratio) for text in texts]
    width, height = (np.array(side, np.float32) / np.float32(ratio) for side in zip(*sizes, strict=True))
    ox, oy = shot.view.ox - shift[0], shot.view.oy - shift[1]
    segments = scene.segments[links] * shot.view.per_unit + np.array([ox, oy, ox, oy])
    segments = _between_icons(shot, segments, scene.ends[links], scene.lane[links], scene.lanes[links])
    left, top = np.empty(len(links), np.int32), np.empty(len(links), np.int32)
    if not len(lines):
        own = np.full(len(own), -1, np.int32)
    place_pills(grid, segments, width, height, lines, own, left, top)
    marked = set(shot.chosen_links.tolist())
    numbers = [
        shot.easel.sheet.number(
            ("pill", texts[k], ratio, int(links[k]) in marked, shot.theme.id),
            lambda k=k: pill(texts[k], ratio, shot.theme, int(links[k]) in marked),
        )
        for k in np.flatnonzero(left != NOWHERE).tolist()
    ]
    return _on_image(numbers, left, top, shift, ratio)


def _between_icons(shot: Shot, segments: Floats, ends: Indexes, lane: Floats, lanes: np.ndarray) -> Floats:
    """Links from the edge of one icon to the edge of the other, in their lanes."""
    a, b = segments[:, :2], segments[:, 2:]
    along = b - a
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)[:, None]
    along = along / length
    first, second = shot.half[ends[:, 0]], shot.half[ends[:, 1]]
    gap = np.minimum(8.0, 1.3 * np.minimum(first, second) / np.maximum(lanes.astype(np.float32) - 1, 1))
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1) * (lane * gap)[:, None]
    begin, end = a + along * first[:, None] + aside, b - along * second[:, None] + aside
    return np.concatenate([begin, end], axis=1).astype(np.float32)


def _on_image(numbers: list[int], left: Indexes, top: Indexes, shift: Floats, ratio: float) -> Placed:
    placed = left != NOWHERE
    x, y = np.round((left[placed] + shift[0]) * ratio), np.round((top[placed] + shift[1]) * ratio)
    return np.array(numbers, np.int32), x.astype(np.int32), y.astype(np.int32)


def _nothing() -> Placed:
    none = np.zeros(0, np.int32)
    return none, none, none
