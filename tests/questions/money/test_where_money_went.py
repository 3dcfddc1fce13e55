"""Money followed by five rules, on cases worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.questions.money.story import HOUR, START, Story, Tx, txid, wallet
from workbench.questions.answer import Answer, Money
from workbench.questions.money.where_money_came_from import where_money_came_from
from workbench.questions.money.where_money_went import where_money_went

RULES = ("haircut", "poison", "fifo", "lifo", "lowest")


def ends(answer: Answer, rule: str) -> dict[tuple[int, str], int]:
    """By end and why: how much one rule says came there, of all rows."""
    at = next(n for n, column in enumerate(answer.columns) if column.name == rule)
    rows = [*answer.rows, *answer.tables[1].rows]
    return {(row.cells[0], row.cells[1]): row.cells[at].units for row in rows if row.cells[at].units}


def by_who(answer: Answer, rule: str) -> dict[int, int]:
    found: dict[int, int] = {}
    for (who, _), amount in ends(answer, rule).items():
        found[who] = found.get(who, 0) + amount
    return found


def two_into_one(story: Story) -> Story:
    """thief (30) and clean (70) are spent together: 60 to a, 39 to b, fee 1."""
    return story.chain(
        Tx("t1", [("x", 30)], [("thief", 30)]),
        Tx("t2", [("y", 70)], [("clean", 70)]),
        Tx("t3", [("t1", 0), ("t2", 0)], [("a", 60), ("b", 39)], 5),
    )


@pytest.mark.parametrize(
    ("rule", "a", "b", "fee"),
    [
        ("haircut", 18, 11, 1),  # 60 * 30 / 100 = 18; 39 * 12 / 40 = 11.7; the rest with the fee
        ("poison", 60, 39, 1),
        ("fifo", 30, 0, 0),  # the thief's 30 are the first 30 of a
        ("lifo", 0, 29, 1),  # a takes clean's last 60; b the last 10 of clean and 29 of the thief
        ("lowest", 0, 29, 1),  # other money goes first: 70 clean, of which a takes 60 and b 10
    ],
)
def test_two_inputs_two_outputs_and_a_fee(story: Story, rule: str, a: int, b: int, fee: int) -> None:
    two_into_one(story)
    answer = story.ask(where_money_went, origin=(story.id("thief"),), rule=rule)
    found = by_who(answer, rule)
    expected = {story.id("a"): a, story.id("b"): b, None: fee}
    assert found == {who: amount for who, amount in expected.items() if amount}
    assert answer.columns[2].name == rule


def test_every_rule_stands_beside_the_chosen_one_and_the_difference_is_said(story: Story) -> None:
    two_into_one(story)
    answer = story.ask(where_money_went, origin=(story.id("thief"),), rule="fifo")
    row = next(row for row in answer.rows if row.cells[0] == story.id("a"))
    assert [column.name for column in answer.columns[2:8]] == [
        "fifo",
        "haircut",
        "poison",
        "lifo",
        "lowest",
        "spread",
    ]
    assert [cell.units for cell in row.cells[2:8]] == [30, 18, 60, 0, 0, 30]
    assert "rules differ there by 0.0000003 BTC" in answer.sentence
    assert row.cells[8] == 1 and row.cells[9] == (START + 5 * HOUR) * 1_000_000
    held = story.held()
    names = [held.value(entity) for entity in row.entities]
    assert {wallet("thief"), txid("t3"), wallet("a")} <= set(names) and names[0] == wallet("a")
    assert len(row.refs) == 3  # what paid the thief, what spent it, what paid a
    lay = [step.cells[7] for step in answer.tables[0].rows if step.cells[0] == story.id("a")]
    assert lay == [None, 5 * HOUR]


def test_change_counts_as_the_balance_of_a_transaction(story: Story) -> None:
    """The payer gets 50 back first in the list: by the lowest balance these 50 are his 50 of the money."""
    story.chain(
        Tx("t1", [("x", 50)], [("thief", 50)]),
        Tx("t2", [("y", 50)], [("purse", 50)]),
        Tx("t3", [("t1", 0), ("t2", 0)], [("purse", 50), ("shop", 50)], 1),
    )
    answer = story.ask(where_money_went, origin=(story.id("thief"),), rule="lowest")
    assert by_who(answer, "lowest") == {story.id("purse"): 50}
    assert by_who(answer, "fifo") == {story.id("purse"): 50}
    assert by_who(answer, "lifo") == {story.id("shop"): 50}


def bank(story: Story) -> Story:
    """b holds 100 from elsewhere, gets 50 of the thief, pays c 60 and d 60 and keeps 30."""
    return story.payments(
        ("elsewhere", "b", "1.00", 0), ("thief", "b", "0.50", 1), ("b", "c", "0.60", 2), ("b", "d", "0.60", 3)
    )


@pytest.mark.parametrize(
    ("rule", "b", "c", "d"),
    [
        ("haircut", 10, 20, 20),  # 60 * 50 / 150 = 20; 60 * 30 / 90 = 20
        ("poison", 30, 60, 60),
        ("fifo", 30, 0, 20),  # 100 go first: 60, 40; then 20 of the money
        ("lifo", 0, 50, 0),
        ("lowest", 30, 0, 20),  # the balance falls to 30: no more is left
    ],
)
def test_accounts_follow_the_same_rules(story: Story, rule: str, b: int, c: int, d: int) -> None:
    bank(story)
    answer = story.ask(where_money_went, origin=(story.id("thief"),), rule=rule)
    expected = {story.id("b"): b, story.id("c"): c, story.id("d"): d}
    assert by_who(answer, rule) == {who: amount for who, amount in expected.items() if amount}
    assert {why for _, why in ends(answer, rule)} == {"still in the account when the records end"}


def test_going_back_the_last_payment_came_by_the_same_units(story: Story) -> None:
    bank(story)
    answer = story.ask(where_money_came_from, origin=(story.id("d"),), rule="fifo")
    assert by_who(answer, "fifo") == {story.id("elsewhere"): 40, story.id("thief"): 20}
    assert by_who(answer, "lifo") == {story.id("elsewhere"): 60}
    assert by_who(answer, "haircut") == {story.id("elsewhere"): 40, story.id("thief"): 20}
    assert by_who(answer, "poison") == {story.id("elsewhere"): 100, story.id("thief"): 50}
    # Without the thief's 50 the account would still have held 100 before: at least 0 came from him.
    assert by_who(answer, "lowest") == {story.id("elsewhere"): 60}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"hops": 1}, "at the limit of hops"),
        ({"rest": 1800}, "lay longer than the limit"),
        ({"within": 900, "until": (START + 900) * 1_000_000}, "moved after the time followed"),
        ({"least": 0.9}, "below the least amount"),
    ],
)
def test_a_limit_stops_the_trace_and_is_printed(story: Story, told: dict[str, Any], why: str) -> None:
    story.payments(("thief", "b", "0.50", 0), ("b", "c", "0.30", 1), ("c", "d", "0.30", 2))
    answer = story.ask(where_money_went, origin=(story.id("thief"),), **told)
    assert why in {row.cells[1] for row in answer.rows}
    assert answer.left_out[0].startswith("Limits: at most")
    assert story.id("d") not in {row.cells[0] for row in answer.rows}


def test_it_stops_at_services_and_where_coins_are_mixed_unless_told_otherwise(story: Story) -> None:
    story.chain(
        Tx("t1", [("x", 30)], [("thief", 30)]),
        Tx("t2", [("t1", 0)], [("shop", 20), ("mine", 10)], 1),
        Tx("t3", [("t2", 0)], [("far", 20)], 2),
        Tx("mix", [("t2", 1), ("p", 10), ("q", 10)], [("m1", 10), ("m2", 10), ("m3", 10)], 3),
    ).tags(shop="The Shop")
    answer = story.ask(where_money_went, origin=(story.id("thief"),))
    assert ends(answer, "fifo") == {
        (story.id("shop"), "at a service"): 20, (story.id("mine"), "mixed with the coins of others"): 10
    }  # fmt: skip
    through = story.ask(where_money_went, origin=(story.id("thief"),), services=False, mixed=True)
    assert by_who(through, "fifo") == {story.id("far"): 20, story.id("m1"): 10}


def test_what_an_exchange_books_goes_to_the_customers_account_and_on(story: Story) -> None:
    """The thief pays a deposit address; the exchange sweeps it elsewhere; the customer passes the coins on inside."""
    story.chain(
        Tx("t1", [("x", 40)], [("thief", 40)]),
        Tx("t2", [("t1", 0)], [("deposit", 40)], 1),
        Tx("sweep", [("t2", 0), ("z", 60)], [("hot", 100)], 8),
        Tx("out", [("sweep", 0)], [("private", 25), ("hot", 75)], 9),
    ).exchange(
        ("customer", 2, "deposit", "BTC", "0.00000040", "deposit", "t2", ""),
        ("customer", 3, "internal", "BTC", "0.00000025", "", "", "friend"),
        ("friend", 9.1, "withdrawal", "BTC", "0.00000025", "private", "out", ""),
    )
    answer = story.ask(where_money_went, origin=(story.id("thief"),))
    for rule in RULES:
        assert by_who(answer, rule) == {story.id("customer"): 15, story.id("private"): 25}


def test_blocks_whose_clocks_run_backward_are_followed_in_the_order_of_spending(story: Story) -> None:
    story.chain(
        Tx("t2", [("t1", 0)], [("b", 5)], 1), Tx("t1", [("x", 5)], [("thief", 5)], 2),
        Tx("t3", [("t2", 0)], [("c", 5)], 1),
    )  # fmt: skip
    for origin in ("thief", "t1"):
        answer = story.ask(where_money_went, origin=(story.id(origin),))
        for rule in RULES:
            assert by_who(answer, rule) == {story.id("c"): 5}


def test_prices_say_what_it_was_worth_on_the_day_and_by_which_table(story: Story, tmp_path: Path) -> None:
    two_into_one(story)
    table = tmp_path / "prices.csv"
    table.write_text("date,asset,currency,price\n2026-03-01,BTC,EUR,60000.50\n")
    answer = story.ask(where_money_went, origin=(story.id("thief"),), rule="fifo", prices=table)
    row = next(row for row in answer.rows if row.cells[0] == story.id("a"))
    assert row.cells[-1] == Money(2, "EUR")  # 30 satoshi at 60,000.50 are 1.8 cents
    assert any("prices.csv (SHA-256 " in said for said in answer.left_out)


def test_what_is_not_shown_is_counted(story: Story) -> None:
    two_into_one(story)
    answer = story.ask(where_money_went, origin=(story.id("thief"),), rule="fifo", most=1)
    assert len(answer.rows) == 1 and len(answer.tables[1].rows) == 1
    assert answer.left_out[0] == "1 more ends that only other rules reach are not shown."


def test_an_empty_case_says_what_to_bring_in(story: Story) -> None:
    story.payments(("a", "b", "1.00", 0))
    assert "no money of" in story.ask(where_money_went, origin=(story.id("b"),)).sentence
