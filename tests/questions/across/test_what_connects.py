"""Shortest connections among a list, whom several share, and what exclusions and common services do."""

from __future__ import annotations

from pathlib import Path

from tests.case.stories import Row
from tests.questions.told_cases import ask, at, entity, held, shown, tell
from workbench.case import assessments, included
from workbench.case.cases import Case
from workbench.questions.across.what_connects import what_connects
from workbench.questions.answer import Answer

ANNA, BEN, CARA, HUB, MID = (f"+4477009000{n}" for n in (11, 12, 13, 20, 30))


def call(one: str, other: str) -> Row:
    return {"kind": "call", "start": at("2026-06-01"), "caller": ("phone", one), "callee": ("phone", other)}


def parcel(number: str, phone: str, person: str) -> Row:
    return {
        "kind": "shipment", "parcel": ("parcel", number), "sender_phone": ("phone", phone),
        "recipient": ("person", person), "at": at("2026-06-02"),
    }  # fmt: skip


ROWS = [
    call(ANNA, MID), call(MID, BEN), call(MID, BEN), call(ANNA, HUB), call(HUB, BEN), call(CARA, HUB),
    parcel("RR1", BEN, "CARA DOE"),
]  # fmt: skip


def asked(case: Case, *phones: str, **more: object) -> Answer:
    return ask(case, what_connects, these=tuple(entity(case, "phone", phone) for phone in phones), **more)


def test_the_shortest_way_with_most_records_and_whom_several_share(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS)
    answer = asked(case, ANNA, BEN, CARA)
    assert sorted(shown(case, answer, "one", "other", "links", "through", "records")) == [
        (ANNA, BEN, 2, (MID,), 1),  # as short through HUB; the hop to BEN has more records here
        (ANNA, CARA, 2, (HUB,), 1),
        (BEN, CARA, 2, (HUB,), 1),
    ]
    assert all(len(row.links) >= 2 for row in answer.rows)
    (table,) = answer.tables
    whole = held(case)
    said = [(whole.value(row.cells[0]), row.cells[2]) for row in table.rows]
    assert said == [(HUB, 3), (MID, 2)]
    assert "is linked with 3 of them" in answer.sentence


def test_over_all_kinds(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS)
    answer = ask(case, what_connects, these=(entity(case, "phone", MID), entity(case, "person", "CARA DOE")))
    (row,) = answer.rows
    assert [held(case).kind(e) for e in row.cells[3]] == ["phone", "parcel"] and row.cells[2] == 3


def test_what_is_excluded_or_serves_everybody_is_not_gone_through(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS)
    answer = asked(case, ANNA, BEN, excluded=(entity(case, "phone", MID),))
    assert shown(case, answer, "through") == [((HUB,),)] and any("1 that" in said for said in answer.left_out)
    hub = entity(case, "phone", HUB)
    with case.edit("Mark") as db:
        assessments.mark_common(case, db, hub, "a taxi rank")
    assert shown(case, asked(case, ANNA, CARA, longest=9), "through") == []
    assert shown(case, asked(case, ANNA, CARA, through_common=True), "through") == [((HUB,),)]
    assert shown(case, asked(case, ANNA, HUB), "links") == [(1,)]  # as an end it counts


def test_too_far_is_said_and_fewer_than_two_are_asked_for(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS)
    answer = asked(case, ANNA, BEN, longest=1)
    assert not answer.rows and "1 pair connected only by more than 1 links." in answer.left_out
    assert asked(case, ANNA).sentence.startswith("Choose two")
    with case.edit("Off") as db:
        included.turn(db, off=included.readings(db))
    assert not ask(case, what_connects, these=(1, 2)).rows
