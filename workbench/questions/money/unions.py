"""Wallets held in one hand: unions of wallets that are spent together, each with its transactions, and splittable."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from workbench.kernels.union_find import join
from workbench.questions.money.coins import Coins

Pair = tuple[int, int]


@dataclass(frozen=True)
class Unions:
    """Pairs of wallets that something unites, and the groups they make.

    `pairs`: one, other, transactions (how many), first (moment), refs (records behind it), sign (why). `group_of` maps
    wallet to the number of its group, `groups` are their wallets, largest first. `refused` are pairs that a judgement
    "not the same" keeps apart.
    """

    pairs: pl.DataFrame
    groups: list[list[int]]
    group_of: dict[int, int]
    refused: list[Pair]


PAIRS = {
    "one": pl.Int64, "other": pl.Int64, "transactions": pl.List(pl.Int64), "first": pl.Int64,
    "refs": pl.List(pl.Int64), "sign": pl.String,
}  # fmt: skip


def spent_together(coins: Coins, apart: Collection[int], common: Collection[int]) -> pl.DataFrame:
    """The pairs that common spending makes (Meiklejohn et al., 2013): in each transaction, the first wallet that pays
    in with every other. Left out are the transactions set `apart` and `common` wallets."""
    put = coins.inputs.filter(
        (pl.col("wallet") > 0)
        & ~pl.col("transaction").is_in(list(apart))
        & ~pl.col("wallet").is_in(list(common))
    )
    put = put.group_by("transaction", "wallet", maintain_order=True).agg(
        pl.col("ref"), at=pl.col("at").first()
    )
    put = put.with_columns(
        lead=pl.col("wallet").min().over("transaction"),
        own=pl.col("ref").sort_by("wallet").first().over("transaction", mapping_strategy="join"),
    ).filter(pl.col("wallet") != pl.col("lead"))
    made = (
        put.with_columns(refs=pl.concat_list("own", "ref"))
        .sort("at", "transaction", "wallet", nulls_last=True)
        .group_by(one="lead", other="wallet", maintain_order=True)
        .agg(
            transactions=pl.col("transaction").unique(maintain_order=True), first=pl.col("at").min(),
            refs=pl.col("refs").explode().unique(maintain_order=True),
        )
    )  # fmt: skip
    return made.with_columns(sign=pl.lit("spent together")).select(list(PAIRS)).cast(PAIRS)  # type: ignore[arg-type]


def unite(pairs: pl.DataFrame, apart: Iterable[Pair] = (), cut: Collection[Pair] = ()) -> Unions:
    """The groups that pairs make: strongest pairs first (most transactions, then earliest). A pair in `cut` unites
    nothing, nor does one that would bring two wallets together that are judged `apart`."""
    gone = {tuple(sorted(pair)) for pair in cut}
    if gone:
        cuts = [tuple(sorted(pair)) in gone for pair in pairs.select("one", "other").iter_rows()]
        pairs = pairs.filter(~pl.Series(cuts, dtype=pl.Boolean))
    pairs = pairs.sort(
        pl.col("transactions").list.len(), "first", "one", "other", descending=[True, False, False, False],
        nulls_last=True,
    )  # fmt: skip
    wallets = np.unique(np.r_[pairs["one"].to_numpy(), pairs["other"].to_numpy()])
    place = {wallet: n for n, wallet in enumerate(wallets.tolist())}
    one = np.searchsorted(wallets, pairs["one"].to_numpy()).astype(np.int32)
    other = np.searchsorted(wallets, pairs["other"].to_numpy()).astype(np.int32)
    group = join(len(wallets), one, other)
    enemies = [(place[a], place[b]) for a, b in apart if a in place and b in place]
    clash = {int(group[a]) for a, b in enemies if group[a] == group[b]}
    kept = np.ones(len(one), bool)
    for k in np.flatnonzero(np.isin(group[one], sorted(clash))).tolist() if clash else ():
        kept[k] = False
    leaders = list(range(len(wallets)))
    for k in np.flatnonzero(~kept).tolist():
        kept[k] = _unite(leaders, int(one[k]), int(other[k]), enemies)
    refused = [(int(wallets[one[k]]), int(wallets[other[k]])) for k in np.flatnonzero(~kept).tolist()]
    group = join(len(wallets), one[kept], other[kept])
    members: dict[int, list[int]] = {}
    for wallet, number in zip(wallets.tolist(), group.tolist(), strict=True):
        members.setdefault(number, []).append(wallet)
    groups = sorted((g for g in members.values() if len(g) > 1), key=lambda g: (-len(g), g[0]))
    group_of = {wallet: n for n, g in enumerate(groups) for wallet in g}
    return Unions(pairs.filter(pl.Series(kept, dtype=pl.Boolean)), groups, group_of, refused)


def _unite(leaders: list[int], one: int, other: int, enemies: list[Pair]) -> bool:
    """Unites two, unless two that are to stay apart would come together."""
    a, b = _leader(leaders, one), _leader(leaders, other)
    for x, y in enemies:
        if {_leader(leaders, x), _leader(leaders, y)} == {a, b} and a != b:
            return False
    leaders[max(a, b)] = min(a, b)
    return True


def _leader(leaders: list[int], one: int) -> int:
    while leaders[one] != one:
        leaders[one] = leaders[leaders[one]]
        one = leaders[one]
    return one
