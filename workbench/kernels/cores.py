"""How deep inside each node sits: the largest k for which it belongs to a part where everybody has k neighbours
(Batagelj and Zaversnik, 2003)."""

from __future__ import annotations

import numpy as np

from workbench.kernels import samples
from workbench.kernels.coarsening import Offsets
from workbench.kernels.jit import Indexes, kernel


@kernel
def core_numbers(first: Offsets, other: Indexes) -> Indexes:
    """The core of each node; node i has the neighbours other[first[i]:first[i + 1]], each once and both ways."""
    n = first.size - 1
    core, most = np.empty(n, np.int32), 0
    for i in range(n):
        core[i] = first[i + 1] - first[i]
        most = max(most, core[i])
    begins = np.zeros(most + 2, np.int64)  # where the nodes of each number begin in the order
    for i in range(n):
        begins[core[i] + 1] += 1
    for d in range(most + 1):
        begins[d + 1] += begins[d]
    free = begins[:-1].copy()
    place, order = np.empty(n, np.int64), np.empty(n, np.int32)
    for i in range(n):
        place[i] = free[core[i]]
        order[place[i]] = i
        free[core[i]] += 1
    for k in range(n):
        node = order[k]
        for e in range(first[node], first[node + 1]):
            near = other[e]
            if core[near] > core[node]:
                left = begins[
                    core[near]
                ]  # changes places with the first of its number, and then has one less
                head = order[left]
                order[place[near]], place[head] = head, place[near]
                order[left], place[near] = near, left
                begins[core[near]] += 1
                core[near] -= 1
    return core


def warm() -> None:
    """Makes these kernels ready."""
    core_numbers(*samples.PAIR)
