"""Items of money: coins of a chain and payments, a row each, with where they come from and go to."""

from __future__ import annotations

import polars as pl

from workbench.questions.money.payments import CHANGED, FEE

COIN, PAYMENT, FEE_PAID, CHANGED_AWAY = 0, 1, 2, 3
FORMS = {"paid": PAYMENT, FEE: FEE_PAID, CHANGED: CHANGED_AWAY}
WHOLE = (
    "form", "left", "came", "from_tx", "from_account", "to_tx", "to_account", "giver", "holder", "wallet", "made",
    "taken", "also", "leaves", "comes", "turn", "spent_at",
)  # fmt: skip
ITEM: dict[str, pl.DataType] = {"amount": pl.Decimal(38, 0)} | dict.fromkeys(WHOLE, pl.Int64())


def items_of(out: pl.DataFrame, put: pl.DataFrame, paid: pl.DataFrame) -> pl.DataFrame:
    """The items of one asset: of outputs, of inputs whose output is not held, and of payments (`payments.Legs`).

    Columns: amount, form, left and came (-1 for not told), the place it comes from and goes to (a transaction or else
    an account, 0 for none), giver, holder and wallet (entities), the refs made, taken and also, the places in the
    transactions it leaves and comes to, the turn among payments of one moment, and when a coin was spent.
    """
    known = booked(out, paid)
    paid = paid.filter(~pl.col("ref").is_in(known["also"].implode()) | (pl.col("form") != "paid"))
    out = out.join(known, on="ref", how="left", maintain_order="left").with_columns(
        pl.col("also", "into", "from_").fill_null(0)
    )
    return pl.concat([_coins(out), _coins_before(put), _paid(paid)])


def booked(out: pl.DataFrame, paid: pl.DataFrame) -> pl.DataFrame:
    """The outputs that a statement books too, each with one booking: by transaction and wallet, the amount nearest."""
    one = pl.col("giver"), pl.col("holder")
    into = paid.filter((one[0] == 0) & (pl.col("deposit_wallet") > 0) & (pl.col("transaction") > 0))
    away = paid.filter((one[1] == 0) & (pl.col("withdrawal_wallet") > 0) & (pl.col("transaction") > 0))
    keyed = [
        into.select("transaction", wallet="deposit_wallet", also="ref", into="holder", from_=pl.lit(0, pl.Int64),
                    booked="at", stated="amount"),
        away.select("transaction", wallet="withdrawal_wallet", also="ref", into=pl.lit(0, pl.Int64), from_="giver",
                    booked="at", stated="amount"),
    ]  # fmt: skip
    found = out.select("ref", "transaction", "wallet", "amount").join(
        pl.concat(keyed), on=["transaction", "wallet"]
    )
    found = found.sort((pl.col("amount") - pl.col("stated")).abs(), "ref", "also", maintain_order=True)
    found = found.filter(pl.col("also").is_first_distinct())
    return found.filter(pl.col("ref").is_first_distinct()).select("ref", "also", "into", "from_", "booked")


def _shaped(frame: pl.DataFrame, **columns: str | pl.Expr) -> pl.DataFrame:
    chosen = {name: columns.get(name, pl.lit(0)) for name in ITEM}
    return frame.select(
        (pl.col(said) if isinstance(said, str) else said).cast(ITEM[name]).alias(name)
        for name, said in chosen.items()
    )


def _coins(out: pl.DataFrame) -> pl.DataFrame:
    into = pl.col("into") > 0
    return _shaped(
        out, amount="amount", form=pl.lit(COIN), left=pl.coalesce("at", pl.lit(-1)),
        came=pl.coalesce("booked", pl.lit(-1)),
        from_tx=pl.when(pl.col("from_") > 0).then(0).otherwise("transaction"), from_account="from_",
        to_tx=pl.when(into).then(0).otherwise("spender"), to_account="into", giver="from_",
        holder=pl.when(into).then("into").otherwise("wallet"), wallet="wallet", made="ref",
        taken=pl.when(into).then(0).otherwise("taken"), also="also", leaves=pl.coalesce("place", pl.lit(0)),
        comes="spend_place", spent_at=pl.coalesce("spent_at", pl.lit(-1)),
    )  # fmt: skip


def _coins_before(put: pl.DataFrame) -> pl.DataFrame:
    return _shaped(
        put, amount="amount", form=pl.lit(COIN), left=pl.lit(-1), came=pl.coalesce("at", pl.lit(-1)),
        to_tx="transaction", holder="wallet", wallet="wallet", taken="ref", comes=pl.coalesce("place", pl.lit(0)),
        spent_at=pl.coalesce("at", pl.lit(-1)),
    )  # fmt: skip


def _paid(paid: pl.DataFrame) -> pl.DataFrame:
    form = pl.col("form").replace_strict(FORMS, return_dtype=pl.Int64) if paid.height else pl.lit(PAYMENT)
    holder = pl.when(pl.col("holder") == 0).then("withdrawal_wallet").otherwise("holder")
    return _shaped(
        paid, amount="amount", form=form, left="at", came="at", from_account="giver", to_account="holder",
        giver=pl.when(pl.col("giver") == 0).then("deposit_wallet").otherwise("giver"), holder=holder, made="ref",
        turn="turned",
    )  # fmt: skip
