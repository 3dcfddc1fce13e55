"""Dates of other calendars: which one a column is written in, and the same dates as Gregorian days.

Solar Hijri by persiantools, Hijri as Umm al-Qura tables by hijridate (1343 to 1500), Buddhist era as year - 543.
A column is decided as a whole; each distinct day is converted once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl
from hijridate import Hijri
from persiantools.jdatetime import JalaliDate

from workbench.model.values.wrapping import tidy_column

CALENDARS = ("gregorian", "persian", "hijri", "buddhist")
WORDS = {
    "gregorian": "Gregorian",
    "persian": "Solar Hijri (Iran, Afghanistan)",
    "hijri": "Hijri (Umm al-Qura)",
    "buddhist": "Buddhist era (Thailand)",
}
MOST_FOREIGN = 0.9  # the share of a column's years that must lie in a calendar's range
DIGITAL = date(1995, 1, 1)  # exports of machines are rarely of earlier days
SAMPLE = 4000
_MONTHS = {
    "persian": (
        "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
        "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
        "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand",
    ),
    "hijri": (
        "محرم صفر ربيع_الأول ربيع_الثاني جمادى_الأولى جمادى_الثانية رجب شعبان رمضان شوال ذو_القعدة ذو_الحجة",
        "محرم صفر ربيع_الأول ربيع_الآخر جمادى_الأولى جمادى_الآخرة رجب شعبان رمضان شوال ذي_القعدة ذي_الحجة",
    ),
    "buddhist": (
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
        "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
    ),
}
_TRIPLE = r"^(|.*?\D)(\d{1,4})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,4})(\D.*|)$"
_RUN = r"^(\d{4})(\d{2})(\d{2})(\D.*|)$"


@dataclass(frozen=True)
class Decision:
    """The calendar of a column and why; `open` names several where the dates do not tell, and `calendar` is ""."""

    calendar: str
    why: str = ""
    open: tuple[str, ...] = ()


def decide(texts: pl.Series, today: date | None = None) -> Decision:
    """The calendar a column of dates is written in, by its years, the length of its months and month names."""
    if len(texts) > SAMPLE:
        texts = texts.gather_every(len(texts) // SAMPLE)
    tidy = tidy_column(texts.drop_nulls().unique())
    for calendar, lists in _MONTHS.items():
        written = [name.replace("_", " ") for names in lists for name in names.split()]
        named = tidy.str.contains_any(written, ascii_case_insensitive=True)
        if len(named) and named.mean() > 0.5:  # type: ignore[operator]
            return Decision(calendar, "the names of its months")
    parts = _parts(tidy, "ymd").filter(pl.col("year") >= 1000)
    if not len(parts):
        return Decision("gregorian")
    years = parts["year"]
    if (years.is_between(2440, 2660)).mean() >= MOST_FOREIGN:  # type: ignore[operator]
        return Decision("buddhist", f"years {years.to_list()[0]} and so on are those of the Buddhist era")
    if (years.is_between(1300, 1500)).mean() < MOST_FOREIGN:  # type: ignore[operator]
        return Decision("gregorian")
    return _of_two(parts.filter(pl.col("year").is_between(1300, 1500)).unique(), today or date.today())


def _of_two(parts: pl.DataFrame, today: date) -> Decision:
    """Solar Hijri or Hijri: days only one of them has, days that are to come, days before machines wrote lists."""
    spans: dict[str, tuple[date, date]] = {}
    most = 0
    for calendar in ("persian", "hijri"):
        days = [_day(calendar, *row) for row in parts.select("year", "month", "day").rows()]
        there = [day for day in days if day is not None]
        if there and len(there) * 2 >= len(days) and max(there) <= date(today.year + 1, 12, 31):
            if len(there) > most:
                spans.clear()
            if len(there) >= most:
                spans[calendar] = (min(there), max(there))
            most = max(most, len(there))
    if len(spans) == 1:
        calendar = next(iter(spans))
        first, last = spans[calendar]
        name = "Hijri" if calendar == "persian" else "Solar Hijri"
        return Decision(
            calendar, f"{first} to {last}; as {name} days some would not exist or lie in the future"
        )
    recent = [calendar for calendar, (first, _) in spans.items() if first >= DIGITAL]
    if len(recent) == 1:
        calendar = recent[0]
        other = spans["hijri" if calendar == "persian" else "persian"]
        first, last = spans[calendar]
        return Decision(calendar, f"{first} to {last}; read otherwise it would be {other[0]} to {other[1]}")
    return Decision("", "", ("persian", "hijri"))


def gregorian(texts: pl.Series, calendar: str, order: str | None) -> pl.Series:
    """The texts with the dates of a calendar as Gregorian ISO days, times as they stand; what is no date of it stays
    as it is, and so can be read as none. `order` is that of day, month and year."""
    if calendar == "gregorian":
        return texts
    tidy = _with_month_numbers(tidy_column(texts), calendar)
    parts = _parts(tidy, order).with_row_index("at")
    distinct = parts.select("year", "month", "day").unique().drop_nulls()
    days = [_day(calendar, *row) for row in distinct.rows()]
    named = distinct.with_columns(iso=pl.Series([str(day) if day else None for day in days], dtype=pl.String))
    read = parts.join(named, on=["year", "month", "day"], how="left", maintain_order="left")
    whole = pl.concat_str("before", "iso", "after")
    return read.select(pl.coalesce(whole, pl.lit(tidy))).to_series().alias(texts.name)


def _parts(tidy: pl.Series, order: str | None) -> pl.DataFrame:
    """before, year, month, day, after of each text, null where it is no date in figures; years as written."""
    fields = ["before", "a", "b", "c", "after"]
    triple = tidy.str.extract_groups(_TRIPLE).struct.rename_fields(fields).struct.unnest()
    run = tidy.str.extract_groups(_RUN).struct.rename_fields(["y", "m", "d", "rest"]).struct.unnest()
    year_first = (pl.col("a").str.len_bytes() > 2) | ((order == "ymd") & (pl.col("c").str.len_bytes() <= 2))
    month_first = pl.lit(order == "mdy")
    a, b, c = (pl.col(name).cast(pl.Int32) for name in "abc")
    two = pl.when(month_first)
    return pl.concat([triple, run], how="horizontal").select(
        before=pl.when(pl.col("a").is_not_null()).then("before").otherwise(pl.lit("")),
        year=pl.coalesce(pl.when(year_first).then(a).otherwise(c), pl.col("y").cast(pl.Int32)),
        month=pl.coalesce(
            pl.when(year_first).then(b).otherwise(two.then(a).otherwise(b)), pl.col("m").cast(pl.Int32)
        ),
        day=pl.coalesce(
            pl.when(year_first).then(c).otherwise(two.then(b).otherwise(a)), pl.col("d").cast(pl.Int32)
        ),
        after=pl.coalesce("after", "rest"),
    )


def _with_month_numbers(tidy: pl.Series, calendar: str) -> pl.Series:
    """Month names as numbers between slashes: 12 مرداد 1403 becomes 12/5/1403."""
    if not tidy.str.contains(r"\p{L}{2}|\p{L}\.").any():
        return tidy
    put: dict[str, str] = {}
    for names in _MONTHS.get(calendar, ()):
        put |= {name.replace("_", " "): f"/{n}/" for n, name in enumerate(names.split(), 1)}
    ordered = sorted(put, key=len, reverse=True)
    named = tidy.str.replace_many(
        ordered, [put[n] for n in ordered], leftmost=True, ascii_case_insensitive=True
    )
    return named.str.replace_all(r"\s*(/\d{1,2}/)\s*", "${1}")


@lru_cache(maxsize=65_536)
def _day(calendar: str, year: int, month: int, day: int) -> date | None:
    """One date as a Gregorian day, None where the calendar has no such day. Two-digit years are of this century
    or the last."""
    try:
        return _CONVERT[calendar](_full(calendar, year), month, day)
    except (ValueError, OverflowError):
        return None


def _full(calendar: str, year: int) -> int:
    if year >= 100:
        return year
    if calendar == "buddhist":
        return 2500 + year
    return (1400 if year < (20 if calendar == "persian" else 60) else 1300) + year


def _persian(year: int, month: int, day: int) -> date:
    found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return found


def _hijri(year: int, month: int, day: int) -> date:
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def _buddhist(year: int, month: int, day: int) -> date:
    return date(year - 543, month, day)


_CONVERT: dict[str, Callable[[int, int, int], date]] = {
    "persian": _persian,
    "hijri": _hijri,
    "buddhist": _buddhist,
    "gregorian": date,
}
