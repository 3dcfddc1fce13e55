"""The questions of darknet and parcels find what the demonstration hides, and are not taken in by its decoys."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.app.demonstration import Demonstration
from workbench.case import graphs
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.darknet.act_on import act_on
from workbench.questions.darknet.same_vendor import same_vendor
from workbench.questions.darknet.who_operates import who_operates
from workbench.questions.held import Held
from workbench.questions.parcels.from_parcel import from_parcel
from workbench.questions.parcels.next_parcels import next_parcels
from workbench.questions.parcels.regular_parcels import regular_parcels
from workbench.questions.parcels.shared_marks import shared_marks
from workbench.questions.question import Question


@pytest.fixture(scope="module")
def held(demonstrated: Demonstration) -> Held:
    return Held(demonstrated.case, graphs.read(demonstrated.case))


def ask(held: Held, question: Question, **told: Any) -> Answer:
    return asking.ask(held, question, told, steady=False)


def planted(truth: dict[str, Any], name: str, kind: str) -> list[str]:
    fact = next(f for f in [*truth["facts"], *truth["decoys"]] if f["id"] == name)
    return [e["value"] for e in fact["entities"] if e["kind"] == kind]


def entity(held: Held, kind: str, value: str) -> int:
    return next(e for e in held.of_kind(kind) if held.value(e) == value)


def test_one_vendor_is_certain_by_his_key_and_a_namesake_is_not(held: Held, truth: dict[str, Any]) -> None:
    answer = ask(held, same_vendor, most=10_000)
    pairs = {
        frozenset((held.value(row.cells[0]), held.value(row.cells[1]))): row.cells[2] for row in answer.rows
    }
    certain = {pair for pair, standing in pairs.items() if standing == "certain"}
    assert frozenset(planted(truth, "one_vendor", "handle")) in certain
    both = planted(truth, "known_on_both", "handle")
    assert {frozenset((a, b)) for a, b in zip(both[::2], both[1::2], strict=True)} < certain
    assert len(certain) == 1 + len(both) // 2
    for decoy in ("namesake", "generic_names"):
        assert all(pairs[p] == "lead" for p in pairs if p <= set(planted(truth, decoy, "handle")))
    errors = {row.cells[0]: row.cells for row in answer.tables[0].rows}
    assert errors["names"][2] > 2000 and 0 < errors["names"][4] <= 0.01


def test_from_one_parcel_to_all_that_the_vendors_phone_sent(held: Held, truth: dict[str, Any]) -> None:
    drops = set(planted(truth, "drops", "parcel"))
    for number in sorted(drops)[:3]:
        answer = ask(held, from_parcel, parcel=entity(held, "parcel", number), hops=1)
        assert {held.value(row.cells[1]) for row in answer.rows} == drops


def test_the_phone_behind_the_false_names_of_the_drops(held: Held, truth: dict[str, Any]) -> None:
    answer = ask(held, shared_marks)
    (phone,) = planted(truth, "drops", "phone")
    row = next(r for r in answer.rows if phone in r.cells[0])
    assert row.cells[1] == 4 and row.cells[2] == 14 and row.cells[6] > 0  # the calls know it too
    assert not any(
        value in r.cells[0] for r in answer.rows for value in planted(truth, "common_courier", "phone")
    )


def test_the_supplier_is_the_most_regular_sender_and_is_expected_again(
    held: Held, truth: dict[str, Any]
) -> None:
    supplier, middleman = planted(truth, "supplies", "phone")
    rows = ask(held, regular_parcels).rows
    assert supplier in rows[0].cells[0] and middleman in rows[0].cells[0]
    (vendor,) = planted(truth, "drops", "phone")
    assert any(vendor in row.cells[0] for row in rows)
    assert supplier in ask(held, next_parcels).rows[0].cells[0]


def test_the_holder_of_the_account_and_his_private_number(held: Held, truth: dict[str, Any]) -> None:
    (account,) = planted(truth, "holder", "account")
    answer = ask(held, who_operates, subject=entity(held, "account", account))
    leads = {held.value(row.cells[0]) for row in answer.rows if row.cells[0]}
    assert set(planted(truth, "holder", "person") + planted(truth, "holder", "phone")) <= leads


def test_the_payout_wallets_are_among_what_can_be_acted_on(held: Held, truth: dict[str, Any]) -> None:
    listed = {line.split("\t")[0] for line in ask(held, act_on).lists["wallet"]}
    assert set(planted(truth, "payout_wallets", "wallet")) <= listed
