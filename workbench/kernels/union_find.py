"""Groups of things joined by pairs."""

from __future__ import annotations

import numpy as np

from workbench.kernels import samples
from workbench.kernels.jit import Indexes, kernel


@kernel
def join(n: int, start: Indexes, end: Indexes) -> Indexes:
    """The group of each of n things when every pair (start, end) joins two (path halving; Tarjan, 1975).

    Groups are numbered 0, 1, ... in the order of their first member.
    """
    parent = np.arange(n).astype(np.int32)
    for k in range(start.size):
        a, b = start[k], end[k]
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        # the smaller number leads: the first member of a group is then its root
        if a < b:
            parent[b] = a
        else:
            parent[a] = b
    group = np.empty(n, np.int32)
    groups = 0
    for i in range(n):
        root = i
        while parent[root] != root:
            root = parent[root]
        if root == i:
            group[i] = groups
            groups += 1
        else:
            group[i] = group[root]
            parent[i] = root
    return group


def warm() -> None:
    """Makes these kernels ready."""
    join(3, samples.ENDS[:, 0].copy(), samples.ENDS[:, 1].copy())
