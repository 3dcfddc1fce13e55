"""What lies in view: links by blocks of neighbours, entities by a grid of cells."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.jit import Flags, Floats, Indexes, kernel

BLOCK = 64  # links per block: small enough to reject finely, large enough to reject fast


@kernel
def gather(xy: Floats, ends: Indexes, segments: Floats) -> None:
    """Writes both ends' positions of every link into `segments` [m, 4]."""
    for link in range(ends.shape[0]):
        a, b = ends[link, 0], ends[link, 1]
        segments[link, 0], segments[link, 1] = xy[a, 0], xy[a, 1]
        segments[link, 2], segments[link, 3] = xy[b, 0], xy[b, 1]


@kernel
def bound(segments: Floats, boxes: Floats) -> None:
    """Writes into `boxes` [blocks, 4] the smallest box around every BLOCK links."""
    bound_some(segments, np.arange(boxes.shape[0]).astype(np.int32), boxes)


@kernel
def bound_some(segments: Floats, blocks: Indexes, boxes: Floats) -> None:
    """The same for some blocks only."""
    for block in blocks:
        left = top = np.float32(3e38)
        right = bottom = np.float32(-3e38)
        for i in range(block * BLOCK, min((block + 1) * BLOCK, segments.shape[0])):
            left, right = (
                min(left, segments[i, 0], segments[i, 2]),
                max(right, segments[i, 0], segments[i, 2]),
            )
            top, bottom = (
                min(top, segments[i, 1], segments[i, 3]),
                max(bottom, segments[i, 1], segments[i, 3]),
            )
        boxes[block, 0], boxes[block, 1], boxes[block, 2], boxes[block, 3] = left, top, right, bottom


@kernel
def links_in(
    segments: Floats, boxes: Floats, left: float, top: float, right: float, bottom: float, out: Indexes
) -> int:
    """Writes into `out` the links whose own box meets the view, and answers how many there are."""
    found = 0
    for block in range(boxes.shape[0]):
        if (
            boxes[block, 0] > right
            or boxes[block, 2] < left
            or boxes[block, 1] > bottom
            or boxes[block, 3] < top
        ):
            continue
        for i in range(block * BLOCK, min((block + 1) * BLOCK, segments.shape[0])):
            x0, y0, x1, y1 = segments[i, 0], segments[i, 1], segments[i, 2], segments[i, 3]
            if min(x0, x1) <= right and max(x0, x1) >= left and min(y0, y1) <= bottom and max(y0, y1) >= top:
                out[found] = i
                found += 1
    return found


@kernel
def links_among(ends: Indexes, among: Flags, out: Indexes) -> int:
    """Writes into `out` the links with both ends among some entities, and answers how many there are."""
    found = 0
    for i in range(ends.shape[0]):
        if among[ends[i, 0]] and among[ends[i, 1]]:
            out[found] = i
            found += 1
    return found


@kernel
def sort_by_rank(entities: Indexes, rank: Indexes, ranked: Indexes, out: Indexes) -> None:
    """Writes entities into `out`, those of the lowest rank first; `ranked` are all entities in this order."""
    there = np.zeros(rank.size, np.bool_)
    for i in entities:
        there[rank[i]] = True
    found = 0
    for place in range(rank.size):
        if there[place]:
            out[found] = ranked[place]
            found += 1


@kernel
def cell_of(value: float, low: float, per: float, cells: int) -> int:
    """The number of the cell a coordinate falls in, the outermost cells reaching on without end."""
    return int(min(max((value - low) * per, 0.0), cells - 1.0))


@kernel
def sort_into_grid(
    xy: Floats, left: float, top: float, per: float, cells: int, first: npt.NDArray[np.int32], order: Indexes
) -> None:
    """Sorts entities into `cells` x `cells` cells; cell c holds order[first[c]:first[c + 1]]."""
    n = xy.shape[0]
    cell = np.empty(n, np.int32)
    first[:] = 0
    for i in range(n):
        cell[i] = cell_of(xy[i, 1], top, per, cells) * cells + cell_of(xy[i, 0], left, per, cells)
        first[cell[i] + 1] += 1
    for c in range(cells * cells):
        first[c + 1] += first[c]
    place = first[:-1].copy()
    for i in range(n):
        order[place[cell[i]]] = i
        place[cell[i]] += 1


@kernel
def entities_in(
    xy: Floats,
    first: npt.NDArray[np.int32],
    order: Indexes,
    grid_left: float,
    grid_top: float,
    per: float,
    cells: int,
    left: float,
    top: float,
    right: float,
    bottom: float,
    out: Indexes,
) -> int:
    """Writes into `out` the entities whose middle lies in a box, and answers how many there are."""
    found = 0
    begin, end = cell_of(left, grid_left, per, cells), cell_of(right, grid_left, per, cells)
    for row in range(cell_of(top, grid_top, per, cells), cell_of(bottom, grid_top, per, cells) + 1):
        for k in range(first[row * cells + begin], first[row * cells + end + 1]):
            i = order[k]
            if left <= xy[i, 0] <= right and top <= xy[i, 1] <= bottom:
                out[found] = i
                found += 1
    return found


def warm() -> None:
    """Makes these kernels ready."""
    segments, boxes = np.empty((3, 4), np.float32), np.empty((1, 4), np.float32)
    gather(samples.XY, samples.ENDS, segments)
    bound(segments, boxes)
    bound_some(segments, np.zeros(1, np.int32), boxes)
    some = np.empty(3, np.int32)
    sort_by_rank(samples.ALL, samples.ALL, samples.ALL, some)
    links_among(samples.ENDS, samples.YES, some)
    links_in(segments, boxes, 0.0, 0.0, 8.0, 8.0, some)
    grid = np.zeros(5, np.int32), np.empty(3, np.int32)
    sort_into_grid(samples.XY, 0.0, 0.0, 0.25, 2, *grid)
    entities_in(samples.XY, *grid, 0.0, 0.0, 0.25, 2, 0.0, 0.0, 8.0, 8.0, some)
