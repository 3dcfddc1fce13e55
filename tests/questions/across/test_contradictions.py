"""Each contradiction planted once, and what only looks like one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.case.stories import Row
from tests.questions.told_cases import ask, at, entity, shown, tell
from workbench.case import assessments
from workbench.case.cases import Case
from workbench.questions.across.contradictions import contradictions

PHONE = "+447700900011"


def register(name: str, first: str = "", last: str = "", **more: Any) -> Row:
    row: Row = {
        "kind": "subscription",
        "identifier": ("phone", PHONE),
        "subscriber": ("person", name),
        **more,
    }
    return row | ({"from": at(first)} if first else {}) | ({"until": at(last)} if last else {})


def found(case: Case, *checks: str, **more: Any) -> list[tuple[Any, ...]]:
    return shown(
        case, ask(case, contradictions, checks=checks, **more), "about", "one", "other", "sources", "records"
    )


def test_two_registers_name_two_owners_at_once(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, [register("ANNA BELL", "2020-01-01", "2022-01-01")], "one.csv")
    tell(case, tmp_path, [register("IGOR POPOV", "2021-06-01")], "other.csv")
    (row,) = found(case, "owners")
    assert row[0] == PHONE and row[3] == "one.csv, other.csv" and row[4] == 2
    assert {row[1], row[2]} == {"Anna Bell, from 2020-01-01 until 2022-01-01", "Igor Popov, from 2021-06-01"}
    answer = ask(case, contradictions, checks=("owners",))
    assert answer.rows[0].moments == (at("2021-06-01"), at("2022-01-01"))
    assert "+ the names differ" in answer.rows[0].why
    assert answer.sentence == "1 contradiction: two owners at once (1)."


def test_one_after_the_other_is_none(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, [register("ANNA BELL", "2020-01-01", "2021-01-01")], "one.csv")
    tell(case, tmp_path, [register("IGOR POPOV", "2021-01-01")], "other.csv")
    assert not found(case, "owners")


def test_in_one_register_the_next_holder_ends_the_last(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, [register("ANNA BELL", "2020-01-01"), register("IGOR POPOV", "2021-01-01")])
    assert not found(case, "owners")


def test_another_spelling_and_missing_dates_are_said(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, [register("ANNA BELL")], "one.csv")
    tell(case, tmp_path, [register("ANA BELL")], "other.csv")
    (row,) = ask(case, contradictions, checks=("owners",)).rows
    assert any(why.startswith("~ the names are one or two letters off") for why in row.why)
    assert any(why.startswith("~ no dates") for why in row.why)


def test_two_attributed_users_at_once(case: Case, tmp_path: Path) -> None:
    tell(
        case,
        tmp_path,
        [register("ANNA BELL"), register("ANNA BELL", born=1, subscriber=("person", "IGOR POPOV"))],
    )
    phone, anna, igor = (entity(case, *said) for said in (
        ("phone", PHONE), ("person", "ANNA BELL"), ("person", "IGOR POPOV"),
    ))  # fmt: skip
    with case.edit("Attribute") as db:
        assessments.attribute(case, db, phone, anna, first=at("2026-01-01"), basis="her words")
        assessments.attribute(case, db, phone, igor, first=at("2026-02-01"), basis="his words")
        assessments.attribute(case, db, phone, igor, role="owner", basis="the bill")
    rows = [
        row for row in ask(case, contradictions, checks=("owners",)).rows if "attributed as user" in row.why
    ]
    assert len(rows) == 1 and rows[0].cells[4] == "what analysts attributed"


def test_two_dates_of_birth_and_one_document_of_two(case: Case, tmp_path: Path) -> None:
    paper = ("document", "X1")
    tell(case, tmp_path, [register("ANNA BELL", born=at("1980-03-12"), id_document=paper)], "one.csv")
    tell(
        case,
        tmp_path,
        [register("ANNA BELL", born=at("1980-12-03")), register("IGOR POPOV", id_document=paper)],
        "two.csv",
    )
    assert found(case, "born") == [("ANNA BELL", "1980-03-12", "1980-12-03", "one.csv, two.csv", 2)]
    assert [row[0] for row in found(case, "documents")] == ["X1"]


def test_two_amounts_of_one_payment_between_sources_only(case: Case, tmp_path: Path) -> None:
    def paid(units: int, reference: str = "R1") -> Row:
        return {
            "kind": "payment", "at": at("2026-06-01"), "payer": ("account", "A1"), "payee": ("account", "A2"),
            "amount": (units, "EUR"), "reference": reference,
        }  # fmt: skip

    tell(case, tmp_path, [paid(1000), paid(70, "R2"), paid(80, "R2"), paid(5, "R3")], "bank.csv")
    tell(case, tmp_path, [paid(1500), paid(5, "R3")], "shop.csv")
    (row,) = found(case, "amounts")
    assert row[:3] == ("A1", "10.00 EUR", "15.00 EUR") and row[4] == 2


def test_two_holders_of_one_account(case: Case, tmp_path: Path) -> None:
    rows: list[Row] = [
        {"kind": "payment", "at": at(day), "payer": ("account", "A1"), "payer_name": ("person", name)}
        for day, name in (
            ("2026-06-01", "ANNA BELL"),
            ("2026-06-02", "ANNA BELL"),
            ("2026-06-03", "IGOR POPOV"),
        )
    ]
    tell(case, tmp_path, rows)
    assert found(case, "holders") == [("A1", "ANNA BELL", "IGOR POPOV", "story.csv", 3)]
    assert not found(case, "holders", between=True)


def test_a_device_in_two_places_too_far_apart(case: Case, tmp_path: Path) -> None:
    masts: list[Row] = [
        {"kind": "cell_site", "cell": ("cell", cell), "latitude": north, "longitude": 0.0}
        for cell, north in (("C1", 50.0), ("C2", 55.0), ("C3", 50.05))
    ]
    tell(case, tmp_path, masts, "masts.csv")

    def call(cell: str, when: str) -> Row:
        return {
            "kind": "call", "start": at(when), "caller": ("phone", PHONE), "callee": ("phone", "+447700900012"),
            "caller_device": ("device", "00440012345678"), "caller_cell": ("cell", cell),
        }  # fmt: skip

    tell(case, tmp_path, [call("C1", "2026-06-01T12:00"), call("C3", "2026-06-01T12:01")], "one.csv")
    assert not found(case, "places")  # 5.6 km apart: both cells may reach the same place
    tell(case, tmp_path, [call("C2", "2026-06-01T12:10"), call("C1", "2026-06-01T18:00")], "other.csv")
    rows = found(case, "places")
    assert {row[0] for row in rows} == {"00440012345678"} and all(row[4] == 2 for row in rows)
    answer = ask(case, contradictions, checks=("places",))
    assert answer.rows[0].entities[1] == entity(case, "phone", PHONE)  # told by the same records
    assert all("km apart within" in row.why[0] for row in answer.rows)


def test_two_weights_of_one_parcel(case: Case, tmp_path: Path) -> None:
    for number, weight in enumerate((1.2, 1.2, 3.4)):
        tell(
            case,
            tmp_path,
            [{"kind": "shipment", "parcel": ("parcel", "RR1"), "weight": weight, "at": at("2026-06-01")}],
            f"{number}.csv",
        )
    assert [row[:3] for row in found(case, "weights")] == [("RR1", "1.2 kg", "3.4 kg")]


def test_an_empty_case_says_so(case: Case) -> None:
    assert ask(case, contradictions).sentence.startswith("No contradictions")
