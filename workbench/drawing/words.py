"""Words on a frame: captions of entities and pills of links, where there is room for them."""

from __future__ import annotations

import numpy as np

from workbench.drawing.beads import Strung
from workbench.drawing.chart import Floats, Indexes
from workbench.drawing.icons import RING
from workbench.drawing.lettering import caption, pill, pill_size
from workbench.drawing.links import ARROWS_FROM
from workbench.drawing.shot import NONE, Shot
from workbench.kernels.placement import CELL, NOWHERE, Grid, occupy_all, place_captions, place_pills

CANDIDATES = 900  # captions tried in one frame, most important first
KEEP_OFF = 400  # links up to which captions look for a place beside them
PILLS_FROM = 17.0  # screen pixels of an icon from which links show their pills
EVERY_CAPTION_FROM = 15.0  # screen pixels of an icon from which every caption with room is written
SECOND_LINES_FROM = 22.0
AREA = 30_000  # screen pixels there have to be for each caption where icons are smaller

Lines = Floats
Sprites = tuple[Indexes, Indexes, Indexes]


def write_words(shot: Shot, strung: Strung | None = None) -> None:
    """Places and draws captions and pills; what finds no room is left out until there is some."""
    height, width = (side / shot.ratio for side in shot.pixels.shape)
    grid = np.zeros((int(height / CELL) + 1, int(width / CELL) + 1), np.uint8)
    # the grid moves with the chart, so that panning does not make captions jump
    shift = np.array([shot.view.ox % CELL, shot.view.oy % CELL], np.float32)
    if len(shot.entities) < 4 * CANDIDATES:
        x, y = _on_grid(shot, shot.entities, shift)
        occupy_all(grid, x, y, np.minimum(shot.half[shot.entities] + 1, 60).astype(np.float32))
        _occupy_loops(shot, grid, shift)
    lines = _lines(shot, shift)
    _occupy_headings(shot, grid, shift)
    _occupy_heads(shot, grid, shift)
    beaded = _rest_of_beads(shot, strung, grid, shift)
    # a pill has one place, a caption four
    pills = _place_pills(shot, grid, shift, lines)
    captions = _place_captions(shot, grid, shift, lines)
    for sprites, left, top in (beaded, pills, captions):
        shot.easel.sheet.paste(shot.pixels, sprites, left, top)


def _occupy_loops(shot: Shot, grid: Grid, shift: Floats) -> None:
    """Keeps words off the links that lead from an entity to itself."""
    if not shot.scene.has_loops:
        return
    loops = shot.links[shot.scene.loop[shot.links].any(axis=1)]
    if not len(loops):
        return
    entities = shot.scene.ends[loops, 0]
    x, y = _on_grid(shot, entities, shift)
    half = shot.half[entities]
    aside = shot.scene.loop[loops] * half[:, None] * np.float32(1.25)
    occupy_all(grid, x + aside[:, 0], y + aside[:, 1], half)


def _occupy_headings(shot: Shot, grid: Grid, shift: Floats) -> None:
    """Keeps words off what is said of places and off what floats on the chart: their boxes as squares."""
    squares: list[tuple[float, float, float]] = []
    said = [(w.box.left(), w.box.top(), w.box.right(), w.box.bottom()) for w in shot.headings.words]
    for left, top, right, bottom in (*said, *shot.taken):
        half = max(min(right - left, bottom - top) / 2, 1.0)
        for x in np.arange(left + half, right + half, 2 * half).tolist():
            for y in np.arange(top + half, bottom + half, 2 * half).tolist():
                squares.append((min(x, right - half) - shift[0], min(y, bottom - half) - shift[1], half))
    if squares:
        x, y, half_wide = (np.array(side, np.float32) for side in zip(*squares, strict=True))
        occupy_all(grid, x, y, half_wide)


