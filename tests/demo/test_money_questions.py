"""What is planted about money in the demonstration is found by asking."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.app.demonstration import Demonstration
from workbench.case import graphs
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.held import Held
from workbench.questions.money.legs_joined import legs_joined
from workbench.questions.money.one_hand import one_hand
from workbench.questions.money.what_to_freeze import what_to_freeze
from workbench.questions.money.where_money_came_from import where_money_came_from
from workbench.questions.money.where_money_went import where_money_went
from workbench.questions.question import Question


@pytest.fixture(scope="module")
def held(demonstrated: Demonstration) -> Held:
    return Held(demonstrated.case, graphs.read(demonstrated.case))


def fact(truth: dict[str, Any], name: str) -> list[str]:
    told = [*truth["facts"], *truth["decoys"]]
    return [e["value"] for e in next(one for one in told if one["id"] == name)["entities"]]


def ids(held: Held, values: list[str]) -> list[int]:
    known = {value: int(held.whole.ids[node]) for node, value in enumerate(held.whole.values)}
    return [known[value] for value in values]


def ask(held: Held, question: Question, **told: Any) -> Answer:
    return asking.ask(held, question, told, steady=False)


def test_one_hand_holds_the_wallets_of_both_markets(held: Held, truth: dict[str, Any]) -> None:
    one, first, other, *more = ids(held, fact(truth, "one_hand"))
    answer = ask(held, one_hand, most=1000)
    union = next(row for row in answer.tables[0].rows if set(row.cells[:2]) == {one, other})
    assert set(union.cells[2]) == {first, *more} and union is answer.tables[0].rows[0]
    assert {one, other} in [set(row.cells[0]) for row in answer.rows]


def test_mixers_are_set_apart_and_nothing_else(held: Held, truth: dict[str, Any]) -> None:
    apart = [row.cells[0] for row in ask(held, one_hand).tables[1].rows]
    assert sorted(apart) == sorted(ids(held, fact(truth, "mixers")))


def test_the_money_of_the_payout_wallet_reaches_the_account_and_the_supplier(
    held: Held, truth: dict[str, Any]
) -> None:
    [wallet] = ids(held, fact(truth, "money_trail")[:1])
    cashed, supplier = ids(held, ["EH-88-1042", "EH-88-1077"])
    answer = ask(held, where_money_went, origin=(wallet,))
    reached = {row.cells[0]: row for row in answer.rows}
    trail = set(ids(held, fact(truth, "money_trail")))
    assert set(reached[cashed].entities) <= trail | {
        cashed,
        *held.of_kind("wallet"),
        *held.of_kind("transaction"),
    }
    assert reached[cashed].cells[8] == 3 and supplier in reached
    assert len(reached[supplier].refs) > 10
    frozen = [row.cells[0] for row in ask(held, what_to_freeze, origin=(wallet,)).rows]
    assert frozen[:3] == [wallet, cashed, supplier]
    back = ask(held, where_money_came_from, origin=(supplier,), rule="fifo")
    assert any(wallet in row.entities for row in back.rows)


def test_every_booked_coin_meets_its_transaction(held: Held) -> None:
    answer = ask(held, legs_joined, most=10_000)
    booked = held.records("payment", ("transaction", "type")).filter(
        held.records("payment", ("transaction", "type"))["transaction"] > 0
    )
    sure = [row for row in answer.rows if row.cells[3] == "names the transaction"]
    assert len(sure) == booked.height == 600


def test_the_same_question_has_the_same_answer(held: Held, truth: dict[str, Any]) -> None:
    [wallet] = ids(held, fact(truth, "money_trail")[:1])
    first, again = (ask(held, where_money_went, origin=(wallet,)) for _ in range(2))
    assert first.digest == again.digest
