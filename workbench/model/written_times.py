"""Days and times of day as a person writes them on a form, with the time zone they are meant in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from workbench.model import places
from workbench.model.problems import Problem

_WRITTEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
# Clocks of the world are between twelve hours behind and fourteen hours ahead of UTC.
_AHEAD, _BEHIND = timedelta(hours=14), timedelta(hours=12)


@dataclass(frozen=True)
class Written:
    """A moment as it was written: `text` "2026-06-03" or "2026-06-03 10:15", `zone` "" where nobody says it."""

    text: str
    zone: str = ""

    @property
    def has_time(self) -> bool:
        return len(self.text) > len("2026-06-03")

    @property
    def within(self) -> tuple[datetime, datetime]:
        """The earliest and latest moment it can mean, in UTC: a day lasts to its end, no zone may be any."""
        first = datetime.fromisoformat(self.text)
        last = first if self.has_time else first + timedelta(days=1)
        if self.zone:
            meant = _zone(self.zone)
            return first.replace(tzinfo=meant).astimezone(UTC), last.replace(tzinfo=meant).astimezone(UTC)
        return (first - _AHEAD).replace(tzinfo=UTC), (last + _BEHIND).replace(tzinfo=UTC)

    def surely_before(self, other: Written) -> bool:
        """Whether this can only have been earlier: two of one zone are compared as they are written."""
        if self.zone == other.zone:
            length = min(len(self.text), len(other.text))
            return self.text[:length] < other.text[:length]
        return self.within[1] < other.within[0]


def day_or_time(said: str) -> str:
    """A day or a day with a time of day in one way of writing, "" for none; Problem where it is neither."""
    text = said.strip()
    found = _WRITTEN.fullmatch(text)
    try:
        if found:
            date.fromisoformat(found[1])
            datetime.fromisoformat(text)
    except ValueError:
        found = None
    if text and not found:
        raise Problem(f"'{said}' is no day or time", "write it as 2026-06-30 or 2026-06-30 14:05")
    return text.replace("T", " ")


def zone(said: str) -> str:
    """The name of a time zone or an offset such as +02:00, "" for none; Problem where it is neither."""
    found = _OFFSET.fullmatch(said.strip())
    if found and int(found[2]) <= 14 and int(found[3] or 0) < 60:
        return f"{found[1]}{int(found[2]):02}:{int(found[3] or 0):02}"
    return places.zone(said)


def _zone(name: str) -> tzinfo:
    found = _OFFSET.fullmatch(name)
    if not found:
        return ZoneInfo(name)
    away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(away if found[1] == "+" else -away)
