"""Who was where somebody else was within so many seconds: all pairs, in one sweep over places and times.

Sightings stand in the order of `key`: the number of the place in the upper bits, whole seconds in the lower 32. Two at
one place within the window are a hit; hits of one pair at one place that follow each other within `apart` seconds are
one meeting. Pairs are first counted into a table of small counters that several may share, which never counts too few;
only pairs that may reach `least` are then counted exactly, so that memory holds what is asked for and not all pairs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.kernels.jit import kernel

Keys = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]
STRETCH = 1 << 20  # sightings between two looks whether the answer is still wanted
COUNTERS = 28  # at most two to this power small counters: 256 MB
FULL = 200  # a small counter counts no further


@dataclass(frozen=True)
class Pairs:
    """Pairs (`one` < `other`) by number, with how often and at how many places they met, and `hits`, the pairs
    of sightings that were looked at."""

    one: Keys
    other: Keys
    meetings: Numbers
    places: Numbers
    hits: int


@kernel
def _spread(key: np.uint64) -> np.uint64:
    h = key * np.uint64(0x9E3779B97F4A7C15)
    return h ^ (h >> np.uint64(32))


@kernel
def _hits(key: Any, who: Any, begin: int, end: int, window: int) -> int:
    found = 0
    for i in range(begin, end):
        j = i + 1
        while j < key.size and key[j] - key[i] <= window:
            found += who[j] != who[i]
            j += 1
    return found


@kernel
def _estimate(key: Any, who: Any, begin: int, end: int, window: int, counters: Any) -> None:
    mask = np.uint64(counters.size - 1)
    for i in range(begin, end):
        j = i + 1
        while j < key.size and key[j] - key[i] <= window:
            if who[j] != who[i]:
                low, high = min(who[i], who[j]), max(who[i], who[j])
                at = _spread(np.uint64(low) << np.uint64(32) | np.uint64(high)) & mask
                if counters[at] < FULL:
                    counters[at] += 1
            j += 1


@kernel
def _count(
    key: Any, who: Any, begin: int, end: int, window: int, apart: int, least: int, counters: Any, pairs: Any,
    last: Any, meetings: Any, places: Any, used: int,
) -> int:  # fmt: skip
    """Counts pairs that may reach `least`; how many stand in the table, -1 where it is too small."""
    mask, most = np.uint64(pairs.size - 1), pairs.size * 7 // 10
    few = np.uint64(counters.size - 1)
    for i in range(begin, end):
        j = i + 1
        while j < key.size and key[j] - key[i] <= window:
            if who[j] != who[i]:
                low, high = min(who[i], who[j]), max(who[i], who[j])
                pair = np.uint64(low) << np.uint64(32) | np.uint64(high)
                spread = _spread(pair)
                if counters[spread & few] >= least:
                    at = spread & mask
                    while pairs[at] != 0 and pairs[at] != pair:
                        at = (at + np.uint64(1)) & mask
                    if pairs[at] == 0:
                        if used >= most:
                            return -1
                        pairs[at] = pair
                        used += 1
                    before = last[at]
                    here = before >> 32 == key[i] >> 32 and before != -1
                    if not here:
                        places[at] += 1
                    if not here or key[i] - before > apart:
                        meetings[at] += 1
                    if not here or key[j] > before:
                        last[at] = key[j]
            j += 1
    return used


def meetings(
    key: Keys, who: Keys, window: int, apart: int, least: int,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Pairs:  # fmt: skip
    """All pairs that met `least` times or more, most meetings first; `who` are numbers from 1 up to 2**31.

    `tell(done, total)` hears how far it is and may raise to end it.
    """
    least = max(least, 1)
    few = min(least, FULL)
    steps = [(i, min(i + STRETCH, len(key))) for i in range(0, len(key), STRETCH)]
    hits = 0
    for k, (begin, end) in enumerate(steps):
        tell(k, 3 * len(steps))
        hits += _hits(key, who, begin, end, window)
    size = min(max(int(hits).bit_length() + 2, 10), COUNTERS)
    counters = np.zeros(1 << size, np.uint8)
    for k, (begin, end) in enumerate(steps):
        tell(len(steps) + k, 3 * len(steps))
        _estimate(key, who, begin, end, window, counters)
    bits, used = 16, -1
    while used < 0:
        table = 1 << bits
        pairs, last = np.zeros(table, np.uint64), np.full(table, -1, np.int64)
        met, places = np.zeros(table, np.int32), np.zeros(table, np.int32)
        used = 0
        for k, (begin, end) in enumerate(steps):
            tell(2 * len(steps) + k, 3 * len(steps))
            used = _count(key, who, begin, end, window, apart, few, counters, pairs, last, met, places, used)
            if used < 0:
                bits += 2
                break
    kept = np.flatnonzero(met >= least)
    one, other = (
        (pairs[kept] >> np.uint64(32)).astype(np.int64),
        (pairs[kept] & np.uint64(0xFFFFFFFF)).astype(np.int64),
    )
    order = np.lexsort((other, one, -places[kept], -met[kept]))
    return Pairs(one[order], other[order], met[kept][order], places[kept][order], int(hits))


def warm() -> None:
    """Makes these kernels ready."""
    meetings(np.array([1, 2, 3], np.int64), np.array([1, 2, 3], np.int64), 1, 1, 1)
