"""What a filter does, in words: for the panel, the history, pictures and the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from workbench.case import sources
from workbench.case.cases import Case
from workbench.case.filtering import BOTH_WAYS, ONE_WAY, Amount
from workbench.model.filters import NAMES, WEEKDAYS, Bound, Filter

Say = Callable[[str], str]
TIMED = ("time", "hour", "weekday")  # what depends on the zone
ABOUT = {
    "kind": "Kind: {said}", "tag": "Tag: {said}", "involvement": "Involvement: {said}",
    "text": "Text: {said}", "link_kind": "Kind of link: {said}",
    "standing": "Standing: {said}", "direction": "Direction: {said}", "count": "Records: {said}",
    "source": "Source: {said}", "time": "Time: {said}", "hour": "Hour: {said}", "weekday": "Weekday: {said}",
    "type": "Type: {said}", "duration": "Duration: {said}", "amount": "Amount: {said}", "cell": "Cell: {said}",
}  # fmt: skip
DAYS = dict(
    zip(
        WEEKDAYS,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
WAYS = {BOTH_WAYS: "both ways", ONE_WAY: "one way", "": "without direction"}
NONE = "not told"
PHRASES = (
    *ABOUT.values(), *DAYS.values(), *WAYS.values(), *NAMES.values(), NONE, "all but {said}", "from {low}",
    "before {high}", "{low} to {high}", "at least {low}", "at most {high}", "less than {high}",
    "{said} ({zone})", "from {who}", "to {who}",
)  # fmt: skip


def sentence(case: Case, test: Filter, say: Say = lambda text: text) -> str:
    """What a filter keeps, such as "Hour: 22:00 to 6:00 (Europe/London)"; `say` puts phrases in another language."""
    parts = []
    if test.low is not None or test.high is not None:
        parts.append(stretch(case, test, say))
    if test.keep:
        named = _named(case, test.by, test.keep, say)
        parts = [f"{parts[0]} {named}"] if parts else [named]
    if test.drop:
        named = _named(case, test.by, test.drop, say)
        parts.append(say("all but {said}").format(said=named))
    said = ", ".join(parts)
    if test.by in TIMED:
        said = say("{said} ({zone})").format(said=said, zone=case.about.zone or "UTC")
    return say(ABOUT[test.by]).format(said=said)


def _named(case: Case, by: str, values: Sequence[str], say: Say) -> str:
    """Values in a row; three weekdays and more that follow one another by the first and the last."""
    names = [value_name(case, by, v, say) for v in values]
    days = [WEEKDAYS.index(v) for v in values if v in WEEKDAYS] if by == "weekday" else []
    run = len(days) == len(values) > 2 and all((b - a) % 7 == 1 for a, b in pairwise(days))
    return say("{low} to {high}").format(low=names[0], high=names[-1]) if run else ", ".join(names)


def named(case: Case, test: Filter) -> str:
    """The name of a filter, where it has one, and what it keeps."""
    said = sentence(case, test)
    return f"{test.title} ({said})" if test.title else said


def value_name(case: Case, by: str, value: str, say: Say = lambda text: text) -> str:
    """What a value of a filter is called."""
    kinds = case.kinds
    if by == "kind" and value in kinds.entities:
        return kinds.entities[value].name
    if by == "link_kind" and value in kinds.links:
        return kinds.links[value].name
    if by == "type":
        record, _, more = value.partition("/")
        return (
            kinds.records[record].name + (f", {more.replace('/', ', ')}" if more else "")
            if (record in kinds.records)
            else value
        )
    if by == "weekday" and value:
        return say(DAYS[value])
    if by == "direction":
        way, _, who = value.partition(" ")
        return say(way + " {who}").format(who=who) if way in ("from", "to") else say(WAYS.get(value, value))
    if by == "hour" and value:
        return f"{value}:00"
    if by == "duration" and value:
        return seconds(int(value))
    if by == "source":
        return sources.names(case).get(value, value)
    return value or say(NONE)


def stretch(case: Case, test: Filter, say: Say = lambda text: text) -> str:
    """The stretch a filter keeps, such as "22:00 to 6:00"."""
    if test.by in ("count", "duration"):
        return _inclusive(test, say)
    low, high = (None if end is None else _end(case, test.by, end) for end in (test.low, test.high))
    timed = test.by in TIMED
    if low is None:
        return say("before {high}" if timed else "less than {high}").format(high=high)
    if high is None:
        return say("from {low}" if timed else "at least {low}").format(low=low)
    return say("{low} to {high}").format(low=low, high=high)


def _inclusive(test: Filter, say: Say) -> str:
    """A stretch of whole numbers, both ends named as they are inside it."""

    def shown(n: int) -> str:
        return f"{n:,}" if test.by == "count" else seconds(n)

    if test.high is None:
        return say("at least {low}").format(low=shown(int(test.low or 0)))
    last = int(test.high) - 1
    if not test.low:
        return say("at most {high}").format(high=shown(last))
    if test.low == last:
        return shown(last)
    return say("{low} to {high}").format(low=shown(int(test.low)), high=shown(last))


def _end(case: Case, by: str, end: Bound) -> str:
    if by == "hour":
        return f"{end}:00"
    return moment(case, int(end)) if by == "time" else f"{end:,}"


def moment(case: Case, microseconds: int) -> str:
    """UTC microseconds as a date and, where it is not midnight, a time of day in the case's zone."""
    at = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)
    local = at.astimezone(ZoneInfo(case.about.zone or "UTC"))
    said = local.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    return said.removesuffix(" 00:00")


def seconds(whole: int) -> str:
    """A duration: 45 s, 2 min, 1 h 5 min."""
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min" + (f" {rest} s" if rest else "")
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h" + (f" {minutes} min" if minutes else "") + (f" {rest} s" if rest else "")


def hides(removed: Amount, everything: Amount) -> str:
    """What a filter removes: "hides 1,204 of 9,834 records, 12 entities"."""
    if not removed.records and not removed.entities and not removed.links:
        return "hides nothing"
    said = []
    if removed.records:
        said.append(f"{removed.records:,} of {everything.records:,} records")
    if removed.links and not removed.records:
        said.append(f"{removed.links:,} of {everything.links:,} links")
    if removed.entities:
        said.append(f"{removed.entities:,} {'entity' if removed.entities == 1 else 'entities'}")
    return "hides " + ", ".join(said)


def listed(case: Case, filters: Sequence[Filter]) -> list[str]:
    """The sentences of the filters that are on, for what is handed out."""
    return [named(case, f) for f in filters if f.on]
