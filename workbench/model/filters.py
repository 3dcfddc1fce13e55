"""Filters of a chart: what each looks at, what it keeps or drops, and how one is typed ("hour=22-6")."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from workbench.model.problems import Problem

# What a filter may look at: the fields of records, what hangs between two entities, the entities themselves.
OF_RECORDS = ("source", "time", "hour", "weekday", "type", "duration", "amount", "cell")
OF_LINKS = ("link_kind", "standing", "direction", "count")
OF_ENTITIES = ("kind", "tag", "involvement", "text")
BY = (*OF_ENTITIES, *OF_LINKS, *OF_RECORDS)
RANGED = ("time", "hour", "duration", "amount", "count")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES = {
    "kind": "kind", "tag": "tag", "involvement": "involvement", "text": "text",
    "link_kind": "kind of link", "standing": "standing",
    "direction": "direction", "count": "number of records", "source": "source", "time": "time", "hour": "hour",
    "weekday": "weekday", "type": "type", "duration": "duration", "amount": "amount", "cell": "cell",
}  # fmt: skip
Bound = int | Decimal
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Filter:
    """What of a chart stays visible: values in `keep` (any, where it is empty) that are not in `drop`, and lie in
    [`low`, `high`).

    `time` counts UTC microseconds, `duration` seconds, `amount` whole units of an asset (that in `keep`, where one
    is), `hour` 0 to 24 of the case's zone, where 22 to 6 goes over midnight. One that is not `on` hides nothing.
    """

    by: str
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    low: Bound | None = None
    high: Bound | None = None
    on: bool = True
    title: str = ""

    def __post_init__(self) -> None:
        if self.by not in BY:
            raise Problem(f"nothing can be filtered by '{self.by}'", f"one of {', '.join(BY)}")
        if (self.low is not None or self.high is not None) and self.by not in RANGED:
            raise Problem(f"{NAMES[self.by]} has no lowest and highest value", "name values instead")
        empty = self.low is not None and self.high is not None and self.low >= self.high
        if empty and (self.by != "hour" or self.low == self.high):
            raise Problem(f"no {NAMES[self.by]} lies between these", "give a lower and a higher value")

    @property
    def test(self) -> Filter:
        """The same without its name and switch: what two filters that do the same have in common."""
        return Filter(self.by, self.keep, self.drop, self.low, self.high)

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Filter:
        """A filter as `written` wrote it."""
        number: Callable[[Any], Bound] = Decimal if said["by"] == "amount" else int
        low, high = (None if said.get(n) is None else number(said[n]) for n in ("low", "high"))
        return cls(
            said["by"], tuple(said.get("keep", ())), tuple(said.get("drop", ())), low, high,
            bool(said.get("on", True)), str(said.get("title", "")),
        )  # fmt: skip

    def written(self) -> dict[str, Any]:
        """The filter as JSON keeps it; amounts stay exact as text."""
        bounds = {
            n: str(b) if isinstance(b, Decimal) else b for n, b in (("low", self.low), ("high", self.high))
        }
        said = {"by": self.by, "keep": list(self.keep), "drop": list(self.drop), **bounds}
        return {k: v for k, v in said.items() if v not in (None, [])} | {"on": self.on, "title": self.title}


_FORM = re.compile(r"\s*([a-z][a-z _]*?)\s*(!=|>=|<=|=|>|<)\s*(.*?)\s*", re.S)
_ALSO = {"link": "link_kind", "kind of link": "link_kind", "link kind": "link_kind", "records": "count"}
_UNITS = {"": 1, "s": 1, "min": 60, "m": 60, "h": 3600, "d": 86400}


def parse(text: str, zone: str = "") -> Filter:
    """A filter as it is typed: `kind=phone,wallet`, `type!=text`, `hour=22-6`, `weekday=sat,sun`, `duration>0`,
    `amount=1000..5000 EUR`, `time=2026-06-01..2026-06-30`.

    Times are of `zone` (UTC where it is ""); a day, minute or second named as the end is inside. Numbers of records
    and seconds include both ends, hours and amounts leave the end out. Problem where it cannot be understood.
    """
    found = _FORM.fullmatch(text)
    name = found[1].replace("-", "_") if found else ""
    by = _ALSO.get(name, name)
    if found is None or by not in BY:
        raise Problem(f"'{text}' is no filter", f"such as hour=22-6; what can be filtered: {', '.join(BY)}")
    sign, said = found[2], found[3]
    if not said:
        raise Problem(f"'{text}' names no value", "say one after the sign, such as kind=phone")
    try:
        return _ranged(by, sign, said, zone) or _listed(by, sign, said)
    except (ValueError, InvalidOperation) as error:
        raise Problem(f"'{text}' cannot be understood", str(error) or "such as hour=22-6") from error


def _listed(by: str, sign: str, said: str) -> Filter:
    if sign not in ("=", "!="):
        raise ValueError(f"{NAMES[by]} takes = or !=")
    values = [value.strip() for value in next(csv.reader([said], skipinitialspace=True)) if value.strip()]
    if by == "weekday":
        values = [day for value in values for day in _weekdays(value)]
    elif by == "hour":
        values = [str(_hour(value)) for value in values]
    elif by == "duration":
        values = [str(_seconds(value)) for value in values]
    elif by == "amount" and any(any(c.isdigit() for c in value) for value in values):
        raise ValueError("an amount is a stretch, such as amount=1000..5000 EUR")
    chosen = tuple(dict.fromkeys(values))
    return Filter(by, keep=chosen) if sign == "=" else Filter(by, drop=chosen)


def _ranged(by: str, sign: str, said: str, zone: str) -> Filter | None:
    """A filter of a lowest and a highest value; None where values are listed instead."""
    if by not in RANGED:
        return None
    keep: tuple[str, ...] = ()
    if by == "amount" and (unit := re.fullmatch(r"(.*?\d)\s*([^\d\s.,-][^\s]*)", said)):
        said, keep = unit[1], (unit[2],)
    single = sign == "=" and not _pair(by, said)
    ends: dict[str, Callable[[str], tuple[Bound, Bound]]] = {  # a value and the one after it
        "time": lambda s: _moment(s, zone),
        "hour": lambda s: (_hour(s), _hour(s) + single),
        "duration": lambda s: (_seconds(s), _seconds(s) + 1),
        "count": lambda s: (int(s), int(s) + 1),
        "amount": lambda s: (Decimal(s.replace(",", "")), Decimal(s.replace(",", ""))),
    }
    one = ends[by]
    if sign in (">", "<", ">=", "<="):
        low, after = one(said)
        if by == "amount" and sign in (">", "<="):
            raise ValueError("an amount takes >= or <")
        return {
            ">=": Filter(by, keep, low=low), ">": Filter(by, keep, low=after),
            "<": Filter(by, keep, high=low), "<=": Filter(by, keep, high=after),
        }[sign]  # fmt: skip
    pair = _pair(by, said)
    if pair and sign == "=":
        low_text, high_text = pair
        return Filter(
            by,
            keep,
            low=one(low_text)[0] if low_text else None,
            high=one(high_text)[1] if high_text else None,
        )
    if sign == "=" and (by in ("time", "count") or (by == "hour" and "," not in said)):
        low, after = one(said)
        return Filter(by, low=low, high=after)
    if by in ("time", "count"):
        raise ValueError(f"{NAMES[by]} takes =, >=, <= or a stretch")
    return None


def _pair(by: str, said: str) -> tuple[str, str] | None:
    """The two ends of a stretch, "" for an open one."""
    if ".." in said:
        low, _, high = said.partition("..")
    elif by in ("hour", "duration", "count", "amount") and "-" in said:
        low, _, high = said.partition("-")
    else:
        return None
    if not low.strip() and not high.strip():
        raise ValueError("a stretch has at least one end")
    return low.strip(), high.strip()


def _hour(said: str) -> int:
    hour = int(said.removesuffix(":00"))
    if not 0 <= hour <= 24:
        raise ValueError("hours are 0 to 24")
    return hour


def _seconds(said: str) -> int:
    found = re.fullmatch(r"(\d+)\s*(s|min|m|h|d|)", said)
    if found is None:
        raise ValueError("a duration is seconds, or such as 10min or 2h")
    return int(found[1]) * _UNITS[found[2]]


def _weekdays(said: str) -> list[str]:
    ends = [_weekday(part) for part in said.split("-")] if said.count("-") == 1 else [_weekday(said)]
    first, last = ends[0], ends[-1]
    return [WEEKDAYS[(first + n) % 7] for n in range((last - first) % 7 + 1)]


def _weekday(said: str) -> int:
    word = said.strip().lower()[:3]
    if word in WEEKDAYS:
        return WEEKDAYS.index(word)
    if word.isdigit() and 1 <= int(word) <= 7:
        return int(word) - 1
    raise ValueError("weekdays are mon, tue, wed, thu, fri, sat, sun")


def _moment(said: str, zone: str) -> tuple[int, int]:
    """UTC microseconds where a stated day, minute or second begins, and where the next one does."""
    at = datetime.fromisoformat(said)
    if re.fullmatch(r"\d{4}-?\d\d-?\d\d", said):
        step = timedelta(days=1)
    else:
        step = timedelta(seconds=1) if said.count(":") > 1 else timedelta(minutes=1)
    ends = (at, at + step)
    if at.tzinfo is None:
        ends = tuple(end.replace(tzinfo=ZoneInfo(zone or "UTC")) for end in ends)  # type: ignore[assignment]
    low, high = (end - EPOCH for end in ends)
    return low // timedelta(microseconds=1), high // timedelta(microseconds=1)


def typed(test: Filter, zone: str = "") -> str:
    """A filter as it would be typed: what `parse` understands as the same."""
    if test.low is not None or test.high is not None:
        said = f"{test.by}={_typed_stretch(test, zone)}"
        return f"{said} {test.keep[0]}" if test.by == "amount" and test.keep else said
    values = test.keep or test.drop
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(values)
    return f"{test.by}{'=' if test.keep else '!='}{out.getvalue()}"


def _typed_stretch(test: Filter, zone: str) -> str:
    low, high = test.low, test.high
    if test.by in ("duration", "count") and high is not None:
        high = high - 1  # both ends are inside as they are typed
    if test.by == "time":
        return f"{_typed_moment(low, zone)}..{_typed_moment(high, zone, before=True)}"
    return f"{'' if low is None else low}..{'' if high is None else high}"


def _typed_moment(at: Bound | None, zone: str, before: bool = False) -> str:
    """A moment as it is typed; as an end, the last second before it."""
    if at is None:
        return ""
    local = EPOCH + timedelta(microseconds=int(at)) - timedelta(seconds=1 if before else 0)
    return local.astimezone(ZoneInfo(zone or "UTC")).replace(tzinfo=None).isoformat(timespec="seconds")
