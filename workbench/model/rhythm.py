"""Silences and bursts among moments in order, by rules that can be said in a sentence.

A silence: no record for more than three times as long as is usual, where usual is the median, over the days with
records, of the longest pause that ended on that day. A burst: an hour of the clock with at least five records and more
than three times as many as the busiest hour of a usual day, the median over the other days with records up to a
fortnight before and after. Neither is said where fewer than seven days have records.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
TIMES = 3  # as long, or as many, as is usual
LEAST_DAYS, LEAST_RECORDS = 7, 5
AROUND = 14  # days before and after that a burst is held against


@dataclass(frozen=True)
class Burst:
    """An hour with `many` records, the first of them at place `begin`; `usual` is the usual busiest hour."""

    begin: int
    many: int
    usual: float


def pauses(at: Whole, day: Whole) -> tuple[list[int], int, float]:
    """Before which places of some moments in order there was silence, on how many days (`day` is the local day of each)
    there are records, and the usual longest pause of a day, 0 where that cannot be said."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(day)) + 1])
    if len(starts) < LEAST_DAYS or not len(at):
        return [], len(starts) if len(at) else 0, 0.0
    paused = np.diff(at, prepend=at[0])
    longest = np.maximum.reduceat(paused, starts)[1:]
    usual = float(np.median(longest))
    quiet = np.flatnonzero(paused > TIMES * usual) if usual else np.zeros(0, np.int64)
    return quiet.tolist(), len(starts), usual


def bursts(hour: Whole) -> tuple[list[Burst], float]:
    """Bursts among moments in order, told by the local hour of each (counted from 1970), and the usual busiest hour of
    a day, 0 where that cannot be said."""
    if not len(hour):
        return [], 0.0
    starts = np.concatenate([[0], np.flatnonzero(np.diff(hour)) + 1])
    counts = np.diff(np.append(starts, len(hour)))
    days = hour[starts] // 24
    firsts = np.concatenate([[0], np.flatnonzero(np.diff(days)) + 1])
    day, peaks = days[firsts], np.maximum.reduceat(counts, firsts)
    if len(day) < LEAST_DAYS:
        return [], 0.0
    found = []
    for n in np.flatnonzero(peaks >= LEAST_RECORDS).tolist():
        low, high = np.searchsorted(day, [day[n] - AROUND, day[n] + AROUND + 1])
        others = np.delete(peaks[low:high], n - low)
        if len(others) < LEAST_DAYS - 1:
            continue
        usual = float(np.median(others))
        if peaks[n] <= TIMES * usual:
            continue
        for run in range(int(firsts[n]), int(firsts[n + 1]) if n + 1 < len(firsts) else len(starts)):
            many = int(counts[run])
            if many >= LEAST_RECORDS and many > TIMES * usual:
                found.append(Burst(int(starts[run]), many, usual))
    return found, float(np.median(peaks))
