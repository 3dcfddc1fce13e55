"""How much of some money is in every payment that follows, when money keeps its order: what came first or last leaves
first."""

from __future__ import annotations

from typing import Any, NamedTuple

from workbench.kernels.jit import kernel
from workbench.kernels.taint import FOLLOWED, HOPS, LATER, RESTED, SMALL, sow

FIRST_IN, LAST_IN = 3, 4


class Runs(NamedTuple):
    """Working room for money in order: runs of units (size, followed or not, the run after), the first run of each
    item, head and tail of each place; -1 for none. Twice as many runs as items, and one a place."""

    size: Any
    marked: Any
    after: Any
    first: Any
    head: Any
    tail: Any


@kernel
def put(rule: int, v: int, r: int, after: Any, head: Any, tail: Any) -> None:
    """Puts the runs from `r` on behind a place's money, or upon it unit by unit."""
    if rule == FIRST_IN:
        if head[v] < 0:
            head[v] = r
        else:
            after[tail[v]] = r
        while after[r] >= 0:
            r = after[r]
        tail[v] = r
        return
    while r >= 0:
        following = after[r]
        after[r] = head[v]
        head[v] = r
        r = following


@kernel
def lined(
    rule: int, steps: Any, items: Any, limits: Any, rooms: Any, found: Any, runs: Any, opening: Any
) -> None:
    """Follows money by FIRST_IN or LAST_IN through places whose money keeps its order; fills in `found`.

    FIRST_IN: what came first leaves first. LAST_IN: what came last leaves first, unit by unit, as off a stack. Which
    units of an item are the followed ones goes with it. `opening` is what each place holds at the beginning.
    """
    item, place, comes, _ = steps
    amount, left, seed, _ = items
    dirty, near, since, best = rooms
    traced, hop, why, behind, back = found
    size, marked, after, first, head, tail = runs
    free = 0
    for v in range(head.size):
        if opening[v] > 0:
            size[free] = opening[v]
            put(FIRST_IN, v, free, after, head, tail)
            free += 1
    sow(seed, amount, traced, hop)
    for k in range(item.size):
        i, v = item[k], place[k]
        if comes[k]:
            part = traced[i]
            follows = False
            if part > 0 and why[i] == FOLLOWED:
                if hop[i] >= limits.hops:
                    why[i] = HOPS
                elif part < limits.least:
                    why[i] = SMALL
                else:
                    follows = True
                    if dirty[v] == 0:
                        near[v], since[v], best[v] = hop[i], left[i], i + 1
                    else:
                        near[v] = min(near[v], hop[i])
                        since[v] = max(since[v], left[i])
                        if part > traced[best[v] - 1]:
                            best[v] = i + 1
                    dirty[v] += part
            r = first[i]
            if r < 0 and amount[i] > 0:  # it came from outside what is held
                r = free
                free += 1
                size[r], marked[r] = amount[i], seed[i] > 0
            if r >= 0:
                if not follows:
                    size[r], marked[r], after[r] = amount[i], False, -1
                put(rule, v, r, after, head, tail)
            continue
        need = amount[i]
        part = 0
        last = -1
        while need > 0 and head[v] >= 0:
            r = head[v]
            if size[r] > need:
                size[r] -= need
                size[free], marked[free] = need, marked[r]
                r = free
                free += 1
            else:
                head[v] = after[r]
                after[r] = -1
            need -= size[r]
            if marked[r]:
                part += size[r]
            if last >= 0 and marked[last] == marked[r]:
                size[last] += size[r]
                continue
            if last < 0:
                first[i] = r
            else:
                after[last] = r
            last = r
        if part > 0:
            dirty[v] -= part
            if seed[i]:
                back[0] += part
            else:
                traced[i], hop[i], behind[i] = part, near[v] + 1, best[v]
                if why[i] == FOLLOWED:
                    if left[i] > limits.latest:
                        why[i] = LATER
                    elif left[i] - since[v] > limits.longest:
                        why[i] = RESTED
        if seed[i] and first[i] >= 0:
            size[first[i]], marked[first[i]], after[first[i]] = amount[i], True, -1
