"""Order: how the links and entities of a chart are sorted so that the kernels find and draw them fast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.drawing.chart import Flags, Floats, Indexes
from workbench.kernels.culling import sort_into_grid

FADED = 0x1000000  # the bit by which the colours of faded links differ


@dataclass(frozen=True)
class Grid:
    """Entities by cell: cell c holds order[first[c]:first[c + 1]]."""

    left: float
    top: float
    per: float
    cells: int
    first: Indexes
    order: Indexes


def drawing_order(xy: Floats, ends: Indexes) -> Indexes:
    """Short links before long ones, and within a class of length along a winding line through the chart."""
    if not len(ends):
        return np.zeros(0, np.int32)
    a, b = xy[ends[:, 0]], xy[ends[:, 1]]
    low = xy.min(axis=0)
    span = max(float((xy.max(axis=0) - low).max()), 1e-6)
    length = np.hypot(*(a - b).T)
    sort = np.clip(np.log2(np.maximum(length / span * 64, 1e-9)), 0, 6).astype(np.int64)
    cells = np.maximum(1, 256 >> sort)
    at = np.minimum(((a + b) / 2 - low) / span * cells[:, None], cells[:, None] - 1).astype(np.int64)
    column = np.where(at[:, 1] % 2 == 0, at[:, 0], cells - 1 - at[:, 0])
    return np.argsort(sort << 32 | at[:, 1] << 16 | column, kind="stable").astype(np.int32)


def lanes_of(ends: Indexes, n: int) -> tuple[Floats, npt.NDArray[np.uint8]]:
    """The lane of each link among those between the same two, 0 in the middle, and how many there are."""
    low, high = ends.min(axis=1, initial=n), ends.max(axis=1, initial=-1)
    _, pair, count = np.unique(low.astype(np.int64) * n + high, return_inverse=True, return_counts=True)
    order = np.argsort(pair, kind="stable")
    begin = np.cumsum(count) - count
    rank = np.empty(len(ends), np.int64)
    rank[order] = np.arange(len(ends)) - np.repeat(begin, count)
    middle = (count[pair] - 1) / 2
    lane = np.where(ends[:, 0] == ends[:, 1], rank, rank - middle)
    # sideways is meant from the lower number to the higher, whichever way the link points
    lane = np.where(ends[:, 0] > ends[:, 1], -lane, lane)
    return lane.astype(np.float32), np.minimum(count[pair], 255).astype(np.uint8)


def loop_directions(xy: Floats, ends: Indexes) -> Floats:
    """The direction [m, 2] with most room for links from an entity to itself; (0, 0) for all others."""
    directions = np.zeros((len(ends), 2), np.float32)
    loops = np.flatnonzero(ends[:, 0] == ends[:, 1])
    for entity in np.unique(ends[loops, 0]).tolist():
        others = np.concatenate([ends[ends[:, 0] == entity, 1], ends[ends[:, 1] == entity, 0]])
        away = xy[others[others != entity]] - xy[entity]
        angles = np.sort(np.arctan2(away[:, 1], away[:, 0]))
        middle = -0.8
        if len(angles):
            gaps = np.diff(angles, append=angles[0] + 2 * np.pi)
            widest = int(gaps.argmax())
            middle = float(angles[widest] + gaps[widest] / 2)
        directions[loops[ends[loops, 0] == entity]] = np.cos(middle), np.sin(middle)
    return directions


def tints(
    colour: npt.NDArray[np.uint32], faded: Flags
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8]]:
    """At most 255 colours, with FADED where it holds, and each link's number among them."""
    for keep in (0xFFFFFF, 0xF0F0F0, 0xC0C0C0):
        key = (colour & np.uint32(keep)) | np.where(faded, np.uint32(FADED), np.uint32(0))
        colours, tint = np.unique(key, return_inverse=True)
        if len(colours) < 256:
            break
    return colours.astype(np.uint32), tint.astype(np.uint8)


def grid_of(xy: Floats) -> Grid:
    n = len(xy)
    low = xy.min(axis=0) if n else np.zeros(2, np.float32)
    span = float((xy.max(axis=0) - low).max()) * 1.0001 + 1e-6 if n else 1.0
    cells = int(np.clip(np.sqrt(n / 2), 4, 1024))
    first, order = np.zeros(cells * cells + 1, np.int32), np.empty(n, np.int32)
    grid = Grid(float(low[0]), float(low[1]), cells / span, cells, first, order)
    sort_into_grid(xy, grid.left, grid.top, grid.per, cells, first, order)
    return grid
