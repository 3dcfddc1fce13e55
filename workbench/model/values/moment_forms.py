"""The forms dates and times are written in, read off a single cell as a strptime format for the whole
column."""

from __future__ import annotations

import re
from dataclasses import dataclass

SECOND, MINUTE, DAY, MICROSECOND = range(4)  # indexes in block.PRECISIONS

_WEEKDAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,? "
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_TIME = (
    r"(?P<hour>\d{1,2})(?P<t>[:.])\d{2}(?P<sec>(?P=t)\d{2}(?P<frac>[.,]\d{1,9})?)?(?P<half> ?[ap]\.? ?m\.?)?"
)
_TIME_RUN = r"(?P<run>\d{4}(?:\d{2})?)"
_OFFSET = r"(?P<offset> ?(?:Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT))?"
_DATES = (
    r"(?P<year4>\d{4})(?P<s>[-/.])\d{1,2}(?P=s)\d{1,2}",
    r"\d{1,2}(?P<s>[-/.])\d{1,2}(?P=s)(?P<year>\d{4}|\d{2})",
    rf"\d{{1,2}}(?P<nth>st|nd|rd|th)?(?P<s>[-/. ]?)(?P<named>{_MONTH})(?P<s2>[-/. ]?,? ?)"
    r"(?P<year>\d{4}|\d{2})",
    rf"(?P<first>{_MONTH})(?P<s>[-/. ])\d{{1,2}}(?P<nth>st|nd|rd|th)?(?P<s2>,? ?[-/. ]?)(?P<year>\d{{4}})",
    rf"(?P<year4>\d{{4}})(?P<s>[-/ ])(?P<middle>{_MONTH})[-/ ]\d{{1,2}}",
    r"(?P<compact>\d{8})",
)
_GAP = r"(?P<gap>,? |T|[-_:])"
_ASCTIME = re.compile(
    rf"(?i)^{_WEEKDAY}{_MONTH} \d{{1,2}} \d{{1,2}}:\d{{2}}:\d{{2}}(?: (?:UTC|GMT))? \d{{4}}$"
)
_AFTER = [
    re.compile(rf"(?i)^(?P<week>{_WEEKDAY})?{date}(?:{_GAP}(?:{_TIME}|{_TIME_RUN}){_OFFSET})?$")
    for date in _DATES
]
_BEFORE = [re.compile(rf"(?i)^{_TIME}(?P<gap>,? ){date}$") for date in _DATES[:5]]
_RUN_ON = re.compile(r"^(?:19|20)\d{12}$|^(?:19|20)\d{10}$")
_UNIX = (
    (re.compile(r"^1\d{9}(?:\.\d+)?$"), "s"),
    (re.compile(r"^1\d{12}$"), "ms"),
    (re.compile(r"^1\d{15}$"), "us"),
)

_UNWEEK = (rf"(?i)^{_WEEKDAY}", "")
_HALVES = (r"(?i) ?([ap])\.? ?m\.?$", " ${1}M")
_HALVES_FIRST = (r"(?i)^([\d:.]+) ?([ap])\.? ?m\.?", "${1} ${2}M")
# 18:08 PM and 0:15 AM are hours of 24 all the same.
_NO_HALVES = (
    (r"(?i)\b((?:1[3-9]|2[0-3])[:.][\d:.]+) ?p\.? ?m\.?", "${1}"),
    (r"(?i)\b(00?[:.][\d:.]+) ?a\.? ?m\.?", "${1}"),
)
_SEPT = (r"(?i)sept(?:ember)?\b\.?", "Sep")
_DOTTED = (r"(?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\.([ -])", "${1}${2}")
_NTH = (r"(?i)(\d)(?:st|nd|rd|th)", "${1}")
_FRACTION = (r",(\d{1,9})( ?[AaPp]\.?[Mm]\.?)?$", ".${1}${2}")


@dataclass(frozen=True)
class Form:
    """How to read a whole column: replacements first, then an offset cut from the end, then a strptime
    format.

    `offset` is how many characters at the end state the offset from UTC, 0 none, -1 as many as there are.
    `unix` stands instead of a format where the text counts s, ms or us since 1970.
    """

    format: str = ""
    precision: int = SECOND
    offset: int = 0
    rewrites: tuple[tuple[str, str], ...] = ()
    unix: str = ""


