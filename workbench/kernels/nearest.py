"""The nearest free event in time that nothing speaks against: what finds the same event in two files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.kernels.jit import kernel

Whole = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Told:
    """What events tell beside their time, a row a field: `close` are numbers, -1 where none is stated, `equal` are
    texts by their hash, 0 where none is."""

    moment: Whole
    close: Whole
    equal: Hashes


@kernel
def _first(moment: Any, low: int, high: int, wanted: int) -> int:
    """The first place from `low` on, before `high`, that is not before a moment."""
    while low < high:
        middle = (low + high) // 2
        if moment[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _free(next_free: Any, place: int) -> int:
    """The first free place from one on; shortens the way for whoever asks next."""
    found = place
    while next_free[found] != found:
        found = next_free[found]
    while next_free[place] != found:
        place, next_free[place] = next_free[place], found
    return found


@kernel
def _fitting(
    begin: int,
    end: int,
    i: int,
    next_free: Any,
    close: Any,
    most: Any,
    equal: Any,
    their_close: Any,
    their_equal: Any,
) -> int:
    """The first free place of a stretch that nothing told by event `i` of the others speaks against; -1 for none."""
    place = _free(next_free, begin)
    while place < end:
        fits = True
        for k in range(close.shape[0]):
            mine, theirs = close[k, place], their_close[k, i]
            if mine >= 0 and theirs >= 0 and abs(mine - theirs) > most[k]:
                fits = False
        for k in range(equal.shape[0]):
            if equal[k, place] != 0 and their_equal[k, i] != 0 and equal[k, place] != their_equal[k, i]:
                fits = False
        if fits:
            return place
        place = _free(next_free, place + 1)
    return -1


@kernel
def _nearest(
    which: Any, first: Any, last: Any, within: int, next_free: Any, moment: Any, close: Any, most: Any, equal: Any,
    at: Any, their_close: Any, their_equal: Any, best: Any, apart: Any,
) -> None:  # fmt: skip
    for n in range(which.size):
        i = which[n]
        right = _first(moment, first[n], last[n], at[i])
        left = right - 1
        while True:
            before = at[i] - moment[left] if left >= first[n] else within + 1
            after = moment[right] - at[i] if right < last[n] else within + 1
            if before > within and after > within:
                break
            if before <= after:  # of two as near the earlier one
                begin = _first(moment, first[n], left + 1, moment[left])
                found = _fitting(begin, left + 1, i, next_free, close, most, equal, their_close, their_equal)
                distance, left = before, begin - 1
            else:
                end = _first(moment, right, last[n], moment[right] + 1)
                found = _fitting(right, end, i, next_free, close, most, equal, their_close, their_equal)
                distance, right = after, end
            if found >= 0:
                best[n], apart[n] = found, distance
                break


def nearest(
    which: Whole,
    first: Whole,
    last: Whole,
    within: int,
    next_free: Whole,
    ours: Told,
    most: Whole,
    theirs: Told,
) -> tuple[Whole, Whole]:
    """For each of the others' events `which`, the nearest of ours from `first` on, before `last` (one for each, there
    in order of time), at most `within` away, that is free and tells nothing else; -1 for none. And how far away.

    `most` is how far apart each of the close numbers may be. `next_free` leads from each place to the next free one,
    itself where it is free, and behind the last to itself.
    """
    best, apart = np.full(len(which), -1, np.int64), np.zeros(len(which), np.int64)
    _nearest(
        which, first, last, within, next_free, ours.moment, ours.close, most, ours.equal,
        theirs.moment, theirs.close, theirs.equal, best, apart,
    )  # fmt: skip
    return best, apart


def warm() -> None:
    """Makes these kernels ready."""
    times = np.zeros(3, np.int64)
    told = Told(times, np.zeros((1, 3), np.int64), np.zeros((0, 3), np.uint64))
    nearest(times, times, np.full(3, 3), 1, np.arange(4), told, np.ones(1, np.int64), told)
