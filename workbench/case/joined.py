"""Links that two records make together: who paid into a transaction, and whom the same transaction paid.

Such a link is derived, and counted only when it is asked for: a transaction of many inputs and outputs would make a
link of every pair. One of more than MOST pairs is not taken apart at all; it is a payout, a collection or a mix, and
says nothing of who paid whom. Its inputs and outputs are linked with the transaction itself as ever.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from workbench.case import role_columns, segments
from workbench.case.engine import Database
from workbench.case.role_columns import LINKS, SPAN, Passing
from workbench.model.kinds import Kinds, Making

MOST = 400


def links(
    db: Database,
    kinds: Kinds,
    making: Making,
    codes: dict[int, list[int]],
    passing: Passing | None = None,
) -> pl.DataFrame:
    """The links of all counted records, or of those that pass: start, end, reading, count (of the records of either
    end in that reading), first, last."""
    names = _names(making)
    one, other = _sides(db, kinds, making, codes, passing)
    pairs = _pairs(one, other, names)
    if pairs.is_empty():
        return pl.DataFrame(schema=LINKS)
    said = pl.concat(
        [pairs.join(one, on=["start", *names]), pairs.join(other, on=["end", *names])], how="diagonal"
    )
    return (
        said.group_by("start", "end", "reading")
        .agg(pl.col("count").sum(), pl.col("first").min(), pl.col("last").max())
        .select(list(LINKS))
    )


def keys(
    db: Database, kinds: Kinds, making: Making, codes: dict[int, list[int]], start: int, end: int
) -> list[tuple[Any, ...]]:
    """What joins the records of one link: the values of the joining fields, one tuple for each."""
    names = _names(making)
    one, other = _sides(db, kinds, making, codes)
    if one.is_empty() or other.is_empty():
        return []
    both = (
        one.filter(pl.col("start") == start).join(other.filter(pl.col("end") == end), on=names).select(names)
    )
    pairs = _pairs(one.join(both, on=names, how="semi"), other.join(both, on=names, how="semi"), names)
    if pairs.is_empty():
        return []
    return (
        pairs.filter((pl.col("start") == start) & (pl.col("end") == end))
        .select(names)
        .unique()
        .sort(names)
        .rows()
    )


def _names(making: Making) -> list[str]:
    return [f"key{n}" for n in range(len(making.where))]


def _pairs(one: pl.DataFrame, other: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Start and end of every two that belong together, by what joins them; without what joins too many."""
    if one.is_empty() or other.is_empty():
        return pl.DataFrame()
    starts, ends = one.select("start", *names).unique(), other.select("end", *names).unique()
    many = starts.group_by(names).len("starts").join(ends.group_by(names).len("ends"), on=names)
    few = many.filter(pl.col("starts") * pl.col("ends") <= MOST).select(names)
    joined = starts.join(few, on=names, how="semi").join(ends, on=names)
    return joined.filter(pl.col("start") != pl.col("end"))


def _sides(
    db: Database,
    kinds: Kinds,
    making: Making,
    codes: dict[int, list[int]],
    passing: Passing | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    one = _side(db, kinds, making.record, making.start, [a for a, _ in making.where], codes, passing)
    other = _side(db, kinds, making.other, making.end, [b for _, b in making.where], codes, passing)
    return (
        one if one.is_empty() else one.rename({"who": "start"}),
        other if other.is_empty() else other.rename({"who": "end"}),
    )


def _side(
    db: Database,
    kinds: Kinds,
    record: str,
    role: str,
    fields: list[str],
    codes: dict[int, list[int]],
    passing: Passing | None,
) -> pl.DataFrame:
    """Who stands in a role, with the joining fields as key0, key1 ..., in which reading, how often, first and last."""
    declared = kinds.records[record]
    parts = []
    for segment in segments.listed(db, codes, record):
        frame = role_columns.of(db, declared, segment, {role, *fields}, codes[segment.reading], passing)
        if {role, *fields} <= set(frame.columns):
            parts.append(
                frame.select(
                    pl.col(role).cast(pl.Int64).alias("who"),
                    "when",
                    "reading",
                    *(pl.col(f).alias(f"key{n}") for n, f in enumerate(fields)),
                ).filter(
                    pl.col("who") > 0, *(_filled(declared.field(f).type, n) for n, f in enumerate(fields))
                )
            )
    if not parts:
        return pl.DataFrame()
    names = [f"key{n}" for n in range(len(fields))]
    return pl.concat(parts).group_by("who", *names, "reading").agg(**SPAN)


def _filled(type: str, place: int) -> pl.Expr:
    column = pl.col(f"key{place}")
    return column > 0 if type == "entity" else column.is_not_null()
