"""Silence where own records are held and only there, bursts, and contacts like clockwork."""

from __future__ import annotations

import pytest

from tests.questions.calls.conftest import BEGIN, DAY, HOUR, MINUTE, Told, call, id_of, named
from workbench.case import sources
from workbench.questions import asking
from workbench.questions.calls.bursts import bursts
from workbench.questions.calls.regular_contacts import regular_contacts
from workbench.questions.calls.silences import silences
from workbench.questions.held import Held

Calls = list[dict[str, object]]


def steady(days: range, who: str = "+44A", other: str = "+44B") -> Calls:
    """A call every two hours from eight to ten at night, one number each day."""
    return [call(who, other, day * DAY + hour * HOUR) for day in days for hour in range(8, 23, 2)]


def covered(held: Held, who: str, first: int, last: int) -> Held:
    """The same case, in which the only source is said to hold the number's own records."""
    with held.case.edit("Coverage") as db:
        source = sources.listed(held.case)[0].id
        sources.cover(db, source, BEGIN + first, BEGIN + last, subject=id_of(held, who), basis="assessed")
    return Held(held.case, held.whole)


def test_nothing_is_said_of_those_whose_records_are_not_held(told: Told) -> None:
    held = told(steady(range(5)) + steady(range(15, 20)))
    answer = asking.ask(held, silences, {})
    assert answer.rows == () and "so no silence can be told" in answer.sentence
    answer = asking.ask(held, silences, {"numbers": (id_of(held, "+44A"),)})
    assert answer.rows == () and "own records are not held" in answer.left_out[0]


def test_a_silence_within_what_is_covered(told: Told) -> None:
    rows = steady(range(7)) + steady(range(12, 20)) + steady(range(20), "+44C", "+44D")
    held = covered(told(rows), "+44A", 0, 20 * DAY)
    answer = asking.ask(held, silences, {})
    (row,) = answer.rows
    begin, end = BEGIN + 6 * DAY + 22 * HOUR, BEGIN + 12 * DAY + 8 * HOUR
    assert (row.cells[1], row.cells[2], row.cells[3]) == (begin, end, (end - begin) // 1_000_000)
    assert row.cells[4] == 10 * 3600  # from ten in the evening to eight in the morning
    assert row.cells[6] == 5 * 8 and row.cells[8] is False
    assert row.cells[7] == pytest.approx(160 * (end - begin) / (20 * DAY))
    assert len(row.refs) == 2 and row.why[1].startswith("+")


def test_where_all_are_silent_the_source_may_have_a_gap(told: Told) -> None:
    rows = [
        r
        for who in "AC"
        for r in steady(range(7), f"+44{who}", "+449") + steady(range(12, 20), f"+44{who}", "+449")
    ]
    held = covered(told(rows), "+44A", 0, 20 * DAY)
    (row,) = asking.ask(held, silences, {}, steady=False).rows
    assert row.cells[6] == 0 and row.why[1].startswith("-") and "gap" in row.why[1]


def test_silence_at_the_edge_of_what_is_covered_is_marked(told: Told) -> None:
    held = covered(told(steady(range(10))), "+44A", 0, 14 * DAY)
    (row,) = asking.ask(held, silences, {}, steady=False).rows
    assert row.cells[2] == BEGIN + 14 * DAY and row.cells[8] is True
    assert asking.ask(held, silences, {"least": 40 * 86_400}).rows == ()


def test_a_burst_with_whom_and_who_else(told: Told) -> None:
    rows = steady(range(10)) + steady(range(10), "+44C", "+44D")
    busy = [call("+44A", f"+45{n % 3}", 5 * DAY + 12 * HOUR + n * MINUTE) for n in range(1, 9)]
    held = told(rows + busy)
    answer = asking.ask(held, bursts, {})
    assert named(held, answer, "who", "records", "usual", "contacts", "others") == [("+44A", 9, 1.0, 4, 0)]
    assert len(answer.rows[0].refs) == 9
    assert answer.rows[0].cells[8] < 1e-5
    assert asking.ask(held, bursts, {"numbers": (id_of(held, "+44C"),)}).rows == ()


def test_a_weekly_contact_among_many_without_order(told: Told) -> None:
    rows = [call("+44A", "+44B", week * 7 * DAY + 2 * DAY + 9 * HOUR + week * MINUTE) for week in range(10)]
    rows += [call("+44A", f"+45{n % 7}", n * 5 * HOUR + n * 7 * MINUTE) for n in range(320)]
    held = told(rows)
    answer = asking.ask(held, regular_contacts, {}, steady=False)
    assert named(held, answer, "who", "other", "slot", "times", "of") == [
        ("+44A", "+44B", "on Wednesdays between 10:00 and 11:00", 10, 10)  # London is an hour ahead
    ]
    assert len(answer.rows[0].refs) == 10 and answer.rows[0].cells[6] < 0.01


def test_a_daily_contact(told: Told) -> None:
    rows = [call("+44A", "+44B", day * DAY + 20 * HOUR) for day in range(14)]
    rows += [call("+44A", f"+45{n % 7}", n * 5 * HOUR + n * 7 * MINUTE) for n in range(60)]
    held = told(rows)
    answer = asking.ask(held, regular_contacts, {"numbers": (id_of(held, "+44B"),)}, steady=False)
    assert named(held, answer, "slot", "times", "of") == [("daily between 21:00 and 22:00", 14, 14)]


@pytest.mark.parametrize("question", [silences, bursts, regular_contacts])
def test_without_calls_each_says_what_is_missing(told: Told, question: object) -> None:
    assert "Bring in call records" in asking.ask(told(), question, {}).sentence  # type: ignore[arg-type]
