"""What the places of a computed layout mean: when entities first appear, and which block is which."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from workbench.app import grouping
from workbench.app.layouts import Floats, Part, Wish
from workbench.kernels.lanes import carried
from workbench.kernels.parts import simple
from workbench.model.guides import Axis, Block, Box, Guides
from workbench.model.looks import ChartLook

KNOTS = 256  # of an axis that are kept
MOST = 0.7  # of the entities with a time must stand in its order
ROUND = (
    0.8,
    0.95,
    0.8,
    0.8,
)  # chart units kept round the entities of a box: left, top (for its heading), right, bottom
HEAD = 0.05  # of the height of an axis that its words take more
UNTIMED = "No time known"
WITHOUT = "Without {what}"


def guides_of(part: Part, wish: Wish, xy: Floats, stayed: npt.NDArray[np.bool_]) -> Guides | None:
    """The guides of a layout whose outcome is `xy` [n, 2], where those that `stayed` do not count; None where its
    places mean nothing."""
    if wish.name == "time":
        return _in_time(part, xy, ~stayed)
    return _in_blocks(part, wish, xy, ~stayed) if wish.name == "grid" else None


def with_later(look: ChartLook, entities: list[int]) -> ChartLook:
    """A look whose guides know who came after them."""
    if look.guides is None or not entities:
        return look
    later = tuple(dict.fromkeys([*look.guides.later, *entities]))
    return replace(look, guides=replace(look.guides, later=later))


def _in_time(part: Part, xy: Floats, free: npt.NDArray[np.bool_]) -> Guides | None:
    own = part.first_seen
    seen = carried(own, *simple(len(part), *part.ends))
    timed = free & ~np.isnan(own)
    if not timed.any():
        return None
    at, x = own[timed], xy[timed, 0].astype(float)
    order = np.lexsort((x, at))
    chain = _rising(x[order])
    if len(chain) < MOST * len(x):
        return None
    at, x = at[order][chain], x[order][chain]
    first = np.concatenate([[True], (np.diff(at) > 0) & (np.diff(x) > 1e-4)])
    at, x = at[first], x[first]
    if len(at) > KNOTS:
        few = np.unique(np.linspace(0, len(at) - 1, KNOTS).round().astype(int))
        at, x = at[few], x[few]
    knots = tuple((round(float(a), 4), round(float(b) * 1e6)) for a, b in zip(x, at, strict=True))
    beside = free & np.isnan(seen)
    blocks = (Block(UNTIMED, _around(xy[beside])),) if beside.any() else ()
    left, top, right, bottom = _around(xy[free & ~np.isnan(seen)])
    return Guides(Axis((left, round(top - HEAD * (bottom - top), 4), right, bottom), knots), blocks)


def _rising(values: npt.NDArray[np.float64]) -> list[int]:
    """The longest run of places whose values do not fall (patience sorting, Schensted 1961)."""
    if (np.diff(values) >= 0).all():
        return list(range(len(values)))
    tops: list[float] = []
    last: list[int] = []
    before = np.full(len(values), -1, np.int64)
    for k, value in enumerate(values.tolist()):
        pile = bisect_right(tops, value)
        if pile == len(tops):
            tops.append(value)
            last.append(k)
        else:
            tops[pile], last[pile] = value, k
        before[k] = last[pile - 1] if pile else -1
    found = [last[-1]]
    while before[found[-1]] >= 0:
        found.append(int(before[found[-1]]))
    return found[::-1]


def _in_blocks(part: Part, wish: Wish, xy: Floats, free: npt.NDArray[np.bool_]) -> Guides | None:
    by = wish.by or "kind"
    group, names = grouping.groups(part.case, part.graph, part.nodes, by)
    without = WITHOUT.format(what=grouping.ATTRIBUTES[by][0].lower())
    blocks = []
    for k, name in enumerate(names):
        mine = free & (group == k)
        if mine.any():
            box = _around(xy[mine])
            left, top, right, bottom = box
            x, y = xy[~mine].T
            foreign = (x > left) & (x < right) & (y > top) & (y < bottom)
            blocks.append(Block(name or without, box, not foreign.any()))
    return Guides(None, tuple(blocks)) if blocks else None


def _around(xy: Floats) -> Box:
    low, high = xy.min(axis=0), xy.max(axis=0)
    left, top, right, bottom = ROUND
    made = (low[0] - left, low[1] - top, high[0] + right, high[1] + bottom)
    a, b, c, d = (round(float(v), 4) for v in made)
    return a, b, c, d