def _occupy_heads(shot: Shot, grid: Grid, shift: Floats) -> None:
    """Keeps words off arrow heads."""
    if shot.icon_size < ARROWS_FROM or shot.dense:
        return
    links = shot.links[shot.scene.directed[shot.links]]
    if len(links) > KEEP_OFF or not len(links):
        return
    segments = _segments(shot, links, shift)
    along = segments[:, 2:] - segments[:, :2]
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)
    along /= length[:, None]
    turn = 2 * np.arctan(2 * shot.bows(links) / length)
    heading = along * np.cos(turn)[:, None] + along[:, ::-1] * (1, -1) * np.sin(turn)[:, None]
    # a head is about ten pixels long and begins two before the icon
    far = shot.half[shot.scene.ends[links, 1]] + 7
    x, y = (segments[:, 2:] - far[:, None] * heading).astype(np.float32).T
    occupy_all(grid, np.ascontiguousarray(x), np.ascontiguousarray(y), np.full(len(links), 5, np.float32))


def _rest_of_beads(shot: Shot, strung: Strung | None, grid: Grid, shift: Floats) -> Sprites:
    """Keeps words off beads, and says at the end of their lines how many records found no room."""
    if strung is None:
        return NONE, NONE, NONE
    ratio = np.float32(shot.ratio)
    x, y = strung.x / ratio - shift[0], strung.y / ratio - shift[1]
    occupy_all(grid, x, y, np.full(len(x), strung.radius / ratio + 1, np.float32))
    texts = [
        f"+{n:,}" if some else f"{n:,}"
        for n, some in zip(strung.more.tolist(), strung.some.tolist(), strict=True)
    ]
    sizes = np.array([pill_size(text, shot.letters) for text in texts], np.float32).reshape(-1, 2) / ratio
    left = np.round(strung.more_x / ratio - shift[0] - sizes[:, 0] / 2).astype(np.int32)
    top = np.round(strung.more_y / ratio - shift[1] - sizes[:, 1] / 2).astype(np.int32)
    half = (np.maximum(sizes[:, 0], sizes[:, 1]) / 2).astype(np.float32)
    occupy_all(grid, left + sizes[:, 0] / 2, top + sizes[:, 1] / 2, half)
    sprites = [shot.easel.sheet.number(pill, text, shot.letters, shot.theme, False) for text in texts]
    return _on_image(sprites, left, top, shift, shot.ratio)


def _on_grid(shot: Shot, entities: Indexes, shift: Floats) -> tuple[Floats, Floats]:
    """Positions of entities in screen pixels from the corner of the grid."""
    x, y = shot.at(entities)
    return x / np.float32(shot.ratio) - shift[0], y / np.float32(shot.ratio) - shift[1]


def _lines(shot: Shot, shift: Floats) -> Lines:
    """The links in view as lines on the grid, or none when they are too many to keep off."""
    links = shot.links if len(shot.links) <= KEEP_OFF and shot.as_icons else NONE
    straight = _segments(shot, links, shift)
    bow = shot.bows(links)
    bent = np.abs(bow) >= 1
    if not bent.any():
        return straight
    # an arc as three lines: of the middle one its own pill need not keep off
    a, b = straight[bent, :2], straight[bent, 2:]
    along = b - a
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.maximum(np.hypot(*along.T), 1e-6)[:, None]
    first, last = (a + share * along + 0.9 * bow[bent, None] * aside for share in (0.25, 0.75))
    middle = straight.copy()
    middle[bent] = np.concatenate([first, last], axis=1)
    ends = np.concatenate([np.concatenate([a, first], axis=1), np.concatenate([last, b], axis=1)])
    return np.concatenate([middle, ends]).astype(np.float32)


def _segments(shot: Shot, links: Indexes, shift: Floats) -> Lines:
    corner = np.array([shot.view.ox, shot.view.oy] * 2) - np.tile(shift, 2)
    return np.asarray(shot.scene.segments[links] * shot.view.per_unit + corner, np.float32)


