"""Passing on: chains of events in which each begins after the one before has ended."""

from __future__ import annotations

import numpy as np

from workbench.kernels.coarsening import Offsets
from workbench.kernels.jit import Indexes, kernel


@kernel
def fewest_handovers(
    n: int,
    origin: int,
    giver: Indexes,
    taker: Indexes,
    at: Offsets,
    ready: Offsets,
    by_ready: Offsets,
    wait: int,
) -> tuple[Indexes, Offsets]:
    """For each event, in order of `at`: how many events the shortest chain from the origin through it has, 0 where
    none leads to it, and the event before it in that chain (-1 for the first).

    From `at` on the giver can pass on, from `ready` on the taker can; somebody who waits longer than `wait` passes
    nothing on. `by_ready` orders the events by `ready`. Each node keeps the events that reached it, fewest handovers
    first, for as long as a later one may need them (a monotone queue).
    """
    m = giver.size
    handovers, before = np.zeros(m, np.int32), np.full(m, -1, np.int64)
    front, back = np.full(n, -1, np.int64), np.full(n, -1, np.int64)
    after, ahead = np.full(m, -1, np.int64), np.full(m, -1, np.int64)
    done = 0
    for event in range(m):
        while done < m and ready[by_ready[done]] <= at[event]:
            come = by_ready[done]
            done += 1
            if handovers[come] == 0:
                continue
            node = taker[come]
            while back[node] >= 0 and handovers[back[node]] >= handovers[come]:
                back[node] = ahead[back[node]]
            ahead[come] = back[node]
            if back[node] >= 0:
                after[back[node]] = come
            else:
                front[node] = come
            back[node] = come
        node = giver[event]
        if node == origin:
            handovers[event] = 1
            continue
        while front[node] >= 0 and at[event] - ready[front[node]] > wait:
            if front[node] == back[node]:
                front[node], back[node] = -1, -1
            else:
                front[node] = after[front[node]]
                ahead[front[node]] = -1
        if front[node] >= 0:
            handovers[event] = handovers[front[node]] + 1
            before[event] = front[node]
    return handovers, before


def warm() -> None:
    """Makes these kernels ready."""
    one, none = np.zeros(1, np.int32), np.zeros(1, np.int64)
    fewest_handovers(2, 0, one, one, none, none, none, 1)
