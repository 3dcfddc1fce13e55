"""The coins of the case: outputs of transactions and the inputs that spend them, matched with each other."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from workbench.questions.held import Held
from workbench.questions.money.stated import stated

OUTPUTS = ("at", "wallet", "transaction", "amount", "index")
INPUTS = (*OUTPUTS, "spent", "spent_index")


@dataclass(frozen=True)
class Coins:
    """Outputs and inputs, a row each, in the order of transactions and places in them.

    `outputs`: transaction, place, wallet, amount (exact, null where not told), asset, at, ref, and who spends it:
    `spender` (transaction, 0 for nobody in the case), `taken` (ref of the input), `spend_place`, `spent_at`.
    `inputs`: the same of inputs, with `spent`, `spent_place`, and `made`, the ref of the output it spends, 0 where the
    case does not hold it. What an input does not tell of itself is told by the output it spends.
    """

    outputs: pl.DataFrame
    inputs: pl.DataFrame

    def __len__(self) -> int:
        return self.outputs.height + self.inputs.height


def coins(held: Held) -> Coins:
    """The outputs and inputs that the case holds; one that several sources tell is there once."""
    outputs = _once(_named(stated(held, "transaction_output", OUTPUTS)))
    inputs = _once(_named(stated(held, "transaction_input", INPUTS)))
    key = outputs.filter(pl.col("place").is_not_null()).select(
        spent="transaction", spent_place="place", made="ref", known_wallet="wallet", known_amount="amount",
        known_asset="asset",
    )  # fmt: skip
    inputs = inputs.join(key, on=["spent", "spent_place"], how="left", maintain_order="left").with_columns(
        pl.col("made").fill_null(0),
        wallet=pl.when(pl.col("wallet") > 0).then("wallet").otherwise(pl.col("known_wallet").fill_null(0)),
        amount=pl.coalesce("amount", "known_amount"),
        asset=pl.when(pl.col("asset") != "").then("asset").otherwise(pl.col("known_asset").fill_null("")),
    )
    inputs = inputs.drop("known_wallet", "known_amount", "known_asset")
    taken = (
        inputs.filter(pl.col("made") > 0)
        .unique("made", keep="first", maintain_order=True)
        .select(ref="made", spender="transaction", taken="ref", spend_place="place", spent_at="at")
    )
    outputs = outputs.join(taken, on="ref", how="left", maintain_order="left").with_columns(
        pl.col("spender").fill_null(0), pl.col("taken").fill_null(0), pl.col("spend_place").fill_null(0)
    )
    return Coins(outputs, inputs)


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    names = {"index": "place", "spent_index": "spent_place", "amount.asset": "asset"}
    return frame.rename({old: new for old, new in names.items() if old in frame.columns})


def _once(frame: pl.DataFrame) -> pl.DataFrame:
    """Each place of a transaction once, told by the record that tells most."""
    if not frame.select(pl.struct("transaction", "place").is_duplicated().any()).item():
        return frame.sort("transaction", "place", nulls_last=True, maintain_order=True)
    ranked = frame.sort(
        "transaction", "place", pl.col("wallet") == 0, pl.col("amount").is_null(), "ref", nulls_last=True,
        maintain_order=True,
    )  # fmt: skip
    keyed = pl.struct("transaction", "place", pl.when(pl.col("place").is_null()).then("ref"))
    return ranked.filter(keyed.is_first_distinct())
