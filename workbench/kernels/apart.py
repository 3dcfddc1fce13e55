"""Icons that lie on one another are pushed apart."""

from __future__ import annotations

import numpy as np

from workbench.kernels.culling import cell_of
from workbench.kernels.jit import Flags, Floats, kernel

TOUCHING = 0.998  # of the least distance: what remains is rounding


@kernel
def push_apart(xy: Floats, radius: Floats, free: Flags, rounds: int) -> int:
    """Moves free nodes, in place, until no two discs of `radius` [n] overlap or the rounds are used up.

    Answers how many overlaps the last round still found.
    """
    n = xy.shape[0]
    widest = np.float32(0)
    for i in range(n):
        widest = max(widest, radius[i])
    side = 2.0 * widest
    overlaps = 0
    cell = np.empty(n, np.int64)
    order = np.empty(n, np.int32)
    for turn in range(rounds):
        left, right = xy[0, 0], xy[0, 0]
        top, bottom = xy[0, 1], xy[0, 1]
        for i in range(n):
            left, right = min(left, xy[i, 0]), max(right, xy[i, 0])
            top, bottom = min(top, xy[i, 1]), max(bottom, xy[i, 1])
        # far-flung charts get wider cells rather than an endless grid
        width = max(side, max(right - left, bottom - top) / (4.0 * np.sqrt(n) + 16.0))
        cells = int(max(right - left, bottom - top) / width) + 1
        first = np.zeros(cells * cells + 1, np.int32)
        for i in range(n):
            cell[i] = cell_of(xy[i, 1], top, 1.0 / width, cells) * cells + cell_of(
                xy[i, 0], left, 1.0 / width, cells
            )
            first[cell[i] + 1] += 1
        for c in range(cells * cells):
            first[c + 1] += first[c]
        place = first[:-1].copy()
        for i in range(n):
            order[place[cell[i]]] = i
            place[cell[i]] += 1
        overlaps = 0
        for i in range(n):
            row, column = cell[i] // cells, cell[i] % cells
            for r in range(max(0, row - 1), min(cells, row + 2)):
                for k in range(
                    first[r * cells + max(0, column - 1)], first[r * cells + min(cells - 1, column + 1) + 1]
                ):
                    j = order[k]
                    if j <= i or not (free[i] or free[j]):
                        continue
                    dx, dy = xy[j, 0] - xy[i, 0], xy[j, 1] - xy[i, 1]
                    least = radius[i] + radius[j]
                    away = np.sqrt(dx * dx + dy * dy)
                    if away >= least * TOUCHING:
                        continue
                    overlaps += 1
                    if away < 1e-4 * least:
                        # on the same spot: a direction that depends on nothing but the two numbers
                        turned = 2.399963 * (i + 3 * j + turn)
                        dx, dy, away = np.cos(turned), np.sin(turned), 1.0
                        push = least
                    else:
                        push = (least - away) * 1.02
                    share = 0.5 * push / away if free[i] and free[j] else push / away
                    if free[i]:
                        xy[i, 0] -= np.float32(dx * share)
                        xy[i, 1] -= np.float32(dy * share)
                    if free[j]:
                        xy[j, 0] += np.float32(dx * share)
                        xy[j, 1] += np.float32(dy * share)
        if overlaps == 0:
            return 0
    return overlaps
