"""Marks and what bears them: parcels, names, addresses, the first and last day."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

OTHER = {"sender": "recipient", "recipient": "sender"}


def bearers(whole: pl.DataFrame, sides: Sequence[str], sorts: Sequence[str]) -> pl.DataFrame:
    """Of each mark of some sorts: what, mark, entity, parcels, refs, first and last moment, whichever of the sides it
    stands on; `names` and `addresses` are those on its own side of the same parcels, `met_names` and `met_addresses`
    those on the other side; each list in order and each once."""
    mine = whole.filter(pl.col("side").is_in(list(sides)) & pl.col("what").is_in(list(sorts)))
    made = mine.group_by("what", "mark", maintain_order=True).agg(
        entity=pl.col("entity").max(), parcels=pl.col("parcel").unique().sort(), refs=pl.col("ref").unique().sort(),
        first=pl.col("at").min(), last=pl.col("at").max(), sides=pl.col("side").unique().sort(),
    )  # fmt: skip
    for other, prefix in ((False, ""), (True, "met_")):
        for sort, name in (("name", "names"), ("address", "addresses")):
            made = made.join(
                _beside(mine, whole, sort, f"{prefix}{name}", other), on=["what", "mark"], how="left"
            )
    lists = ["names", "addresses", "met_names", "met_addresses"]
    return made.with_columns(pl.col(name).fill_null(pl.lit([], pl.List(pl.Int64))) for name in lists)


def _beside(mine: pl.DataFrame, whole: pl.DataFrame, sort: str, name: str, other: bool) -> pl.DataFrame:
    side = pl.col("side").replace(OTHER) if other else pl.col("side")
    there = whole.filter(pl.col("what") == sort).select("ref", side=side, beside="entity")
    joined = mine.select("ref", "side", "what", "mark").join(there, on=["ref", "side"])
    return joined.group_by("what", "mark").agg(pl.col("beside").unique().sort().alias(name))
