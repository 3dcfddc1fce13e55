"""When a number all but stops and when another all but starts: one change of its rate, found where it fits best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from workbench.questions.calls.talk import DAY, HOUR

CLEAR = np.log(100.0)  # two rates must make the records a hundred times likelier than one


@dataclass(frozen=True)
class Change:
    """From `at` on (UTC microseconds) a number has `after` records a day, `before` that it had `before`; `records` on
    the busy side."""

    who: int
    at: int
    before: float
    after: float
    records: int


@dataclass(frozen=True)
class Timed:
    """The records of each number in order of time: number and moment of each, from when to when the files run that
    name the number, and where the records of each number begin (`first`) and how many they are (`sizes`)."""

    who: np.ndarray
    at: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    first: np.ndarray
    sizes: np.ndarray
    least: int


def timed(sides: pl.DataFrame, least: int) -> Timed:
    """The sides of calls and messages by number and time, for the numbers with so many at least."""
    ends = sides.group_by("reading").agg(begin=pl.col("at").min(), end=pl.col("at").max())
    named = sides.group_by("who", "reading").len().join(ends, on="reading").group_by("who")
    spans = named.agg(pl.col("len").sum(), pl.col("begin").min(), pl.col("end").max()).filter(
        pl.col("len") >= least
    )
    frame = sides.select("who", "at").join(spans, on="who").sort("who", "at")
    at, begin, end = (frame[name].to_numpy().astype(np.float64) for name in ("at", "begin", "end"))
    who = frame["who"].to_numpy()
    first = np.flatnonzero(np.r_[True, who[1:] != who[:-1]]) if len(who) else np.zeros(0, np.int64)
    return Timed(who, at, begin, end, first, np.diff(np.r_[first, len(who)]), least)


def falls(told: Timed, share: float) -> dict[int, Change]:
    """The numbers that from some moment on have at most this share of the rate they had, and when that was."""
    return _changes(told, share, falling=True)


def rises(told: Timed, share: float) -> dict[int, Change]:
    """The numbers that up to some moment had at most this share of the rate they have, and when that was."""
    return _changes(told, share, falling=False)


def _changes(told: Timed, share: float, *, falling: bool) -> dict[int, Change]:
    """Poisson likelihood ratio of two rates against one over each number's time, at the split where it is largest.

    A number's time is that of the files that name it; the busy side begins or ends with the number's own records.
    """
    if not len(told.who):
        return {}
    at, first, sizes = told.at, told.first, told.sizes
    number = np.arange(len(at)) - np.repeat(first, sizes)
    count = np.repeat(sizes, sizes).astype(np.float64)
    if falling:  # split just after each record
        busy, quiet = np.maximum(at - np.repeat(at[first], sizes), HOUR), told.end - at
        many, few = number + 1.0, count - number - 1.0
    else:  # split just before each record
        busy, quiet = np.maximum(np.repeat(at[first + sizes - 1], sizes) - at, HOUR), at - told.begin
        many, few = count - number, number.astype(np.float64)
    busy, quiet = busy / DAY, np.maximum(quiet, 1.0) / DAY
    rate, rest = many / busy, few / quiet
    gain = _log(many, rate) + _log(few, rest) - _log(count, count / (busy + quiet))
    gain[(rest > share * rate) | (many < told.least) | (gain < CLEAR)] = 0.0
    best = np.maximum.reduceat(gain, first)
    found = {}
    for k in np.flatnonzero(best > 0).tolist():
        i = int(first[k] + np.argmax(gain[first[k] : first[k] + sizes[k]]))
        rates = (float(rate[i]), float(rest[i])) if falling else (float(rest[i]), float(rate[i]))
        who = int(told.who[i])
        found[who] = Change(who, int(at[i]), *rates, int(many[i]))
    return found


def _log(count: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """Log-likelihood of so many records at their own rate; none at no rate is certain."""
    return np.where(count > 0, count * np.log(np.maximum(rate, 1e-300)), 0.0)
