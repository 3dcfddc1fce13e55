"""How WhatsApp begins a message in its text export: date and time in the writing of the exporting phone.

The date comes in any order with any of `.`, `/` or `-` between its parts, the time in 12 or 24 hours, both in
brackets or followed by a dash; phones add invisible marks and narrow blanks. Day and month are not told apart by
a single line: `decide` does it for the whole file, by what dates there can be and by messages following one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MARKS = "\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
BLANK = "[ \u00a0\u202f\u2009]"
FIRST_YEAR, LAST_YEAR = 2009, 2099  # WhatsApp began in 2009
ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2), "ydm": (0, 2, 1)}
DAYS = 3  # as many different days tell the number that stays the same as the year
RARE = "ydm"  # taken only where no other order fits

_MORNING = ("am", "a.m.", "a. m.", "π.μ.", "ص", "ق.ظ.", "ق.ظ", "पूर्वाह्न", "öö", "pg", "пр.об.", "오전", "上午", "午前",
            "凌晨", "早上", "清晨", "sa", "pd", "de.", "fm", "f.h.", "дп", "před.", "dop.", "ก่อนเที่ยง")  # fmt: skip
_EVENING = ("pm", "p.m.", "p. m.", "μ.μ.", "م", "ب.ظ.", "ب.ظ", "अपराह्न", "ös", "ptg", "сл.об.", "오후", "下午", "午後",
            "晚上", "中午", "ch", "md", "du.", "em", "e.h.", "пп", "odp.", "หลังเที่ยง")  # fmt: skip
_HALVES = {**dict.fromkeys(_MORNING, "AM"), **dict.fromkeys(_EVENING, "PM")}
_HALF = "|".join(
    re.escape(word).replace(r"\ ", f"{BLANK}?") for word in sorted(_HALVES, key=len, reverse=True)
)
_DATE = rf"(?P<one>\d{{1,4}})(?P<sep>[./-]){BLANK}?(?P<two>\d{{1,2}})(?P=sep){BLANK}?(?P<three>\d{{1,4}})\.?"
_TIME = (
    rf"(?:(?P<before>{_HALF}){BLANK}?)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    rf"(?:{BLANK}?(?P<after>{_HALF}))?"
)
_GAP = rf"(?:[,،،]{BLANK}?|{BLANK})(?:(?:at|um|à|a las|às|alle|в|kl\.?|klo|om|o){BLANK})?"
_header = re.compile(
    rf"(?i)^[{MARKS}]*(?:"
    rf"\[{BLANK}?{_DATE}{_GAP}{_TIME}{BLANK}?\]{BLANK}?"
    rf"|\[{_TIME.replace('?P<', '?P<f_')},?{BLANK}{_DATE.replace('?P<', '?P<f_').replace('P=sep', 'P=f_sep')}\]{BLANK}?"
    rf"|{_DATE.replace('?P<', '?P<d_').replace('P=sep', 'P=d_sep')}{_GAP}{_TIME.replace('?P<', '?P<d_')}"
    rf"(?:{BLANK}[-–]{BLANK}|:{BLANK})"
    rf")(?P<rest>.*)$",
    re.DOTALL,
)
_name = re.compile(
    rf"^[{MARKS}~{BLANK[1:-1]}]*(?P<name>[^\n]{{1,130}}?)[{MARKS}]*:(?:{BLANK}(?P<text>.*)|$)", re.DOTALL
)


@dataclass(frozen=True)
class Header:
    """The beginning of a message: the three parts of its date as written, the time, and what follows."""

    date: tuple[int, int, int]
    long: int  # which part of the date is a year of four digits: 0, 2, or -1 where none is
    clock: str
    rest: str
    dotted: bool = False

    def sender(self) -> tuple[str, str]:
        """The name before the colon and the text after it; no name where WhatsApp itself speaks."""
        found = _name.match(self.rest)
        return (found["name"].strip(), found["text"] or "") if found else ("", self.rest)

    def time(self, order: str) -> str:
        """Date and time as text, in the order known; as written (day, month and year unsorted) where none is."""
        if order not in ORDERS:
            one, two, three = self.date
            return f"{one:02}/{two:02}/{three:02} {self.clock}"
        year, month, day = (self.date[part] for part in ORDERS[order])
        return f"{_full(year):04}-{month:02}-{day:02} {self.clock}"


def read(line: str) -> Header | None:
    """The header a line begins with, or None: then it goes on with the message before."""
    if not any(char.isdigit() for char in line[:8]):
        return None
    found = _header.match(line)
    if not found:
        return None
    parts = found.groupdict()
    for prefix in ("", "f_", "d_"):
        if parts[prefix + "one"]:
            return _of({name: parts[prefix + name] for name in _NAMES}, parts["rest"] or "")
    return None


_NAMES = ("sep", "one", "two", "three", "before", "hour", "minute", "second", "after")


def _of(parts: dict[str, str | None], rest: str) -> Header | None:
    date_ = tuple(int(parts[name] or 0) for name in ("one", "two", "three"))
    lengths = [len(parts[name] or "") for name in ("one", "two", "three")]
    if 3 in lengths or lengths[0] == lengths[2] == 4:
        return None
    word = re.sub(BLANK, "", (parts["before"] or parts["after"] or "").casefold())
    half = next((h for said, h in _HALVES.items() if said.replace(" ", "").casefold() == word), "")
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    if half == "PM" and hour < 12:
        hour += 12
    if half == "AM" and hour == 12:
        hour = 0
    clock = f"{hour:02}:{minute:02}" + (f":{int(parts['second']):02}" if parts["second"] else "")
    long = 0 if lengths[0] == 4 else 2 if lengths[2] == 4 else -1
    return Header((date_[0], date_[1], date_[2]), long, clock, rest, parts["sep"] == ".")


def _full(year: int) -> int:
    """A year with its century; a Buddhist one in the common era."""
    if year < 100:
        return 2000 + year
    return year - 543 if 2500 < year < 2700 else year


def decide(dates: Iterable[tuple[int, int, int]], long: int, dotted: bool = False) -> tuple[str, bool]:
    """The order of day, month and year of a whole file, "" where it cannot be told; and whether the year may be
    the first of three short numbers, so that day and month alone do not settle it.

    `dates` as they follow one another. An order under which the messages would go back in time is wrong. Of three
    short numbers, the one that stays as it is over several days is the year.
    """
    year_at = {0: (0,), 2: (2,)}.get(long, (0, 2))
    possible = {order: places for order, places in ORDERS.items() if places[0] in year_at}
    back = dict.fromkeys(possible, 0)
    last: dict[str, date] = {}
    firsts, thirds = set[int](), set[int]()
    for parts in dates:
        firsts.add(parts[0])
        thirds.add(parts[2])
        for order, places in list(possible.items()):
            year, month, day = (parts[place] for place in places)
            try:
                said = date(_full(year), month, day)
            except ValueError:
                del possible[order]
                continue
            if not FIRST_YEAR <= said.year <= LAST_YEAR:
                del possible[order]
                continue
            back[order] += order in last and said < last[order]
            last[order] = said
    if len(year_at) == 2 and min(len(firsts), len(thirds)) == 1 and max(len(firsts), len(thirds)) >= DAYS:
        possible = {order: at for order, at in possible.items() if at[0] == (0 if len(firsts) == 1 else 2)}
    fewest = min((back[order] for order in possible), default=0)
    likely = [order for order in possible if back[order] <= 5 * fewest]
    unlikely = (
        (RARE, "ymd") if dotted else (RARE,)
    )  # dots go with the day first, unless the year has four digits
    for order in unlikely:
        if len(likely) > 1 and order in likely:
            likely.remove(order)
    if len(likely) == 1:
        return likely[0], False
    return "", "ymd" in likely
