"""Evening out: a small chart redrawn so that each link has the room its ends need, and long threads fold."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import shortest_path

from workbench.kernels.jit import Floats, Indexes

STEPS, MOST = 120, 15_000  # at most so many steps, and so many times the nodes
FOLD = (
    0.85  # distances far apart count less than in proportion, so that a thread bends instead of running off
)
AROUND = 6.0  # neighbours that find room around an entity at a distance of one unit


def even_out(xy: Floats, a: Indexes, b: Indexes) -> Floats:
    """Positions [n, 2] of one connected component near those given, one unit being the shortest link.

    Minimises stress by majorization (Gansner, Koren and North, 2004); for at most a few hundred nodes.
    """
    n = len(xy)
    if n < 3:
        return xy
    degree = np.bincount(np.concatenate([a, b]), minlength=n)
    most = np.maximum(degree[a], degree[b])
    length = np.maximum(1.0, np.minimum(most / AROUND, 0.6 * np.sqrt(most)))
    network = coo_array((length, (a, b)), shape=(n, n))
    wanted = shortest_path(network.tocsr(), directed=False) ** FOLD
    np.fill_diagonal(wanted, 1.0)
    weight = wanted**-2.0
    np.fill_diagonal(weight, 0.0)
    solve = np.linalg.pinv(np.diag(weight.sum(axis=1)) - weight)
    pulling = -weight * wanted
    at = xy.astype(float)
    for _ in range(min(STEPS, MOST // n)):
        length2 = (at**2).sum(axis=1)
        apart = np.sqrt(np.maximum(length2[:, None] + length2 - 2 * at @ at.T, 1e-12))
        pull = pulling / apart
        np.fill_diagonal(pull, -pull.sum(axis=1))
        at = solve @ (pull @ at)
    return np.asarray(at, np.float32)
