"""Transactions whose inputs need not be one hand's: those that mix the coins of many, and payouts to many."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from workbench.questions.money.coins import Coins
from workbench.questions.money.prices import shown

EQUAL, PAYOUT = 3, 20


@dataclass(frozen=True)
class SetApart:
    """A transaction set apart and why; `refs` are the outputs that show it."""

    transaction: int
    at: int | None
    why: str
    refs: tuple[int, ...]


def set_apart(coins: Coins, equal: int = EQUAL, payout: int = PAYOUT) -> list[SetApart]:
    """The transactions that unite nothing, each with its first reason."""
    mixed = mixers(coins, equal)
    known = {one.transaction for one in mixed}
    return mixed + [one for one in payouts(coins, payout) if one.transaction not in known]


def mixers(coins: Coins, equal: int = EQUAL) -> list[SetApart]:
    """Transactions that look like a CoinJoin: at least `equal` outputs of one amount to different wallets, and inputs
    of at least as many wallets (Goldfeder et al., 2018; JoinMarket, Wasabi and Whirlpool all look so)."""
    payers = (
        coins.inputs.filter(pl.col("wallet") > 0)
        .group_by("transaction")
        .agg(payers=pl.col("wallet").n_unique())
    )
    alike = (
        coins.outputs.filter((pl.col("wallet") > 0) & (pl.col("amount") > 0))
        .group_by("transaction", "asset", "amount")
        .agg(many=pl.col("wallet").n_unique(), refs=pl.col("ref").sort(), at=pl.col("at").first())
        .filter(pl.col("many") >= equal)
    )
    found = alike.join(payers, on="transaction").filter(pl.col("payers") >= pl.col("many"))
    found = found.sort("transaction", "many", "amount", descending=[False, True, True])
    found = found.filter(pl.col("transaction").is_first_distinct()).sort("at", "transaction", nulls_last=True)
    return [
        SetApart(
            row["transaction"], row["at"],
            f"{row['many']} outputs of {shown(int(row['amount']), row['asset'])} each and {row['payers']} wallets "
            "that pay in: a CoinJoin by its form",
            tuple(row["refs"]),
        )
        for row in found.iter_rows(named=True)
    ]  # fmt: skip


def payouts(coins: Coins, least: int = PAYOUT) -> list[SetApart]:
    """Transactions that pay at least so many wallets at once, as services pay their customers out."""
    found = (
        coins.outputs.filter(pl.col("wallet") > 0)
        .group_by("transaction")
        .agg(many=pl.col("wallet").n_unique(), refs=pl.col("ref").sort(), at=pl.col("at").first())
        .filter(pl.col("many") >= least)
        .sort("at", "transaction", nulls_last=True)
    )
    return [
        SetApart(t, at, f"pays {many} wallets at once: a payout by a service, by its form", tuple(refs))
        for t, many, refs, at in found.select("transaction", "many", "refs", "at").iter_rows()
    ]
