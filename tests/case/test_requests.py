"""The register of requests: entering, sending, answering, and what is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.case.blocks import take_in
from workbench.case import entities, requests
from workbench.case.cases import Case
from workbench.case.requests import Request
from workbench.model.problems import Problem

A, B, C = "+447700900001", "+447700900002", "+447700900003"
ASKED = Request("2026-001", "disclosure", "Operator A", "operator", "Order 12", "2026-06-01", "2026-06-30")


@pytest.fixture
def phones(case: Case, tmp_path: Path) -> list[int]:
    take_in(case, tmp_path, "one.csv", [(2, A, B, 1_000)])
    take_in(case, tmp_path, "two.csv", [(2, A, C, 9_000)])
    return [entities.resolve(case, f"phone:{value}") for value in (A, B, C)]


def enter(case: Case, request: Request) -> Request:
    with case.edit("Request") as db:
        requests.enter(case, db, request)
    return requests.get(case, request.reference)


def test_what_is_entered_is_what_is_listed(case: Case, phones: list[int]) -> None:
    entered = enter(
        case, replace(ASKED, wanted="calls\ncells", letter="To Operator A", entities=(phones[1], phones[0]))
    )
    assert requests.listed(case) == [entered]
    assert replace(entered, id=0, analyst="", at=0) == replace(
        ASKED, wanted="calls\ncells", letter="To Operator A", entities=(phones[1], phones[0])
    )
    case.undo()
    assert requests.listed(case) == []


def test_a_request_is_not_sent_then_open_then_overdue_then_answered(case: Case, phones: list[int]) -> None:
    entered = enter(case, replace(ASKED, entities=(phones[0],)))
    today = date(2026, 7, 2)
    assert entered.state(today) == "not sent"
    with case.edit("Sent") as db:
        requests.change(db, entered, sent="2026-06-10", due="2026-07-02")
    entered = requests.get(case, "2026-001")
    assert entered.state(today) == "open" and entered.state(date(2026, 7, 3)) == "overdue"
    with case.edit("Answered") as db:
        requests.answer(db, entered, [1], "2026-07-05")
    answered = requests.get(case, "2026-001")
    assert answered.state(date(2027, 1, 1)) == "answered"
    assert (answered.answered, answered.sources) == ("2026-07-05", (1,))
    with case.edit("A second file") as db:
        requests.answer(db, answered, [1, 2], "2026-08-01")
    answered = requests.get(case, "2026-001")
    assert (answered.answered, answered.sources) == ("2026-07-05", (1, 2)), "the first file made it answered"


def test_what_came_may_say_nothing_of_an_identifier(case: Case, phones: list[int]) -> None:
    entered = enter(case, replace(ASKED, entities=tuple(phones)))
    assert requests.silent(case, entered) == phones, "nothing came yet"
    with case.edit("Answered") as db:
        requests.answer(db, entered, [1], "2026-07-05")
    assert requests.silent(case, requests.get(case, "2026-001")) == [phones[2]]


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"reference": " "}, "no reference"),
        ({"provider": ""}, "no provider"),
        ({"legal_basis": ""}, "no legal basis"),
        ({"sort": "search"}, "one of preservation"),
        ({"due": "1.7.2026"}, "'1.7.2026' is not a day"),
        ({"due": "20260701"}, "is not a day"),
        ({"first": "2026-07-01"}, "ends before it begins"),
        ({"entities": ()}, "names no identifier"),
    ],
)
def test_what_a_request_cannot_do_without(
    case: Case, phones: list[int], said: dict[str, str], complaint: str
) -> None:
    with pytest.raises(Problem, match=complaint), case.edit("Request") as db:
        requests.enter(case, db, replace(ASKED, **{"entities": (phones[0],), **said}))
    assert requests.listed(case) == []


def test_two_requests_have_two_references(case: Case, phones: list[int]) -> None:
    request = replace(ASKED, entities=(phones[0],))
    assert requests.next_reference(case, date(2026, 7, 1)) == "2026-001"
    enter(case, request)
    assert requests.next_reference(case, date(2026, 7, 1)) == "2026-002"
    with pytest.raises(Problem, match="a request 2026-001 already"):
        enter(case, request)


def test_a_withdrawn_request_is_gone_and_comes_back(case: Case, phones: list[int]) -> None:
    entered = enter(case, replace(ASKED, entities=tuple(phones)))
    with case.edit("Withdraw") as db:
        requests.withdraw(db, entered.id)
    assert requests.listed(case) == []
    case.undo()
    assert requests.listed(case) == [entered]
