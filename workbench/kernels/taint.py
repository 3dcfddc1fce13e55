"""How much of some money is in every payment that follows: every place one balance.

Money moves in *items* (an output of a transaction, a payment) between *places* (a transaction, an account). A place is
told item by item, in order, what comes to it and what leaves it. Traced backward the same steps are told in reverse.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from workbench.kernels.jit import kernel

POISON, HAIRCUT, LOWEST = 0, 1, 2  # the order of money has FIRST_IN, LAST_IN beside these
FOLLOWED, HOPS, LATER, RESTED, SMALL = (
    0,
    1,
    2,
    3,
    4,
)  # why an item is not followed on; callers number on from CLOSED
CLOSED = 8
WHOLE = 1 << 61  # no balance may reach it: three times as much still fits 64 bits


class Steps(NamedTuple):
    """In order: `item` comes to, or else leaves, `place`."""

    item: Any
    place: Any
    comes: Any


class Items(NamedTuple):
    """By item: its amount, the moment it left, 1 + its hop where all of it is the money that is followed (else 0), and
    0 or the reason why it is not followed on."""

    amount: Any
    left: Any
    seed: Any
    closed: Any


class Limits(NamedTuple):
    """The most hops, the last moment, the longest rest at a place, and the least amount that is followed on."""

    hops: int
    latest: int
    longest: int
    least: int


class Rooms(NamedTuple):
    """By place: its balance, how much of it is followed money, and of what came of this the nearest hop, the latest
    moment and the item that brought most."""

    balance: Any
    dirty: Any
    near: Any
    since: Any
    best: Any


class Found(NamedTuple):
    """By item: how much of it is followed money, its hop, why it is not followed on, the item behind it that brought
    most (-1 for none), and what came back to where the money was followed from."""

    traced: Any
    hop: Any
    why: Any
    behind: Any
    back: Any


@kernel
def share(part: Any, of: Any, whole: Any) -> Any:
    """part * of / whole rounded down, exactly, for 0 <= part, of <= whole < WHOLE (long division, bit by bit)."""
    if part == 0 or of == 0:
        return 0
    if part <= WHOLE // of:
        return part * of // whole
    found, rest = 0, 0
    for bit in range(60, -1, -1):
        found, rest = 2 * found, 2 * rest
        if (part >> bit) & 1:
            rest += of
        while rest >= whole:
            rest -= whole
            found += 1
    return found


@kernel
def carries_on(i: int, v: int, items: Any, limits: Any, rooms: Any, found: Any) -> bool:
    """Whether what is followed of an item goes on from the place it comes to; enters it there, or why not."""
    if found.traced[i] == 0 or found.why[i] != FOLLOWED:
        return False
    if items.closed[i]:
        found.why[i] = items.closed[i]
    elif found.hop[i] >= limits.hops:
        found.why[i] = HOPS
    elif found.traced[i] < limits.least:
        found.why[i] = SMALL
    else:
        new = rooms.dirty[v] == 0
        if new or found.hop[i] < rooms.near[v]:
            rooms.near[v] = found.hop[i]
        if new or items.left[i] > rooms.since[v]:
            rooms.since[v] = items.left[i]
        if new or found.traced[i] > found.traced[rooms.best[v]]:
            rooms.best[v] = i
        rooms.dirty[v] += found.traced[i]
        return True
    return False


@kernel
def takes_along(i: int, v: int, part: Any, items: Any, limits: Any, rooms: Any, found: Any) -> None:
    """Enters how much followed money leaves a place in an item."""
    rooms.dirty[v] -= part
    if items.seed[i]:
        found.back[i] = part
        return
    found.traced[i] = part
    found.hop[i] = rooms.near[v] + 1
    found.behind[i] = rooms.best[v]
    if items.left[i] > limits.latest:
        found.why[i] = LATER
    elif items.left[i] - rooms.since[v] > limits.longest:
        found.why[i] = RESTED


@kernel
def sow(items: Any, found: Any) -> None:
    for i in range(items.seed.size):
        if items.seed[i]:
            found.traced[i] = items.amount[i]
            found.hop[i] = items.seed[i] - 1


@kernel
def pooled(rule: int, steps: Any, items: Any, limits: Any, rooms: Any, found: Any) -> None:
    """Follows money by POISON, HAIRCUT or LOWEST through places whose money is one balance; fills in `found`.

    POISON: all of a balance that any of the money has touched, until the balance is empty. HAIRCUT: every payment takes
    its share of the balance, rounded down; what rounding leaves stays in the balance. LOWEST: other money goes first,
    so that what stays of the money is never more than the lowest balance in between.
    """
    sow(items, found)
    for k in range(steps.item.size):
        i, v = steps.item[k], steps.place[k]
        amount = items.amount[i]
        if steps.comes[k]:
            rooms.balance[v] += amount
            carries_on(i, v, items, limits, rooms, found)
            if rule == POISON and rooms.dirty[v] > 0:
                rooms.dirty[v] = rooms.balance[v]
            continue
        if rooms.dirty[v] > 0:
            if rule == POISON:
                part = amount
            elif rule == HAIRCUT:
                part = share(amount, rooms.dirty[v], rooms.balance[v])
            else:
                part = rooms.dirty[v] - (rooms.balance[v] - amount)
            if part > 0:
                takes_along(i, v, part, items, limits, rooms, found)
        rooms.balance[v] -= amount
