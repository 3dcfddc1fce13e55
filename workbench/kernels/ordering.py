"""Nodes in a row so that linked ones stand near each other, and places exchanged so that links become shorter."""

from __future__ import annotations

import numpy as np

from workbench.kernels.coarsening import Offsets, cluster, incidence, merge_links
from workbench.kernels.jit import Floats, Indexes, kernel


def gathered(n: int, a: Indexes, b: Indexes, seed: int = 1) -> Indexes:
    """All nodes in an order in which clusters of clusters of linked nodes stand together."""
    random = np.random.default_rng(seed)
    levels: list[tuple[Indexes, Indexes, Indexes]] = []
    w, mass = np.ones(len(a), np.float32), np.ones(n, np.float32)
    count = n
    while count > 3:
        first, neighbour, heavy = incidence(count, a, b, w)
        of, clusters = cluster(first, neighbour, heavy, mass, random.permutation(count).astype(np.int32))
        if clusters == count:
            break
        levels.append((of, a, b))
        a, b, w = merge_links(of[a], of[b], w, clusters)
        mass = np.bincount(of, mass, clusters).astype(np.float32)
        count = clusters
    place = np.arange(count, dtype=float)
    for of, a, b in reversed(levels):
        size = len(of)
        coarse = place[of]
        # within a cluster each turns to the side on which its other neighbours are
        pull = np.bincount(a, coarse[b] - coarse[a], size) + np.bincount(b, coarse[a] - coarse[b], size)
        ends = np.bincount(a, minlength=size) + np.bincount(b, minlength=size)
        order = np.lexsort((pull / np.maximum(ends, 1), coarse))
        place = np.empty(size)
        place[order] = np.arange(size)
    return np.argsort(place, kind="stable").astype(np.int32)


@kernel
def swap_nearer(
    xy: Floats,
    first_of: Offsets,
    member: Indexes,
    first: Offsets,
    neighbour: Indexes,
    rounds: int,
    tries: int,
) -> None:
    """Lets nodes of a set exchange places, in place, wherever that makes the links shorter in all.

    Set s holds member[first_of[s]:first_of[s + 1]]; of a larger set each node tries `tries` others a round.
    """
    for turn in range(rounds):
        swaps = 0
        for s in range(first_of.size - 1):
            begin, size = first_of[s], first_of[s + 1] - first_of[s]
            stride = max(1, size // tries)
            for p in range(size):
                i = member[begin + p]
                for q in range(p + 1 + (turn + p) % stride, size, stride):
                    j = member[begin + q]
                    change = 0.0
                    for side in range(2):
                        me, it = (i, j) if side == 0 else (j, i)
                        for k in range(first[me], first[me + 1]):
                            o = neighbour[k]
                            if o != it:
                                change += np.sqrt(
                                    (xy[it, 0] - xy[o, 0]) ** 2 + (xy[it, 1] - xy[o, 1]) ** 2
                                ) - np.sqrt((xy[me, 0] - xy[o, 0]) ** 2 + (xy[me, 1] - xy[o, 1]) ** 2)
                    if change < -1e-3:
                        swaps += 1
                        for d in range(2):
                            xy[i, d], xy[j, d] = xy[j, d], xy[i, d]
        if swaps == 0:
            return
