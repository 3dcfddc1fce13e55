"""How much of some money is in every payment that follows, when money keeps its order: what came first or last leaves
first."""

from __future__ import annotations

from typing import Any, NamedTuple

from workbench.kernels.jit import kernel
from workbench.kernels.taint import carries_on, sow, takes_along

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
def _one_run(r: int, size: Any, marked: bool, runs: Any) -> None:
    runs.size[r], runs.marked[r], runs.after[r] = size, marked, -1


@kernel
def _put(rule: int, v: int, r: int, runs: Any) -> None:
    """Puts the runs from `r` on behind a place's money, or upon it unit by unit."""
    if rule == FIRST_IN:
        if runs.head[v] < 0:
            runs.head[v] = r
        else:
            runs.after[runs.tail[v]] = r
        while runs.after[r] >= 0:
            r = runs.after[r]
        runs.tail[v] = r
        return
    while r >= 0:
        following = runs.after[r]
        runs.after[r] = runs.head[v]
        runs.head[v] = r
        r = following


@kernel
def _take(i: int, v: int, need: Any, free: int, runs: Any) -> Any:
    """Takes an item's units off the head of a place; how many of them are followed, and the next free run."""
    part, last = 0, -1
    while need > 0 and runs.head[v] >= 0:
        r = runs.head[v]
        if runs.size[r] > need:
            runs.size[r] -= need
            _one_run(free, need, runs.marked[r], runs)
            r = free
            free += 1
        else:
            runs.head[v] = runs.after[r]
            runs.after[r] = -1
        need -= runs.size[r]
        if runs.marked[r]:
            part += runs.size[r]
        if last >= 0 and runs.marked[last] == runs.marked[r]:
            runs.size[last] += runs.size[r]
            continue
        if last < 0:
            runs.first[i] = r
        else:
            runs.after[last] = r
        last = r
    return part, free


@kernel
def lined(rule: int, steps: Any, items: Any, limits: Any, rooms: Any, found: Any, runs: Any) -> None:
    """Follows money by FIRST_IN or LAST_IN through places whose money keeps its order; fills in `found`.

    FIRST_IN: what came first leaves first. LAST_IN: what came last leaves first, unit by unit, as off a stack. Which
    units of an item are the followed ones goes with it.
    """
    free = 0
    for v in range(runs.head.size):
        if rooms.balance[v] > 0:
            _one_run(free, rooms.balance[v], False, runs)
            _put(FIRST_IN, v, free, runs)
            free += 1
    sow(items, found)
    for k in range(steps.item.size):
        i, v = steps.item[k], steps.place[k]
        amount = items.amount[i]
        if steps.comes[k]:
            follows = carries_on(i, v, items, limits, rooms, found)
            rooms.balance[v] += amount
            r = runs.first[i]
            if r < 0 and amount > 0:  # it came from outside what is held
                r = free
                free += 1
                _one_run(r, amount, items.seed[i] > 0, runs)
            if r >= 0 and not follows:
                _one_run(r, amount, False, runs)
            if r >= 0:
                _put(rule, v, r, runs)
            continue
        part, free = _take(i, v, amount, free, runs)
        rooms.balance[v] -= amount
        if part > 0:
            takes_along(i, v, part, items, limits, rooms, found)
        if items.seed[i] and runs.first[i] >= 0:
            _one_run(runs.first[i], amount, True, runs)
