"""The story is as large as promised, consistent in itself, and told nowhere too plainly."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from workbench.app.demo.calls import Month
from workbench.app.demo.cast import CHANGE, Cast
from workbench.app.demo.people import Directory
from workbench.app.demo.subscribers import Subscribers


@pytest.fixture(scope="module")
def month() -> Month:
    return Month(Subscribers(Cast(7, Directory(7))))


def _read(truth: dict[str, Any], name: str) -> int:
    return int(next(f["rows"]["read"] for f in truth["files"] if f["file"] == name))


def test_sizes(truth: dict[str, Any], month: Month, shipped: Path) -> None:
    assert sum(not call.is_text for call in month.calls) >= 6_000
    assert len(json.loads((shipped / "node_transactions.json").read_text())) >= 1_500
    assert _read(truth, "market_alpha.csv") + _read(truth, "market_beta.tsv") >= 800
    assert _read(truth, "courier_manifest.xlsx") >= 400
    assert sum(f["rows"]["rejected"] for f in truth["files"]) == 7


def test_every_coin_comes_from_somewhere(shipped: Path) -> None:
    """Fees are paid, no output is spent twice, and what is spent was left by an earlier transaction."""
    elements = json.loads((shipped / "node_transactions.json").read_text())
    outputs = {(e["txid"], n): (o, e) for e in elements for n, o in enumerate(e["vout"])}
    spent: Counter[tuple[str, int]] = Counter()
    for element in elements:
        put_in = sum(i["prevout"]["value"] for i in element["vin"])
        assert put_in - sum(o["value"] for o in element["vout"]) == element["fee"] > 0
        for source in element["vin"]:
            place = (source["txid"], source["vout"])
            spent[place] += 1
            if place in outputs:
                output, earlier = outputs[place]
                assert output == source["prevout"]
                assert earlier["status"]["block_time"] <= element["status"]["block_time"]
    assert max(spent.values()) == 1
    assert sum(place in outputs for place in spent) > len(spent) * 0.8


def test_the_exchange_books_what_the_chain_shows(shipped: Path) -> None:
    elements = {e["txid"]: e for e in json.loads((shipped / "node_transactions.json").read_text())}
    booked = 0
    with (shipped / "exchange_statement.csv").open(newline="") as file:
        for entry in csv.DictReader(file):
            if entry["Transaction"] and entry["Amount"] != "pending":
                whole, _, part = entry["Amount"].partition(".")
                paid = {
                    (o["scriptpubkey_address"], o["value"]) for o in elements[entry["Transaction"]]["vout"]
                }
                assert (entry["Address"], int(whole + part)) in paid
                booked += 1
    assert booked > 500


def test_vendor_and_supplier_never_speak_and_share_no_contact_but_services(month: Month) -> None:
    cast = month.cast
    ends = [{c.caller, c.callee} for c in month.calls]
    assert not any({cast.vendor, cast.supplier} <= pair for pair in ends)
    around = [set().union(*(p for p in ends if n in p)) - {n} for n in (cast.vendor, cast.supplier)]
    services = {cast.pizza, cast.taxi, cast.surgery, cast.courier, "121", "MEREBANK", "PARCELNOTE"}
    assert around[0] & around[1] - services == {cast.middleman}


def test_private_numbers_hand_over_on_day_14(month: Month) -> None:
    cast = month.cast
    old = [c for c in month.calls if cast.private_old in (c.caller, c.callee)]
    new = [c for c in month.calls if cast.private_new in (c.caller, c.callee)]
    assert old[-1].at < CHANGE < new[0].at
    contacts = [
        {n for c in calls for n in (c.caller, c.callee)} & set(month.private_contacts) for calls in (old, new)
    ]
    shared = contacts[0] & contacts[1]
    assert len(shared) == 17
    assert len(shared) / len(contacts[0] | contacts[1]) > 0.6


def test_services_are_shared_by_many(month: Month) -> None:
    cast = month.cast
    callers: dict[str, set[str]] = {}
    for call in month.calls:
        callers.setdefault(call.callee, set()).add(call.caller)
        callers.setdefault(call.caller, set()).add(call.callee)
    for service in (cast.pizza, cast.taxi, "MEREBANK", cast.courier):
        assert len(callers[service]) > 40, service
    assert len(callers[cast.pizza]) > 140


def test_no_call_is_told_twice(month: Month) -> None:
    assert len({(c.at, c.caller, c.callee) for c in month.calls}) == len(month.calls)


def test_cash_outs_add_up_and_join_both_wallets_from_day_14(truth: dict[str, Any], shipped: Path) -> None:
    """Four deposits of 0.8142 BTC together; the two hops in between keep only fees and one peel."""
    fact = next(f for f in truth["facts"] if f["id"] == "money_trail")
    account = next(e["value"] for e in fact["entities"] if e["kind"] == "account")
    with (shipped / "exchange_statement.csv").open(newline="") as file:
        deposits = [e for e in csv.DictReader(file) if e["Account"] == account and e["Type"] == "deposit"]
    assert [e["Amount"] for e in deposits] == ["0.19000000", "0.21050000", "0.20370000", "0.21000000"]
    joined = next(f for f in truth["facts"] if f["id"] == "one_hand")
    assert len([e for e in joined["entities"] if e["kind"] == "transaction"]) == 3
