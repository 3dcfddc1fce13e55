"""What stands out in time, by rules that can be said in a sentence.

A silence: no record for more than three times as long as is usual, where usual is the median, over the days with
records, of the longest pause that ended on that day. A burst: an hour of the clock with at least five records and more
than three times as many as the busiest hour of a usual day, the median over the other days with records up to a
fortnight before and after. Neither is said where fewer than seven days have records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta, tzinfo

import numpy as np
import numpy.typing as npt

from workbench.drawing.timeline_axis import DAY, HOUR, MICRO, SHOWN_CHANGES, changes, local
from workbench.drawing.timeline_scene import Mark

Whole = npt.NDArray[np.int64]
TIMES = 3  # as long, or as many, as is usual
LEAST_DAYS, LEAST_RECORDS = 7, 5
MINUTE = 60_000_000
STEP = SHOWN_CHANGES - DAY  # microseconds looked through at once for changes of the clocks
AROUND = 14  # days before and after that a burst is held against
NONE = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Rhythm:
    """Silences and bursts in order of time; `days` have records; `silence` microseconds are the usual longest pause
    of a day, `peak` records its usual busiest hour, both 0 where that cannot be said."""

    marks: tuple[Mark, ...] = ()
    days: int = 0
    silence: float = 0.0
    peak: float = 0.0


def merged(columns: Iterable[Whole]) -> Whole:
    """Moments of several columns, each in order, as one in order."""
    several = [at for at in columns if len(at)]
    if len(several) == 1:
        return several[0]
    return np.sort(np.concatenate([NONE, *several]), kind="stable")


def rhythm(every: Iterable[Whole], exact: Iterable[Whole], zone: tzinfo) -> Rhythm:
    """What stands out among some moments in order; `exact` are those that tell more than the day."""
    at = merged(every)
    if not len(at):
        return Rhythm()
    silences, days, usual = _silences(at, zone)
    bursts, peak = _bursts(merged(exact), zone)
    return Rhythm(tuple(sorted([*silences, *bursts], key=lambda m: m.low)), days, usual, peak)


def in_zone(at: Whole, zone: tzinfo) -> Whole:
    """Moments in order as the zone's clocks show them, in microseconds since 1970 there."""
    shown = np.empty(len(at), np.int64)
    begin = 0
    while begin < len(at):
        low = int(at[begin])
        until = int(np.searchsorted(at, low + STEP))
        for moment, before, _ in changes(low, low + STEP, zone):
            end = min(int(np.searchsorted(at, moment)), until)
            shown[begin:end] = at[begin:end] + before * MINUTE
            begin = end
        if begin < until:
            east = local(int(at[until - 1]), zone).utcoffset() or timedelta()
            shown[begin:until] = at[begin:until] + east // MICRO
        begin = until
    return shown


def _silences(at: Whole, zone: tzinfo) -> tuple[list[Mark], int, float]:
    days = in_zone(at, zone) // DAY
    starts = np.concatenate([[0], np.flatnonzero(np.diff(days)) + 1])
    if len(starts) < LEAST_DAYS:
        return [], len(starts), 0.0
    pauses = np.diff(at, prepend=at[0])
    longest = np.maximum.reduceat(pauses, starts)[1:]
    usual = float(np.median(longest))
    quiet = np.flatnonzero(pauses > TIMES * usual) if usual else NONE
    marks = [Mark(int(at[k - 1]), int(at[k]), "silence", 0, usual) for k in quiet.tolist()]
    return marks, len(starts), usual


def _bursts(at: Whole, zone: tzinfo) -> tuple[list[Mark], float]:
    if not len(at):
        return [], 0.0
    hours = in_zone(at, zone) // HOUR
    starts = np.concatenate([[0], np.flatnonzero(np.diff(hours)) + 1])
    counts = np.diff(np.append(starts, len(at)))
    days = hours[starts] // 24
    firsts = np.concatenate([[0], np.flatnonzero(np.diff(days)) + 1])
    day, peaks = days[firsts], np.maximum.reduceat(counts, firsts)
    if len(day) < LEAST_DAYS:
        return [], 0.0
    marks = []
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
                begin = int(starts[run])
                marks.append(Mark(int(at[begin]), int(at[begin + many - 1]) + 1, "burst", many, usual))
    return marks, float(np.median(peaks))
