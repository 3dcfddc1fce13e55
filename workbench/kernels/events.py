"""Events between lanes: counted where many fall together, and hours of the week counted."""

from __future__ import annotations

from typing import Any

import numpy as np

from workbench.kernels.jit import kernel


@kernel
def gather(
    at: Any, columns: Any, seconds: Any, begin: int, end: int, origin: int, width: int, lane_of: Any, way_of: Any,
    counts: Any, ways: Any, first: Any, last: Any, took: Any,
) -> int:  # fmt: skip
    """Counts the records from `begin` to `end` for each pair of lanes and each stretch of `width` microseconds from
    `origin`; how many records these are.

    `lane_of` (links + 1, 2) are the lanes that each link joins, the upper one first, -1 for none; `way_of` what it
    says of direction: 1 down, 2 up, 4 none. The others are (lanes, lanes, stretches): how many records, all their
    ways, when the first and the last of them were, how many seconds one took. A record counts once for each pair.
    """
    found = 0
    stretches = counts.shape[2]
    for i in range(begin, end):
        b = min(max((at[i] - origin) // width, 0), stretches - 1)
        any_of = False
        for c in range(columns.shape[0]):
            link = columns[c, i]
            upper, lower = lane_of[link, 0], lane_of[link, 1]
            if upper < 0:
                continue
            any_of = True
            again = False
            for d in range(c):
                if lane_of[columns[d, i], 0] == upper and lane_of[columns[d, i], 1] == lower:
                    again = True
            ways[upper, lower, b] |= way_of[link]
            if again:
                continue
            if counts[upper, lower, b] == 0:
                first[upper, lower, b] = last[upper, lower, b] = at[i]
            first[upper, lower, b] = min(first[upper, lower, b], at[i])
            last[upper, lower, b] = max(last[upper, lower, b], at[i])
            took[upper, lower, b] = seconds[i]
            counts[upper, lower, b] += 1
        if any_of:
            found += 1
    return found


@kernel
def count_week(hours: Any, weekdays: Any, cells: Any) -> int:
    """Adds records to the cell of their weekday and hour; how many tell no hour (255)."""
    unknown = 0
    for i in range(hours.size):
        if hours[i] < 24:
            cells[weekdays[i], hours[i]] += 1
        else:
            unknown += 1
    return unknown


def warm() -> None:
    """Makes these kernels ready."""
    at, one, lane = np.zeros(1, np.int64), np.ones((1, 1), np.int32), np.array([[-1, -1], [0, 1]], np.int16)
    shape = 2, 2, 1
    gather(
        at, one, one[0], 0, 1, 0, 1, lane, np.ones(2, np.uint8), np.zeros(shape, np.int32),
        np.zeros(shape, np.uint8), np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int32),
    )  # fmt: skip
    hour = np.zeros(1, np.uint8)
    count_week(hour, hour, np.zeros((7, 24), np.int64))
