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
ENDLESS = 1 << 62  # longer than between any two moments
SMALL_ENOUGH = float(1 << 50)
WHOLE = 1 << 61  # no balance may reach it: three times as much still fits 64 bits


class Steps(NamedTuple):
    """In order: `item` comes to, or else leaves, `place`, whose `balance` holds it then (after it came, before it
    leaves)."""

    item: Any
    place: Any
    comes: Any
    balance: Any


class Items(NamedTuple):
    """By item: its amount, the moment it left, 1 + its hop where all of it is the money that is followed (else 0), and
    0 or the reason (CLOSED or more) why it is not followed on."""

    amount: Any
    left: Any
    seed: Any
    closed: Any


class Limits(NamedTuple):
    """The most hops, the last moment, the longest rest at a place (ENDLESS for any), and the least amount that is
    followed on."""

    hops: int
    latest: int
    longest: int
    least: int


class Rooms(NamedTuple):
    """By place: how much of its balance is followed money, and of what came of this the nearest hop, the latest moment
    and 1 + the item that brought most."""

    dirty: Any
    near: Any
    since: Any
    best: Any


class Found(NamedTuple):
    """By item: how much of it is followed money, its hop, why it is not followed on (of items that hold none: whatever
    would close them), and 1 + the item behind it that brought most (0 for none). `back` is one number: what came back
    to where the money was followed from."""

    traced: Any
    hop: Any
    why: Any
    behind: Any
    back: Any


@kernel
def share(part: Any, of: Any, whole: Any) -> Any:
    """part * of / whole rounded down, exactly, for 0 <= part, of <= whole < WHOLE.

    The quotient in floating numbers is off by one at most where it is small enough; the remainder, in which overflows
    cancel out, then says so. Otherwise by long division, bit by bit.
    """
    if part == 0 or of == 0:
        return 0
    near = float(part) * float(of) / float(whole)
    if near < SMALL_ENOUGH:
        found = int(near)
        rest = part * of - found * whole
        while rest < 0:
            found -= 1
            rest += whole
        while rest >= whole:
            found += 1
            rest -= whole
        return found
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
def sow(seed: Any, amount: Any, traced: Any, hop: Any) -> None:
    """All of the seeds is followed money."""
    for i in range(seed.size):
        if seed[i]:
            traced[i] = amount[i]
            hop[i] = seed[i] - 1


@kernel
def pooled(rule: int, steps: Any, items: Any, limits: Any, rooms: Any, found: Any) -> None:
    """Follows money by POISON, HAIRCUT or LOWEST through places whose money is one balance; fills in `found`.

    POISON: all of a balance that any of the money has touched, until the balance is empty. HAIRCUT: every payment takes
    its share of the balance, rounded down; what rounding leaves stays in the balance. LOWEST: other money goes first,
    so that what stays of the money is never more than the lowest balance in between.
    """
    item, place, comes, balance = steps
    amount, left, seed, _ = items
    dirty, near, since, best = rooms
    traced, hop, why, behind, back = found
    rests = limits.longest < ENDLESS
    sow(seed, amount, traced, hop)
    for k in range(item.size):
        v = place[k]
        if comes[k]:
            i = item[k]
            part = traced[i]
            if part > 0 and why[i] == FOLLOWED:
                if hop[i] >= limits.hops:
                    why[i] = HOPS
                elif part < limits.least:
                    why[i] = SMALL
                else:  # written out in `lined` too: a call for each step costs four times the work
                    new = dirty[v] == 0
                    if new or hop[i] < near[v]:
                        near[v] = hop[i]
                    if new or part > traced[best[v] - 1]:
                        best[v] = i + 1
                    if rests and (new or left[i] > since[v]):
                        since[v] = left[i]
                    dirty[v] += part
            if rule == POISON and dirty[v] > 0:
                dirty[v] = balance[k]
        elif dirty[v] > 0:
            i = item[k]
            if rule == POISON:
                part = amount[i]
            elif rule == HAIRCUT:
                part = share(amount[i], dirty[v], balance[k])
            else:
                part = dirty[v] - (balance[k] - amount[i])
            if part > 0:
                dirty[v] -= part
                if seed[i]:
                    back[0] += part
                    continue
                traced[i], hop[i], behind[i] = part, near[v] + 1, best[v]
                if why[i] == FOLLOWED:
                    if left[i] > limits.latest:
                        why[i] = LATER
                    elif rests and left[i] - since[v] > limits.longest:
                        why[i] = RESTED
