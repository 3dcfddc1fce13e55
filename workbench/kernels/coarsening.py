"""A network made smaller level by level, so that its overall shape can be found before its details."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.kernels.jit import Floats, Indexes, kernel

Offsets = npt.NDArray[np.int64]


@kernel
def incidence(n: int, start: Indexes, end: Indexes, weight: Floats) -> tuple[Offsets, Indexes, Floats]:
    """Neighbours of every node: node i has neighbour[first[i]:first[i + 1]], with the weights alongside."""
    first = np.zeros(n + 1, np.int64)
    for k in range(start.size):
        first[start[k] + 1] += 1
        first[end[k] + 1] += 1
    for i in range(n):
        first[i + 1] += first[i]
    place = first[:-1].copy()
    neighbour = np.empty(2 * start.size, np.int32)
    heavy = np.empty(2 * start.size, np.float32)
    for k in range(start.size):
        a, b = start[k], end[k]
        neighbour[place[a]], heavy[place[a]] = b, weight[k]
        place[a] += 1
        neighbour[place[b]], heavy[place[b]] = a, weight[k]
        place[b] += 1
    return first, neighbour, heavy


@kernel
def cluster(
    first: Offsets, neighbour: Indexes, heavy: Floats, mass: Floats, order: Indexes
) -> tuple[Indexes, int]:
    """Gives every node a cluster: in the order given, free nodes take their leaves and three neighbours.

    Answers the cluster of each node and how many clusters there are.
    """
    n = first.size - 1
    of = np.full(n, -1, np.int32)
    clusters = 0
    for node in order:
        if of[node] >= 0:
            continue
        of[node] = clusters
        for k in range(first[node], first[node + 1]):
            other = neighbour[k]
            if of[other] < 0 and first[other + 1] - first[other] == 1:
                of[other] = clusters
        for _ in range(3):
            best, closest = -1, 0.0
            for k in range(first[node], first[node + 1]):
                other = neighbour[k]
                if of[other] < 0 and heavy[k] / mass[other] > closest:
                    best, closest = other, heavy[k] / mass[other]
            if best < 0:
                break
            of[best] = clusters
        clusters += 1
    return of, clusters


@kernel
def merge_links(start: Indexes, end: Indexes, weight: Floats, n: int) -> tuple[Indexes, Indexes, Floats]:
    """The links between n nodes with both directions and repetitions added up and loops left out."""
    first, neighbour, heavy = incidence(n, start, end, weight)
    seen = np.full(n, -1, np.int64)
    a = np.empty(start.size, np.int32)
    b = np.empty(start.size, np.int32)
    w = np.empty(start.size, np.float32)
    made = 0
    for node in range(n):
        begin = made
        for k in range(first[node], first[node + 1]):
            other = neighbour[k]
            if other <= node:
                continue
            if seen[other] >= begin:
                w[seen[other]] += heavy[k]
            else:
                seen[other] = made
                a[made], b[made], w[made] = node, other, heavy[k]
                made += 1
    return a[:made].copy(), b[:made].copy(), w[:made].copy()
