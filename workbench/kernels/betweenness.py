"""How often others depend on somebody: shares of shortest paths that lead through each node (Brandes, 2001)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.coarsening import Offsets
from workbench.kernels.jit import Flags, Indexes, kernel

Shares = npt.NDArray[np.float64]
ONE = np.uint64(1)  # unsigned places spare the processor the question whether they count from the end


@kernel
def add_dependencies(
    first: Offsets, other: Indexes, there: Flags, sources: Indexes, out: Shares, squares: Shares
) -> None:
    """Adds, for every node, how much the sources' shortest paths to all others depend on it, and the squares of that.

    Node i has the neighbours other[first[i]:first[i + 1]], each once and both ways; only nodes that are `there` count.
    With every node as a source each pair is met twice.
    """
    n = first.size - 1
    steps = np.empty(n, np.int32)
    for i in range(n):
        steps[i] = -1 if there[i] else -2  # not met yet, never met
    ways, turned, share = np.zeros(n), np.zeros(n), np.zeros(n)
    order = np.empty(n + 1, np.uint32)
    nearer, further = np.empty(other.size + 1, np.uint32), np.empty(other.size + 1, np.uint32)
    for source in sources:
        if not there[source]:
            continue
        order[0], steps[source], ways[source] = source, 0, 1.0
        head, tail, hops = np.uint64(0), ONE, np.uint64(0)
        while head < tail:
            node = order[head]
            head += ONE
            beyond, mine = steps[node] + 1, ways[node]
            for k in range(np.uint64(first[node]), np.uint64(first[node + ONE])):
                near = np.uint32(other[k])
                at = steps[near]
                if at == -1:
                    order[tail] = near
                    tail += ONE
                    at = beyond
                    steps[near] = beyond
                nearer[hops], further[hops] = node, near
                if at == beyond:
                    ways[near] += mine
                    hops += ONE
        for k in range(tail):
            turned[order[k]] = 1.0 / ways[order[k]]
        while hops > np.uint64(0):  # backwards: each hands what depends on it to those one step nearer
            hops -= ONE
            a, b = nearer[hops], further[hops]
            share[a] += ways[a] * (1.0 + share[b]) * turned[b]
        for k in range(ONE, tail):
            node = order[k]
            out[node] += share[node]
            squares[node] += share[node] * share[node]
        for k in range(tail):
            node = order[k]
            steps[node], ways[node], share[node] = -1, 0.0, 0.0


def warm() -> None:
    """Makes these kernels ready."""
    add_dependencies(*samples.PAIR, np.ones(2, np.bool_), samples.PAIR[1], np.zeros(2), np.zeros(2))
