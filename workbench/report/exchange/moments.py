"""Moments as the formats of others write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workbench.report.extract import Extract
from workbench.report.extracted import Happening

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def utc(microseconds: int, digits: int = 0) -> str:
    """A moment in UTC as "2026-06-14T09:30:00Z", with so many digits of the second (0, 3 or 6)."""
    spec = {0: "seconds", 3: "milliseconds", 6: "microseconds"}[digits]
    moment = EPOCH + timedelta(microseconds=microseconds)
    return moment.replace(tzinfo=None).isoformat(timespec=spec) + "Z"


def only_day(happening: Happening) -> bool:
    """Whether a record states a day and no time of day."""
    return len(happening.at) == len("2026-06-14")


def as_of(extract: Extract) -> int:
    """Up to when the extract tells: when its youngest file came in. UTC microseconds; 1970 where there is no file.

    It stands for "made at" where a format asks for that, so that the same extract gives the same bytes.
    """
    return max((file.added_at for file in extract.files), default=0)
