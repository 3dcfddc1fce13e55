"""New entities find a place on a chart where nothing already placed moves."""

from __future__ import annotations

import math

import numpy as np

from workbench.kernels import samples
from workbench.kernels.coarsening import incidence
from workbench.kernels.culling import cell_of
from workbench.kernels.jit import Flags, Floats, Indexes, kernel
from workbench.kernels.layout import layout

SPACING = 1.0  # chart units a new entity keeps from every other
WIDER = 1.3  # spots lie further apart sideways, where captions need the room


@kernel
def spiral(
    xy: Floats,
    placed: Flags,
    queue: Indexes,
    first: Indexes,
    neighbour: Indexes,
    spacing: float,
    left: float,
    top: float,
    cells: int,
) -> None:
    """Puts each queued node on the free spot nearest to the middle of its placed neighbours, in place.

    Spots spiral outwards by the golden angle. (`left`, `top`) and `cells` of width `spacing` span the chart.
    """
    head = np.full(cells * cells, -1, np.int32)
    following = np.full(xy.shape[0], -1, np.int32)
    per = 1.0 / (WIDER * spacing)
    for i in range(xy.shape[0]):
        if placed[i]:
            c = cell_of(xy[i, 1], top, per, cells) * cells + cell_of(xy[i, 0], left, per, cells)
            following[i] = head[c]
            head[c] = i
    for node in queue:
        x, y, found = 0.0, 0.0, 0
        for k in range(first[node], first[node + 1]):
            if placed[neighbour[k]]:
                x += xy[neighbour[k], 0]
                y += xy[neighbour[k], 1]
                found += 1
        x, y = x / max(found, 1), y / max(found, 1)
        turn = 0
        px, py = x, y
        searching = True
        while searching:
            away = spacing * 0.55 * math.sqrt(turn)
            px, py = x + WIDER * away * math.cos(2.399963 * turn), y + away * math.sin(2.399963 * turn)
            row, column = cell_of(py, top, per, cells), cell_of(px, left, per, cells)
            searching = False
            for r in range(max(0, row - 1), min(cells, row + 2)):
                for c in range(max(0, column - 1), min(cells, column + 2)):
                    j = head[r * cells + c]
                    while j >= 0:
                        dx, dy = (xy[j, 0] - px) / WIDER, xy[j, 1] - py
                        if dx * dx + dy * dy < spacing * spacing:
                            searching = True
                        j = following[j]
            turn += 1
        xy[node, 0], xy[node, 1] = px, py
        placed[node] = True
        c = cell_of(py, top, per, cells) * cells + cell_of(px, left, per, cells)
        following[node] = head[c]
        head[c] = node


def place_new(
    xy: Floats, new: Flags, start: Indexes, end: Indexes, *, seed: int = 1, spacing: float = SPACING
) -> Floats:
    """Positions with new nodes beside the placed ones they hang on, and all others exactly where they were.

    New nodes that hang on nothing placed are laid out among themselves and put below the chart.
    """
    out = np.array(xy, np.float32)
    if not new.any():
        return out
    n = len(out)
    if new.all():
        return layout(n, start, end, seed=seed)
    pulls = np.ones(len(start), np.float32)
    offsets, neighbour, _ = incidence(n, start.astype(np.int32), end.astype(np.int32), pulls)
    first = offsets.astype(np.int32)
    queue = _outwards(new, first, neighbour)
    placed = ~new
    old = out[placed]
    reach = 2.0 * spacing * (math.sqrt(len(queue)) + 2)
    low, high = old.min(axis=0) - reach, old.max(axis=0) + reach
    cells = int(min((high - low).max() / (WIDER * spacing) + 1, 4096))
    spiral(out, placed, queue, first, neighbour, spacing, float(low[0]), float(low[1]), cells)
    rest = np.flatnonzero(~placed).astype(np.int32)
    if len(rest):
        _below(out, placed, rest, start, end, seed)
    return out


def _outwards(new: Flags, first: Indexes, neighbour: Indexes) -> Indexes:
    """The new nodes that hang on the chart, nearest first, so that each finds a placed neighbour."""
    reached = ~new
    queue: list[int] = []
    edge = np.flatnonzero(reached).astype(np.int32)
    while len(edge):
        spans = [neighbour[first[i] : first[i + 1]] for i in edge]
        found = np.unique(np.concatenate(spans)) if spans else np.zeros(0, np.int32)
        edge = found[~reached[found]]
        reached[edge] = True
        queue.extend(edge.tolist())
    return np.array(queue, np.int32)


def _below(out: Floats, placed: Flags, rest: Indexes, start: Indexes, end: Indexes, seed: int) -> None:
    """Lays out the rest among themselves, below everything placed."""
    local = np.full(len(out), -1, np.int32)
    local[rest] = np.arange(len(rest))
    among = (local[start] >= 0) & (local[end] >= 0)
    fresh = layout(len(rest), local[start[among]], local[end[among]], seed=seed)
    low, high = out[placed].min(axis=0), out[placed].max(axis=0)
    out[rest] = fresh - fresh.min(axis=0)
    out[rest] += [(low[0] + high[0] - np.ptp(fresh[:, 0])) / 2, high[1] + 1.4 * SPACING]


def warm() -> None:
    """Makes these kernels ready."""
    place_new(np.zeros((73, 2), np.float32), np.arange(73) > 60, *samples.ring())
