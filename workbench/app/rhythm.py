"""What stands out in time, as marks of the timeline: silences and bursts, by the rules of `model.rhythm`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta, tzinfo

import numpy as np
import numpy.typing as npt

from workbench.drawing.timeline_axis import DAY, HOUR, MICRO, SHOWN_CHANGES, changes, local
from workbench.drawing.timeline_scene import Mark
from workbench.model.rhythm import bursts, pauses

Whole = npt.NDArray[np.int64]
MINUTE = 60_000_000
STEP = SHOWN_CHANGES - DAY  # microseconds looked through at once for changes of the clocks
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
    quiet, days, usual = pauses(at, in_zone(at, zone) // DAY)
    return [Mark(int(at[k - 1]), int(at[k]), "silence", 0, usual) for k in quiet], days, usual


def _bursts(at: Whole, zone: tzinfo) -> tuple[list[Mark], float]:
    found, peak = bursts(in_zone(at, zone) // HOUR)
    marks = [
        Mark(int(at[b.begin]), int(at[b.begin + b.many - 1]) + 1, "burst", b.many, b.usual) for b in found
    ]
    return marks, peak
