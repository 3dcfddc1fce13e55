"""Whom all targets meet and nobody identifies, what several pay, where what is held ends, cells nobody places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.case.stories import Row
from tests.questions.told_cases import ask, at, entity, held, shown, tell
from workbench.case import assessments, sources
from workbench.case.cases import Case
from workbench.questions.across.what_is_missing import what_is_missing
from workbench.questions.answer import Answer

ANNA, BEN, UNKNOWN, NAMED = (f"+4477009000{n}" for n in (11, 12, 20, 21))


def call(one: str, other: str, day: int, **more: Any) -> Row:
    start = at(f"2026-06-{day:02}T10:00")
    return {"kind": "call", "start": start, "caller": ("phone", one), "callee": ("phone", other), **more}


def calls() -> list[Row]:
    made = []
    for day in range(1, 8):
        for other in (UNKNOWN, NAMED):
            made += [call(ANNA, other, day), call(other, BEN, day)]
    return [*made, call(ANNA, "+447700900030", 1), call(BEN, "+447700900030", 2)]


REGISTER: list[Row] = [
    {"kind": "subscription", "identifier": ("phone", NAMED), "subscriber": ("person", "TOM REED")}
]


def targets(case: Case) -> tuple[int, ...]:
    return entity(case, "phone", ANNA), entity(case, "phone", BEN)


def of(case: Case, answer: Answer, what: str) -> list[tuple[Any, ...]]:
    rows = shown(case, answer, "what", "entity", "others", "days", "records")
    return [row[1:] for row in rows if row[0].startswith(what)]


def test_a_number_in_contact_with_all_targets_and_identified_nowhere(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, calls())
    tell(case, tmp_path, REGISTER, "register.csv")
    answer = ask(case, what_is_missing, targets=targets(case))
    assert of(case, answer, "Identified") == [(UNKNOWN, (ANNA, BEN), 7, 14)]
    row = next(row for row in answer.rows if row.cells[0].startswith("Identified"))
    assert row.why == ("in contact with all 2 targets on 7 days",) and len(row.refs) == 14
    assert any(line.startswith(UNKNOWN) for line in answer.lists["to ask for"])
    unsure = ask(case, what_is_missing, targets=targets(case), days=1)
    assert [row[0] for row in of(case, unsure, "Identified")] == [UNKNOWN, "+447700900030"]


def test_who_is_attributed_or_tagged_is_identified(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, calls() + REGISTER)
    unknown, tom = entity(case, "phone", UNKNOWN), entity(case, "person", "TOM REED")
    with case.edit("Attribute") as db:
        assessments.attribute(case, db, unknown, tom, basis="his card")
    assert not of(case, ask(case, what_is_missing, targets=targets(case)), "Identified")


def test_a_name_in_a_contact_list_is_a_hint_only(case: Case, tmp_path: Path) -> None:
    row: Row = {"kind": "contact", "owner": ("phone", ANNA), "contact": ("phone", UNKNOWN), "name": "Boss"}
    tell(case, tmp_path, [*calls(), row, *REGISTER])
    answer = ask(case, what_is_missing, targets=targets(case))
    found = next(row for row in answer.rows if row.cells[1] == entity(case, "phone", UNKNOWN))
    assert "~ a contact list calls it Boss" in found.why


def test_a_wallet_paid_by_several_and_attributed_to_nobody(case: Case, tmp_path: Path) -> None:
    rows: list[Row] = []
    for number in range(3):
        for payee in ("W-open", "W-listed"):
            paid = ("transaction", f"T{number}{payee}")
            rows += [
                {"kind": "transaction_input", "wallet": ("wallet", f"P{number}"), "transaction": paid},
                {"kind": "transaction_input", "wallet": ("wallet", f"Q{number}"), "transaction": paid},
                {
                    "kind": "transaction_output",
                    "wallet": ("wallet", payee),
                    "transaction": paid,
                    "at": at("2026-06-01"),
                },
                {"kind": "transaction_output", "wallet": ("wallet", f"P{number}"), "transaction": paid},
            ]
    rows.append({"kind": "attribution", "subject": ("wallet", "W-listed"), "label": ("organisation", "SHOP")})
    tell(case, tmp_path, rows)
    (row,) = of(case, ask(case, what_is_missing), "Paid by several")
    assert (
        row[0] == "W-open" and len(row[1]) == 3 and row[3] == 3
    )  # two inputs of one transaction are one payer
    assert not of(case, ask(case, what_is_missing, payers=4), "Paid by several")


def test_the_edges_of_what_is_held(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, calls())
    (source,) = sources.listed(case)
    anna, ben = targets(case)
    with case.edit("Cover") as db:
        sources.cover(db, source.id, at("2026-06-01"), at("2026-06-04"), subject=anna)
        sources.cover(db, source.id, at("2026-05-20"), at("2026-06-30"))
    answer = ask(case, what_is_missing, targets=(anna, ben))
    rows = [
        (row.cells[0], row.cells[1], *row.cells[5:7])
        for row in answer.rows
        if row.cells[0].startswith("Its own")
    ]
    assert rows == [
        ("Its own records are not held for this time", anna, at("2026-05-20"), at("2026-06-01")),
        ("Its own records are not held for this time", anna, at("2026-06-04"), at("2026-06-30")),
        ("Its own records are not held at all", ben, at("2026-05-20"), at("2026-06-30")),
    ]


def test_cells_that_no_register_places(case: Case, tmp_path: Path) -> None:
    mast: Row = {"kind": "cell_site", "cell": ("cell", "C1"), "latitude": 50.0, "longitude": 0.0}
    rows = [
        call(ANNA, BEN, day, caller_cell=("cell", cell))
        for day, cell in ((1, "C1"), (2, "C2"), (3, "C2"), (4, "C3"))
    ]
    tell(case, tmp_path, [mast, *rows])
    found = of(case, ask(case, what_is_missing), "No register")
    assert [(row[0], row[3]) for row in found] == [("C2", 2), ("C3", 1)]


def test_without_targets_those_taken_are_said(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, calls())
    answer = ask(case, what_is_missing)
    assert any("No targets were named" in said for said in answer.left_out)
    assert not held(case).own


def test_an_empty_case_says_so(case: Case) -> None:
    assert ask(case, what_is_missing).sentence.startswith("Nothing is found")
