"""The axis of time: where years, days, hours and seconds begin in a zone, and what is written there.

A stretch of time is UTC microseconds, its end left out. A day begins where the zone's midnight is: on the days when
clocks are changed it has 23 or 25 hours, and so has its bar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QDate, QLocale

Whole = npt.NDArray[np.int64]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
SECOND = 1_000_000
HOUR, DAY = 3_600 * SECOND, 86_400 * SECOND
EARLIEST = (datetime(2, 1, 1, tzinfo=UTC) - EPOCH) // MICRO
LATEST = (datetime(9998, 1, 1, tzinfo=UTC) - EPOCH) // MICRO
SHOWN_CHANGES = 800 * DAY  # stretches in which changes of the clocks are marked


@dataclass(frozen=True)
class Unit:
    """A step of the axis: so many of a sort (second, hour, day, week, month or year); `usual` microseconds long."""

    sort: str
    many: int
    usual: int


def _units() -> tuple[Unit, ...]:
    seconds = (1, 5, 15, 30, 60, 300, 900, 1800, 3600)
    made = [Unit("second", n, n * SECOND) for n in seconds]
    made += [Unit("hour", n, n * HOUR) for n in (3, 6, 12)]
    made += [Unit("day", 1, DAY), Unit("week", 1, 7 * DAY)]
    made += [Unit("month", n, n * 30 * DAY) for n in (1, 3)]
    return (*made, *(Unit("year", n, n * 365 * DAY) for n in (1, 5, 10, 50, 100, 500, 1000)))


UNITS = _units()


@dataclass(frozen=True)
class Tick:
    """Something written on the axis at a moment."""

    at: int
    text: str


def fitting(span: int, pixels: float, least: float) -> Unit:
    """The smallest unit of which each takes at least so many of the pixels that a stretch takes."""
    return next((u for u in UNITS if u.usual * pixels >= span * least), UNITS[-1])


def local(at: int, zone: tzinfo) -> datetime:
    """A moment as a date and time of day in a zone."""
    return (EPOCH + timedelta(microseconds=min(max(at, EARLIEST), LATEST))).astimezone(zone)


def midnight(day: date, zone: tzinfo) -> int:
    """The moment at which a day begins."""
    return (datetime(day.year, day.month, day.day, tzinfo=zone) - EPOCH) // MICRO


def edges(low: int, high: int, unit: Unit, zone: tzinfo) -> Whole:
    """Where units begin, from the one that holds `low` to the one after `high`; ascending."""
    low, high = min(max(low, EARLIEST), LATEST), min(max(high, EARLIEST), LATEST)
    found: list[int] = []
    for at in _begins(low, high, unit, zone):
        if not found or at > found[-1]:
            found.append(at)
        if at >= high:
            break
    whole = np.array(found, np.int64)
    return whole[max(int(np.searchsorted(whole, low, side="right")) - 1, 0) :]


def _begins(low: int, high: int, unit: Unit, zone: tzinfo) -> Iterator[int]:
    day = local(low, zone).date()
    if unit.sort == "second":
        yield from _seconds(low, high, unit.usual, zone)
    elif unit.sort == "hour":
        while True:
            for hour in range(0, 24, unit.many):
                yield (datetime(day.year, day.month, day.day, hour, tzinfo=zone) - EPOCH) // MICRO
            day += timedelta(days=1)
    elif unit.sort in ("day", "week"):
        day -= timedelta(days=day.weekday() if unit.sort == "week" else 0)
        while True:
            yield midnight(day, zone)
            day += timedelta(days=7 if unit.sort == "week" else 1)
    else:
        months = unit.many * (12 if unit.sort == "year" else 1)
        begin = (day.year * 12 + day.month - 1) // months * months
        while True:
            year, month = divmod(max(begin, 12), 12)
            if year > 9998:
                return (yield LATEST + 1)
            yield midnight(date(year, month + 1, 1), zone)
            begin += months


def _seconds(low: int, high: int, step: int, zone: tzinfo) -> Iterator[int]:
    """Steps of at most an hour, counted from each midnight."""
    day = local(low, zone).date()
    while True:
        begin, end = midnight(day, zone), midnight(day + timedelta(days=1), zone)
        first = begin + max(low - begin, 0) // step * step
        yield from range(first, min(end, high + step + 1), step)
        if end > high:
            yield end
        day += timedelta(days=1)


def changes(low: int, high: int, zone: tzinfo) -> list[tuple[int, int, int]]:
    """When clocks change in a stretch of time: the moment, and the minutes east of UTC before and after."""
    if high - low > SHOWN_CHANGES:
        return []
    days = edges(low, high, Unit("day", 1, DAY), zone).tolist()
    found = []
    for one, other in pairwise(days):
        before, after = _east(one, zone), _east(other, zone)
        if before == after:
            continue
        begin, end = one, other
        while end - begin > SECOND:
            middle = (begin + end) // 2
            begin, end = (middle, end) if _east(middle, zone) == before else (begin, middle)
        at = round(end / SECOND) * SECOND
        if low <= at < high:
            found.append((at, before, after))
    return found


def _east(at: int, zone: tzinfo) -> int:
    return int((local(at, zone).utcoffset() or timedelta()).total_seconds() // 60)


def offset_text(minutes: int) -> str:
    """The distance from UTC: UTC, UTC+1, UTC+5:30."""
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def _said(day: datetime, pattern: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def _word(text: str) -> str:
    return QCoreApplication.translate("Axis", text)


def name(at: int, unit: Unit, zone: tzinfo) -> str:
    """What is written where a unit begins."""
    moment = local(at, zone)
    if unit.sort == "year":
        return str(moment.year)
    if unit.sort == "month":
        return _said(moment, _word("MMM"))
    if unit.sort in ("day", "week"):
        return _said(moment, _word("d MMM"))
    return moment.strftime("%H:%M:%S" if unit.usual < 60 * SECOND else "%H:%M")


def written(span: int, pixels: float) -> Unit:
    """The smallest unit of which each finds room for what is written at it."""
    found = (u for u in UNITS if u.usual * pixels >= span * _room(u))
    return next(found, UNITS[-1])


def _room(unit: Unit) -> float:
    if unit.sort == "second":
        return 62.0 if unit.usual < 60 * SECOND else 44.0
    return {"hour": 44.0, "day": 48.0, "week": 48.0, "month": 36.0}.get(unit.sort, 40.0)


def ticks(low: int, high: int, pixels: float, zone: tzinfo) -> list[Tick]:
    """What the axis says of a stretch that takes so many pixels."""
    unit = written(high - low, pixels)
    return [
        Tick(at, name(at, unit, zone)) for at in edges(low, high, unit, zone).tolist() if low <= at < high
    ]


def larger(low: int, high: int, pixels: float, zone: tzinfo) -> list[Tick]:
    """What stands below the ticks: the day of hours, the year of days. The first stands for what began before."""
    unit = written(high - low, pixels)
    if unit.sort == "year":
        return []
    if unit.sort in ("second", "hour"):
        over, pattern = Unit("day", 1, DAY), _word("ddd d MMM yyyy")
    else:
        over, pattern = Unit("year", 1, 365 * DAY), "yyyy"
    return [
        Tick(max(at, low), _said(local(at, zone), pattern))
        for at in edges(low, high, over, zone).tolist()
        if at < high
    ]


def moment_text(at: int, zone: tzinfo, seconds: bool = True) -> str:
    """A date and a time of day."""
    moment = local(at, zone)
    return f"{_said(moment, _word('ddd d MMM yyyy'))} {moment.strftime('%H:%M:%S' if seconds else '%H:%M')}"


def day_text(at: int, zone: tzinfo) -> str:
    """A date."""
    return _said(local(at, zone), _word("d MMM yyyy"))


def stretch_text(low: int, high: int, zone: tzinfo) -> str:
    """From then to then, as exact as it needs to be, with the distance from UTC."""
    one, other = local(low, zone), local(high - 1, zone)
    whole = low == midnight(one.date(), zone) and high == midnight(other.date() + timedelta(days=1), zone)
    pattern = _word("d MMM yyyy")
    if whole and one.date() == other.date():
        text = _said(one, _word("ddd d MMM yyyy"))
    elif whole:
        text = f"{_said(one, pattern)} – {_said(other, pattern)}"
    else:
        end = local(high, zone)
        exact = "%H:%M" if not (low % (60 * SECOND) or high % (60 * SECOND)) else "%H:%M:%S"
        last = (
            end.strftime(exact)
            if one.date() == end.date()
            else f"{_said(end, pattern)} {end.strftime(exact)}"
        )
        text = f"{_said(one, pattern)} {one.strftime(exact)} – {last}"
    return f"{text}, {_offsets(low, high, zone)}"


def days_text(low: int, high: int, zone: tzinfo) -> str:
    """From that day to that day, with the distance from UTC."""
    one, other = local(low, zone), local(high - 1, zone)
    days = dict.fromkeys(_said(day, _word("d MMM yyyy")) for day in (one, other))
    return f"{' – '.join(days)}, {_offsets(low, high, zone)}"


def _offsets(low: int, high: int, zone: tzinfo) -> str:
    return " → ".join(dict.fromkeys(offset_text(_east(at, zone)) for at in (low, high - 1)))
