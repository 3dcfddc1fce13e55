"""Chains in time: by hand, through a case, and against trying every chain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.questions import told_cases
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.questions.network.reached_in_time import reached_in_time

PHONES = {name: f"+4477009000{k:02}" for k, name in enumerate("ABCDE", 1)}


def call(caller: str, callee: str, at: str, duration: int = 60) -> dict[str, Any]:
    ends = {role: ("phone", PHONES[name]) for role, name in (("caller", caller), ("callee", callee))}
    return {"kind": "call", **ends, "start": told_cases.at(f"2026-03-01T{at}"), "duration": duration}


ROWS = [
    call("B", "C", "08:00"),  # before A ever called: too early to pass anything on
    call("A", "B", "09:00", 600),
    call("B", "C", "09:05"),  # A and B still talk
    call("B", "D", "09:30"),
    call("D", "C", "11:00"),
    call("E", "B", "12:00"),
]


@pytest.fixture
def told(case: Case, tmp_path: Path) -> Case:
    told_cases.tell(case, tmp_path, ROWS)
    return case


def ask(case: Case, one: str, other: str = "", **more: Any) -> list[tuple[Any, ...]]:
    ends = {"one": told_cases.entity(case, "phone", PHONES[one])}
    ends |= {"other": told_cases.entity(case, "phone", PHONES[other])} if other else {}
    found = told_cases.ask(case, reached_in_time, **ends, **more)
    names = {number: name for name, number in PHONES.items()}
    rows = told_cases.shown(case, found, "other", "through", "hops", "wait")
    return [(names[to], "".join(names[n] for n in through), hops, wait) for to, through, hops, wait in rows]


def test_each_hop_begins_after_the_last_is_over(told: Case) -> None:
    assert ask(told, "A", "C") == [("C", "BD", 3, 5340)]
    assert ask(told, "A", "C", wait=3600) == []
    assert ask(told, "C", "A") == [("A", "B", 2, 3540)]
    assert ask(told, "C", "A", both_ways=False) == []
    assert ask(told, "C", "B", both_ways=True) == [("B", "", 1, 0)]
    assert ask(told, "C", "B", both_ways=False) == []


def test_without_a_second_everybody_who_could_be_reached_and_when(told: Case) -> None:
    found = ask(told, "A")
    assert [row[:3] for row in found] == [("B", "", 1), ("D", "B", 2), ("C", "BD", 3), ("E", "B", 2)]
    assert [row[3] for row in found] == [0, 1200, 5340, 2 * 3600 + 50 * 60]


def test_what_is_excluded_passes_nothing_on(told: Case) -> None:
    gone = told_cases.entity(told, "phone", PHONES["D"])
    assert ask(told, "A", "C", excluded=(gone,)) == []


def test_the_records_behind_a_chain_and_its_stretch_of_time(told: Case) -> None:
    ends = {name: told_cases.entity(told, "phone", PHONES[name]) for name in "AC"}
    found = told_cases.ask(told, reached_in_time, one=ends["A"], other=ends["C"], steady=True)
    row = found.rows[0]
    assert len(row.refs) == 3 and row.moments == (
        told_cases.at("2026-03-01T09:00"),
        told_cases.at("2026-03-01T11:01"),
    )
    assert (
        "6 dated events" in found.sure
        and "first by 3 handovers, nobody waiting longer than 24 h" in found.sentence
    )


def test_nothing_dated_says_what_to_bring_in_and_nobody_to_himself(case: Case, tmp_path: Path) -> None:
    assert "bring in" in told_cases.ask(case, reached_in_time, one=1).sentence
    with pytest.raises(Problem):
        told_cases.ask(case, reached_in_time, one=1, other=1)
