"""Which level of a hierarchy each node stands on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, diags_array
from scipy.sparse.linalg import cg

from workbench.kernels.coarsening import Offsets, incidence
from workbench.kernels.jit import Floats, Indexes, kernel
from workbench.kernels.quality import distances

DIRECTED = 0.25  # mean net direction of the links from which on directions say what is above
ROUNDS = 30


def levels(n: int, a: Indexes, b: Indexes, flow: Floats, tops: Indexes) -> Indexes:
    """The level [n] of each node of a connected part, 0 at the top.

    `flow` [m] says how much a link leads from a to b: 1 wholly, -1 wholly back, 0 neither. Where the links lead
    nowhere, or `tops` names nodes, levels are distances from the top: from `tops`, else from the node with most links.
    Else they are the heights that fit all directions best (Carmel, Harel and Koren, 2002), rounded and mended.
    """
    first, neighbour, lead = _incidence(n, a, b, flow)
    if len(tops) or not len(a) or float(np.abs(flow).mean()) < DIRECTED:
        top = tops if len(tops) else np.array([int(np.diff(first).argmax())], np.int32)
        away = distances(first, neighbour, top.astype(np.int32))
        return np.asarray(np.where(away < 0, np.iinfo(np.int32).max, away).min(axis=0), np.int32)
    height = _heights(n, a, b, flow)
    level = np.round(height - height.min()).astype(np.int32)
    mend(level, first, neighbour, lead, ROUNDS)
    _, dense = np.unique(level, return_inverse=True)
    return dense.astype(np.int32)


def _incidence(n: int, a: Indexes, b: Indexes, flow: Floats) -> tuple[Offsets, Indexes, Floats]:
    """Neighbours, and how much each link leads away from the node it is listed at."""
    first, neighbour, which = incidence(n, a, b, np.arange(len(a), dtype=np.float32))
    link = which.astype(np.int64)
    owner = np.repeat(np.arange(n), np.diff(first))
    lead = np.where(a[link] == owner, flow[link], -flow[link]).astype(np.float32)
    return first, neighbour, lead


def _heights(n: int, a: Indexes, b: Indexes, flow: Floats) -> npt.NDArray[np.float64]:
    """Minimises the sum of (height of b - height of a - flow)² over all links."""
    ones = np.ones(2 * len(a))
    joined = coo_array((ones, (np.concatenate([a, b]), np.concatenate([b, a]))), shape=(n, n)).tocsr()
    degree = np.asarray(joined.sum(axis=1)).ravel()
    wanted = np.bincount(b, flow, n) - np.bincount(a, flow, n)
    # a little of the identity makes it regular: heights are then counted from their mean
    height, _ = cg(diags_array(degree + 1e-6) - joined, wanted, rtol=1e-4, maxiter=500)
    return np.asarray(height)


@kernel
def price(down: int, lead: float) -> float:
    """What a link costs that leads `lead` down and goes `down` levels down: nothing over one level the right way."""
    if down == 0:
        return 1.2 + abs(lead)
    far = 0.6 * (abs(down) - 1)
    return far + (1.5 * abs(lead) if down * lead < 0 else 0.0)


@kernel
def mend(level: Indexes, first: Offsets, neighbour: Indexes, lead: Floats, rounds: int) -> None:
    """Moves single nodes to other levels, in place, where links then go over fewer levels, and the right way."""
    for _ in range(rounds):
        moved = 0
        for i in range(level.size):
            low, high = 2147483647, -2147483647
            for k in range(first[i], first[i + 1]):
                low = min(low, level[neighbour[k]] - 1)
                high = max(high, level[neighbour[k]] + 1)
            here, best, least = level[i], level[i], 1e30
            for at in range(low, high + 1):
                cost = 0.0 if at == here else 1e-3
                for k in range(first[i], first[i + 1]):
                    cost += price(level[neighbour[k]] - at, lead[k])
                if cost < least:
                    best, least = at, cost
            if best != here:
                level[i] = best
                moved += 1
        if moved == 0:
            return
