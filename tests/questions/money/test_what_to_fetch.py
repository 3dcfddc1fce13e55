"""The edge of a case: what to fetch, and that the trace goes on with what comes back."""

from __future__ import annotations

import json

from tests.questions.money.story import Story, Tx, txid, wallet
from workbench.questions.money.fetching import ADDRESSES, TRANSACTIONS
from workbench.questions.money.what_to_fetch import STATEMENTS, what_to_fetch
from workbench.questions.money.where_money_came_from import where_money_came_from
from workbench.questions.money.where_money_went import where_money_went

FIRST = Tx("t1", [("victim", 100)], [("thief", 100)]), Tx("t2", [("t1", 0)], [("hop", 60), ("rest", 39)], 1)


def test_the_trace_goes_on_with_what_was_fetched(story: Story) -> None:
    story.chain(*FIRST)
    before = story.ask(where_money_went, origin=(story.id("thief"),))
    fetch = story.ask(what_to_fetch, origin=(story.id("thief"),)).lists
    assert fetch[ADDRESSES] == [wallet("hop"), wallet("rest")] == before.lists[ADDRESSES]
    assert story.id("hop") in {row.cells[0] for row in before.rows}
    # The connected machine looks up what the list names, and its answer comes back as a file.
    world = {wallet("hop"): Tx("t3", [("t2", 0)], [("cashed", 59)], 2), wallet("rest"): None}
    story.chain(*(tx for tx in (world[address] for address in fetch[ADDRESSES]) if tx))
    after = story.ask(where_money_went, origin=(story.id("thief"),))
    found = {row.cells[0]: row.cells[2].units for row in after.rows}
    # The fee of 1 of the second transaction takes its share: 60 of 100, then 39 of 40, and 59 of 60.
    assert found[story.id("cashed")] == 59 and found[story.id("rest")] == 39 and story.id("hop") not in found
    assert after.lists[ADDRESSES] == [wallet("cashed"), wallet("rest")]


def test_backward_it_names_the_transactions_that_made_the_coins(story: Story) -> None:
    story.chain(*FIRST)
    made = txid("before t1 0")
    fetch = story.ask(what_to_fetch, origin=(story.id("hop"),)).lists
    assert fetch[TRANSACTIONS] == [made]
    known = json.dumps(
        [{"txid": made, "vin": [{"txid": txid("mine"), "vout": 0,
          "prevout": {"scriptpubkey": "00", "scriptpubkey_address": wallet("employer"), "value": 101}}],
          "vout": [{"scriptpubkey": "00", "scriptpubkey_address": wallet("victim"), "value": 100}],
          "status": {"confirmed": True, "block_height": 1, "block_time": 1_772_000_000}}]
    )  # fmt: skip
    story.take("fetched.json", known, "wallets.esplora")
    answer = story.ask(where_money_came_from, origin=(story.id("hop"),))
    assert {row.cells[0]: row.cells[2].units for row in answer.rows} == {story.id("employer"): 60}
    assert answer.lists[TRANSACTIONS] == [txid("mine")]


def test_accounts_whose_statements_are_missing_are_named(story: Story) -> None:
    story.payments(("thief", "b", "0.50", 0), ("b", "c", "0.30", 1))
    answer = story.ask(what_to_fetch, origin=(story.id("thief"),))
    rows = {row.cells[0]: row.cells for row in answer.rows if row.cells[1] == STATEMENTS}
    assert rows[story.id("c")][3].units == 30 and rows[story.id("b")][3].units == 20
    assert "still in the account" in rows[story.id("c")][2]


def test_without_a_name_everything_at_the_edge_is_listed(story: Story) -> None:
    story.chain(*FIRST)
    answer = story.ask(what_to_fetch)
    assert set(answer.lists[ADDRESSES]) == {wallet("hop"), wallet("rest")}
    assert answer.lists[TRANSACTIONS] == [txid("before t1 0")]


def test_an_empty_case_says_what_to_bring_in(story: Story) -> None:
    assert "bring in" in story.ask(what_to_fetch).sentence
