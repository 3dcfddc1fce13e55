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


def falls(sides: pl.DataFrame, share: float, least: int) -> dict[int, Change]:
    """The numbers that from some moment on have at most this share of the rate they had, and when that was."""
    return _changes(sides, share, least, falling=True)


def rises(sides: pl.DataFrame, share: float, least: int) -> dict[int, Change]:
    """The numbers that up to some moment had at most this share of the rate they have, and when that was."""
    return _changes(sides, share, least, falling=False)


def _changes(sides: pl.DataFrame, share: float, least: int, *, falling: bool) -> dict[int, Change]:
    """Poisson likelihood ratio of two rates against one over each number's time, at the split where it is largest.

    A number's time is that of the files that name it; the busy side begins or ends with the number's own records.
    """
    if not sides.height:
        return {}
    ends = sides.group_by("reading").agg(begin=pl.col("at").min(), end=pl.col("at").max())
    spans = (
        sides.select("who", "reading").unique().join(ends, on="reading").group_by("who")
        .agg(pl.col("begin").min(), pl.col("end").max())
    )  # fmt: skip
    enough = sides.group_by("who").len().filter(pl.col("len") >= least).select("who")
    told = sides.select("who", "at").join(enough, on="who", how="semi", maintain_order="left")
    frame = told.sort("who", "at").join(spans, on="who", how="left", maintain_order="left")
    if not frame.height:
        return {}
    at, begin, end = (frame[name].to_numpy().astype(np.float64) for name in ("at", "begin", "end"))
    who = frame["who"].to_numpy()
    first = np.flatnonzero(np.r_[True, who[1:] != who[:-1]])
    sizes = np.diff(np.r_[first, len(who)])
    number = np.arange(len(who)) - np.repeat(first, sizes)
    count = np.repeat(sizes, sizes).astype(np.float64)
    if falling:  # split just after each record
        before, busy = number + 1.0, np.maximum(at - np.repeat(at[first], sizes), HOUR)
        quiet = end - at
        many, few = before, count - before
    else:  # split just before each record
        many, few = count - number, number.astype(np.float64)
        busy = np.maximum(np.repeat(at[first + sizes - 1], sizes) - at, HOUR)
        quiet = at - begin
    busy, quiet = busy / DAY, np.maximum(quiet, 1.0) / DAY
    rate, rest = many / busy, few / quiet
    gain = _log(many, rate) + _log(few, rest) - _log(count, count / (busy + quiet))
    gain[(rest > share * rate) | (many < least) | (gain < CLEAR)] = 0.0
    best = np.maximum.reduceat(gain, first)
    found = {}
    for k in np.flatnonzero(best > 0).tolist():
        i = int(first[k] + np.argmax(gain[first[k] : first[k] + sizes[k]]))
        rates = (float(rate[i]), float(rest[i])) if falling else (float(rest[i]), float(rate[i]))
        found[int(who[i])] = Change(int(who[i]), int(at[i]), *rates, int(many[i]))
    return found


def _log(count: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """Log-likelihood of so many records at their own rate; none at no rate is certain."""
    return np.where(count > 0, count * np.log(np.maximum(rate, 1e-300)), 0.0)
