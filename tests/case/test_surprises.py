"""What is odd about a file as a whole is said once it is read; an ordinary file says nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.case.stories import Row, take_in
from workbench.case import surprises
from workbench.case.cases import Case

HOUR = 3_600_000_000
START = 1_780_000_000_000_000
TARGET = ("phone", "+447700900001")


def calls(count: int, **more: object) -> list[Row]:
    return [
        {
            "kind": "call", "start": START + n * HOUR, "duration": 5 + n,
            "caller": TARGET if n % 2 else ("phone", f"+4477009{n + 100:05}"),
            "callee": ("phone", f"+4477009{n + 100:05}") if n % 2 else TARGET,
        } | more
        for n in range(count)
    ]  # fmt: skip


def said(
    case: Case, folder: Path, rows: list[Row], period: tuple[int | None, int | None] = (None, None)
) -> list[surprises.Surprise]:
    return surprises.of_reading(case, take_in(case, folder, "a.txt", rows).reading, period)


def test_an_ordinary_file_holds_none(case: Case, tmp_path: Path) -> None:
    assert said(case, tmp_path, calls(60), period=(START, START + 60 * HOUR)) == []


def test_days_outside_what_was_delivered(case: Case, tmp_path: Path) -> None:
    (one,) = said(case, tmp_path, calls(60), period=(START + 2 * HOUR, START + 59 * HOUR))
    assert (one.count, one.row) == (3, 2) and "3 calls outside the period" in one.says


def test_times_that_cannot_be(case: Case, tmp_path: Path) -> None:
    now = time.time_ns() // 1000
    rows = [*calls(30), calls(1)[0] | {"start": now + 10**14}, calls(1)[0] | {"start": 0}]
    found = [s.says for s in said(case, tmp_path, rows)]
    assert any("1 call in the future" in s for s in found) and any("before 1990" in s for s in found)


def test_a_clock_that_jumps(case: Case, tmp_path: Path) -> None:
    rows = calls(60)
    for row in rows[40:]:
        row["start"] -= 30 * HOUR
    (one,) = said(case, tmp_path, rows)
    assert "once the clock jumps" in one.says and one.row == 42
    backwards = take_in(case, tmp_path, "b.txt", list(reversed(calls(60, service="x")))).reading
    assert surprises.of_reading(case, backwards) == []


def test_half_of_the_records_may_be_missing(case: Case, tmp_path: Path) -> None:
    rows = [row for row in calls(60) if row["caller"] == TARGET]
    (one,) = said(case, tmp_path, rows)
    assert one.says.startswith("+447700900001 stands in nearly every row but never as callee")


def test_a_group_that_never_writes_is_no_surprise(case: Case, tmp_path: Path) -> None:
    group = ("group", "whatsapp:harvest")
    talk: list[Row] = [
        {
            "kind": "message",
            "start": START + n * HOUR,
            "sender": ("phone", f"+4477009001{n % 7:02}"),
            "recipient": group,
        }
        for n in range(40)
    ]
    assert said(case, tmp_path, talk) == []


def test_numbers_that_fit_no_country(case: Case, tmp_path: Path) -> None:
    reading = take_in(case, tmp_path, "a.txt", calls(60)).reading
    with case.write() as db:
        db.conn.execute(
            "INSERT INTO entity(id, kind, value, valid, reading) VALUES(9001, 'phone', '99912', 0, ?)",
            (reading,),
        )
    (one,) = surprises.of_reading(case, reading)
    assert one.says == "1 new telephone number of no country, such as 99912"


@pytest.mark.parametrize(
    ("country", "shift", "says"),
    [
        ("GE", 0, "12 of 15 new numbers of GE fit no number in use there, such as +995612345600"),
        ("GE", 9, ""),  # three of fifteen: new ranges, slips of the pen
        ("", 0, ""),
        ("FR", 0, ""),
    ],
)
def test_numbers_of_another_country(case: Case, tmp_path: Path, country: str, shift: int, says: str) -> None:
    reading = take_in(case, tmp_path, "a.txt", calls(60), country=country).reading
    with case.write() as db:
        for n in range(15):
            db.conn.execute(
                "INSERT INTO entity(id, kind, value, valid, reading) VALUES(?, 'phone', ?, ?, ?)",
                (9000 + n, f"+9956123456{n:02}", n >= 12 - shift, reading),
            )
    found = [s.says for s in surprises.of_reading(case, reading)]
    assert bool(found) is bool(says) and all(s.startswith(says) for s in found)


def test_numbers_reserved_for_stories_are_of_their_country(case: Case, tmp_path: Path) -> None:
    reading = take_in(case, tmp_path, "a.txt", calls(60), country="GB").reading
    with case.write() as db:
        for n in range(15):
            db.conn.execute(
                "INSERT INTO entity(id, kind, value, valid, reading) VALUES(?, 'phone', ?, 0, ?)",
                (9000 + n, f"+4477009009{n:02}", reading),
            )
    assert surprises.of_reading(case, reading) == []
