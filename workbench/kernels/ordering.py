"""Nodes in a row or on a circle, so that linked ones stand near each other and few links cross."""

from __future__ import annotations

import numpy as np

from workbench.kernels.coarsening import Offsets, cluster, incidence, merge_links
from workbench.kernels.jit import Floats, Indexes, kernel

WORK = 300_000_000  # steps of sifting at most in a layout; beyond, the order found by clusters stands
ROUNDS = 12


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
def sift(order: Indexes, first: Offsets, neighbour: Indexes, rounds: int) -> int:
    """Moves each node of a circle, in place, to where the fewest links cross (Baur and Brandes, 2004).

    Answers by how many crossings it became better.
    """
    n = order.size
    place = np.empty(n, np.int32)
    before = np.empty(n + 1, np.int32)
    gained = 0
    for i in range(n):
        place[order[i]] = i
    for _ in range(rounds):
        better = 0
        for u in range(n):
            degree = first[u + 1] - first[u]
            if degree == 0:
                continue
            before[:] = 0
            for k in range(first[u], first[u + 1]):
                before[place[neighbour[k]] + 1] += 1
            for p in range(n):
                before[p + 1] += before[p]
            here = place[u]
            change, best, best_at = 0, 0, here
            for away in range(1, n):
                at = here + away
                if at >= n:
                    at -= n
                v = order[at]
                joined = before[at + 1] - before[at]
                total = degree - joined
                for k in range(first[v], first[v + 1]):
                    y = neighbour[k]
                    if y == u:
                        continue
                    q = place[y]
                    # the neighbours of u strictly between v and y, going round from v
                    less = before[q] - before[at + 1] if q > at else degree - before[at + 1] + before[q]
                    same = before[q + 1] - before[q]
                    change += total - same - 2 * less
                if change < best:
                    best, best_at = change, at
            if best < 0:
                better -= best
                at = here
                while at != best_at:
                    following = at + 1 if at + 1 < n else 0
                    order[at] = order[following]
                    place[order[at]] = at
                    at = following
                order[best_at] = u
                place[u] = best_at
        gained += better
        if better == 0:
            break
    return gained


def round_a_circle(n: int, a: Indexes, b: Indexes) -> Indexes:
    """All nodes in an order round a circle in which few links cross."""
    order = gathered(n, a, b)
    first, neighbour, _ = incidence(n, a, b, np.ones(len(a), np.float32))
    rounds = int(min(ROUNDS, WORK // max(n * (n + 2 * len(a)), 1)))
    if rounds:
        sift(order, first, neighbour, rounds)
    return order


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
