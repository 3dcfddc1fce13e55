"""What the child process says of a file and a recipe before it is read: the first rows, the words of a column."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from workbench.ingest import portions, wire
from workbench.ingest.applying import Applying
from workbench.ingest.context import ReadContext
from workbench.ingest.known import Known
from workbench.ingest.ordering import Deciding
from workbench.ingest.readers import Rows, find_named
from workbench.ingest.recipe_checks import check
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.wire import Answers
from workbench.model.kinds import Kinds

MOST_WORDS = 200  # of a column, the most frequent ones first; how many there are is told


def preview(
    path: Path, known: Known, recipe: Recipe, kinds: Kinds, context: ReadContext, rows: int
) -> Answers:
    """The first rows, and the block they would become."""
    check(recipe, kinds)
    shown = 0
    reader = known.make(recipe.reader)
    for stretch in portions.of(reader, path, recipe.layout):
        deciding = Deciding(recipe, kinds)
        deciding.look(stretch)
        deciding.follow()
        if context.only is not None:
            sheet = stretch.table if getattr(reader, "has_sheets", False) else ""
            stretch = portions.picked(stretch, context.only.get(sheet, frozenset()))
            if stretch.frame.is_empty() and stretch.rejects.is_empty():
                continue
        part = portions.beginning(stretch, rows - shown)
        block = Applying(recipe, kinds, context.named(path.name), deciding).block(part)
        facts = {
            "open": [there for c in deciding.open if (there := _there(stretch, recipe, c))],
            "orders": {_there(stretch, recipe, c): order for c, order in deciding.orders.items()},
            "facts": {"preamble": list(stretch.preamble), **getattr(reader, "facts", {})},
        }
        yield wire.pack("cells", facts, {"cells": part.frame})
        yield wire.pack_block(block)
        shown += block.rows
        if shown >= rows:
            break
    return {}


def words(path: Path, known: Known, recipe: Recipe, column: str, seconds: float) -> Answers:
    """The distinct texts of one column with their counts, of as many rows as are read in that time."""
    counted: list[pl.DataFrame] = []
    rows, until, whole = 0, time.monotonic() + seconds, True
    for stretch in portions.of(known.make(recipe.reader), path, recipe.layout):
        name = find_named(stretch.frame.columns, column, recipe.layout.names)
        if name is not None:
            rows += stretch.frame.height
            counted.append(stretch.frame[name].fill_null("").value_counts(name="rows").rename({name: "word"}))
        if time.monotonic() > until:
            whole = stretch.bytes_done >= stretch.bytes_total
            break
    if counted:
        told = pl.concat([c.with_columns(pl.col("rows").cast(pl.Int64)) for c in counted])
        told = (
            told.group_by("word").agg(pl.col("rows").sum()).sort(["rows", "word"], descending=[True, False])
        )
        facts = {"rows": rows, "whole": whole, "distinct": told.height}
        yield wire.pack("words", facts, {"words": told.head(MOST_WORDS)})
    return {}


def _there(rows: Rows, recipe: Recipe, wanted: Iterable[str]) -> str:
    """The columns a recipe joins, by the headers the table has for them ("Date + Time"); "" where it has none."""
    found = (find_named(rows.frame.columns, name, recipe.layout.names) for name in wanted)
    return " + ".join(name for name in found if name is not None)
