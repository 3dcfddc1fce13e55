"""A grid by groups: one block of rows for each group, the largest first, linked entities near each other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.coarsening import incidence
from workbench.kernels.jit import Floats, Indexes
from workbench.kernels.ordering import swap_nearer
from workbench.kernels.parts import Tell, centred, simple

WIDE, HIGH = 1.3, 1.05  # chart units a place of the grid takes
ROOMY, MORE = (
    120,
    1.25,
)  # nodes up to which captions have room as well, and how many times as far all is apart
BETWEEN = 1.6  # between two blocks
SHAPE = 1.6  # how much wider than high
TRIES = 300


def blocks(
    n: int, start: Indexes, end: Indexes, group: Indexes, tell: Tell | None = None
) -> tuple[Floats, Floats]:
    """Positions [n, 2] in chart units, and the upper left corner [g, 2] of the block of each group 0..g-1.

    Blocks stand in the order of the groups' numbers, in rows as wide as makes the whole shaped like a screen.
    """
    if n == 0:
        return np.zeros((0, 2), np.float32), np.zeros((0, 2), np.float32)
    a, b = simple(n, start, end)
    sizes = np.bincount(group)
    columns, corners = _shelves(sizes)
    order = np.argsort(group, kind="stable").astype(np.int32)
    rank = np.arange(n) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    of = group[order]
    xy = np.empty((n, 2), np.float32)
    xy[order, 0] = corners[of, 0] + (rank % columns[of]) * WIDE
    xy[order, 1] = corners[of, 1] + (rank // columns[of]) * HIGH
    if tell:
        tell(n // 2, n)
    first, neighbour, _ = incidence(n, a, b, np.ones(len(a), np.float32))
    bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    swap_nearer(xy, bounds, order, first, neighbour, 6, TRIES)
    if tell:
        tell(n, n)
    if n <= ROOMY:
        xy, corners = xy * np.float32(MORE), corners * np.float32(MORE)
    moved = centred(xy)
    return moved, corners + (moved[0] - xy[0])


def _shelves(sizes: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], Floats]:
    """How many columns each block has, and its upper left corner [k, 2].

    Blocks are set side by side in shelves in the order given. Those of a shelf have the same number of rows and
    fill it; a shelf ends where one block more would make its blocks less square (Bruls, Huizing and van Wijk, 2000).
    """
    line = max(float(np.sqrt(sizes.sum() * WIDE * HIGH * SHAPE)), WIDE)
    columns = np.ones(len(sizes), np.int64)
    corners = np.zeros((len(sizes), 2), np.float32)
    at, y = 0, 0.0
    while at < len(sizes):
        end = at + 1
        while end < len(sizes) and _worst(sizes[at : end + 1], line) <= _worst(sizes[at:end], line):
            end += 1
        rows = _rows(sizes[at:end], line)
        columns[at:end] = -(-sizes[at:end] // rows)
        across = columns[at:end] * WIDE + BETWEEN
        corners[at:end, 0] = np.cumsum(across) - across
        corners[at:end, 1] = y
        y += rows * HIGH + BETWEEN
        at = end
    return columns, corners


def _rows(sizes: npt.NDArray[np.int64], line: float) -> int:
    """The rows that blocks side by side need to be no wider than a line, one at least."""
    return max(1, int(np.ceil(sizes.sum() * WIDE / line)))


def _worst(sizes: npt.NDArray[np.int64], line: float) -> float:
    """How far from square the least square of some blocks on a shelf is."""
    high = _rows(sizes, line) * HIGH
    wide = np.maximum(sizes / _rows(sizes, line), 1.0) * WIDE
    return float(np.maximum(high / wide, wide / high).max())


def warm() -> None:
    """Makes these kernels ready."""
    blocks(samples.CHAIN, *samples.chain(), np.zeros(samples.CHAIN, np.int32))
