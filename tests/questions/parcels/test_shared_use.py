"""Marks behind several names, senders to many, and addresses used again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.parcels.post import parcel
from tests.questions.told_cases import ask, at, entity, shown, tell
from workbench.case.cases import Case
from workbench.questions.parcels.delivery_points import delivery_points
from workbench.questions.parcels.fan_out import fan_out
from workbench.questions.parcels.shared_marks import shared_marks
from workbench.questions.question import Question

ROWS = [
    parcel("P1", sender="A", sender_phone="+447700900001", recipient="X", recipient_address="1 MILL LANE"),
    parcel(
        "P2",
        "2026-06-03",
        sender="B",
        sender_phone="+447700900001",
        recipient="Y",
        recipient_address="1 MILL LANE",
    ),
    parcel("P3", sender="C", sender_phone="+447700900002", recipient="Z", recipient_phone="+447700900001"),
    parcel("P4", sender="C", recipient="X", recipient_address="2 QUAY"),
]


def test_a_phone_behind_several_names_whichever_side_it_stands_on(case: Case, tmp_path: Path) -> None:
    ends = {"caller": ("phone", "+447700900001"), "callee": ("phone", "+447700900009")}
    call = {"kind": "call", "start": at("2026-06-01"), **ends}
    tell(case, tmp_path, [*ROWS, call])
    answer = ask(case, shared_marks)
    assert shown(case, answer, "mark", "names", "parcels", "sides", "elsewhere", "who") == [
        ("phone +447700900001", 3, 3, "recipients and senders", 1, ("A", "B", "Z"))
    ]
    assert len(answer.rows[0].refs) == 3 and len(answer.rows[0].links) == 3
    left = ask(case, shared_marks, sharing=2)
    assert not left.rows and "1 with more than 2 names" in left.left_out[0]


def test_senders_by_their_recipients(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS)
    answer = ask(case, fan_out, least=2)
    assert shown(case, answer, "sender", "recipients", "addresses", "parcels", "names") == [
        ("phone +447700900001", 2, 1, 2, 2), ("name C", 2, 1, 2, 1)
    ]  # fmt: skip
    assert answer.rows[0].cells[5] == 3  # first and last day among them
    assert [r.cells[0] for r in ask(case, fan_out, least=2, by=("name",)).rows] == ["name C"]


def test_an_address_that_receives_for_several_and_what_was_seized_there(case: Case, tmp_path: Path) -> None:
    seizure = {"kind": "seizure", "at": at("2026-06-04"), "item": ("parcel", "P2"), "exhibit": "E1"}
    tell(case, tmp_path, [*ROWS, seizure])
    answer = ask(case, delivery_points)
    assert shown(case, answer, "address", "names", "senders", "parcels", "seized", "who") == [
        ("1 MILL LANE", 2, 2, 2, 1, ("X", "Y"))
    ]
    assert len(answer.rows[0].refs) == 3 and answer.rows[0].entities[0] == entity(
        case, "address", "1 MILL LANE"
    )
    assert answer.left_out == ("1 addresses with fewer parcels or names.",)


@pytest.mark.parametrize("question", [shared_marks, fan_out, delivery_points], ids=lambda q: q.id)
def test_an_empty_case_says_what_to_bring_in(case: Case, question: Question) -> None:
    assert "No shipments" in ask(case, question).sentence
