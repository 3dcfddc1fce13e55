"""An order of things in which each follows what it needs, whatever clocks say."""

from __future__ import annotations

from typing import Any

import numpy as np

from workbench.kernels.jit import kernel


@kernel
def succession(before: Any, after: Any, at: Any) -> Any:
    """The moment and depth of each of n things when thing `before[k]` comes before `after[k]` (Kahn, 1962).

    `at` are n moments. A thing's moment is never earlier than that of what comes before it; of those at one moment the
    depth grows from one to the next. Sorted by moment and depth, everything comes after what it needs; things that need
    each other in a ring keep their own moment.
    """
    n = at.size
    waits = np.zeros(n, np.int64)
    begin = np.zeros(n + 1, np.int64)
    for k in range(before.size):
        begin[before[k] + 1] += 1
        waits[after[k]] += 1
    for i in range(n):
        begin[i + 1] += begin[i]
    free = begin.copy()
    following = np.empty(before.size, np.int64)
    for k in range(before.size):
        following[free[before[k]]] = after[k]
        free[before[k]] += 1
    moment = at.copy()
    depth = np.zeros(n, np.int64)
    ready = np.empty(n, np.int64)
    last = 0
    for i in range(n):
        if waits[i] == 0:
            ready[last] = i
            last += 1
    first = 0
    while first < last:
        i = ready[first]
        first += 1
        for k in range(begin[i], begin[i + 1]):
            j = following[k]
            moment[j] = max(moment[j], moment[i])
            depth[j] = max(depth[j], depth[i] + 1)
            waits[j] -= 1
            if waits[j] == 0:
                ready[last] = j
                last += 1
    return moment, depth


def warm() -> None:
    """Makes these kernels ready."""
    succession(np.zeros(1, np.int64), np.ones(1, np.int64), np.zeros(2, np.int64))
