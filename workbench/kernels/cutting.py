"""What falls off without a node or without a link between two: one walk through the network (Hopcroft and Tarjan,
1973)."""

from __future__ import annotations

import numpy as np

from workbench.kernels import samples
from workbench.kernels.coarsening import Offsets
from workbench.kernels.jit import Flags, Indexes, kernel


@kernel
def cuts(first: Offsets, other: Indexes, there: Flags) -> tuple[Indexes, Indexes, Indexes, Indexes, Indexes]:
    """For each node that is `there`: how many pieces its part falls into without it, how large the largest of them is,
    its part, and, for the link that the walk came to it by, how many nodes it alone joins to the rest (0 where others
    do so too) with the node it came from (-1 where the walk began).

    Node i has the neighbours other[first[i]:first[i + 1]], each once and both ways.
    """
    n = first.size - 1
    number, low = np.full(n, -1, np.int32), np.zeros(n, np.int32)
    pieces, largest = np.zeros(n, np.int32), np.zeros(n, np.int32)
    part, bridged, came = np.full(n, -1, np.int32), np.zeros(n, np.int32), np.full(n, -1, np.int32)
    size, cut_off = np.ones(n, np.int32), np.zeros(n, np.int32)
    at, order = first[:-1].copy(), np.empty(n, np.int32)
    met, parts = 0, 0
    for root in range(n):
        if number[root] >= 0 or not there[root]:
            continue
        begin = met
        number[root], low[root], part[root] = met, met, parts
        order[met] = root
        met += 1
        node = root
        while node >= 0:
            if at[node] < first[node + 1]:
                near = other[at[node]]
                at[node] += 1
                if not there[near]:
                    continue
                if number[near] < 0:
                    number[near], low[near], part[near], came[near] = met, met, parts, node
                    order[met] = near
                    met += 1
                    node = near
                elif near != came[node]:
                    low[node] = min(low[node], number[near])
                continue
            before = came[node]
            if before >= 0:
                low[before] = min(low[before], low[node])
                size[before] += size[node]
                if low[node] >= number[before]:
                    pieces[before] += 1
                    cut_off[before] += size[node]
                    largest[before] = max(largest[before], size[node])
                if low[node] > number[before]:
                    bridged[node] = size[node]
            node = before
        whole = met - begin
        for k in range(begin, met):
            node = order[k]
            rest = whole - 1 - cut_off[node]
            if rest > 0:
                pieces[node] += 1
                largest[node] = max(largest[node], rest)
        parts += 1
    return pieces, largest, part, bridged, came


def warm() -> None:
    """Makes these kernels ready."""
    cuts(*samples.PAIR, np.ones(2, np.bool_))
