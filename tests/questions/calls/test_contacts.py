"""Top contacts, first and last contact, common numbers and the matrix, on calls that can be counted by head."""

from __future__ import annotations

import pytest

from tests.questions.calls.conftest import BEGIN, DAY, HOUR, MINUTE, Told, call, id_of, message, named
from workbench.model.problems import Problem
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.calls.common_numbers import common_numbers
from workbench.questions.calls.contact_matrix import contact_matrix
from workbench.questions.calls.first_last_contact import first_last_contact
from workbench.questions.calls.top_contacts import top_contacts
from workbench.questions.held import Held

# London is an hour ahead of UTC in June: 21:30 UTC is half past ten at night, 5:30 UTC is half past six
ROWS = [
    call("+44A", "+44B", 12 * HOUR, duration=60),
    call("+44B", "+44A", 13 * HOUR, duration=30),
    message("+44A", "+44B", DAY + 21 * HOUR + 30 * MINUTE),
    call("+44C", "+44A", 21 * HOUR + 30 * MINUTE, duration=5),
    call("+44C", "+44A", 2 * DAY + 5 * HOUR + 30 * MINUTE, duration=5),
    call("+44D", "+44B", 5 * DAY),
    call("+44D", "+44A", 5 * DAY + HOUR),
    call("+44A", "+44A", 6 * DAY),
]


def top(held: Held, **more: object) -> Answer:
    return asking.ask(held, top_contacts, {"numbers": (id_of(held, "+44A"),), **more}, steady=False)


def test_top_contacts_both_ways(told: Told) -> None:
    held = told(ROWS)
    answer = top(held)
    assert named(held, answer, "contact", "records", "out", "into", "messages", "seconds", "days") == [
        ("+44B", 3, 2, 1, 1, 90, 2), ("+44C", 2, 0, 2, 0, 10, 2), ("+44D", 1, 0, 1, 0, 0, 1),
    ]  # fmt: skip
    assert [len(row.refs) for row in answer.rows] == [3, 2, 1]
    assert any("with itself" in said for said in answer.left_out)


def test_top_contacts_one_way_at_night_and_around_an_event(told: Told) -> None:
    held = told(ROWS)
    assert named(held, top(held, way="out"), "contact", "records") == [("+44B", 2)]
    assert named(held, top(held, way="in"), "contact", "records") == [("+44C", 2), ("+44B", 1), ("+44D", 1)]
    night = top(held, when="nights")
    assert named(held, night, "contact", "records") == [("+44C", 1), ("+44B", 1), ("+44D", 1)]
    assert named(held, night, "share") == [(0.5,), (pytest.approx(1 / 3),), (1.0,)]
    event = top(held, when="event", event=BEGIN + 12 * HOUR + 30 * MINUTE, around=1800)
    assert named(held, event, "contact", "records") == [("+44B", 2)]
    with pytest.raises(Problem):
        top(held, when="event")


def test_the_hours_of_a_night_can_be_others(told: Told) -> None:
    held = told(ROWS)
    early = top(held, when="nights", night_from=6, night_until=8)
    assert named(held, early, "contact", "records") == [("+44C", 1)]


def test_first_and_last_contact(told: Told) -> None:
    held = told(ROWS)
    answer = asking.ask(held, first_last_contact, {"one": id_of(held, "+44A")})
    assert named(held, answer, "other", "began", "ended", "records", "pause", "edge") == [
        ("+44B", "+44A", "+44A", 3, (32 * 60 + 30) * 60, True),
        ("+44C", "+44C", "+44C", 2, 32 * 3600, True),
        ("+44D", "+44D", "+44D", 1, None, True),
    ]
    assert answer.rows[0].cells[2] == BEGIN + 12 * HOUR
    both = {"one": id_of(held, "+44A"), "others": (id_of(held, "+44B"),)}
    assert "last at 2026-06-02 21:30 UTC: 3 times" in asking.ask(held, first_last_contact, both).sentence
    later = {"one": id_of(held, "+44A"), "after": BEGIN + DAY}
    assert named(held, asking.ask(held, first_last_contact, later), "other") == [("+44D",)]


def test_common_numbers_rank_those_whom_few_others_have(told: Told) -> None:
    rows = [
        call(f"+44{t}", "+449", n) for n, t in enumerate("ABC")
    ]  # all three call 9, and so do many others
    rows += [call(f"+45{n}", "+449", 100 + n) for n in range(20)]
    rows += [
        call(f"+44{t}", "+448", 200 + n) for n, t in enumerate("ABC")
    ]  # all three call 8, nobody else does
    rows += [
        call("+44A", "+447", 300),
        call("+44B", "+447", 301),
        call("+44A", "+446", 302),
        call("+44A", "+44B", 303),
    ]
    held = told(rows)
    targets = tuple(id_of(held, f"+44{t}") for t in "ABC")
    answer = asking.ask(held, common_numbers, {"targets": targets}, steady=False)
    assert named(held, answer, "number", "targets", "contacts") == [
        ("+448", 3, 3),
        ("+449", 3, 23),
        ("+447", 2, 2),
    ]
    (among,) = answer.tables
    assert [(held.value(r.cells[0]), held.value(r.cells[1]), r.cells[2]) for r in among.rows] == [
        ("+44A", "+44B", 1)
    ]
    assert any("1 number in touch with fewer" in said for said in answer.left_out)


def test_the_matrix_counts_both_ways_or_one(told: Told) -> None:
    held = told(ROWS)
    three = tuple(id_of(held, f"+44{t}") for t in "ABC")
    answer = asking.ask(held, contact_matrix, {"numbers": three})
    assert [row.cells[1:] for row in answer.rows] == [(None, 3, 2), (3, None, 0), (2, 0, None)]
    one_way = asking.ask(held, contact_matrix, {"numbers": three, "way": "out"})
    assert [row.cells[1:] for row in one_way.rows] == [(None, 2, 0), (1, None, 0), (2, 0, None)]
    busiest = asking.ask(held, contact_matrix, {})
    assert [c.title for c in busiest.columns][1] == held.caption(id_of(held, "+44A"))


@pytest.mark.parametrize("asked", [top_contacts, first_last_contact, common_numbers, contact_matrix])
def test_without_calls_each_says_what_is_missing(told: Told, asked: object) -> None:
    held = told(
        [{"kind": "data_session", "start": BEGIN, "phone": ("phone", "+44A"), "ip": ("ip", "10.0.0.1")}]
    )
    one = id_of(held, "+44A")
    needed = {"numbers": (one,), "one": one, "targets": (one,)}
    given = {p.name: needed[p.name] for p in asked.parameters if p.name in needed}  # type: ignore[attr-defined]
    assert "Bring in call records" in asking.ask(held, asked, given).sentence  # type: ignore[arg-type]
