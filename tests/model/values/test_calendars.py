"""Dates of other calendars: a column is told by its years and months, and becomes the same Gregorian days."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from workbench.model.values import calendars, moments

TODAY = date(2026, 6, 30)
DAYS = st.dates(date(1996, 1, 1), date(2026, 6, 1))


def decided(*texts: str) -> calendars.Decision:
    return calendars.decide(pl.Series(texts), TODAY)


@pytest.mark.parametrize(
    ("texts", "calendar"),
    [
        (["2024-05-06", "06/05/2024", "6 May 2024"], "gregorian"),
        (["1714988112", "not a date", ""], "gregorian"),
        (["1403/05/12 10:20:11", "1403/06/31"], "persian"),
        (["۱۴۰۳/۰۵/۱۲", "۱۴۰۲/۰۱/۰۱"], "persian"),
        (["12 مرداد 1403", "3 آذر 1402"], "persian"),
        (["14030512", "14021130"], "persian"),
        (["1446-09-01", "1445-12-29"], "hijri"),
        (["01/09/1446 23:10", "٣٠/٠٨/١٤٤٦"], "hijri"),
        (["1 رمضان 1446"], "hijri"),
        (["2567-02-14 10:00", "2566-12-31"], "buddhist"),
        (["14 ก.พ. 2567", "1 มีนาคม 2567"], "buddhist"),
    ],
)
def test_the_calendar_of_a_column(texts: list[str], calendar: str) -> None:
    found = decided(*texts)
    assert found.calendar == calendar
    assert bool(found.why) == (calendar != "gregorian")


def test_a_day_only_one_calendar_has_decides() -> None:
    """1340 is 1961 or 1921; a Hijri month never has 31 days."""
    assert decided("1350-02-31", "1352-07-01").calendar == "persian"
    assert decided("1380-02-11").calendar == "persian"  # 2001 rather than 1960


def test_what_years_do_not_tell_is_left_open() -> None:
    found = decided("1350-02-11", "1352-07-01")
    assert found.calendar == "" and found.open == ("persian", "hijri")


@given(st.lists(DAYS, min_size=1, max_size=20))
def test_persian_days_come_back(days: list[date]) -> None:
    written = [JalaliDate(day).strftime("%Y/%m/%d") + " 08:15:59" for day in days]
    assert decided(*written).calendar == "persian"
    read = calendars.gregorian(pl.Series(written), "persian", "ymd").to_list()
    assert read == [f"{day} 08:15:59" for day in days]


@given(st.lists(DAYS, min_size=1, max_size=20))
def test_hijri_days_come_back(days: list[date]) -> None:
    written = [Gregorian(d.year, d.month, d.day).to_hijri().isoformat() for d in days]
    assert decided(*written).calendar == "hijri"
    assert calendars.gregorian(pl.Series(written), "hijri", "ymd").to_list() == [str(day) for day in days]


@given(st.lists(DAYS, min_size=1, max_size=20))
def test_buddhist_days_come_back(days: list[date]) -> None:
    written = [f"{d.day:02}/{d.month:02}/{d.year + 543} 1:02" for d in days]
    assert decided(*written).calendar == "buddhist"
    assert calendars.gregorian(pl.Series(written), "buddhist", "dmy").to_list() == [f"{d} 1:02" for d in days]


@pytest.mark.parametrize(
    ("text", "calendar", "order", "day"),
    [
        ("31/05/1403", "persian", "dmy", "2024-08-21"),
        ("05/31/1403", "persian", "mdy", "2024-08-21"),
        ("12 مرداد ۱۴۰۳", "persian", "dmy", "2024-08-02"),
        ("23:10 1403/05/12", "persian", "ymd", "23:10 2024-08-02"),
        ("14 ก.พ. 67 10:00", "buddhist", "dmy", "2024-02-14 10:00"),
        ("1 رمضان 1446", "hijri", "dmy", "2025-03-01"),
        ("1402/12/30", "persian", "ymd", "1402/12/30"),  # no leap year: stays, and is then read as no date
        ("1446-02-30", "hijri", "ymd", "2024-09-03"),
        ("nonsense", "hijri", "ymd", "nonsense"),
        ("", "hijri", "ymd", ""),
    ],
)
def test_single_dates(text: str, calendar: str, order: str, day: str) -> None:
    assert calendars.gregorian(pl.Series([text, None]), calendar, order).to_list() == [day, None]


def test_what_is_no_day_of_the_calendar_is_never_another_day() -> None:
    texts = pl.Series(["1402/12/30", "2567-02-30", "1446-13-01"])
    for calendar in ("persian", "buddhist", "hijri"):
        read = moments.parse_many(calendars.gregorian(texts, calendar, "ymd"), "ymd", "UTC")["at"]
        for at in read.drop_nulls():
            assert date(1970, 1, 1) + timedelta(microseconds=at) > date(1980, 1, 1)
    assert moments.parse_many(texts, "ymd", "UTC")["at"].null_count() == 3
