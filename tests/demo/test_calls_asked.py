"""What was planted among the demonstration's phones is what the questions find, on the rows it stands on."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.app.demonstration import Demonstration
from workbench.case import graphs, told
from workbench.questions import asking
from workbench.questions.answer import Answer, Row
from workbench.questions.calls.near_phone import near_phone
from workbench.questions.calls.several_sims import several_sims
from workbench.questions.calls.who_changed_phones import who_changed_phones
from workbench.questions.calls.who_met import who_met
from workbench.questions.held import Held
from workbench.questions.question import Question
from workbench.questions.question import shipped as shipped_questions


@pytest.fixture(scope="module")
def held(demonstrated: Demonstration) -> Held:
    return Held(demonstrated.case, graphs.read(demonstrated.case))


VENDOR, PRIVATE, SUPPLIER = "+447700900122", "+447700900199", "+447700900311"
GIVEN: dict[str, dict[str, str]] = {
    "near_phone": {"phone": VENDOR, "least": "1"},
    "home_and_work": {"who": VENDOR},
    "journeys": {"who": f"{VENDOR}; {PRIVATE}", "far": "3"},
    "top_contacts": {"numbers": VENDOR},
    "first_last_contact": {"one": VENDOR},
    "common_numbers": {"targets": f"{VENDOR}; {PRIVATE}; {SUPPLIER}"},
    "call_chains": {"within": "2 h", "least": "2"},
    "at_several_places": {"least": "1"},
    "regular_contacts": {"least": "2"},
}
ASKED = [q for q in shipped_questions().values() if q.world == "calls"]
OF_SESSIONS = {"same_server", "who_was_behind", "sessions_and_messages"}  # the demonstration has none


@pytest.mark.parametrize("question", [q for q in ASKED if q.id not in OF_SESSIONS], ids=lambda q: q.id)
def test_every_claim_names_what_it_rests_on_and_is_made_again(held: Held, question: Question) -> None:
    def resolve(value: str) -> int:
        return int(held.whole.ids[list(held.whole.values).index(value)])

    given = asking.settings(question, GIVEN.get(question.id, {}), resolve)
    answer = asking.ask(held, question, given, steady=False)
    tables = [(answer.columns, answer.rows), *((t.columns, t.rows) for t in answer.tables)]
    for columns, rows in tables:
        assert all(len(row.cells) == len(columns) for row in rows)
    for row in answer.rows:
        assert (row.refs or row.links) or question.id == "contact_matrix"
        assert len(set(row.refs)) == len(row.refs)
    if answer.rows:
        first = answer.rows[0].refs
        assert len(told.records_at(held.case, first)) == len(first)
        assert answer.sure and answer.sentence.endswith(".")
    anew = Held(held.case, held.whole)
    assert asking.ask(anew, question, given, steady=False).digest == answer.digest


def planted(truth: dict[str, Any], id: str) -> dict[str, Any]:
    return next(fact for fact in truth["facts"] if fact["id"] == id)


def rows_of(held: Held, row: Row) -> set[int]:
    """Which rows of their files a claim rests on."""
    return {record.row for record in told.records_at(held.case, row.refs)}


def values(held: Held, row: Row, *places: int) -> list[str]:
    return [held.value(row.cells[place]) for place in places]


def test_the_private_number_goes_on_as_another(held: Held, truth: dict[str, Any]) -> None:
    answer: Answer = asking.ask(held, who_changed_phones, {})
    (row,) = answer.rows
    fact = planted(truth, "private_number")
    assert values(held, row, 0, 1) == ["+447700900199", "+447700900266"] and row.cells[4] == 17
    contacts = {e["value"] for e in fact["entities"]} - set(values(held, row, 0, 1))
    assert {held.value(e) for e in row.entities[2:]} == contacts
    assert rows_of(held, row) == {stated["row"] for stated in fact["rows"]}


def test_the_vendors_phone_goes_on_in_another_handset(held: Held, truth: dict[str, Any]) -> None:
    (table,) = asking.ask(held, who_changed_phones, {}, steady=False).tables
    found = [values(held, row, 0, 1, 3) for row in table.rows if row.cells[5]]
    assert ["+447700900122", "00440012345678", "00440031567890"] in found
    named = [e["value"] for e in planted(truth, "handset_change")["entities"]]
    assert named[:3] == ["+447700900122", "00440012345678", "00440031567890"]


def test_one_old_handset_carries_another_number(held: Held) -> None:
    (row,) = asking.ask(held, several_sims, {}, steady=False).rows
    assert values(held, row, 0) == ["00440012345678"]
    assert {held.value(e) for e in row.cells[3]} >= {"+447700900122", "+447700900266"}


def test_the_same_meetings_from_either_side(held: Held) -> None:
    met = asking.ask(held, who_met, {}, steady=False)
    one, other, count = met.rows[0].cells[:3]
    for who, whom in ((one, other), (other, one)):
        near = asking.ask(held, near_phone, {"phone": who}, steady=False)
        assert {r.cells[0]: r.cells[1] for r in near.rows}[whom] == count
