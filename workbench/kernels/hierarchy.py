"""Hierarchies: what leads above what it leads to, level by level, with few crossings and leaves in blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.coarsening import incidence, merge_links
from workbench.kernels.jit import Floats, Indexes
from workbench.kernels.layering import side_by_side, sweep
from workbench.kernels.levels import levels
from workbench.kernels.parts import Tell, part_by_part

WIDE, HIGH = 1.15, 0.9  # chart units an entity takes in its level, and a row of a block of leaves
ROOMY, WIDER = 300, 1.5  # nodes up to which there is room for captions, and what each takes then
BEND = 0.2  # what a bend of a long link takes
GAP = 1.7  # from level to level at least
FLATTEST = 2.6  # how many times wider than high before the levels move apart
TALLEST, STRETCH = (
    0.9,
    2.2,
)  # how many times higher than wide before all moves apart sideways, and how far at most
BENDS = (
    60_000  # points at which long links pass a level; where there would be more, long links are not led round
)
ROUNDS = 24


@dataclass(frozen=True)
class Items:
    """What stands in the levels: nodes, blocks of leaves, and bends of long links.

    `of` is each node's item. Item i stands on `layer[i]`, is `width[i]` wide and weighs `stiff[i]`; `a`, `b` are the
    links between items.
    """

    of: Indexes
    layer: Indexes
    width: Floats
    stiff: Floats
    a: Indexes
    b: Indexes


def hierarchy(
    n: int,
    start: Indexes,
    end: Indexes,
    weight: Floats,
    directed: Floats,
    tops: Indexes,
    tell: Tell | None = None,
) -> Floats:
    """Positions [n, 2] in chart units.

    `weight` [m] says how much a link carries, `directed` [m] is 1 where it leads from start to end and 0 where it has
    no direction. `tops` are nodes that stand at the top, if any; `tell(done, total)` may raise to stop.
    """
    forth = start < end
    net = np.where(forth, 1.0, -1.0) * np.log2(1 + weight) * directed
    low, high = np.minimum(start, end).astype(np.int32), np.maximum(start, end).astype(np.int32)
    a, b, total = merge_links(low, high, np.log2(1 + weight).astype(np.float32), n)
    _, _, led = merge_links(low, high, net.astype(np.float32), n)
    flow = (led / np.maximum(total, 1e-6)).astype(np.float32)
    local = np.full(n, -1, np.int32)

    def lay(nodes: Indexes, links: Indexes, one: Indexes, other: Indexes) -> Floats:
        local[nodes] = np.arange(len(nodes))
        wanted = local[tops[np.isin(tops, nodes)]] if len(tops) else np.zeros(0, np.int32)
        return _connected(len(nodes), one, other, flow[links], wanted)

    return part_by_part(n, a, b, lay, 0.9, tell)


def _connected(n: int, a: Indexes, b: Indexes, flow: Floats, tops: Indexes) -> Floats:
    level = levels(n, a, b, flow, tops)
    degree = np.bincount(a, minlength=n) + np.bincount(b, minlength=n)
    leaf_of = np.full(n, -1, np.int32)
    for leaf, hub in ((a, b), (b, a)):
        alone = (degree[leaf] == 1) & (degree[hub] > 1)
        leaf_of[leaf[alone]] = hub[alone]
    items = _items(n, a, b, level, leaf_of)
    count = len(items.layer)
    order = np.argsort(items.layer, kind="stable").astype(np.int32)
    begin = np.concatenate([[0], np.cumsum(np.bincount(items.layer))]).astype(np.int64)
    first, neighbour, _ = incidence(count, items.a, items.b, np.ones(len(items.a), np.float32))
    sweep(order, begin, first, neighbour, items.layer, ROUNDS)
    x = side_by_side(order, begin, first, neighbour, items.layer, items.width, items.stiff, 40)
    return _placed(n, level, leaf_of, items, x)


def _items(n: int, a: Indexes, b: Indexes, level: Indexes, leaf_of: Indexes) -> Items:
    """Puts the leaves of a hub on a level together as one item, and a bend on every level that a long link passes."""
    of = np.full(n, -1, np.int32)
    inner = np.flatnonzero(leaf_of < 0)
    of[inner] = np.arange(len(inner))
    leaves = np.flatnonzero(leaf_of >= 0)
    key = leaf_of[leaves].astype(np.int64) * (int(level.max()) + 1) + level[leaves]
    _, which, sizes = np.unique(key, return_inverse=True, return_counts=True)
    of[leaves] = len(inner) + which
    count = len(inner) + len(sizes)
    layer = np.zeros(count, np.int32)
    layer[of] = level
    each = WIDER if n <= ROOMY else WIDE
    width = np.full(count, each, np.float32)
    width[len(inner) :] = columns(sizes) * each
    one, other, _ = merge_links(of[a], of[b], np.ones(len(a), np.float32), count)
    upper = np.where(layer[one] <= layer[other], one, other).astype(np.int32)
    lower = np.where(layer[one] <= layer[other], other, one).astype(np.int32)
    spans = (layer[lower] - layer[upper]).astype(np.int64)
    passed = np.maximum(spans - 1, 0)
    stiff = np.ones(count, np.float32)
    if passed.sum() > BENDS:
        return Items(of, layer, width, stiff, one, other)
    short = passed == 0
    long = np.flatnonzero(~short)
    owner = np.repeat(long, passed[long])
    step = np.arange(len(owner)) - np.repeat(np.cumsum(passed[long]) - passed[long], passed[long])
    bends = (count + np.arange(len(owner))).astype(np.int32)
    # down the chain: upper end, bend, bend, ..., lower end
    begins = step == 0
    above = np.where(begins, upper[owner], bends - 1).astype(np.int32)
    last = step == passed[owner] - 1
    return Items(
        of,
        np.concatenate([layer, layer[upper[owner]] + step.astype(np.int32) + 1]).astype(np.int32),
        np.concatenate([width, np.full(len(owner), BEND, np.float32)]),
        np.concatenate([stiff, np.full(len(owner), 3.0, np.float32)]),
        np.concatenate([upper[short], above, bends[last]]).astype(np.int32),
        np.concatenate([lower[short], bends, lower[owner[last]]]).astype(np.int32),
    )


def columns(sizes: npt.NDArray[np.integer[Any]]) -> Indexes:
    """How many leaves stand side by side in a block of so many."""
    rows = np.clip(np.ceil(np.sqrt(sizes / 1.6)), 1, 6)
    return np.where(sizes <= 3, sizes, np.ceil(sizes / rows)).astype(np.int32)


def _placed(n: int, level: Indexes, leaf_of: Indexes, items: Items, x: Floats) -> Floats:
    """Positions of the nodes from those of their items; levels as far apart as their blocks and the shape ask for."""
    xy = np.empty((n, 2), np.float32)
    leaves = np.flatnonzero(leaf_of >= 0)
    order = leaves[np.argsort(items.of[leaves], kind="stable")]
    mine, sizes = np.unique(items.of[order], return_counts=True)
    rank = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    across = np.repeat(columns(sizes), sizes)
    rows = np.zeros(int(level.max()) + 1, np.int64)
    np.maximum.at(rows, items.layer[mine], -(-sizes // np.maximum(columns(sizes), 1)))
    wide = float(np.ptp(x)) if len(x) else 0.0
    each = WIDER if n <= ROOMY else WIDE
    gap = max(GAP, (wide / FLATTEST - HIGH * float(np.maximum(rows - 1, 0).sum())) / max(len(rows) - 1, 1))
    tall = gap + HIGH * np.maximum(rows - 1, 0)
    top = np.concatenate([[0.0], np.cumsum(tall)[:-1]])
    stretch = float(np.clip(top[-1] * TALLEST / max(wide, 1.0), 1.0, STRETCH))
    xy[:, 0] = x[items.of] * stretch
    xy[:, 1] = top[level]
    # the last row of a block is centred under the others
    row, column = rank // np.maximum(across, 1), rank % np.maximum(across, 1)
    total = np.repeat(sizes, sizes)
    in_row = np.minimum(across, total - row * across)
    xy[order, 0] += (column - (in_row - 1) / 2) * each
    xy[order, 1] += row * HIGH
    return xy


def warm() -> None:
    """Makes these kernels ready."""
    (start, end), one = samples.chain(), np.ones(samples.CHAIN - 1, np.float32)
    for directed in (one, 0 * one):
        hierarchy(samples.CHAIN, start, end, one, directed, np.zeros(0, np.int32))
