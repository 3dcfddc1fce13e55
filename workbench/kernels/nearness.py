"""How far nodes are from one another, in links: one search after another, added up."""

from __future__ import annotations

import numpy as np

from workbench.kernels import samples
from workbench.kernels.coarsening import Offsets
from workbench.kernels.jit import Indexes, kernel


@kernel
def add_distances(
    first: Offsets, other: Indexes, sources: Indexes, total: Offsets, squares: Offsets, reached: Offsets,
    furthest: Indexes,
) -> None:  # fmt: skip
    """Adds, for every node, its distances from the sources that lead to it, their squares, and how many these are
    (itself left out); and notes the furthest node from each source, in links.

    Node i has the neighbours other[first[i]:first[i + 1]], each once and both ways.
    """
    n = first.size - 1
    steps, queue = np.full(n, -1, np.int32), np.empty(n, np.int32)
    for s in range(sources.size):
        queue[0], steps[sources[s]] = sources[s], 0
        head, tail = 0, 1
        while head < tail:
            node = queue[head]
            head += 1
            for k in range(first[node], first[node + 1]):
                near = other[k]
                if steps[near] < 0:
                    steps[near] = steps[node] + 1
                    queue[tail] = near
                    tail += 1
        furthest[s] = steps[queue[tail - 1]]
        for k in range(1, tail):
            node = queue[k]
            far = np.int64(steps[node])
            total[node] += far
            squares[node] += far * far
            reached[node] += 1
        for k in range(tail):
            steps[queue[k]] = -1


def warm() -> None:
    """Makes these kernels ready."""
    sums = np.zeros((3, 2), np.int64)
    add_distances(*samples.PAIR, samples.PAIR[1], sums[0], sums[1], sums[2], np.zeros(2, np.int32))
