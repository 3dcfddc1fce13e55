"""Warming up: every kernel is compiled, or loaded from the disk, before anything has to be drawn."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

import numpy as np
import polars as pl

from workbench.kernels import (
    arcs,
    beads,
    brushing,
    culling,
    density,
    events,
    finding,
    hits,
    land,
    moments,
    nearest,
    on_map,
    paths,
    pixels,
    placement,
    rows_of_text,
    sectors,
    sprites,
    strokes,
    tallying,
    text_keys,
    texts,
    written,
)  # fmt: skip
from workbench.kernels.blocks import blocks
from workbench.kernels.circle import circle
from workbench.kernels.concentric import concentric
from workbench.kernels.hierarchy import hierarchy
from workbench.kernels.key_map import KeyMap, KeySet
from workbench.kernels.lanes import lanes
from workbench.kernels.layout import layout
from workbench.kernels.peacock import peacock
from workbench.kernels.places import by_place
from workbench.kernels.placing import place_new
from workbench.kernels.quality import measure
from workbench.kernels.union_find import join

Tell = Callable[[int, int, str], None]

_lock = threading.Lock()
_done = False


def is_warm() -> bool:
    """Whether every kernel is ready, so that calling one takes no time to speak of."""
    return _done


def compile_all(tell: Tell | None = None) -> None:
    """Makes every kernel ready; seconds once on a machine, a fraction of one in later runs.

    Works on any thread. `tell(done, total, text)` hears how far it is.
    """
    global _done
    with _lock:
        if _done:
            return
        parts: list[tuple[str, Callable[[], None]]] = [
            ("links", _links),
            ("entities", _entities),
            ("captions", _captions),
            ("pointer", _pointer),
            ("groups", _groups),
            ("layout", _layout),
            ("layouts", _layouts),
            ("importing", _importing),
            ("reading", reading),
            ("finding", _finding),
            ("map", _map),
            ("filters", _filters),
            ("timeline", _timeline),
        ]
        for k, (name, part) in enumerate(parts):
            if tell:
                tell(k, len(parts), name)
            part()
        if tell:
            tell(len(parts), len(parts), "")
        _done = True


XY = np.array([[1, 1], [6, 6], [3, 7]], np.float32)
ENDS = np.array([[0, 1], [1, 1], [1, 2]], np.int32)
ALL = np.arange(3, dtype=np.int32)
ONES = np.ones(3, np.float32)
NO_LANES = np.zeros(3, np.float32)
ONE_LANE = np.ones(3, np.uint8)
INK = np.full(3, 0xFF000000, np.uint32)
YES = np.ones(3, np.bool_)


def _image() -> np.ndarray:
    return np.zeros((8, 8), np.uint32)


def _segments() -> tuple[np.ndarray, np.ndarray]:
    segments, boxes = np.empty((3, 4), np.float32), np.empty((1, 4), np.float32)
    culling.gather(XY, ENDS, segments)
    culling.bound(segments, boxes)
    culling.bound_some(segments, np.zeros(1, np.int32), boxes)
    return segments, boxes


def _links() -> None:
    segments, boxes = _segments()
    culling.sort_by_rank(ALL, ALL, ALL, np.empty(3, np.int32))
    culling.links_among(ENDS, YES, np.empty(3, np.int32))
    culling.links_in(segments, boxes, 0.0, 0.0, 8.0, 8.0, np.empty(3, np.int32))
    density.add_lines(segments, ALL, 1.0, 0.0, 0.0, np.zeros(3, np.uint8), _image())
    density.develop(_image(), np.zeros((1, 4), np.uint32), _image())
    strokes.draw_links(
        _image(), segments, ALL, ENDS, NO_LANES, ONE_LANE, XY, ONES, INK, ONE_LANE, YES, ONE_LANE, ONES,
        1.0, 0.0, 0.0, 1.0, True, 0.0, 1.0,
    )  # fmt: skip
    arcs.bows(ONES, ONES, ONES, ONES, NO_LANES, ONE_LANE, ONES, np.empty(3, np.float32))
    beads.draw_beads(_image(), ONES, ONES, ONES, ONES, 1.0, INK, 0xFFFFFFFF, 1.0)
    pixels.fill(_image(), 0xFF000000)


def _entities() -> None:
    grid = np.zeros(5, np.int32), np.empty(3, np.int32)
    culling.sort_into_grid(XY, 0.0, 0.0, 0.25, 2, *grid)
    culling.entities_in(XY, *grid, 0.0, 0.0, 0.25, 2, 0.0, 0.0, 8.0, 8.0, np.empty(3, np.int32))
    one = np.ones(3, np.int32)
    sprites.paste(
        _image(), np.zeros(4, np.uint32), np.zeros(3, np.int32), one, one, np.zeros(3, np.int32), one, one
    )
    sprites.specks(
        _image(),
        XY,
        ALL,
        1.0,
        0.0,
        0.0,
        ONES,
        1.0,
        0.5,
        2.0,
        INK,
        np.zeros(3, np.int32),
        np.empty(3, np.int32),
    )
    sprites.dots(_image(), XY[:, 0].copy(), XY[:, 1].copy(), ONES, INK, 0xFFFFFFFF, 1.0)


def _captions() -> None:
    grid = np.zeros((8, 8), np.uint8)
    placement.occupy_all(grid, ONES, ONES, ONES)
    lines = np.zeros((1, 4), np.float32)
    out = np.empty(3, np.int32), np.empty(3, np.int32)
    placement.place_captions(grid, ONES, ONES, ONES, ONES, ONES, lines, 3, *out)
    placement.place_pills(grid, np.zeros((3, 4), np.float32), ONES, ONES, lines, ALL, *out)


def _pointer() -> None:
    segments, boxes = _segments()
    grid = np.zeros(5, np.int32), np.empty(3, np.int32)
    culling.sort_into_grid(XY, 0.0, 0.0, 0.25, 2, *grid)
    hits.entity_at(XY, ONES, 1.0, *grid, 0.0, 0.0, 0.25, 2, 1.0, 1.0, 1.0, 1.0, 3.0)
    hits.inside(XY, XY)
    hits.link_at(segments, boxes, ENDS, NO_LANES, ONE_LANE, XY, ONES, ONES, 1.0, 4.0, 1.0, 1.0, 1.0, 4.0)


def _groups() -> None:
    join(3, ENDS[:, 0].copy(), ENDS[:, 1].copy())


def _layout() -> None:
    """A ring of 70 and a pair: large enough for every stage."""
    ring = np.arange(70, dtype=np.int32)
    start, end = np.append(ring, 70).astype(np.int32), np.append((ring + 1) % 70, 71).astype(np.int32)
    xy = layout(73, start, end)
    place_new(xy, np.arange(73) > 60, start, end)


def _layouts() -> None:
    """The layouts that are not by force, of a chain with a leaf."""
    start = np.concatenate([np.arange(69), [5]]).astype(np.int32)
    end = np.concatenate([np.arange(1, 70), [70]]).astype(np.int32)
    ones, many, none = np.ones(70, np.float32), np.arange(71, dtype=float), np.zeros(0, np.int32)
    peacock(71, start, end)
    concentric(71, start, end, many)
    blocks(71, start, end, np.zeros(71, np.int32))
    lanes(71, start, end, many)
    hierarchy(71, start, end, ones, ones, none)
    hierarchy(71, start, end, ones, 0 * ones, none)
    by_place(71, start, end, np.zeros((71, 2)))
    measure(circle(71, start, end), start, end)


def _both(array: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """An array, and one that may not be written, as polars hands columns over: kernels are compiled for each."""
    read_only = array.view()
    read_only.flags.writeable = False
    return array, read_only


def _importing() -> None:
    """Keys, numbers and tallies, with the types an import gives them."""
    keys, numbers = np.zeros(3, np.uint64), KeyMap()
    for given in _both(np.arange(3, dtype=np.uint64)):
        tallying.add_to_keys(keys, given, np.uint64(1))
    found = numbers.numbers(np.arange(5_000, dtype=np.uint64))
    tallying.count_occurrences(found, np.zeros(5_001, np.int32), np.empty(5_000, np.int32))
    links, times = np.ones(3, np.int32), np.zeros(3, np.int64)
    sums = np.zeros((2, 4), np.int64)
    for given in _both(links):
        tallying.tally_links(given, times, YES, times, YES, YES, sums, np.zeros(2, np.uint8), np.uint8(0))
        numbers.of_pairs(given, given)
        tallying.looked_up(links, given)
    KeySet().meet(np.arange(5_000, dtype=np.uint64))
    tallying.count_entities(np.ones((3, 2), np.int32), YES, np.zeros(2, np.int64))
    told = nearest.Told(times, np.zeros((1, 3), np.int64), np.zeros((0, 3), np.uint64))
    places, ends = np.zeros(3, np.int64), np.full(3, 3)
    nearest.nearest(places, places, ends, 1, np.arange(4), told, np.ones(1, np.int64), told)


def _finding() -> None:
    moments.counted(np.zeros(3, np.int32), 1), moments.grouped(np.zeros(3, np.int32), 1)
    texts_of = np.frombuffer(b"abcdefghijkl\nb\n" * 20, np.uint8).copy()
    packed = finding.Packed(texts_of, np.cumsum([0, *[13, 2] * 20]).astype(np.int64))
    packed.begins(b"abcdefghij"), packed.ends(b"l"), packed.holds(b"fgh", 9)


def _filters() -> None:
    columns, all_of = np.ones((1, 3), np.int32), np.zeros(3, np.int64)
    brushing.add_links(columns, YES, 0, 3, 1, np.zeros(2, np.int32))
    brushing.count_records(columns, YES, 0, 3, YES)
    brushing.drop_unseen(columns, YES, YES.copy())
    for codes in (np.ones(3, np.int16), np.ones(3, np.uint8)):
        brushing.count_codes(codes, YES, 0, 3, np.zeros(2, np.int64))
    brushing.settle(np.zeros(4, np.int32), YES, YES, ALL, ALL, YES.copy(), YES.copy())
    brushing.keep_counts(np.zeros(4, np.int32), YES, all_of, YES, all_of)
    for counts in (np.zeros(4, np.int32), np.zeros(4, np.int64)):
        brushing.add_pairs(ALL, counts, YES, YES, np.zeros(3, np.int64))
    brushing.keep_pairs(ALL, all_of, 0, 1, YES.copy())
    brushing.touch(YES, ALL, ALL, YES.copy())
    brushing.local_hours(
        all_of, np.zeros(1, np.int64), np.zeros(2, np.int64), np.zeros(3, np.uint8), np.zeros(3, np.uint8)
    )


def _timeline() -> None:
    """Two lanes and an event between them; one hour of a week."""
    at, one, lane = np.zeros(1, np.int64), np.ones((1, 1), np.int32), np.array([[-1, -1], [0, 1]], np.int16)
    shape = 2, 2, 1
    events.gather(
        at, one, one[0], 0, 1, 0, 1, lane, np.ones(2, np.uint8), np.zeros(shape, np.int32),
        np.zeros(shape, np.uint8), np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int32),
    )  # fmt: skip
    hour = np.zeros(1, np.uint8)
    events.count_week(hour, hour, np.zeros((7, 24), np.int64))


def _map() -> None:
    """One arc, a line, a slice and a heat of it."""
    u, v, first = np.array([0.1, 0.9]), np.array([0.2, 0.8]), np.array([0, 2], np.int32)
    boxes, arcs, turned = np.array([[0.1, 0.2, 0.9, 0.8]]), np.zeros(1, np.int32), np.zeros(1, np.bool_)
    land.choose(boxes, 0.0, 0.0, 1.0, 1.0, True, np.empty(1, np.int32))
    area = np.zeros((8, 10), np.float32)
    land.from_the_left(v, area)
    land.outline(u, v, first, turned, arcs, boxes, 8.0, 0.0, 0.0, area)
    land.develop(area, 0xFF000000, 0xFFFFFFFF, _image())
    pieces = np.ones((1, 4), np.float32)
    land.lines_of(u, v, first, arcs, 8.0, 0.0, 0.0, 8.0, 8.0, pieces)
    one, ink = np.ones(1, np.float32), np.zeros(1, np.uint32)
    paths.draw(_image(), pieces, np.zeros(1, np.int32), ink, one, one, one, one)
    on_map.place(u, v, 0.5, 0.5, 8.0, 4.0, 4.0, np.empty(2, np.float32), np.empty(2, np.float32))
    on_map.in_sight(one, one, one, 8.0, 8.0, np.empty(1, np.int32))
    on_map.pieces_of(u, v, first, 0.5, 0.5, 8.0, 4.0, 4.0, pieces, np.empty(1, np.float32))
    paths.heads(_image(), one, one, one, one, one, ink)
    paths.follow(np.array([0, 1], np.int32), pieces, one.copy())
    sectors.tint(_image(), one, one, one, one, one, ink, one)
    count = np.zeros(1, np.int32)
    sectors.rim_lengths(one, one, count)
    sectors.rims(one, one, one, one, one, np.array([0, 8], np.int32), np.empty((8, 4), np.float32))
    grid = np.zeros((4, 4), np.float32)
    sectors.add_heat(grid, one, one, one, one, one, one)
    sectors.spread(grid, 1, np.zeros((4, 4), np.float32))
    sectors.glow(_image(), grid, 4, 1.0, ink, one)


def reading() -> None:
    """Rows, keys, dates and durations of texts, as the process that reads files needs them."""
    columns = [pl.Series(["a", None, "more than twelve", "13 characters", "b" * 40]), pl.Series(["a"])]
    numbers = text_keys.TextMap()
    for column in columns:
        numbers.numbers(text_keys.keys_of(texts.of(column)))
        written.moments(texts.of(column), "dmy")
        written.durations(texts.of(column))
    rows_of_text.Surveyed(b"a,b\nc", ",", 2, True)
    numbers_of = np.ones(3, np.int32)
    tallying.renumber(numbers_of, numbers_of, numbers_of.copy(), numbers_of.copy(), numbers_of.copy(), 0)
    tallying.looked_up(numbers_of, numbers_of)
    numbers.numbers(np.ones((5_000, 2), np.uint64))


if __name__ == "__main__":
    try:
        compile_all(lambda done, total, name: print(f"  {done} of {total} {name}".rstrip(), flush=True))
    except KeyboardInterrupt:
        sys.exit(130)  # whoever stopped it knows; the kernels compiled so far are kept
