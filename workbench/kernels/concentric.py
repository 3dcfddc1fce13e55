"""Rings: the most important in the middle, the others round it in rings, each near what it is linked to."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.coarsening import incidence
from workbench.kernels.jit import Floats, Indexes
from workbench.kernels.ordering import swap_nearer
from workbench.kernels.parts import Tell, simple

APART, GAP = 1.15, 1.5  # chart units between neighbours on a ring, and from one ring to the next
ROOMY, MORE = 120, 1.3  # nodes up to which captions have room as well, and how many times as far all is apart
FULL = 0.6  # share of a ring that is taken before a lesser importance begins the next one
SWEEPS = 12
TRIES = 400


def concentric(
    n: int, start: Indexes, end: Indexes, importance: npt.NDArray[np.float64], tell: Tell | None = None
) -> Floats:
    """Positions [n, 2] in chart units, nodes with most `importance` [n] innermost."""
    if n == 0:
        return np.zeros((0, 2), np.float32)
    a, b = simple(n, start, end)
    order = np.lexsort((_mixed(a, b, importance), -importance)).astype(np.int32)
    sizes = _rings(importance[order])
    xy = np.zeros((n, 2), np.float32)
    ring_of = np.repeat(np.arange(len(sizes)), sizes)
    members = np.split(order, np.cumsum(sizes)[:-1])
    radii = np.arange(len(sizes)) * GAP + (0.0 if sizes[0] == 1 else 0.75)
    for k, inside in enumerate(members):
        _spread(xy, inside, np.full(len(inside), np.nan), float(radii[k]))
    best, least = xy.copy(), np.inf
    for sweep in range(SWEEPS):
        if tell:
            tell(n * sweep // (SWEEPS + 1), n)
        rings = range(1, len(sizes)) if sweep % 2 == 0 else range(len(sizes) - 1, 0, -1)
        for k in rings:
            toward = _toward(xy, a, b, ring_of if sweep == 0 else None, k, order)
            _spread(xy, members[k], toward[members[k]], float(radii[k]))
        length = float(np.hypot(*(xy[a] - xy[b]).T).sum())
        if length < least:
            best, least = xy.copy(), length
    first, neighbour, _ = incidence(n, a, b, np.ones(len(a), np.float32))
    bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    swap_nearer(best, bounds, order, first, neighbour, 8, TRIES)
    if n <= ROOMY:
        best *= np.float32(MORE)
    if tell:
        tell(n, n)
    return best


def _mixed(a: Indexes, b: Indexes, importance: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Among equally important nodes an order in which those of every hub come in turn, so that no ring is one hub's."""
    n = len(importance)
    one, other = np.concatenate([a, b]), np.concatenate([b, a])
    hub = np.full(n, -1, np.int64)
    rising = np.argsort(importance[other], kind="stable")
    hub[one[rising]] = other[rising]  # the last written is the most important neighbour
    _, group, size = np.unique(
        np.stack([hub, importance], axis=1), axis=0, return_inverse=True, return_counts=True
    )
    group = group.ravel()
    order = np.argsort(group, kind="stable")
    rank = np.empty(n)
    rank[order] = np.arange(n) - np.repeat(np.cumsum(size) - size, size)
    return np.asarray((rank + 0.5) / size[group])


def _rings(importance: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """How many nodes stand on each ring, given their importance in falling order."""
    n = len(importance)
    level = np.floor(np.log2(np.maximum(importance, 0) + 1))
    alone = n == 1 or importance[0] > importance[1] or n < 4
    sizes = [1 if alone else min(4, int((importance == importance[0]).sum()))]
    at = sizes[0]
    while at < n:
        radius = len(sizes) * GAP + (0.0 if sizes[0] == 1 else 0.75)
        room = max(1, int(2 * np.pi * radius / APART))
        size = min(room, n - at)
        lesser = np.flatnonzero(level[at : at + size] < level[at])
        cut = int(lesser[0]) if len(lesser) else size
        size = cut if cut >= FULL * room else size
        sizes.append(size)
        at += size
    return np.array(sizes, np.int64)


def _toward(
    xy: Floats, a: Indexes, b: Indexes, ring_of: npt.NDArray[np.int64] | None, ring: int, order: Indexes
) -> npt.NDArray[np.float64]:
    """The direction of each node's neighbours, as an angle; only those further inside count where rings are given."""
    n = len(xy)
    away = np.zeros((n, 2))
    one, other = np.concatenate([a, b]), np.concatenate([b, a])
    if ring_of is not None:
        rings = np.empty(n, np.int64)
        rings[order] = ring_of
        inner = rings[other] < ring
        one, other = one[inner], other[inner]
    radius = np.maximum(np.hypot(xy[other, 0], xy[other, 1]), 1e-6)
    for d in range(2):
        away[:, d] = np.bincount(one, xy[other, d] / radius, n)
    return np.where(np.hypot(*away.T) > 1e-6, np.arctan2(away[:, 1], away[:, 0]), np.nan)


def _spread(xy: Floats, inside: Indexes, toward: npt.NDArray[np.float64], radius: float) -> None:
    """Sets nodes evenly round a ring, in the order of where they are drawn and turned to where they fit best."""
    size = len(inside)
    if radius == 0:
        xy[inside] = 0
        return
    now = np.arctan2(xy[inside, 1], xy[inside, 0])
    wanted = np.where(np.isnan(toward), now, toward)
    ranked = np.argsort(wanted, kind="stable")
    slots = np.arange(size) * 2 * np.pi / size
    turn = np.angle(np.exp(1j * (wanted[ranked] - slots)).sum())
    angles = slots + turn
    xy[inside[ranked], 0] = radius * np.cos(angles)
    xy[inside[ranked], 1] = radius * np.sin(angles)


def warm() -> None:
    """Makes these kernels ready."""
    concentric(samples.CHAIN, *samples.chain(), np.arange(samples.CHAIN, dtype=float))