def _place_captions(shot: Shot, grid: Grid, shift: Floats, lines: Lines) -> Sprites:
    chart, ratio, sheet = shot.scene.chart, shot.ratio, shot.easel.sheet
    most = CANDIDATES
    if shot.icon_size < EVERY_CAPTION_FROM:
        most = max(24, int(shot.pixels.size / ratio**2 / AREA)) + len(shot.chosen)
    tried = min(CANDIDATES, 8 * most)
    first = shot.entities[: tried + len(shot.chosen)] if len(shot.chosen) < tried else NONE
    others = first[~np.isin(first, shot.chosen)] if len(shot.chosen) else first
    ordered = np.concatenate([shot.chosen, others])[:tried]
    second = bool(chart.sub_captions) and shot.icon_size >= SECOND_LINES_FROM
    sizes = shot.easel.caption_sizes(chart, ordered, second, shot.letters)
    entities, sizes = ordered[sizes[:, 0] > 0], sizes[sizes[:, 0] > 0]
    if not len(entities):
        return NONE, NONE, NONE
    width, height = (np.ascontiguousarray(side) for side in (sizes / ratio).astype(np.float32).T)
    x, y = _on_grid(shot, entities, shift)
    # room for a ring even where there is none, so that selecting does not make captions jump
    ring = RING - 1 if shot.as_icons else 0
    half = (np.maximum(shot.half[entities], 4.0) + ring).astype(np.float32)
    left, top = np.empty(len(entities), np.int32), np.empty(len(entities), np.int32)
    place_captions(grid, x, y, half, width, height, lines, most, left, top)
    sprites = [
        sheet.number(
            caption,
            chart.captions[i],
            chart.sub_captions[i] if second else "",
            shot.letters,
            shot.theme,
            bool(chart.faded[i]),
        )
        for i in entities[left != NOWHERE].tolist()
    ]
    return _on_image(sprites, left, top, shift, ratio)


def _place_pills(shot: Shot, grid: Grid, shift: Floats, lines: Lines) -> Sprites:
    scene, ratio = shot.scene, shot.ratio
    if shot.icon_size < PILLS_FROM or shot.dense or not scene.chart.pills or scene.chart.beads is not None:
        return NONE, NONE, NONE
    heavy = np.argsort(-scene.width[shot.links], kind="stable")
    labels = [(k, scene.chart.label[scene.link[shot.links[k]]]) for k in heavy.tolist()]
    labels = [(k, text) for k, text in labels if text][:CANDIDATES]
    if not labels:
        return NONE, NONE, NONE
    own = np.array([k for k, _ in labels], np.int32)
    links = shot.links[own]
    sizes = [pill_size(text, shot.letters) for _, text in labels]
    width, height = (np.array(side, np.float32) / np.float32(ratio) for side in zip(*sizes, strict=True))
    left, top = np.empty(len(links), np.int32), np.empty(len(links), np.int32)
    place_pills(grid, _between_icons(shot, links, shift), width, height, lines, own, left, top)
    marked = set(shot.chosen_links.tolist())
    sprites = [
        shot.easel.sheet.number(pill, text, shot.letters, shot.theme, link in marked)
        for (_, text), link, x in zip(labels, links.tolist(), left.tolist(), strict=True)
        if x != NOWHERE
    ]
    return _on_image(sprites, left, top, shift, ratio)


def _between_icons(shot: Shot, links: Indexes, shift: Floats) -> Lines:
    """Links on the grid from the edge of one icon to the edge of the other; of an arc the stretch along its middle."""
    scene = shot.scene
    segments = _segments(shot, links, shift)
    a, b = segments[:, :2], segments[:, 2:]
    along = b - a
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)
    along = along / length[:, None]
    first, second = shot.half[scene.ends[links, 0]], shot.half[scene.ends[links, 1]]
    bow = shot.bows(links)
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1) * bow[:, None]
    # near its middle an arc keeps within a few pixels of its highest place
    free = np.where(np.abs(bow) < 1, 0.0, 0.1 * length)
    begin = a + along * np.maximum(first, free)[:, None] + aside
    end = b - along * np.maximum(second, free)[:, None] + aside
    return np.concatenate([begin, end], axis=1).astype(np.float32)


def _on_image(sprites: list[int], left: Indexes, top: Indexes, shift: Floats, ratio: float) -> Sprites:
    placed = left != NOWHERE
    x, y = np.round((left[placed] + shift[0]) * ratio), np.round((top[placed] + shift[1]) * ratio)
    return np.array(sprites, np.int32), x.astype(np.int32), y.astype(np.int32)
