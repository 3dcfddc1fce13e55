"""Times are read in one order for a whole column, and say how exact and how sure they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.block import PRECISIONS
from workbench.model.problems import Problem
from workbench.model.values import moments

SECONDS = st.datetimes(datetime(1971, 1, 1), datetime(2098, 12, 31)).map(lambda d: d.replace(microsecond=0))


def read(
    text: str | None, order: moments.Order | None = "dmy", zone: str = "UTC", **how: str
) -> dict[str, object]:
    return moments.parse_many(pl.Series([text], dtype=pl.String), order, zone, **how).row(0, named=True)


def at(text: str, order: moments.Order | None = "dmy", zone: str = "UTC", **how: str) -> str | None:
    micros = read(text, order, zone, **how)["at"]
    if micros is None:
        return None
    assert isinstance(micros, int)
    return (datetime(1970, 1, 1) + timedelta(microseconds=micros)).isoformat(" ")


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2025-03-15 08:59:54", "2025-03-15 08:59:54", "second"),
        ("2025-03-15T08:59:54", "2025-03-15 08:59:54", "second"),
        ("2025-03-15T08:59", "2025-03-15 08:59:00", "minute"),
        ("2025-03-15 08:59:54.123456", "2025-03-15 08:59:54.123456", "microsecond"),
        ("2025-03-15 08:59:54,123", "2025-03-15 08:59:54.123000", "microsecond"),
        ("2025/03/15 8:59:54", "2025-03-15 08:59:54", "second"),
        ("'15/03/2025'", "2025-03-15 00:00:00", "day"),
        ("5/3/2025 8:59:54", "2025-03-05 08:59:54", "second"),
        ("15.03.2025 08.59", "2025-03-15 08:59:00", "minute"),
        ("15-03-25 08:59", "2025-03-15 08:59:00", "minute"),
        ("03/Jan/2025", "2025-01-03 00:00:00", "day"),
        ("2-Jun-06", "2006-06-02 00:00:00", "day"),
        ("2-JUN-99", "1999-06-02 00:00:00", "day"),
        ("09-Mar-2025 10:00", "2025-03-09 10:00:00", "minute"),
        ("5 January 2024, 10:00:01", "2024-01-05 10:00:01", "second"),
        ("2 Sept 2024", "2024-09-02 00:00:00", "day"),
        ("1st March 2025 10:00 a.m.", "2025-03-01 10:00:00", "minute"),
        ("Jan 5, 2024 10:00", "2024-01-05 10:00:00", "minute"),
        ("20060601 0008", "2006-06-01 00:08:00", "minute"),
        ("20060601", "2006-06-01 00:00:00", "day"),
        ("20060601000812", "2006-06-01 00:08:12", "second"),
        ("1/12/2022, 2:58:40 AM", "2022-12-01 02:58:40", "second"),
        ("1/12/2022 2:58:40\u202fPM", "2022-12-01 14:58:40", "second"),
        ("01/02/2025 12:05 am", "2025-02-01 00:05:00", "minute"),
        ("01/02/2025 18:08 PM", "2025-02-01 18:08:00", "minute"),
        ("Thu Sep 17 14:55:45 2020", "2020-09-17 14:55:45", "second"),
        ("Thu, 17 Sep 2020 14:55:45", "2020-09-17 14:55:45", "second"),
        ("2025-03-15-08:59:54", "2025-03-15 08:59:54", "second"),
        ("14:55:01 15/03/2025", "2025-03-15 14:55:01", "second"),
        ("1600354545", "2020-09-17 14:55:45", "second"),
        ("1600354545123", "2020-09-17 14:55:45.123000", "microsecond"),
        ("١٥/٠٣/٢٠٢٥ ٠٨:٥٩", "2025-03-15 08:59:00", "minute"),
    ],
)
def test_forms(text: str, expected: str, precision: str) -> None:
    assert at(text) == expected
    found = read(text)["precision"]
    assert isinstance(found, int) and PRECISIONS[found] == precision


def test_the_order_of_the_column_decides() -> None:
    assert at("3/1/2025", "dmy") == "2025-01-03 00:00:00"
    assert at("3/1/2025", "mdy") == "2025-03-01 00:00:00"
    assert at("25/01/02", "ymd") == "2025-01-02 00:00:00"
    assert at("3/1/2025", None) is None
    assert at("3/1/2025", "mixed") is None
    assert at("13/1/2025", "mdy") is None


@pytest.mark.parametrize(
    "text",
    [
        "garbage",
        "",
        None,
        "31/31/2025",
        "30/02/2025",
        "2025-02-29",
        "2025-01-01 25:00",
        "12",
        "01/02/2025 0:05 PM",
        "Date Not Captured",
    ],
)
def test_what_is_no_time_is_null(text: str | None) -> None:
    assert read(text)["at"] is None


@pytest.mark.parametrize(
    ("text", "expected", "offset"),
    [
        ("2025-07-15T08:59:54Z", "2025-07-15 08:59:54", 0),
        ("2025-07-15T08:59:54+05:30", "2025-07-15 03:29:54", 330),
        ("2025-07-15 08:59:54 -0800", "2025-07-15 16:59:54", -480),
        ("2025-07-15 08:59:54 UTC", "2025-07-15 08:59:54", 0),
        ("15/07/2025 08:59 GMT+2", "2025-07-15 06:59:00", 120),
        ("20250715T085954Z", "2025-07-15 08:59:54", 0),
        ("1600354545", "2020-09-17 14:55:45", 0),
    ],
)
def test_an_offset_in_the_text_wins(text: str, expected: str, offset: int) -> None:
    found = read(text, zone="Europe/London")
    assert at(text, zone="Europe/London") == expected
    assert (found["offset"], found["stated"]) == (offset, True)


def test_the_zone_completes_local_times() -> None:
    summer, winter = (
        read("2025-07-15 10:00", zone="Europe/London"),
        read("2025-01-15 10:00", zone="Europe/London"),
    )
    assert (summer["offset"], winter["offset"], summer["stated"]) == (60, 0, False)
    assert at("2025-07-15 10:00", zone="Asia/Kolkata") == "2025-07-15 04:30:00"
    assert at("2025-07-15 10:00", zone="UTC+5:30") == "2025-07-15 04:30:00"
    with pytest.raises(Problem):
        read("2025-07-15", zone="Mars/Olympus")


def test_the_hour_that_happens_twice_is_marked() -> None:
    found = read("2025-10-26 01:30:00", zone="Europe/London")
    assert (found["offset"], found["ambiguous"], found["missing"]) == (60, True, False)
    assert at("2025-10-26 01:30:00", zone="Europe/London") == "2025-10-26 00:30:00"


def test_the_hour_that_never_was_is_marked() -> None:
    found = read("2025-03-30 01:30:00", zone="Europe/London")
    assert (found["offset"], found["ambiguous"], found["missing"]) == (0, False, True)
    assert at("2025-03-30 01:30:00", zone="Europe/London") == "2025-03-30 01:30:00"


def test_layouts_can_say_it_themselves() -> None:
    assert at("20250101 1011", None, format="%Y%m%d %H%M") == "2025-01-01 10:11:00"
    assert at("01|02|2025", None, format="%m|%d|%Y") == "2025-01-02 00:00:00"
    assert at("2025-01-01 00:00:00+0200", None, format="%Y-%m-%d %H:%M:%S%z") == "2024-12-31 22:00:00"
    assert at("86400", None, unix="s") == "1970-01-02 00:00:00"
    assert at("86400.25", None, unix="s") == "1970-01-02 00:00:00.250000"
    assert at("86400000", None, unix="ms") == "1970-01-02 00:00:00"
    with pytest.raises(Problem):
        read("1", unix="days")


def test_one_column_in_many_forms_keeps_its_order() -> None:
    texts = ["11/13/06", "2-Jun-06", "Date Not Captured", "2006-06-02", None, "6/2/2006 8:00"]
    found = moments.parse_many(pl.Series(texts), "mdy", "UTC")
    days = [None if v is None else v // 86_400_000_000 for v in found["at"].to_list()]
    assert days == [13465, 13301, None, 13301, None, 13301]
    assert found.height == len(texts)


@pytest.mark.parametrize(
    ("sample", "order"),
    [
        (["01/02/2025", "13/02/2025"], "dmy"),
        (["01/02/2025", "02/13/2025 8:59"], "mdy"),
        (["01/02/2025", "03/02/2025"], None),
        (["13/02/2025", "02/13/2025"], "mixed"),
        (["05/05/2025"], "dmy"),
        (["2025-01-02", None, ""], "ymd"),
        (["03/Jan/2025"], "ymd"),
        (["99-01-31"], "ymd"),
        (["13.02.25"], "dmy"),
        (["8:59 13/02/2025"], "dmy"),
        ([], "ymd"),
    ],
)
def test_deciding_the_order(sample: list[str | None], order: str | None) -> None:
    assert moments.decide_order(pl.Series(sample, dtype=pl.String)) == order


@given(
    st.lists(SECONDS, min_size=1, max_size=6),
    st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]),
)
def test_local_times_agree_with_the_standard_library(times: list[datetime], zone: str) -> None:
    for format, order in (
        ("%Y-%m-%d %H:%M:%S", "ymd"),
        ("%d/%m/%Y %H:%M:%S", "dmy"),
        ("%m/%d/%Y %I:%M:%S %p", "mdy"),
        ("%d-%b-%Y %H:%M:%S", "dmy"),
    ):
        found = moments.parse_many(pl.Series([t.strftime(format) for t in times]), order, zone)  # type: ignore[arg-type]
        expected = [t.replace(tzinfo=ZoneInfo(zone)) for t in times]
        assert found["at"].to_list() == [int(e.astimezone(UTC).timestamp()) * 1_000_000 for e in expected]
        assert found["offset"].to_list() == [e.utcoffset() // timedelta(minutes=1) for e in expected]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("75", 75), ("75.0", 75), ("12.7", 12), ("1:15", 75), ("0:01:15", 75), ("00:01:15.5", 75),
        ("90:00", 5400),
        ("1 day, 2:03:04", 93784), ("1h 2m 3s", 3723), ("2 min", 120), ("1 hour 5 minutes", 3900), ("'30'",
        30),
        ("-1", None), ("x", None), ("", None), (None, None), ("1:75:00", None), ("1:75", None),
    ],
)  # fmt: skip
def test_durations(text: str | None, seconds: int | None) -> None:
    assert moments.parse_durations(pl.Series([text], dtype=pl.String)).to_list() == [seconds]
    assert moments.parse_durations(pl.Series([text, "1:00"], dtype=pl.String)).to_list() == [seconds, 60]


def test_a_day_that_no_order_has_speaks_for_none() -> None:
    assert moments.decide_order(pl.Series(["03.03.2024", "13.03.2024", "32.03.2024"])) == "dmy"
    assert moments.decide_order(pl.Series(["00/00/0000", "03/14/2024"])) == "mdy"
    assert moments.decide_order(pl.Series(["32.13.2024"])) == "mixed"
    assert moments.decide_order(pl.Series(["13/03/2024", "03/14/2024"])) == "mixed"
