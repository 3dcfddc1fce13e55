"""What the demonstration plants across its worlds, found by the questions that look across them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from workbench.app import demo, paths
from workbench.app.demonstration import Demonstration
from workbench.case import graphs
from workbench.case.entities import resolve
from workbench.questions import asking
from workbench.questions.across.contradictions import contradictions
from workbench.questions.across.dossier import dossier
from workbench.questions.across.in_several_sources import in_several_sources
from workbench.questions.across.what_connects import what_connects
from workbench.questions.across.who_may_be_the_same import who_may_be_the_same
from workbench.questions.answer import Answer
from workbench.questions.held import Held
from workbench.questions.question import Question

TRUTH = json.loads((paths.resources() / "demo" / demo.TRUTH).read_text("utf-8"))
VENDOR, MIDDLEMAN, SUPPLIER = "phone:+447700900122", "phone:+447700900180", "phone:+447700900311"


@pytest.fixture(scope="module")
def held(demonstrated: Demonstration) -> Held:
    return Held(demonstrated.case, graphs.read(demonstrated.case))


def ask(held: Held, question: Question, **told: Any) -> Answer:
    return asking.ask(held, question, told, steady=False)


def id_of(held: Held, said: str) -> int:
    return resolve(held.case, said)


def test_the_vendor_of_both_markets_is_a_pair(held: Held) -> None:
    answer = ask(held, who_may_be_the_same, kind="handle")
    wanted = {id_of(held, "handle:alpha market:northstar"), id_of(held, "handle:beta bazaar:n0rthst4r")}
    (row,) = [row for row in answer.rows if set(row.cells[:2]) == wanted]
    assert row.cells[2] > 0.95 and any(why.startswith("+ PGP key: the same") for why in row.why)


def test_namesakes_with_keys_of_their_own_are_no_pairs(held: Held) -> None:
    pairs = {frozenset(row.cells[:2]) for row in ask(held, who_may_be_the_same, kind="handle").rows}
    for decoy in (d for d in TRUTH["decoys"] if d["id"] in ("namesake", "generic_names")):
        handles = [id_of(held, f"handle:{e['value']}") for e in decoy["entities"] if e["kind"] == "handle"]
        assert len(handles) > 1 and not any(pair <= set(handles) for pair in pairs)


def test_the_supplier_is_reached_through_the_middleman(held: Held) -> None:
    answer = ask(held, what_connects, these=(id_of(held, VENDOR), id_of(held, SUPPLIER)))
    assert answer.rows[0].cells[2:4] == (2, (id_of(held, MIDDLEMAN),))


def test_the_vendors_number_stands_alone_in_three_sources(held: Held) -> None:
    first = ask(held, in_several_sources).rows[0]
    assert first.cells[0] == id_of(held, VENDOR) and first.cells[1] == 3 and first.cells[3] == 1


def test_the_false_names_on_his_parcels_are_pairs(held: Held) -> None:
    answer = ask(held, who_may_be_the_same)
    names = {held.value(entity) for row in answer.rows[:6] for entity in row.cells[:2]}
    assert {"T GREY", "J MARLOW", "PAUL WINTER"} <= names


def test_a_dossier_of_his_number(held: Held) -> None:
    answer = ask(held, dossier, entity=id_of(held, VENDOR))
    shipments = [row for row in answer.rows if row.cells[1] == "Shipments"]
    assert [row.cells[3] for row in shipments] == [14]
    assert {"linked", "places", "stated"} <= {table.name for table in answer.tables}


def test_the_only_contradictions_are_those_of_the_mast_that_stands_elsewhere(held: Held) -> None:
    decoy = next(d for d in TRUTH["decoys"] if d["id"] == "misplaced_cell")
    cell = id_of(held, f"cell:{decoy['entities'][1]['value']}")
    rows = ask(held, contradictions).rows
    assert rows and all(cell in row.entities for row in rows)
    assert any("it may stand elsewhere than stated" in why for row in rows for why in row.why)
