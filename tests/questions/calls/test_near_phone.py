"""Who was at the same cell within minutes, what counts as one meeting, and what routine alone would give."""

from __future__ import annotations

import pytest

from tests.questions.calls.conftest import BEGIN, DAY, HOUR, MINUTE, Told, at_cell, call, id_of, named
from workbench.case import assessments, graphs
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.calls.near_phone import near_phone
from workbench.questions.held import Held


def asked(held: Held, who: str, **more: object) -> Answer:
    return asking.ask(held, near_phone, {"phone": id_of(held, who), **more}, steady=False)


def test_those_at_the_cell_within_the_window_and_no_others(told: Told) -> None:
    held = told(
        [
            at_cell("+44A", "C1", 0),
            at_cell("+44B", "C1", 10 * MINUTE),  # near
            at_cell("+44C", "C1", 16 * MINUTE),  # too late
            at_cell("+44D", "C2", 1 * MINUTE),  # elsewhere
            at_cell("+44E", "C1", -15 * MINUTE),  # just within
        ]
    )
    answer = asked(held, "+44A", least=1)
    assert named(held, answer, "other", "meetings", "crowd") == [("+44B", 1, 2), ("+44E", 1, 2)]
    (row, _) = answer.rows
    assert len(row.refs) == 2


def test_sightings_within_the_hour_are_one_meeting(told: Told) -> None:
    rows = [at_cell(who, "C1", n * 20 * MINUTE) for n in range(5) for who in ("+44A", "+44B")]
    rows += [at_cell(who, "C1", 6 * HOUR) for who in ("+44A", "+44B")]
    rows += [at_cell(who, "C2", 6 * HOUR + 5 * MINUTE) for who in ("+44A", "+44B")]
    held = told(rows)
    answer = asked(held, "+44A")
    assert named(held, answer, "other", "meetings", "places", "days") == [("+44B", 3, 2, 1)]


def test_the_last_cell_counts_at_the_end_of_the_call(told: Told) -> None:
    rows = [
        call("+44A", "+449", 0, duration=3600, caller_cell=("cell", "C1"), caller_last_cell=("cell", "C2")),
        at_cell("+44B", "C2", HOUR),
        at_cell("+44C", "C2", 0),
    ]
    held = told(rows)
    assert named(held, asked(held, "+44A", least=1), "other") == [("+44B",)]


def test_neighbours_are_explained_by_routine_and_a_companion_is_not(told: Told) -> None:
    rows = []
    for day in range(10):
        rows += [
            at_cell(who, "HOME", day * DAY) for who in ("+44A", "+44N")
        ]  # a neighbour at the same hour each day
    for day, hour in ((1, 5), (4, 9), (8, 14)):
        rows += [at_cell(who, f"C{day}", day * DAY + hour * HOUR) for who in ("+44A", "+44F")]
    held = told(rows)
    answer = asked(held, "+44A")
    (friend, neighbour) = answer.rows
    assert held.value(friend.cells[0]) == "+44F" and friend.cells[4] == 0.0
    assert held.value(neighbour.cells[0]) == "+44N" and neighbour.cells[4] == pytest.approx(10.0)
    assert friend.cells[5] == 1 and neighbour.cells[5] == 0  # others with as many
    assert friend.why[0].startswith("+") and neighbour.why[0].startswith("~")


def test_handsets_are_told_apart_where_that_is_asked(told: Told) -> None:
    rows = [
        call("+44A", "+449", 0, caller_cell=("cell", "C1"), caller_device=("device", "H1")),
        call("+44B", "+449", MINUTE, caller_cell=("cell", "C1"), caller_device=("device", "H2")),
    ]
    held = told(rows)
    assert named(held, asked(held, "+44A", least=1, what="device"), "other") == [("H2",)]
    assert named(held, asked(held, "H1", least=1), "other") == [("+44B",)]


def test_cells_of_one_mast_are_one_place_where_that_is_asked(told: Told) -> None:
    site = {"kind": "cell_site", "latitude": 51.0, "longitude": 0.5}
    rows = [
        site | {"cell": ("cell", "C1")},
        site | {"cell": ("cell", "C2")},
        at_cell("+44A", "C1", 0),
        at_cell("+44B", "C2", 0),
    ]
    held = told(rows)
    assert asked(held, "+44A", least=1).rows == ()
    assert named(held, asked(held, "+44A", least=1, masts=True), "other") == [("+44B",)]


def test_without_cells_it_says_what_is_missing(told: Told) -> None:
    held = told([call("+44A", "+44B", 0)])
    assert "Bring in call records or sessions with cells" in asked(held, "+44A").sentence


def test_only_the_stretch_of_time_asked_about_counts(told: Told) -> None:
    rows = [at_cell(who, "C1", day * DAY) for day in range(4) for who in ("+44A", "+44B")]
    held = told(rows, moments=(BEGIN + DAY, BEGIN + 3 * DAY))
    assert named(held, asked(held, "+44A"), "other", "meetings", "first") == [("+44B", 2, BEGIN + DAY)]


def test_what_is_judged_to_be_one_is_not_near_itself(told: Told) -> None:
    rows = [at_cell(who, "C1", n * DAY) for n in range(2) for who in ("+44A", "+44B", "+44C")]
    held = told(rows)
    with held.case.edit("Same") as db:
        assessments.judge(held.case, db, id_of(held, "+44A"), id_of(held, "+44B"), "same", "one pocket")
    one = Held(held.case, graphs.read(held.case))
    assert named(one, asked(one, "+44A"), "other") == [("+44C",)]
