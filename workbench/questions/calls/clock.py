"""Hours and days as the clocks of the case's own zone show them, and moments in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from workbench.case.local_hours import changes_of
from workbench.model.block import PRECISIONS
from workbench.questions.held import Held

HOUR = 3_600_000_000  # moments are UTC microseconds
UNKNOWN = -1  # the hour of a record that tells only its day
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def local(held: Held, frame: pl.DataFrame) -> pl.DataFrame:
    """The table with `hour` (0-23, `UNKNOWN` for a record that tells only its day), `weekday` (0 = Monday) and `day`
    (days since 1970) of its `at` as the case's zone has them; `mark` says how exact a moment is."""
    at = frame["at"].to_numpy()
    ends = np.array([at.min(), at.max()], np.int64) if len(at) else np.zeros(0, np.int64)
    changes, offsets = changes_of(ZoneInfo(zone(held)), ends)
    hours = (at + offsets[np.searchsorted(changes, at, side="right")]) // HOUR
    days = hours // 24
    made = frame.with_columns(
        hour=pl.Series(hours % 24, dtype=pl.Int64),
        weekday=pl.Series((days + 3) % 7, dtype=pl.Int64),
        day=pl.Series(days, dtype=pl.Int64),
    )
    return made.with_columns(hour=pl.when(only_day()).then(pl.lit(UNKNOWN, pl.Int64)).otherwise("hour"))


def only_day() -> pl.Expr:
    """Whether a record tells only its day, by its `mark`: then nothing can be said of what was near it in time."""
    return (pl.col("mark") & 15) == PRECISIONS.index("day")


def without_days(frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The records that tell more than their day, and what to say of the others."""
    left = frame.filter(only_day()).height
    if not left:
        return frame, ()
    named = (
        "1 record that tells only its day." if left == 1 else f"{left:,} records that tell only their day."
    )
    return frame.filter(~only_day()), (named,)


def zone(held: Held) -> str:
    """The name of the case's zone."""
    return held.case.about.zone or "UTC"


def in_hours(begin: int, end: int) -> pl.Expr:
    """Whether `hour` lies from one hour up to another, over midnight where the end is not later."""
    hour = pl.col("hour")
    inside = (hour >= begin) & (hour < end) if begin < end else (hour >= begin) | (hour < end)
    return inside & (hour != UNKNOWN)


def said(at: int) -> str:
    """A moment in words, to the minute, in UTC."""
    return _read(at).strftime("%Y-%m-%d %H:%M UTC")


def date(day: int) -> str:
    """A day, counted from 1970, in words."""
    return (datetime.fromtimestamp(0, UTC) + timedelta(days=day)).strftime("%Y-%m-%d")


def lasted(seconds: float) -> str:
    """A span of time in words, to the largest unit that says it well."""
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * size or (seconds >= size and unit != "day"):
            many = seconds / size
            shown = f"{many:.0f}" if many >= 10 or many == round(many) else f"{many:.1f}"
            return f"{shown} {unit}" + ("" if shown == "1" else "s")
    return f"{seconds:.0f} seconds"


def _read(at: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=at)