def forms_of(text: str, order: str | None) -> list[Form]:
    """The forms one tidy cell may be written in, best first; none where it is no date or its order is not
    known."""
    for shape, unix in _UNIX:
        if shape.match(text):
            return [Form(unix=unix, precision=MICROSECOND if unix != "s" or "." in text else SECOND)]
    if _RUN_ON.match(text):
        return [Form("%Y%m%d%H%M%S", SECOND)] if len(text) == 14 else [Form("%Y%m%d%H%M", MINUTE)]
    if _ASCTIME.match(text):
        zone = (r" (?:UTC|GMT) (\d{4})$", " ${1}")
        stated = [Form("%B %d %H:%M:%S %Y", SECOND, 0, (_UNWEEK, zone))]
        return stated
    for shape in _AFTER:
        match = shape.match(text)
        if match:
            return _with_time(match.groupdict(), order)
    for shape in _BEFORE:
        match = shape.match(text)
        if match:
            return _with_time(match.groupdict(), order, before=True)
    return []


def from_format(format: str) -> Form:
    """The form a recipe gives as a strptime format."""
    offset = -1 if format.rstrip().endswith("%z") else 0
    bare = format.rstrip().removesuffix("%z").rstrip() if offset else format
    bare = (
        bare.replace("%T", "%H:%M:%S")
        .replace("%R", "%H:%M")
        .replace("%D", "%m/%d/%y")
        .replace("%F", "%Y-%m-%d")
    )
    if "%f" in bare or "%.f" in bare:
        precision = MICROSECOND
        bare = re.sub(r"\.%f", "%.f", bare)
    elif "%S" in bare or "%c" in bare:
        precision = SECOND
    else:
        precision = MINUTE if "%M" in bare else DAY
    return Form(bare, precision, offset)


def _with_time(parts: dict[str, str | None], order: str | None, before: bool = False) -> list[Form]:
    date = _date_format(parts, order)
    if date is None:
        return []
    rewrites: list[tuple[str, str]] = []
    if parts.get("week"):
        rewrites.append(_UNWEEK)
    if parts.get("named") or parts.get("first") or parts.get("middle"):
        rewrites += [_SEPT, _DOTTED]
    if parts.get("nth"):
        rewrites.append(_NTH)
    if parts.get("run"):
        time, precision = ("%H%M", MINUTE) if len(parts["run"] or "") == 4 else ("%H%M%S", SECOND)
    elif parts.get("hour"):
        time, precision = _time_format(parts)
        if (parts.get("frac") or "").startswith(","):
            rewrites.append(_FRACTION)
    else:
        return [Form(date, DAY, 0, tuple(rewrites))]
    offset = len(parts.get("offset") or "")
    gap = parts["gap"] or ""

    def form(clock: str, *more: tuple[str, str]) -> Form:
        whole = f"{clock}{gap}{date}" if before else f"{date}{gap}{clock}"
        return Form(whole, precision, offset, (*rewrites, *more))

    if not parts.get("half"):
        return [form(time)]
    twelve = form(time.replace("%H", "%I") + " %p", _HALVES_FIRST if before else _HALVES)
    return [twelve, form(time, *_NO_HALVES)]


def _time_format(parts: dict[str, str | None]) -> tuple[str, int]:
    colon = parts["t"] or ":"
    if parts.get("frac"):
        return f"%H{colon}%M{colon}%S%.f", MICROSECOND
    return (f"%H{colon}%M{colon}%S", SECOND) if parts.get("sec") else (f"%H{colon}%M", MINUTE)


def _date_format(parts: dict[str, str | None], order: str | None) -> str | None:
    if parts.get("compact"):
        return "%Y%m%d"
    s, s2 = parts.get("s") or "", parts.get("s2") or ""
    if parts.get("middle"):
        return f"%Y{s}%B{s}%d"
    if parts.get("year4"):
        return f"%Y{s}%m{s}%d"
    short = len(parts["year"] or "") == 2
    year = "%y" if short else "%Y"
    if parts.get("named"):
        return f"%d{s}%B{_undotted(s2)}{year}"
    if parts.get("first"):
        return f"%B{s}%d{s2}{year}"
    if order == "dmy":
        return f"%d{s}%m{s}{year}"
    if order == "mdy":
        return f"%m{s}%d{s}{year}"
    return f"%y{s}%m{s}%d" if order == "ymd" and short else None


def _undotted(separator: str) -> str:
    return separator.lstrip(".") or separator
