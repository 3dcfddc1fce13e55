"""Components laid side by side: the biggest in the middle, the others around it, without overlap."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.spatial import ConvexHull

from workbench.kernels.jit import Floats, Indexes, kernel

ASPECT = 1.6  # of the whole, as screens are
BOXED = 12  # nodes up to which a component takes its whole box
CELLS = 160  # how finely footprints are told apart on a large chart, across the whole


def footprint(xy: Floats, cell: float, room: float) -> npt.NDArray[np.bool_]:
    """Which cells the convex hull around some nodes takes, with `room` kept free around each node."""
    low, high = xy.min(axis=0) - room, xy.max(axis=0) + room
    rows, columns = int((high[1] - low[1]) / cell) + 1, int((high[0] - low[0]) / cell) + 1
    if len(xy) <= BOXED:
        return np.ones((rows, columns), np.bool_)
    corners = np.array([(-room, -room), (room, -room), (-room, room), (room, room)])
    outermost = xy[ConvexHull(xy).vertices] if len(xy) > 50 else xy
    around = (outermost[:, None, :] + corners).reshape(-1, 2)
    hull = ConvexHull(around)
    y, x = np.indices((rows, columns)).reshape(2, -1) + 0.5
    middles = np.stack([x * cell + low[0], y * cell + low[1]], axis=1)
    # half a cell of slack: a cell the hull only touches is taken as well
    inside = (middles @ hull.equations[:, :2].T + hull.equations[:, 2] <= 0.75 * cell).all(axis=1)
    return np.asarray(inside.reshape(rows, columns))


@kernel
def fits(board: npt.NDArray[np.bool_], taken: npt.NDArray[np.bool_], row: int, column: int) -> bool:
    """Whether a footprint can lie on the board with its upper left corner at (row, column)."""
    rows, columns = taken.shape
    if row < 0 or column < 0 or row + rows > board.shape[0] or column + columns > board.shape[1]:
        return False
    for r in range(rows):
        for c in range(columns):
            if taken[r, c] and board[row + r, column + c]:
                return False
    return True


@kernel
def place_footprint(
    board: npt.NDArray[np.bool_], taken: npt.NDArray[np.bool_], spots: Indexes, begin: int
) -> int:
    """Lays a footprint on the first of the `spots` [k, 2] from `begin` on that fits; answers which, or -1."""
    rows, columns = taken.shape
    for k in range(begin, spots.shape[0]):
        row, column = spots[k, 0] - rows // 2, spots[k, 1] - columns // 2
        if fits(board, taken, row, column):
            for r in range(rows):
                for c in range(columns):
                    if taken[r, c]:
                        board[row + r, column + c] = True
            return k
    return -1


def pack(xy: Floats, group: Indexes, room: float) -> Floats:
    """Moves whole components so that they lie around the biggest; single nodes form a block of rows below.

    `group[i]` is the component of node i, `room` the space kept around every node, in chart units.
    """
    out = xy.copy()
    sizes = np.bincount(group)
    order = np.argsort(group, kind="stable").astype(np.int32)
    members = np.split(order, np.cumsum(sizes)[:-1])
    several = [m for m in members if len(m) > 1]
    singles = np.concatenate([m for m in members if len(m) == 1] or [np.zeros(0, np.int32)])
    if several:
        _pack_several(out, several, room)
    if len(singles):
        _line_up(out, singles, np.setdiff1d(order, singles), 1.2 * room)
    return out


def _pack_several(xy: Floats, members: list[Indexes], room: float) -> None:
    spans = [np.ptp(xy[m], axis=0) + 2 * room for m in members]
    area = float(sum(s[0] * s[1] for s in spans))
    cell = max(room, float(np.sqrt(area)) / CELLS)
    prints = [footprint(xy[m], cell, room) for m in members]
    by_size = sorted(range(len(members)), key=lambda k: (-int(prints[k].sum()), k))
    widest = max(max(p.shape) for p in prints)
    half = int(1.6 * np.sqrt(sum(int(p.sum()) for p in prints))) + widest + 2
    board = np.zeros((2 * half, 2 * half), np.bool_)
    rows, columns = np.indices(board.shape)
    away = np.hypot((columns - half) / ASPECT, rows - half)
    ranked = np.argsort(away, axis=None, kind="stable")
    spots = np.stack([rows.ravel()[ranked], columns.ravel()[ranked]], axis=1).astype(np.int32)
    begin = 0
    last_shape: tuple[int, ...] = ()
    for k in by_size:
        taken = prints[k]
        # like footprints come one after another: where one did not fit, the next does not either
        begin = begin if taken.shape == last_shape and taken.all() else 0
        last_shape = taken.shape if taken.all() else ()
        spot = place_footprint(board, taken, spots, begin)
        if spot < 0:
            raise AssertionError("the packing board is large enough for every component")
        begin = spot
        corner = (spots[spot] - np.array(taken.shape) // 2)[::-1] * cell
        nodes = members[k]
        xy[nodes] += (corner + room - xy[nodes].min(axis=0)).astype(np.float32)


def _line_up(xy: Floats, singles: Indexes, others: Indexes, spacing: float) -> None:
    low, high = (
        (xy[others].min(axis=0), xy[others].max(axis=0)) if len(others) else (np.zeros(2), np.zeros(2))
    )
    columns = int(max(np.ceil(np.sqrt(len(singles) * ASPECT)), (high[0] - low[0]) / spacing, 1))
    columns = min(columns, len(singles))
    number = np.arange(len(singles))
    left = 0.5 * (low[0] + high[0]) - 0.5 * (columns - 1) * spacing
    top = high[1] + (1.2 * spacing if len(others) else 0.0)
    xy[singles, 0] = left + (number % columns) * spacing
    xy[singles, 1] = top + (number // columns) * spacing
