"""The same rules for mobile money, cards, tokens of many decimals, brokers, and chains told by halves."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.questions.money.story import START, Story, Tx, txid, wallet
from workbench.case import assessments
from workbench.questions.answer import Answer, Money
from workbench.questions.money.passed_on import passed_on
from workbench.questions.money.where_money_went import where_money_went

RULES = ("haircut", "poison", "fifo", "lifo", "lowest")
MOBILE = """Transaction Time,Txn ID,Transaction Type,Sender MSISDN,Sender Name,Receiver MSISDN,Recipient Name,Amount,Currency,Fee,Status
2026-03-01 08:00:00,M1,P2P,+447700900123,Ann,+447700900124,Bob,10.00,GBP,0.10,Completed
2026-03-01 08:05:00,M2,P2P,+447700900124,Bob,+447700900125,Cid,9.50,GBP,0.20,Completed
2026-03-01 08:07:00,M3,P2P,+447700900124,Bob,+447700900126,Dee,5.00,GBP,0.20,Failed
"""  # noqa: E501
CARDS = """Date,Time,From Card,To Card,Amount,Currency,Fee,Recipient Name,Operation ID
2026-03-01,10:00:00,5555555555554444,4111111111111111,150.00,EUR,,,C1
2026-03-01,10:05:00,4111111111111111,411111******1111,75.00,EUR,,,C2
2026-03-01,10:06:00,4111111111111111,4000056655665556,75.00,EUR,,,C3
"""
ETHER = "0x" + "0" * 38
COLUMNS = (
    "hash,nonce,block_hash,block_number,transaction_index,from_address,to_address,value,gas,gas_price,input,"
    "block_timestamp,max_fee_per_gas,max_priority_fee_per_gas,transaction_type"
)


def reached(story: Story, answer: Answer, rule: str = "haircut") -> dict[str, int]:
    held = story.held()
    at = next(n for n, column in enumerate(answer.columns) if column.name == rule)
    return {
        held.value(row.cells[0]) if row.cells[0] else row.cells[1]: row.cells[at].units for row in answer.rows
    }


def test_mobile_money_with_its_fees_and_without_what_failed(story: Story) -> None:
    story.take("mobile.csv", MOBILE, "payments.mobile_money_operator")
    answer = story.ask(where_money_went, origin=(story.id("+447700900123"),))
    for rule in RULES:
        assert reached(story, answer, rule) == {
            "+447700900125": 950, "+447700900124": 30, "paid in fees": 30
        }  # fmt: skip
    assert any(said.startswith("1 payments moved nothing") for said in answer.left_out)
    assert [row.cells[0] for row in story.ask(passed_on, times=1).rows] == [story.id("+447700900124")]


def test_it_stops_at_a_card_whose_digits_are_hidden(story: Story) -> None:
    story.take("cards.csv", CARDS, "payments.card_to_card")
    answer = story.ask(where_money_went, origin=(story.id("5555555555554444"),))
    why = {row.cells[2].units: row.cells[1] for row in answer.rows}
    assert len(answer.rows) == 2 and sum(row.cells[2].units for row in answer.rows) == 15_000
    assert any("hidden digits" in row.cells[1] for row in answer.rows), why


def test_wei_are_exact_beyond_what_the_machine_counts_in(story: Story) -> None:
    """7 ether and one wei of 21 ether and three wei: a third and a rest that rounding leaves behind."""
    one, two, three, four = (f"{ETHER}a{n}" for n in range(1, 5))
    rows = [
        (one, two, 7 * 10**18 + 1, 0), (three, two, 14 * 10**18 + 2, 1), (two, four, 9 * 10**18 + 1, 2)
    ]  # fmt: skip
    lines = [COLUMNS] + [
        f"0x{n:064x},1,0x{n:064x},5,0,{a},{b},{v},21000,0,0x,{START + at},,,0"
        for n, (a, b, v, at) in enumerate(rows, 1)
    ]
    story.take("ether.csv", "\n".join(lines) + "\n", "wallets.ethereum_etl")
    answer = story.ask(where_money_went, origin=(story.id(one),))
    part = (9 * 10**18 + 1) * (7 * 10**18 + 1) // (21 * 10**18 + 3)
    assert reached(story, answer) == {four: part, two: 7 * 10**18 + 1 - part}
    assert reached(story, answer, "fifo") == {four: 7 * 10**18 + 1, two: 0} or reached(
        story, answer, "fifo"
    ) == {four: 7 * 10**18 + 1}
    assert answer.rows[0].cells[2].asset == "ETH"


def test_assets_are_followed_each_by_itself_and_never_added(story: Story) -> None:
    story.payments(("a", "b", "1.00", 0), currency="EUR").payments(("a", "b", "2.00", 1), currency="USD")
    answer = story.ask(where_money_went, origin=(story.id("a"),))
    assert [row.cells[2] for row in answer.rows] == [Money(100, "EUR"), Money(200, "USD")]


def test_a_node_that_tells_no_amounts_of_inputs_is_completed_by_the_outputs_it_spends(story: Story) -> None:
    """Inputs without their prevout: wallet and amount come from the output; one that is not held stays open."""
    story.chain(Tx("t1", [("x", 30)], [("thief", 30)]))
    bare: list[dict[str, Any]] = [{"txid": txid("t1"), "vout": 0}, {"txid": txid("unknown"), "vout": 1}]
    said = {
        "txid": txid("t2"), "vin": bare,
        "vout": [{"scriptpubkey": "00", "scriptpubkey_address": wallet("a"), "value": 100}],
        "status": {"confirmed": True, "block_height": 1, "block_time": START + 60},
    }  # fmt: skip
    story.take("bare.json", json.dumps([said]), "wallets.esplora")
    answer = story.ask(where_money_went, origin=(story.id("thief"),))
    assert reached(story, answer) == {wallet("a"): 30}
    assert "1 inputs or outputs state no amount and are left out." in answer.left_out


def test_wallets_judged_the_same_are_one_origin(story: Story) -> None:
    story.chain(
        Tx("t1", [("x", 30)], [("one", 30)]), Tx("t2", [("y", 20)], [("other", 20)]),
        Tx("t3", [("t1", 0)], [("a", 30)], 1), Tx("t4", [("t2", 0)], [("a", 20)], 2),
    )  # fmt: skip
    one, other = story.id("one"), story.id("other")
    assessments.judge(story.case, story.case.writer, one, other, "same", "one purse")
    for entity in (one, other):
        answer = story.ask(where_money_went, origin=(entity,))
        assert reached(story, answer) == {wallet("a"): 50}


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_lost_on_the_way(story: Story, rule: str) -> None:
    story.chain(
        Tx("t1", [("x", 100)], [("thief", 100)]), Tx("t2", [("y", 57)], [("clean", 57)]),
        Tx("t3", [("t1", 0), ("t2", 0)], [("a", 31), ("thief", 90), ("b", 29)], 1),
        Tx("t4", [("t3", 1), ("t3", 2)], [("c", 101), ("d", 11)], 2),
    )  # fmt: skip
    answer = story.ask(where_money_went, origin=(story.id("thief"),), rule=rule, most=1000)
    followed, back = 100 + 90, next((said for said in answer.left_out if "came back" in said), "")
    returned = round(float(back.split()[0]) * 10**8) if back else 0
    ends = sum(row.cells[2].units for row in answer.rows)
    assert ends == followed - returned if rule != "poison" else ends >= followed - returned
