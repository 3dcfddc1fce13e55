"""Who was at the same cell shortly before or after, meeting by meeting, and what routine alone would give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from workbench.questions.calls.presence import APART, Presence
from workbench.questions.calls.talk import SECOND

DAY = 86_400  # seconds
SHIFTS = 14  # days by which sightings are moved, one after the other, to see what routine alone would give
LOW = 0xFFFFFFFF
HITS = {
    "other": pl.Int64, "place": pl.Int64, "low": pl.Int64, "high": pl.Int64, "at": pl.Int64, "cell": pl.Int64,
    "ref": pl.Int64, "their_ref": pl.Int64,
}  # fmt: skip


@dataclass(frozen=True)
class Routine:
    """How often others would have been met had they kept their hours on other days: `mean` by id over `shifts` days,
    0 where never."""

    mean: dict[int, float]
    shifts: int


def hits(there: Presence, mine: pl.DataFrame, window: int, *, own_records: bool = True) -> pl.DataFrame:
    """Every sighting of another at the place of one of mine within the window (seconds): `HITS`; the earlier and the
    later of the two in seconds since the first sighting of all, `at` UTC microseconds of mine. Without `own_records`
    nobody counts whom the same record names, for it may be the same one's handset or SIM."""
    of, near = there.near(mine, window)
    other = there.frame["who"].to_numpy()[near]
    ref = there.frame["ref"].to_numpy()[near]
    own = mine["who"].unique().to_numpy()
    kept = ~np.isin(other, own)
    if not own_records:
        kept &= mine["ref"].to_numpy()[of] != ref
    of, near = of[kept], near[kept]
    key = mine["key"].to_numpy()[of]
    times = key & LOW, there.frame["key"].to_numpy()[near] & LOW
    return pl.DataFrame(
        {
            "other": other[kept], "place": key >> 32, "low": np.minimum(*times), "high": np.maximum(*times),
            "at": mine["at"].to_numpy()[of], "cell": mine["cell"].to_numpy()[of], "ref": mine["ref"].to_numpy()[of],
            "their_ref": ref[kept],
        },
        HITS,
    )  # fmt: skip


def meetings(found: pl.DataFrame) -> pl.DataFrame:
    """Hits as meetings: those with one other at one place that follow each other within an hour are one. Columns
    other, place, cell, begin and end (UTC microseconds of mine) and refs (of either, in order of time)."""
    ordered = found.sort("other", "place", "low", "high", "ref", "their_ref")
    fresh = _fresh(*(ordered[name].to_numpy() for name in ("other", "place", "low", "high")))
    behind = pl.concat_list("ref", "their_ref").explode().unique(maintain_order=True)
    return (
        ordered.with_columns(meeting=pl.Series(np.cumsum(fresh)))
        .group_by("meeting", maintain_order=True)
        .agg(
            pl.col("other").first(), pl.col("place").first(), pl.col("cell").first(), begin=pl.col("at").min(),
            end=pl.col("at").max(), refs=behind,
        )
        .drop("meeting")
    )  # fmt: skip


def crowds(found: pl.DataFrame) -> pl.DataFrame:
    """How many different others were near each sighting of mine: ref, crowd."""
    return found.group_by("ref").agg(crowd=pl.col("other").n_unique())


def days_of(there: Presence) -> int:
    """Over how many days the sightings run."""
    at = there.frame["at"].to_numpy()
    return int((at.max() - at.min()) // (DAY * SECOND)) + 1 if len(at) else 1


def later(key: np.ndarray, shift: int, days: int) -> np.ndarray:
    """Sightings as they would be so many days later, the last of the days following on the first."""
    return np.asarray((key >> 32 << 32) + ((key & LOW) + shift * DAY) % (days * DAY))


def routine(there: Presence, mine: pl.DataFrame, window: int, others: Iterable[int] = ()) -> Routine:
    """How often each other would be met if mine had been as many days later, for one day up to `SHIFTS`: what same
    homes, ways and hours give by themselves."""
    days = days_of(there)
    wanted = list(others)
    total: dict[int, int] = {}
    shifts = min(days - 1, SHIFTS)
    key = mine["key"].to_numpy()
    for shift in range(1, shifts + 1):
        moved = mine.with_columns(key=pl.Series(later(key, shift, days)), ref=pl.lit(-1, pl.Int64))
        found = hits(there, moved, window).select("other", "place", "low", "high")
        if wanted:
            found = found.filter(pl.col("other").is_in(wanted))
        ordered = found.sort("other", "place", "low", "high")
        fresh = _fresh(*(ordered[name].to_numpy() for name in ("other", "place", "low", "high")))
        for other, count in zip(
            *np.unique(ordered["other"].to_numpy()[fresh], return_counts=True), strict=True
        ):
            total[int(other)] = total.get(int(other), 0) + int(count)
    return Routine({o: n / shifts for o, n in sorted(total.items())}, shifts)


def pair_routine(one: np.ndarray, other: np.ndarray, window: int, days: int) -> float | None:
    """The same for one pair, from the keys of either in order, the one with fewer sightings being moved; None where the
    records run over one day alone."""
    shifts = min(days - 1, SHIFTS)
    if not shifts:
        return None
    few, most = (one, other) if len(one) <= len(other) else (other, one)
    return sum(_met(later(few, shift, days), most, window) for shift in range(1, shifts + 1)) / shifts


def _met(one: np.ndarray, other: np.ndarray, window: int) -> int:
    """How often two met: `one` in any order, `other` ascending."""
    place = one >> 32 << 32
    first = np.searchsorted(other, np.maximum(one - window, place))
    many = np.searchsorted(other, np.minimum(one + window, place | LOW), side="right") - first
    of = np.repeat(np.arange(len(one)), many)
    if not len(of):
        return 0
    near = np.arange(len(of)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
    a, b = one[of], other[near]
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((high, low))  # places are in the upper bits
    return int(_fresh(low[order], low[order] >> 32, low[order] & LOW, high[order] & LOW, apart=False).sum())


def _fresh(
    other: np.ndarray, place: np.ndarray, low: np.ndarray, high: np.ndarray, *, apart: bool = True
) -> np.ndarray:
    """Where another meeting begins among hits in the order of other (unless all are of one), place and time: nothing
    common for an hour after the last of the two before."""
    if not len(place):
        return np.zeros(0, bool)
    changes = np.r_[True, place[1:] != place[:-1]]
    if apart:
        changes |= np.r_[True, other[1:] != other[:-1]]
    number = np.cumsum(changes) << 32
    reach = np.maximum.accumulate(number | high)
    return np.asarray(changes | ((number | low) - np.r_[0, reach[:-1]] > APART))
