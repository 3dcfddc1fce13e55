"""The order in which money comes to places and leaves them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.kernels.succession import succession
from workbench.questions.money.items import COIN

Ints = npt.NDArray[np.int64]
Order = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.bool_]]  # item, place, comes
NEVER = np.iinfo(np.int64).max >> 2
FIRST, LAST = -1, NEVER  # among what happens at one moment


@dataclass(frozen=True)
class Laid:
    """Items laid out in time; what the parts are says `flows.Flows`."""

    left: Ints
    came: Ints
    source: Ints
    target: Ints
    places: Ints
    chain: npt.NDArray[np.bool_]
    steps: Order
    kept_last: Order


def laid(items: pl.DataFrame) -> Laid:
    """The places of items (`items.items_of`) and the order of their steps."""
    transactions, accounts = _named(items, "from_tx", "to_tx"), _named(items, "from_account", "to_account")
    source = _place(items, "from_tx", "from_account", transactions, accounts)
    target = _place(items, "to_tx", "to_account", transactions, accounts)
    places = np.r_[transactions, accounts]
    chain = np.arange(len(places)) < len(transactions)
    at, depth = _order(items, source, target, len(transactions))
    none = np.zeros(len(accounts) + 1, np.int64)
    when, level = np.r_[at, none], np.r_[depth, none]
    made = (source >= 0) & np.r_[chain, False][source]
    left = np.where(made, when[source], _ids(items, "left"))
    taken = (target >= 0) & np.r_[chain, False][target]
    came = np.where(taken, when[target], np.maximum(_ids(items, "came"), left))
    left = np.where(made | (left >= 0), left, came)
    steps = _steps(items, source, target, chain, when, level, left, came)
    return Laid(left, came, source, target, places, chain, steps, _kept_last(steps, _returned(items), chain))


def _ids(frame: pl.DataFrame, name: str) -> Ints:
    found: Ints = frame[name].to_numpy().astype(np.int64)
    return found


def _named(items: pl.DataFrame, *names: str) -> Ints:
    found = pl.concat([items[name].alias("id") for name in names]).unique().sort()
    named: Ints = found.filter(found > 0).to_numpy().astype(np.int64)
    return named


def _place(items: pl.DataFrame, tx: str, account: str, transactions: Ints, accounts: Ints) -> Ints:
    one, other = _ids(items, tx), _ids(items, account)
    found = np.where(one > 0, np.searchsorted(transactions, one), -1)
    place: Ints = np.where(other > 0, len(transactions) + np.searchsorted(accounts, other), found)
    return place


def _order(items: pl.DataFrame, source: Ints, target: Ints, count: int) -> tuple[Ints, Ints]:
    """The moment of each transaction, never before that of one whose coins it spends, and its depth at that moment."""
    at = np.full(count, np.iinfo(np.int64).min >> 2)
    form, left = _ids(items, "form"), _ids(items, "left")
    made = (form == COIN) & (source >= 0) & (source < count)
    np.maximum.at(at, source[made], np.where(left[made] < 0, at[source[made]], left[made]))
    spent = (target >= 0) & (target < count)
    when = _ids(items, "spent_at")[spent]
    np.maximum.at(at, target[spent], np.where(when < 0, at[target[spent]], when))
    both = made & spent
    found = succession(source[both], target[both], at)
    return found[0], found[1]


def _returned(items: pl.DataFrame) -> npt.NDArray[np.bool_]:
    """Which outputs go to a wallet that paid into the same transaction."""
    paid = (
        items.filter((pl.col("to_tx") > 0) & (pl.col("wallet") > 0))
        .select(from_tx="to_tx", wallet="wallet")
        .unique()
    )
    back = items.select("from_tx", "wallet").join(
        paid.with_columns(back=1), on=["from_tx", "wallet"], how="left", maintain_order="left"
    )
    return back["back"].is_not_null().to_numpy()


def _steps(
    items: pl.DataFrame, source: Ints, target: Ints, chain: npt.NDArray[np.bool_], at: Ints, depth: Ints, left: Ints,
    came: Ints,
) -> Order:  # fmt: skip
    """Every coming and leaving in order: by moment; in a transaction inputs, then outputs; among payments of one moment
    as the source lists them, each leaving before it comes."""
    count = int(chain.sum())
    turn = np.argsort(np.argsort(_ids(items, "turn"), kind="stable"), kind="stable") + count
    parts = []
    for comes, place, moment, number in (
        (False, source, left, "leaves"), (True, target, came, "comes"),
    ):  # fmt: skip
        item = np.flatnonzero(place >= 0)
        here = place[item]
        on_chain = chain[here]
        tx = np.where(on_chain, here, 0)
        booked = (_ids(items, "form")[item] == COIN) & ~on_chain
        when = np.where(on_chain, at[tx], moment[item])
        if not comes:  # booked after the coins were spent again: clocks of two systems
            when = np.where(booked & (target[item] >= 0), np.minimum(when, came[item]), when)
        level = np.where(on_chain, depth[tx], np.where(booked, LAST if comes else FIRST, 0))
        group = np.where(on_chain, here, turn[item])
        phase = np.where(on_chain, int(not comes), int(comes))
        index = _ids(items, number)[item]
        parts.append((when, level, group, phase, index, item, here, np.full(len(item), comes)))
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.lexsort(joined[4::-1])
    return (joined[5][order].astype(np.int32), joined[6][order].astype(np.int32), joined[7][order])


def _kept_last(steps: Order, returned: npt.NDArray[np.bool_], chain: npt.NDArray[np.bool_]) -> Order:
    """The same steps, but of what leaves a transaction that last which returns to who paid in."""
    item, place, comes = steps
    if not len(item):
        return steps
    visit = np.cumsum(np.r_[False, place[1:] != place[:-1]])
    last = returned[item] & ~comes & chain[place]
    order = np.argsort(2 * visit + last, kind="stable")
    return item[order], place[order], comes[order]
