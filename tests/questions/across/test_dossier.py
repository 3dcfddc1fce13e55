"""A dossier says where an entity is named, what is said there, with whom and where it was, and what people say."""

from __future__ import annotations

from pathlib import Path

from tests.case.stories import Row
from tests.questions.told_cases import ask, at, entity, held, shown, tell
from workbench.case import assessments, notes
from workbench.case.cases import Case
from workbench.questions.across.dossier import dossier
from workbench.questions.answer import Answer, Table

ANNA, BEN = "+447700900011", "+447700900012"
CALLS: list[Row] = [
    {"kind": "call", "start": at(day), "caller": ("phone", ANNA), "callee": ("phone", BEN), "service": "voice",
     "caller_cell": ("cell", "234-10-1-1")}
    for day in ("2026-06-01", "2026-06-03")
]  # fmt: skip
REGISTER: list[Row] = [
    {"kind": "subscription", "identifier": ("phone", ANNA), "subscriber": ("person", "ANNA BELL"),
     "born": at("1980-03-12"), "document": "X12", "from": at("2020-01-01")}
]  # fmt: skip


def table(answer: Answer, name: str) -> Table:
    return next(table for table in answer.tables if table.name == name)


def test_by_source_with_roles_and_times(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, CALLS, "calls.csv")
    tell(case, tmp_path, REGISTER, "register.csv")
    answer = ask(case, dossier, entity=entity(case, "phone", ANNA))
    assert shown(case, answer, "source", "kind", "role", "records", "first", "last") == [
        ("calls.csv", "Calls", "caller", 2, at("2026-06-01"), at("2026-06-03")),
        ("register.csv", "Subscriptions", "identifier", 1, at("2020-01-01"), at("2020-01-01")),
    ]
    assert [len(row.refs) for row in answer.rows] == [2, 1]
    assert answer.sentence == f"3 records of 2 sources name {ANNA} (phone), from 2020-01-01 to 2026-06-03."


def test_what_records_say_with_whom_and_where(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, CALLS, "calls.csv")
    tell(case, tmp_path, REGISTER, "register.csv")
    answer = ask(case, dossier, entity=entity(case, "phone", ANNA))
    said = [row.cells for row in table(answer, "stated").rows]
    assert ("Call", "service", "voice", 2) in said
    assert ("Subscription", "date of birth", "1980-03-12", 1) in said
    assert ("Subscription", "document", "X12", 1) in said
    whole = held(case)
    links = {(row.cells[0], whole.value(row.cells[2]), row.cells[3]) for row in table(answer, "linked").rows}
    assert ("called", BEN, 2) in links and any(name == "ANNA BELL" for _, name, _ in links)
    (place,) = table(answer, "places").rows
    assert place.cells[1] == 2 and len(place.refs) == 2


def test_what_people_say(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, CALLS + REGISTER)
    anna, ben, person = (
        entity(case, "phone", ANNA),
        entity(case, "phone", BEN),
        entity(case, "person", "ANNA BELL"),
    )
    with case.edit("Assess") as db:
        assessments.attribute(case, db, anna, person, first=at("2026-01-01"), basis="her own words")
        assessments.judge(case, db, anna, ben, "unsure", "same contacts")
        notes.write(case, db, "Look again", entity=anna)
        notes.tag(db, anna, "target")
    said = [row.cells[:3] for row in table(ask(case, dossier, entity=anna), "assessed").rows]
    assert ("Attributed to, as user", "Anna Bell, from 2026-01-01: her own words", "A. Nalyst") in said
    assert ("Judged unsure", f"{BEN}: same contacts", "A. Nalyst") in said
    assert ("Tag", "target", "") in said and ("Note", "Look again", "A. Nalyst") in said
    owner = [row.cells[0] for row in table(ask(case, dossier, entity=person), "assessed").rows]
    assert owner == ["Had, as user"]


def test_those_judged_the_same_are_one(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, CALLS + REGISTER)
    anna, ben = entity(case, "phone", ANNA), entity(case, "phone", BEN)
    with case.edit("Judge") as db:
        assessments.judge(case, db, anna, ben, "same", "one SIM")
    answer = ask(case, dossier, entity=max(anna, ben))
    assert sum(row.cells[3] for row in answer.rows) == 5
    assert any(row.cells[0] == "Judged the same as" for row in table(answer, "assessed").rows)


def test_an_entity_that_is_not_there(case: Case) -> None:
    assert ask(case, dossier, entity=99).sentence.startswith("The case holds no such entity")
