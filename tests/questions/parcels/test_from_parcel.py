"""The walk from one parcel: by its sender's marks, then its recipients', and never along what everybody uses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.questions.parcels.post import parcel
from tests.questions.told_cases import ask, entity, shown, tell
from workbench.case import assessments
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.questions.answer import Answer
from workbench.questions.parcels.from_parcel import from_parcel

# P1 and P2 share the sender's phone; P3 goes to P2's recipient from somebody else, whose phone also sent P4.
CHAIN = [
    parcel("P1", sender="A", sender_phone="+447700900001", recipient="R1"),
    parcel("P2", sender="B", sender_phone="+447700900001", recipient="R2", recipient_address="1 MILL LANE"),
    parcel("P3", sender="C", sender_phone="+447700900003", recipient="R3", recipient_address="1 MILL LANE"),
    parcel("P4", sender="D", sender_phone="+447700900003", recipient="R4"),
    parcel("P5", sender="E", sender_phone="+447700900009", recipient="R5"),
]


def walked(case: Case, **told: Any) -> Answer:
    return ask(case, from_parcel, parcel=entity(case, "parcel", "P1"), **told)


def test_it_goes_by_sender_then_recipient_then_sender(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, CHAIN)
    answer = walked(case)
    assert shown(case, answer, "step", "parcel", "from") == [
        (0, "P1", None), (1, "P2", "P1"), (2, "P3", "P2"), (3, "P4", "P3"),
    ]  # fmt: skip
    assert answer.rows[2].why == ("the same recipient's address 1 Mill Lane",)
    assert len(answer.rows[2].refs) == 2 and answer.rows[2].links
    assert [row.cells[0] for row in walked(case, hops=1).rows] == [0, 1]


def test_what_more_parcels_bear_is_listed_and_not_followed(case: Case, tmp_path: Path) -> None:
    busy = [parcel(f"Q{n}", sender_phone="+447700900001") for n in range(3)]
    tell(case, tmp_path, [*CHAIN, *busy])
    answer = walked(case, sharing=4)
    assert [row.cells[1] for row in answer.rows] == [entity(case, "parcel", "P1")]
    phone = next(row for row in answer.tables[0].rows if "phone" in row.cells[2])
    assert phone.cells[3:] == (5, 0, False) and len(phone.refs) == 5
    assert "1 mark that more than 4 parcels bear" in answer.left_out[0]


def test_a_common_service_is_no_mark(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, CHAIN)
    with case.edit("Mark") as db:
        assessments.mark_common(case, db, entity(case, "phone", "+447700900001"), "an agent's")
    assert len(walked(case).rows) == 1


def test_accounts_in_tracking_numbers_and_e_mails_of_registers_are_marks(case: Case, tmp_path: Path) -> None:
    rows = [
        parcel("1Z999AA10123456784", sender="A"),
        parcel("1Z999AA10323450017", sender="B", sender_phone="+447700900005"),
        parcel("P7", sender_phone="+447700900006"),
        *(
            {"kind": "subscription", "identifier": ("phone", phone), "email": ("email", "one@mail.example")}
            for phone in ("+447700900005", "+447700900006")
        ),
    ]
    tell(case, tmp_path, rows)
    answer = ask(case, from_parcel, parcel=entity(case, "parcel", "1Z999AA10123456784"), hops=1)
    assert [row.why for row in answer.rows[1:]] == [
        ("the same sender's shipper's account UPS account 999AA1",)
    ]
    third = ask(case, from_parcel, parcel=entity(case, "parcel", "P7"), hops=1)
    assert [row.why for row in third.rows[1:]] == [("the same sender's e-mail one@mail.example",)]


def test_a_parcel_must_be_named_and_an_empty_case_says_so(case: Case) -> None:
    with pytest.raises(Problem):
        ask(case, from_parcel)
    assert "No shipments" in ask(case, from_parcel, parcel=1).sentence
