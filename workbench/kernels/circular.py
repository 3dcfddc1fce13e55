"""Nodes round a circle in an order in which few links cross."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from workbench.kernels.coarsening import Offsets, incidence
from workbench.kernels.jit import Indexes, kernel
from workbench.kernels.ordering import gathered

WORK = 200_000_000  # steps of sifting at most in a layout; beyond, the order found by clusters stands
AT_ONCE = 10_000_000  # steps between two looks whether to stop
ROUNDS = 12
Look = Callable[[], None]


@kernel
def sift(order: Indexes, first: Offsets, neighbour: Indexes, begin: int, end: int) -> int:
    """Moves the nodes begin..end-1, in place, to where on the circle the fewest links cross (Baur and Brandes, 2004).

    Answers by how many crossings it became better.
    """
    n = order.size
    place = np.empty(n, np.int32)
    before = np.empty(n + 1, np.int32)
    gained = 0
    for i in range(n):
        place[order[i]] = i
    for u in range(begin, end):
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
            gained -= best
            at = here
            while at != best_at:
                following = at + 1 if at + 1 < n else 0
                order[at] = order[following]
                place[order[at]] = at
                at = following
            order[best_at] = u
            place[u] = best_at
    return gained


@kernel
def followed(first: Offsets, neighbour: Indexes) -> Indexes:
    """All nodes in the order in which one meets them going from node to node, as deep as one can, from the most linked
    on; those with few links first. A ring or a tree so ordered is drawn without a crossing."""
    n = first.size - 1
    out = np.empty(n, np.int32)
    seen = np.zeros(n, np.bool_)
    stack = np.empty(neighbour.size + n, np.int32)
    by_degree = np.argsort(first[:-1] - first[1:], kind="mergesort")
    met = 0
    for root in by_degree:
        if seen[root]:
            continue
        stack[0] = root
        high = 1
        while high > 0:
            high -= 1
            node = stack[high]
            if seen[node]:
                continue
            seen[node] = True
            out[met] = node
            met += 1
            begin = high
            for k in range(first[node], first[node + 1]):
                if not seen[neighbour[k]]:
                    stack[high] = neighbour[k]
                    high += 1
            # the last on the stack is next: those with most links are left for later
            for p in range(begin + 1, high):
                moving = stack[p]
                links = first[moving + 1] - first[moving]
                q = p
                while q > begin and first[stack[q - 1] + 1] - first[stack[q - 1]] < links:
                    stack[q] = stack[q - 1]
                    q -= 1
                stack[q] = moving
    return out


def round_a_circle(n: int, a: Indexes, b: Indexes, look: Look | None = None) -> Indexes:
    """All nodes in an order round a circle in which few links cross; `look()` may raise to stop."""
    first, neighbour, _ = incidence(n, a, b, np.ones(len(a), np.float32))
    each = n + 2 * len(a)  # steps for one node
    some = max(1, AT_ONCE // each)
    best, fewest = np.zeros(0, np.int32), -1
    for order in (followed(first, neighbour), gathered(n, a, b)):
        for _ in range(int(min(ROUNDS, WORK // max(2 * n * each, 1)))):
            gained = 0
            for begin in range(0, n, some):
                if look:
                    look()
                gained += sift(order, first, neighbour, begin, min(n, begin + some))
            if gained == 0:
                break
        cross = crossings_round(order, a, b)
        if fewest < 0 or cross < fewest:
            best, fewest = order, cross
    return best


def crossings_round(order: Indexes, a: Indexes, b: Indexes) -> int:
    """How many links cross with the nodes in this order round a circle: pairs of chords of which each parts the ends
    of the other."""
    n = len(order)
    place = np.empty(n, np.int32)
    place[order] = np.arange(n, dtype=np.int32)
    low, high = np.minimum(place[a], place[b]), np.maximum(place[a], place[b])
    ranked = np.lexsort((-high, low))
    return int(_overlaps(low[ranked], high[ranked], n))


@kernel
def _overlaps(low: Indexes, high: Indexes, n: int) -> int:
    """Pairs of stretches low..high, in the order of their lower ends, that overlap without either holding the other."""
    tree = np.zeros(n + 2, np.int64)
    found = 0
    for k in range(low.size):
        # upper ends met so far that lie strictly between the two ends of this one
        at = high[k]
        while at > 0:
            found += tree[at]
            at -= at & -at
        at = low[k] + 1
        while at > 0:
            found -= tree[at]
            at -= at & -at
        at = high[k] + 1
        while at <= n:
            tree[at] += 1
            at += at & -at
    return found
