"""The five rules by which money is followed, asked alike: poison, haircut, lowest balance, first in, last in."""

from __future__ import annotations

from types import FunctionType
from typing import Any

import numpy as np

from workbench.kernels import taint, taint_order
from workbench.kernels.taint import HAIRCUT, LOWEST, POISON, Found, Items, Limits, Rooms, Steps
from workbench.kernels.taint_order import FIRST_IN, LAST_IN, Runs

FARTHEST = 32_000  # hops that are counted
RULES = (POISON, HAIRCUT, FIRST_IN, LAST_IN, LOWEST)


def _exact(part: int, of: int, whole: int) -> int:
    return part * of // whole


def _plain() -> dict[str, Any]:
    """The same rules for whole numbers of any size, as wei need them: what is compiled above, not compiled."""
    names = ("sow", "pooled", "put", "lined")
    room = vars(taint) | vars(taint_order)
    for name in names:
        room[name] = FunctionType(getattr(room[name], "py_func", room[name]).__code__, room)
    room["share"] = _exact
    return room


_any_size = _plain()


def follow(
    rule: int, steps: Steps, items: Items, limits: Limits, opening: Any, *, any_size: bool = False
) -> tuple[Found, Any]:
    """How much of the seeds is in every item by one rule, and how much in every place at the end.

    `opening` is each place's balance to begin with. Amounts are int64 and every balance below WHOLE; with `any_size`
    amounts, balances and opening are Python's whole numbers (dtype object), slower.
    """
    count, places = len(items.amount), len(opening)
    units = object if any_size else np.int64
    opening = np.asarray(opening, units)
    limits = limits._replace(hops=min(limits.hops, FARTHEST))
    found = Found(
        np.zeros(count, units), np.zeros(count, np.int16), items.closed.copy(), np.zeros(count, np.int32),
        np.zeros(1, units),
    )  # fmt: skip
    rooms = Rooms(
        np.zeros(places, units),
        np.zeros(places, np.int32),
        np.zeros(places, np.int64),
        np.zeros(places, np.int32),
    )
    if rule in (FIRST_IN, LAST_IN):
        room = 2 * count + places
        runs = Runs(
            np.zeros(room, units), np.zeros(room, np.bool_), np.full(room, -1, np.int32),
            np.full(count, -1, np.int32), np.full(places, -1, np.int32), np.full(places, -1, np.int32),
        )  # fmt: skip
        kernel = _any_size["lined"] if any_size else taint_order.lined
        kernel(rule, steps, items, limits, rooms, found, runs, opening)
    else:
        (_any_size["pooled"] if any_size else taint.pooled)(rule, steps, items, limits, rooms, found)
    return found, rooms.dirty


def balances(item: Any, place: Any, comes: Any, amount: Any) -> tuple[Any, Any, Any]:
    """What each step finds in its place, what each place must have held before the first step for no step to take more
    than there is, and what it holds after the last: the three that `Steps` and `follow` want.

    Whole numbers of any size, `place` numbered 0..n-1 with n = its largest + 1.
    """
    places = int(place.max()) + 1 if len(place) else 0
    opening, closing = np.zeros(places, amount.dtype), np.zeros(places, amount.dtype)
    balance = np.zeros(len(item), amount.dtype)
    if not places:
        return balance, opening, closing
    order = np.argsort(place, kind="stable")
    here, came = place[order], comes[order]
    moved = amount[item[order]]
    signed = np.where(came, moved, -moved)
    begin = np.flatnonzero(np.r_[True, here[1:] != here[:-1]])
    run = np.cumsum(signed)
    run = run - np.repeat(run[begin] - signed[begin], np.diff(np.r_[begin, len(here)]))
    opening[here[begin]] = np.maximum(-np.minimum.reduceat(run, begin), 0)
    closing[here[begin]] = np.add.reduceat(signed, begin)
    balance[order] = run + opening[here] + np.where(came, 0, moved)
    return balance, opening, opening + closing


def warm() -> None:
    """Makes these kernels ready."""
    item, place, comes = np.array([0, 0, 1], np.int32), np.zeros(3, np.int32), np.array([True, False, False])
    items = Items(
        np.ones(2, np.int64), np.zeros(2, np.int64), np.array([1, 0], np.int32), np.zeros(2, np.uint8)
    )
    for rule in RULES:
        follow(
            rule,
            Steps(item, place, comes, np.ones(3, np.int64)),
            items,
            Limits(1, 0, 0, 0),
            np.ones(1, np.int64),
        )
