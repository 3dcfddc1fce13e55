"""In which time zone a file says that its times are, in words above its table: "All times are in Eastern time"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from workbench.model.values import moments
from workbench.model.values.wrapping import western_digits

LONGEST = 500  # characters of a line that may say so
_SAYS = re.compile(
    r"(?i)\b(?:all\s+|the\s+)?(?:dates?\s*(?:and|&|/)\s*)?(?:times?|timestamps?|hours)\s+"
    r"(?:(?:(?:is|are|were|shown|displayed|given|stated|listed|expressed|reported|recorded|presented)\s+)+"
    r"(?:(?:in|as|at|according\s+to)\s+)?|(?:in|at)\s+)(?:the\s+)?(?P<zone>.{2,60})"
    r"|\btime\s*zone(?:\s+(?:is|used))?\s*[:=,;\t-]*\s*(?P<zone_named>.{2,60})"
    r"|(?:часовой\s+пояс|(?:все\s+)?врем(?:я|ена)\s+(?:указан[оаы]*\s+)?(?:по|в)\b|zona\s+horaria|fuso\s+hor[áa]rio"
    r"|fuseau\s+horaire|zeitzone|时区|時區|المنطقة\s+الزمنية|منطقه\s+زمانی)"
    r"\s*[:=,;：\t-]*\s*(?P<zone_told>.{2,60})"
)
_SENTENCE = re.compile(r"[;。]|\.(?=\s|$)")
_IANA = re.compile(
    r"\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Etc)/[A-Za-z_]+(?:/[A-Za-z_]+)?"
)
_OFFSET = re.compile(
    r"(?i)\b(?:UTC|GMT)\s*(?P<sign>[+\-−–])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?!\d)"
)
_NONE = re.compile(
    r"(?i)\b(?:UTC|GMT|zulu|co-?ordinated\s+universal\s+time|universal\s+time|greenwich(?:\s+mean)?\s+time)\b"
)
# Words that mean one zone, summer and winter; short forms such as IST or CST mean several and are not taken.
_WORDS = tuple(
    (re.compile(rf"(?i){words}"), zone)
    for words, zone in (
        (r"\b(?:US\s+)?eastern(?:\s+\((?:US|USA)[^)]*\))?\s+time\b|\bUS\s+eastern\b", "America/New_York"),
        (r"\b(?:US\s+)central\s+time\b|\bcentral\s+time\s*\(US|\bUS\s+central\b", "America/Chicago"),
        (r"\b(?:US\s+)?mountain\s+time\b|\bUS\s+mountain\b", "America/Denver"),
        (r"\b(?:US\s+)?pacific\s+time\b|\bUS\s+pacific\b", "America/Los_Angeles"),
        (r"\bcentral\s+european\s+time\b", "Europe/Berlin"),
        (r"\b(?:UK|london|british)\s+(?:local\s+)?time\b", "Europe/London"),
        (r"\bmoscow\s+time\b|\bmsk\b|московск\w+|\bмск\b", "Europe/Moscow"),
        (r"\bind(?:ia|ian)\s+(?:standard\s+)?time\b", "Asia/Kolkata"),
        (r"\b(?:china\s+standard|beijing)\s+time\b|北京时间", "Asia/Shanghai"),
        (r"\b(?:gulf\s+standard|dubai)\s+time\b", "Asia/Dubai"),
    )
)  # fmt: skip


@lru_cache(maxsize=64)
def zone(lines: Sequence[str]) -> str:
    """The zone that the lines above a table state for its times, as moments are read in it; "" where none does, or
    where they state several."""
    told = {name for line in lines if len(line) <= LONGEST for name in _told(western_digits(line))}
    return told.pop() if len(told) == 1 else ""


def _told(line: str) -> set[str]:
    said = _SAYS.search(line)
    if said is None:
        return set()
    text = _SENTENCE.split(next(part for part in said.groupdict().values() if part))[0]
    for words, name in _WORDS:
        if words.search(text):
            return {name}
    named = _IANA.search(text)
    if named and moments.is_zone(named[0]):
        return {named[0]}
    offset = _OFFSET.search(text)
    if offset:
        sign = "+" if offset["sign"] == "+" else "-"
        made = f"{sign}{int(offset['hours']):02}:{offset['minutes'] or '00'}"
        return {made} if moments.fixed_offset(made) is not None else set()
    return {"UTC"} if _NONE.search(text) else set()
