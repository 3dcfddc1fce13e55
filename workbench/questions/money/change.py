"""Which output of a transaction is change: signs that are counted, and how often they are right in this very case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from workbench.model.values import assets
from workbench.questions.held import Held
from workbench.questions.money.coins import Coins
from workbench.questions.money.unions import PAIRS, Unions
from workbench.questions.wording import many

RETURNS = "it returns to a wallet that pays"
SIGNS = {
    "fresh": "the wallet was never seen before, the others were",
    "odd": "the amount is not round, the others are",
    "small": "it is less than the least input, so that no other output would have needed all of them",
    "alike": "its address has the form of all that pay, the others have another",
}


def forms(held: Held, coins: Coins) -> dict[int, str]:
    """The form of each wallet's address: what it begins with, and how long it is where that tells forms apart."""
    wallets = pl.concat([coins.outputs["wallet"], coins.inputs["wallet"]]).unique().sort().to_list()
    values = ((wallet, held.value(wallet)) for wallet in wallets if wallet)
    return {
        w: v[:4] + str(len(v)) if v[:3] in ("bc1", "tb1") or v[:4] == "ltc1" else v[:1] for w, v in values
    }


@dataclass(frozen=True)
class Changes:
    """`likely`: transaction, payer, wallet, amount, asset, ref, at, sure (share), signs, votes; `said` how surenesses
    were measured."""

    likely: pl.DataFrame
    said: str


def likely(coins: Coins, spent: Unions, apart: Collection[int], forms: dict[int, str]) -> Changes:
    """The output of each transaction that looks like change: one that returns to a payer, else the one that most signs
    point at, if no other has as many. Sureness: of the outputs with as many signs whose transaction tells which output
    was change (exactly one was later spent together with the payers), the share that were it, counting one more right
    and one more wrong (Laplace)."""
    frame = _signed(coins, apart, forms)
    if not frame.height:
        return Changes(frame, "no transaction has an output that looks like change.")
    group = (
        pl.Series(list(spent.group_of), dtype=pl.Int64),
        pl.Series(list(spent.group_of.values()), dtype=pl.Int64),
    )
    groups = pl.DataFrame({"wallet": group[0], "group": group[1]})
    payers = groups.rename({"wallet": "payer", "group": "paying"})
    frame = frame.join(groups, on="wallet", how="left", maintain_order="left")
    frame = frame.join(payers, on="payer", how="left", maintain_order="left")
    same = (pl.col("group") == pl.col("paying")).fill_null(False) & ~pl.col("returns")
    frame = frame.with_columns(own=same)
    top = pl.col("votes").max().over("transaction")
    single = (pl.col("votes") == top).sum().over("transaction") == 1
    returned = pl.col("returns").any().over("transaction")
    known = frame.filter((pl.col("own").sum().over("transaction") == 1) & ~returned)
    guess = known.filter(
        (pl.col("votes") == pl.col("votes").max().over("transaction")) & (pl.col("votes") > 0)
    )
    guess = guess.filter(pl.len().over("transaction") == 1)
    right = dict(guess.group_by("votes").agg(pl.col("own").sum()).iter_rows())
    tried = dict(guess.group_by("votes").len().iter_rows())
    chosen = frame.filter(
        pl.col("returns") | (~returned & single & (pl.col("votes") == top) & (pl.col("votes") > 0))
    )
    sure = {votes: (right.get(votes, 0) + 1) / (tried.get(votes, 0) + 2) for votes in range(len(SIGNS) + 1)}
    chosen = chosen.with_columns(
        sure=pl.when(pl.col("returns"))
        .then(1.0)
        .otherwise(pl.col("votes").replace_strict(sure, return_dtype=pl.Float64)),
        signs=pl.when(pl.col("returns")).then(pl.lit(RETURNS)).otherwise(
            pl.concat_str(
                [pl.when(pl.col(name)).then(pl.lit(text)) for name, text in SIGNS.items()],
                separator="; ", ignore_nulls=True,
            )
        ),
    ).sort("sure", "votes", "at", "transaction", descending=[True, True, False, False], nulls_last=True)  # fmt: skip
    counts = (
        ", ".join(
            f"{many(v, 'sign')} right {right.get(v, 0)} of {many(tried[v], 'time')}" for v in sorted(tried)
        )
        or "none"
    )
    return Changes(
        chosen,
        f"change is measured on {known['transaction'].n_unique():,} transactions of this case whose change is known: "
        f"{counts}.",
    )


def _signed(coins: Coins, apart: Collection[int], forms: dict[int, str]) -> pl.DataFrame:
    """Every output of transactions with two outputs or more, with its signs, and one wallet that pays."""
    out = coins.outputs.filter((pl.col("wallet") > 0) & pl.col("amount").is_not_null())
    out = out.filter(~pl.col("transaction").is_in(list(apart)) & (pl.len().over("transaction") >= 2))
    paid = coins.inputs.filter(pl.col("wallet") > 0)
    payer = paid.group_by("transaction").agg(
        payer=pl.col("wallet").min(), payers=pl.col("wallet").unique(), least=pl.col("amount").min(), count=pl.len(),
        form=pl.when(_form("wallet", forms).n_unique() == 1).then(_form("wallet", forms).first()),
    )  # fmt: skip
    seen = (
        pl.concat([coins.outputs.select("wallet", "at"), coins.inputs.select("wallet", "at")])
        .drop_nulls()
        .group_by("wallet")
        .agg(since=pl.col("at").min())
    )
    out = out.join(payer, on="transaction").join(seen, on="wallet", how="left", maintain_order="left")
    tens = [(a, 10 ** max(assets.decimals(a) - 4, 0)) for a in out["asset"].unique().to_list()]
    unit = (
        pl.col("asset").replace_strict(dict(tens), default=1, return_dtype=pl.Int64).cast(pl.Decimal(38, 0))
    )
    marks = out.with_columns(
        returns=pl.col("wallet").is_in(pl.col("payers")), new=(pl.col("since") >= pl.col("at")).fill_null(False),
        round=(pl.col("amount") % unit) == 0, like=(_form("wallet", forms) == pl.col("form")).fill_null(False),
        less=(pl.col("amount") < pl.col("least")).fill_null(False) & (pl.col("count") > 1),
    )  # fmt: skip
    only = {"fresh": pl.col("new"), "odd": ~pl.col("round"), "small": pl.col("less"), "alike": pl.col("like")}
    marks = marks.with_columns(
        (mark & (mark.sum().over("transaction") == 1)).alias(name) for name, mark in only.items()
    )
    votes = pl.sum_horizontal(pl.col(name).cast(pl.Int64) for name in SIGNS)
    return marks.with_columns(votes=votes).select(
        "transaction", "payer", "wallet", "amount", "asset", "ref", "at", "returns", "votes", *SIGNS
    )


def _form(column: str, forms: dict[int, str]) -> pl.Expr:
    return pl.col(column).replace_strict(forms, default=None, return_dtype=pl.String)


def pairs(surest: pl.DataFrame, common: Collection[int]) -> pl.DataFrame:
    """Unions of payers with the wallets their change went to."""
    usable = surest.filter(~pl.col("wallet").is_in(list(common)) & (pl.col("wallet") != pl.col("payer")))
    made = usable.group_by(one="payer", other="wallet", maintain_order=True).agg(
        transactions=pl.col("transaction").unique(maintain_order=True), first=pl.col("at").min(),
        refs=pl.col("ref"), sign=pl.lit("change: ") + pl.col("signs").first(),
    )  # fmt: skip
    return made.select(list(PAIRS)).cast(PAIRS)  # type: ignore[arg-type]
