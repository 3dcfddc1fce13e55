"""The money of one asset in motion: coins and payments as items between places, and the steps in which they move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.kernels.taint import WHOLE, Steps
from workbench.kernels.taint_rules import balances
from workbench.questions.money.coins import Coins
from workbench.questions.money.items import items_of
from workbench.questions.money.payments import Legs
from workbench.questions.money.steps import Laid, laid

Ints = npt.NDArray[np.int64]
OWN = ("giver", "holder", "wallet", "made", "taken", "also")


@dataclass(frozen=True)
class Flows:
    """Items of one asset and where they move.

    By item: exact `amount`, `form`, the moments it `left` and `came`, `source` and `target` (places, -1 for outside
    what is held), `giver` and `holder` (entities before and after), `wallet` that held a coin, the refs `made` (output
    or payment), `taken` (input that spends it) and `also` (the booking beside an output). By place: its entity, and
    whether it is a transaction (else an account). `steps` are in order; `kept_last` are the same with what a
    transaction pays back to its payers last. `opening` is what each place must have held before the first step for no
    step to take more than there is, `closing` what it holds after the last: of a transaction its fee, or outputs that
    are not held.
    """

    asset: str
    amount: Any
    form: npt.NDArray[np.uint8]
    left: Ints
    came: Ints
    source: Ints
    target: Ints
    giver: Ints
    holder: Ints
    wallet: Ints
    made: Ints
    taken: Ints
    also: Ints
    places: Ints
    chain: npt.NDArray[np.bool_]
    steps: Steps
    kept_last: Steps
    opening: Any
    closing: Any

    def __len__(self) -> int:
        return len(self.form)

    @property
    def any_size(self) -> bool:
        """Whether amounts are too large for the machine's whole numbers, as wei are."""
        return bool(self.amount.dtype == object)


def assets(coins: Coins, legs: Legs) -> list[str]:
    """The assets that move in the case, most moved first."""
    both = pl.concat(
        [coins.outputs.select("asset"), coins.inputs.select("asset"), legs.frame.select("asset")]
    )
    counted = (
        both.filter(pl.col("asset") != "")
        .group_by("asset")
        .len()
        .sort("len", "asset", descending=[True, False])
    )
    return counted["asset"].to_list()


def flows(coins: Coins, legs: Legs, asset: str) -> Flows:
    """The items and steps of one asset. What an exchange booked for a customer is the customer's: a coin paid to his
    deposit address goes to his account, one withdrawn comes from it, whichever coins the exchange moves behind that."""
    told = (pl.col("asset") == asset) & pl.col("amount").is_not_null()
    out, put = coins.outputs.filter(told), coins.inputs.filter(told & (pl.col("made") == 0))
    items = items_of(out, put, legs.frame.filter(pl.col("asset") == asset))
    amount = _exact(items["amount"])
    found: Laid = laid(items)
    both = [balances(*order, amount) for order in (found.steps, found.kept_last)]
    steps = [
        Steps(*order, balance)
        for order, (balance, _, _) in zip((found.steps, found.kept_last), both, strict=True)
    ]
    own = {name: items[name].to_numpy().astype(np.int64) for name in OWN}
    return Flows(
        asset, amount, items["form"].to_numpy().astype(np.uint8), found.left, found.came, found.source, found.target,
        **own, places=found.places, chain=found.chain, steps=steps[0], kept_last=steps[1],
        opening=both[0][1], closing=both[0][2],
    )  # fmt: skip


def _exact(amounts: pl.Series) -> Any:
    """Amounts as the machine's whole numbers where all of them together fit, else as Python's."""
    if int(amounts.cast(pl.Float64).sum() or 0) < WHOLE // 2:
        return amounts.cast(pl.Int64).to_numpy()
    return np.array([int(amount) for amount in amounts.to_list()], object)
