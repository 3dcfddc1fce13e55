"""Who paid whom, when and how much, whatever it went by: accounts, cards, phones, wallets, brokers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from workbench.questions.answer import Money
from workbench.questions.held import Held
from workbench.questions.money import mixing
from workbench.questions.money.coins import Coins, coins
from workbench.questions.money.payments import FAILED
from workbench.questions.money.stated import stated

PAYMENT = (
    "at", "payer", "payee", "amount", "received", "taken_by", "given_by", "deposit_wallet", "withdrawal_wallet",
    "type", "status",
)  # fmt: skip
PLAIN, CHAIN, HANDED, PAID_OUT, PUT_IN, TAKEN = (
    "paid",
    "on a chain",
    "handed in",
    "paid out",
    "put in",
    "taken out",
)
COLUMNS = {
    "payer": pl.Int64, "payee": pl.Int64, "at": pl.Int64, "amount": pl.Decimal(38, 0), "asset": pl.String,
    "ref": pl.Int64, "put": pl.Int64, "by": pl.Int64, "form": pl.String, "type": pl.String,
}  # fmt: skip
METHOD = (
    "Payments, transfers and transactions are read alike as somebody paying somebody. Of a transaction with several "
    "inputs the wallet that put in most pays; what returns to a wallet that paid in is change and no payment; "
    "transactions that look like a CoinJoin pay nobody. A broker or agent who takes money in is paid by who brings it, "
    "and pays who is given it. "
)


@dataclass(frozen=True)
class Movements:
    """`frame`: payer and payee (0 for none), at, amount (exact), asset, ref, `put` (the input behind a coin, else 0),
    `by` (transaction or 0), form and type, by time. `mixed` counts transactions that look like a CoinJoin."""

    frame: pl.DataFrame
    mixed: int

    def __len__(self) -> int:
        return self.frame.height


def movements(held: Held, *, common: bool = False) -> Movements:
    """Every movement that states an amount and a time; common services neither pay nor are paid unless `common`."""
    known = coins(held)
    mixed = [one.transaction for one in mixing.mixers(known)]
    parts = [_chain(known, mixed), *_payments(held)]
    frame = pl.concat([part.select(list(COLUMNS)).cast(COLUMNS) for part in parts])  # type: ignore[arg-type]
    frame = frame.filter(
        (pl.col("amount") > 0) & pl.col("at").is_not_null() & (pl.col("payer") != pl.col("payee"))
    )
    if not common:
        services = held.whole.ids[held.whole.common].tolist()
        frame = frame.filter(~pl.col("payer").is_in(services) & ~pl.col("payee").is_in(services))
    return Movements(frame.sort("at", "ref", "form", maintain_order=True), len(mixed))


def _chain(known: Coins, mixed: Collection[int]) -> pl.DataFrame:
    put = known.inputs.filter((pl.col("wallet") > 0) & ~pl.col("transaction").is_in(list(mixed)))
    most = put.sort("transaction", pl.col("amount").fill_null(0), "ref", descending=[False, True, False])
    payer = most.group_by("transaction", maintain_order=True).agg(
        payer=pl.col("wallet").first(), put=pl.col("ref").first(), payers=pl.col("wallet").unique()
    )
    paid = known.outputs.filter((pl.col("wallet") > 0) & pl.col("amount").is_not_null()).join(
        payer, on="transaction"
    )
    paid = paid.filter(~pl.col("wallet").is_in(pl.col("payers")))
    return paid.select(
        "payer", "at", "amount", "asset", "ref", "put", payee="wallet", by="transaction", form=pl.lit(CHAIN),
        type=pl.lit(""),
    )  # fmt: skip


def _payments(held: Held) -> list[pl.DataFrame]:
    paid = stated(held, "payment", PAYMENT)
    sent = stated(held, "transfer", ("at", "payer", "payee", "amount", "transaction", "type", "status"))
    paid = paid.filter(~pl.col("status").str.contains(FAILED))
    sent = sent.filter(~pl.col("status").str.contains(FAILED))
    none = pl.lit(0, pl.Int64)
    other: dict[str, Any] = {"asset": "amount.asset", "put": none, "by": none}
    got = (
        pl.coalesce("received", "amount"),
        pl.when(pl.col("received").is_null()).then("amount.asset").otherwise("received.asset"),
    )
    whole = (pl.col("payer") > 0) & (pl.col("payee") > 0)
    return [
        paid.filter(whole).select("payer", "payee", "at", "amount", "ref", "type", form=pl.lit(PLAIN), **other),
        paid.filter((pl.col("payer") > 0) & (pl.col("payee") == 0)).select(
            "payer", "at", "amount", "ref", "type", payee="withdrawal_wallet", form=pl.lit(TAKEN), **other
        ),
        paid.filter((pl.col("payer") == 0) & (pl.col("payee") > 0)).select(
            "payee", "at", "amount", "ref", "type", payer="deposit_wallet", form=pl.lit(PUT_IN), **other
        ),
        paid.filter((pl.col("taken_by") > 0) & (pl.col("payer") > 0)).select(
            "payer", "at", "amount", "ref", "type", payee="taken_by", form=pl.lit(HANDED), **other
        ),
        paid.filter((pl.col("given_by") > 0) & (pl.col("payee") > 0)).select(
            "payee", "at", "ref", "type", payer="given_by", amount=got[0], asset=got[1], put=none, by=none,
            form=pl.lit(PAID_OUT),
        ),
        sent.select("payer", "payee", "at", "amount", "ref", "type", asset="amount.asset", put=none,
                    by="transaction", form=pl.lit(CHAIN)),
    ]  # fmt: skip


def sums(rows: Iterable[tuple[str, int]]) -> list[Money]:
    """Amounts added up by asset, most moved first by count, never across assets."""
    whole: dict[str, list[int]] = {}
    for asset, amount in rows:
        whole.setdefault(asset, []).append(amount)
    ranked = sorted(whole, key=lambda asset: (-len(whole[asset]), asset))
    return [Money(sum(whole[asset]), asset) for asset in ranked]


def refs_of(frame: pl.DataFrame) -> tuple[int, ...]:
    """The records behind some movements, largest amounts first."""
    ranked = frame.sort("amount", "ref", descending=[True, False])
    both = np.stack([ranked["ref"].to_numpy(), ranked["put"].to_numpy()], axis=1).ravel()
    return tuple(dict.fromkeys(int(ref) for ref in both if ref))


NOTHING = (
    "The case holds no payments and no transactions: bring in statements, ledgers or transactions of a chain."
)
