"""The five rules by which money is followed, asked alike: poison, haircut, lowest balance, first in, last in."""

from __future__ import annotations

from types import FunctionType
from typing import Any

import numpy as np

from workbench.kernels import taint, taint_order
from workbench.kernels.taint import HAIRCUT, LOWEST, POISON, Found, Items, Limits, Rooms, Steps
from workbench.kernels.taint_order import FIRST_IN, LAST_IN, Runs

RULES = (POISON, HAIRCUT, FIRST_IN, LAST_IN, LOWEST)


def _exact(part: int, of: int, whole: int) -> int:
    return part * of // whole


def _plain() -> dict[str, Any]:
    """The same rules for whole numbers of any size, as wei need them: what is compiled above, not compiled."""
    names = ("carries_on", "takes_along", "sow", "pooled", "_one_run", "_put", "_take", "lined")
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
    amounts and opening are Python's whole numbers (dtype object), slower.
    """
    items_n, places = len(items.amount), len(opening)
    units = object if any_size else np.int64
    found = Found(
        np.zeros(items_n, units), np.zeros(items_n, np.int32), np.zeros(items_n, np.uint8),
        np.full(items_n, -1, np.int32), np.zeros(items_n, units),
    )  # fmt: skip
    rooms = Rooms(
        np.array(opening, units), np.zeros(places, units), np.zeros(places, np.int32), np.zeros(places, np.int64),
        np.full(places, -1, np.int32),
    )  # fmt: skip
    if rule in (FIRST_IN, LAST_IN):
        room = 2 * items_n + places
        runs = Runs(
            np.zeros(room, units), np.zeros(room, np.bool_), np.full(room, -1, np.int32),
            np.full(items_n, -1, np.int32), np.full(places, -1, np.int32), np.full(places, -1, np.int32),
        )  # fmt: skip
        (_any_size["lined"] if any_size else taint_order.lined)(
            rule, steps, items, limits, rooms, found, runs
        )
    else:
        (_any_size["pooled"] if any_size else taint.pooled)(rule, steps, items, limits, rooms, found)
    return found, rooms.dirty
