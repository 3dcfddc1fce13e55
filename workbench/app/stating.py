"""What was said of a source beside its file: its circumstances, whose records it holds, and for which days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from workbench.case import acquisitions
from workbench.case import circumstances as circumstances_of
from workbench.case.acquisitions import Acquisition
from workbench.case.cases import Case
from workbench.case.circumstances import Circumstances
from workbench.case.delivered import Delivered
from workbench.model.problems import Problem


def delivered(said: Circumstances, zone: str) -> Delivered:
    """Whose records a file is said to hold, for which period."""
    return Delivered(said.delivered, *period(said.delivered_first, said.delivered_last, zone))


def say_again(case: Case, source: int, sha256: str, said: Circumstances, acquisition: Acquisition) -> bool:
    """Keeps what is said now of a source that the case holds already; whether it is anything new."""
    new = circumstances_of.say(case, source, sha256, said)
    return acquisitions.say(case, source, acquisition) or new


def days(first: str, last: str, zone: str) -> tuple[int | None, int | None]:
    """Two days, both included, as UTC microseconds from the first to the end of the last; None where one is open.

    Raises Problem where one is no day, or the last is before the first.
    """
    found: list[int | None] = []
    for text, further in ((first, 0), (last, 1)):
        try:
            day = date.fromisoformat(text.strip()) + timedelta(days=further) if text.strip() else None
            found.append(utc(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))) if day else None)
        except OverflowError as error:  # the calendar ends with the years 1 and 9999
            raise Problem(f"'{text}' lies beyond the calendar", "leave it empty where it is open") from error
        except ValueError as error:
            raise Problem(f"'{text}' is no day", "write it as 2026-06-30") from error
    if found[0] is not None and found[1] is not None and found[1] <= found[0]:
        raise Problem("the period ends before it begins", "exchange the two dates")
    return found[0], found[1]


def period(first: str, last: str, zone: str) -> tuple[int | None, int | None]:
    """Two days as UTC microseconds of the first and the last moment that belong to them; None where one is open."""
    since, until = days(first, last, zone)
    return since, None if until is None else until - 1


def authorised(said: Circumstances, zone: str) -> tuple[int, int] | None:
    """The period outside which rows are withheld: the one asked for, unless a reason is given to read all."""
    first, last = days(said.asked_first, said.asked_last, zone)
    if said.outside or (first is None and last is None):
        return None
    return (-(1 << 62) if first is None else first, (1 << 62) if last is None else last)


def utc(moment: datetime) -> int:
    """A moment with a zone in UTC microseconds."""
    return round(moment.astimezone(UTC).timestamp() * 1_000_000)
