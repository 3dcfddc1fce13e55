"""Payments and transfers as legs: who had the money before, who after, and how much of which asset."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from workbench.questions.held import Held
from workbench.questions.money.stated import stated

PAID, FEE, CHANGED = "paid", "fee", "changed"
PAYMENT = (
    "at", "payer", "payee", "amount", "fee", "received", "deposit_wallet", "withdrawal_wallet", "transaction",
    "status",
)  # fmt: skip
TRANSFER = ("at", "payer", "payee", "amount", "fee", "transaction", "status")
# What statements of several countries write at a payment that moved nothing.
FAILED = r"(?i)fail|reject|declin|cancel|revers|revert|refus|return|error|bad|out of gas|отказ|отмен|возвра|失败|取消"


@dataclass(frozen=True)
class Legs:
    """`frame`: giver and holder (entities, 0 for none), amount (exact, above nothing), asset, at, ref, form, and of
    payments that stand on a chain too: deposit_wallet, withdrawal_wallet, transaction; `turned` rises with time among
    the rows of a source that runs downwards. `changed`, `failed` and `untold` count payments that became another asset
    on the way, that moved nothing, and that state no amount or no time."""

    frame: pl.DataFrame
    changed: int
    failed: int
    untold: int


def legs(held: Held) -> Legs:
    """Every payment and transfer the case holds, as legs. A fee stated apart is a leg of its own to nobody; what comes
    to the other end in another asset is two legs, one to nobody and one from nobody."""
    paid = stated(held, "payment", PAYMENT)
    sent = stated(held, "transfer", TRANSFER).with_columns(
        pl.lit(0, pl.Int64).alias(name) for name in ("deposit_wallet", "withdrawal_wallet")
    )
    sent = sent.with_columns(
        pl.lit(None, pl.Decimal(38, 0)).alias("received"), pl.lit("").alias("received.asset")
    )
    whole = pl.concat(
        [paid.with_columns(gas=pl.lit(False)), sent.select(paid.columns).with_columns(gas=pl.lit(True))]
    )
    failed = pl.col("status").str.contains(FAILED)
    told = pl.col("amount").is_not_null() & (pl.col("amount") > 0) & pl.col("at").is_not_null()
    good = whole.filter(told & ~failed)
    other = pl.col("received").is_not_null() & (pl.col("received.asset") != pl.col("amount.asset"))
    less = pl.col("received").is_not_null() & ~other & (pl.col("received") < pl.col("amount"))
    kept = ["at", "ref", "deposit_wallet", "withdrawal_wallet", "transaction"]
    nobody, none = pl.lit(0, pl.Int64), [pl.lit(0, pl.Int64).alias(name) for name in kept[2:]]
    plain = good.filter(~other).select(
        *kept, giver="payer", holder="payee", asset="amount.asset",
        amount=pl.when(less).then("received").otherwise("amount"), form=pl.lit(PAID),
    )  # fmt: skip
    lost = good.filter(less).select(
        "at", "ref", *none, giver="payer", holder=nobody, asset="amount.asset",
        amount=pl.col("amount") - pl.col("received"), form=pl.lit(FEE),
    )  # fmt: skip
    away = good.filter(other).select(
        "at", "ref", *none, giver="payer", holder=nobody, asset="amount.asset", amount="amount", form=pl.lit(CHANGED),
    )  # fmt: skip
    come = good.filter(other).select(
        "at", "ref", *none, giver=nobody, holder="payee", asset="received.asset", amount="received",
        form=pl.lit(CHANGED),
    )  # fmt: skip
    # a transaction that failed on a chain costs its fee all the same
    fees = (
        whole.filter(pl.col("gas") | ~failed)
        .filter(pl.col("at").is_not_null() & (pl.col("fee") > 0) & (pl.col("payer") > 0))
        .select(
            "at",
            "ref",
            *none,
            giver="payer",
            holder=nobody,
            asset="fee.asset",
            amount="fee",
            form=pl.lit(FEE),
        )
    )
    frame = pl.concat([part.select(sorted(part.columns)) for part in (plain, lost, away, come, fees)])
    frame = frame.filter(pl.col("amount") > 0)
    turn = whole.group_by("reading").agg(
        down=pl.col("at").sort_by("ref").first() > pl.col("at").sort_by("ref").last()
    )
    down = whole.join(turn, on="reading").filter(pl.col("down"))["ref"].implode()
    turned = pl.when(pl.col("ref").is_in(down)).then(-pl.col("ref")).otherwise(pl.col("ref"))
    return Legs(
        frame.with_columns(turned=turned).sort("at", "turned", "form", maintain_order=True),
        good.filter(other).height,
        whole.filter(failed).height,
        whole.filter(~told & ~failed).height,
    )
