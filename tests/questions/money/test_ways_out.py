"""Where money leaves: cash-out points, joined legs, and what could be frozen."""

from __future__ import annotations

from pathlib import Path

from tests.questions.money.story import HOUR, Story, Tx
from workbench.questions.answer import Money
from workbench.questions.money.cash_out_points import BROKER, DRAWN, EXCHANGE, SERVICE, cash_out_points
from workbench.questions.money.fan_in_fan_out import COLLECTS, fan_in_fan_out
from workbench.questions.money.legs_joined import legs_joined
from workbench.questions.money.what_to_freeze import KEY, what_to_freeze

HAWALA = """Date,Code,Sender,Sender Phone,Broker,Amount Given,Currency Given,Recipient,Recipient Phone,Paying Broker,Amount Paid,Currency Paid,Status
2026-03-01,K1,Ann Example,,Broker One,100.00,GBP,Bob Sample,,Broker Two,465,AED,paid
2026-03-01,K2,Cid Nobody,,Broker One,200.00,GBP,Bob Sample,,Broker Two,930,AED,paid
2026-03-02,K3,Dee Person,,Broker One,300.00,GBP,Eve Sample,,Broker Two,1395,AED,paid
"""  # noqa: E501


def test_brokers_collect_and_pay_out_each_in_his_own_money(story: Story) -> None:
    story.take("hawala.csv", HAWALA, "payments.hawala")
    answer = story.ask(cash_out_points)
    held = story.held()
    [row] = [row for row in answer.rows if row.cells[1] == BROKER]
    assert held.caption(row.cells[0]).upper() == "BROKER TWO" and row.cells[4] == 2 and row.cells[5] == 3
    assert row.cells[6] == Money(279_000, "AED") and len(row.refs) == 3
    fan = story.ask(fan_in_fan_out, others=3, within=2 * 24 * HOUR)
    collects = [(held.caption(r.cells[0]).upper(), r.cells[5]) for r in fan.rows if r.cells[1] == COLLECTS]
    assert collects == [("BROKER ONE", Money(60_000, "GBP"))]


def test_withdrawals_deposits_and_listed_services_are_ways_out(story: Story) -> None:
    story.chain(
        Tx("t1", [("x", 40)], [("deposit", 40)], 1), Tx("t2", [("y", 50)], [("shop", 50)], 2),
        Tx("out", [("hot", 9)], [("private", 9)], 9),
    ).exchange(
        ("me", 2, "deposit", "BTC", "0.00000040", "deposit", "t1", ""),
        ("me", 3, "bank withdrawal", "EUR", "20.00", "", "", ""),
        ("me", 9, "withdrawal", "BTC", "0.00000009", "private", "out", ""),
    ).tags(shop="Shop")  # fmt: skip
    rows = {row.cells[1]: row for row in story.ask(cash_out_points).rows}
    assert set(rows) == {DRAWN, EXCHANGE, SERVICE}
    assert rows[DRAWN].cells[0] == story.id("me") and rows[DRAWN].cells[6] == Money(2_000, "EUR")
    assert rows[EXCHANGE].cells[6] == Money(40, "BTC") and rows[SERVICE].cells[2] == "Shop"
    mine = story.ask(cash_out_points, origin=(story.id("y"),))
    assert [row.cells[1] for row in mine.rows] == [SERVICE]


def test_legs_are_joined_by_transaction_wallet_amount_and_time(story: Story) -> None:
    story.chain(
        Tx("t1", [("x", 41)], [("deposit", 40)], 1),
        Tx("t2", [("y", 80)], [("other", 77)], 2), Tx("t3", [("z", 80)], [("third", 77)], 3),
        Tx("t4", [("hot", 500)], [("private", 400)], 9),
    ).exchange(
        ("me", 1.1, "deposit", "BTC", "0.00000040", "deposit", "t1", ""),
        ("you", 2.1, "deposit", "BTC", "0.00000077", "", "", ""),
        ("you", 8.9, "withdrawal", "BTC", "0.00000400", "private", "", ""),
        ("you", 30, "bank withdrawal", "EUR", "20.00", "", "", ""),
    ).payments(("exchange", "mine", "20.00", 40), ("exchange", "else", "21.00", 41))  # fmt: skip
    answer = story.ask(legs_joined)
    found = {(row.cells[0], row.cells[4]): row for row in answer.rows if row.cells[9] != "2_exchange.csv"}
    sure = {key: (row.cells[2], row.cells[3], row.cells[8]) for key, row in found.items()}
    me, you = story.id("me"), story.id("you")
    assert sure[me, Money(40, "BTC")] == (story.id("t1"), "names the transaction", 0)
    assert sure[you, Money(77, "BTC")] == (story.id("t2"), "amount and time", 1)
    assert sure[you, Money(400, "BTC")] == (story.id("t4"), "wallet and amount", 0)
    assert sure[you, Money(2_000, "EUR")] == (story.id("mine"), "amount and time", 0)
    assert "- 1 other side fits by amount and time" in found[you, Money(77, "BTC")].why
    assert all(len(row.refs) == 2 for row in answer.rows)
    assert not story.ask(legs_joined, within=0).rows


def test_what_lies_where_with_the_records_that_trace_it(story: Story, tmp_path: Path) -> None:
    """Of the thief's 100, 40 are in the customer's account, 35 unspent and 25 at a listed shop."""
    story.chain(
        Tx("t1", [("x", 100)], [("thief", 100)]),
        Tx("t2", [("t1", 0)], [("deposit", 40), ("rest", 35), ("shop", 25)], 1),
    ).exchange(("customer", 2, "deposit", "BTC", "0.00000040", "deposit", "t2", "")).tags(shop="Shop")
    prices = tmp_path / "prices.csv"
    prices.write_text("date,asset,currency,price\n2026-02-27,BTC,EUR,1000000\n")
    answer = story.ask(what_to_freeze, origin=(story.id("thief"),), prices=prices)
    found = {row.cells[0]: row for row in answer.rows}
    assert {who: row.cells[2].units for who, row in found.items()} == {
        story.id("customer"): 40, story.id("rest"): 35, story.id("shop"): 25
    }  # fmt: skip
    in_account = found[story.id("customer")]
    assert in_account.cells[1] == "as 2_exchange.csv has it" and in_account.cells[5] == Money(40, "BTC")
    assert in_account.cells[3:5] == (Money(40, "BTC"), Money(40, "BTC")) and in_account.cells[8] == Money(
        40, "EUR"
    )
    assert found[story.id("rest")].cells[1] == KEY and found[story.id("shop")].cells[1] == "Shop"
    assert len(in_account.refs) == 4  # paid to the thief, spent, paid to the deposit address, booked


def test_an_empty_case_says_what_to_bring_in(story: Story) -> None:
    assert "bring in" in story.ask(cash_out_points).sentence
    assert "bring in" in story.ask(legs_joined).sentence
