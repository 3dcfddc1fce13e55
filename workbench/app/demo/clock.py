"""The month of the story: 1-30 June 2026 in London, one hour ahead of UTC from end to end.

A moment is whole seconds since midnight of 1 June, local time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from workbench.app.demo.dice import Dice

HOUR = 3600
DAY = 24 * HOUR
DAYS = 30
CHANGE_DAY = 14
_START = datetime(2026, 6, 1)
_UNIX = 1_780_268_400  # 2026-06-01 00:00 in London


def at(day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    """The moment of a day of June (1-30)."""
    return (day - 1) * DAY + hour * HOUR + minute * 60 + second


def local(moment: int, form: str = "%Y-%m-%d %H:%M:%S") -> str:
    """The moment as London's clocks show it; `form` may only use numeric directives."""
    return (_START + timedelta(seconds=moment)).strftime(form)


def utc(moment: int, form: str = "%Y-%m-%d %H:%M:%S") -> str:
    """The moment in UTC."""
    return local(moment - HOUR, form)


def unix(moment: int) -> int:
    """The moment in seconds since 1970, UTC."""
    return _UNIX + moment


def date(moment: int) -> datetime:
    """The local date and time as a value, for workbook cells."""
    return _START + timedelta(seconds=moment)


def waking(dice: Dice, day: int, first: int = 7, last: int = 23) -> int:
    """A moment of that day while people are up, more often towards the middle of it."""
    span = (last - first) * HOUR
    return at(day, first) + (dice.below(span) + dice.below(span)) // 2


def evening(dice: Dice, day: int) -> int:
    return at(day, 17) + dice.below(5 * HOUR + 1800)
