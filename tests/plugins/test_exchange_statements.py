"""What an exchange's total means: the price of what was bought or sold, and only a worth of what was moved."""

from __future__ import annotations

from pathlib import Path

from tests.plugins.reading_plugins import read
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.model.kinds import Kinds

HEADER = (
    "ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,Subtotal,"
    "Total (inclusive of fees and/or spread),Fees and/or Spread,Notes\n"
)


def test_what_coinbase_sends_is_received_as_it_is(
    tmp_path: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    path = tmp_path / "coinbase.csv"
    line = "{},2026-01-0{} 10:00:00 UTC,{},BTC,{},EUR,€50000.00,€500.00,€500.00,€0.00,\n"
    sorts = ("Send", "Receive", "Buy", "Advanced Trade Sell", "Staking Income")
    rows = [line.format(n, n, sort, "-0.01" if n == 1 else "0.01") for n, sort in enumerate(sorts, 1)]
    path.write_text(HEADER + "".join(rows), "utf-8")
    found = read(path, recipes["wallets.coinbase"], kinds, by)
    assert not found.rejects and all(record["amount"] == "1000000 BTC" for record in found.records)
    assert {r["type"]: r.get("received") for r in found.records} == {
        "Send": None, "Receive": None, "Buy": "50000 EUR", "Advanced Trade Sell": "50000 EUR", "Staking Income": None,
    }  # fmt: skip
