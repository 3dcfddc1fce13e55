"""Portions of a table as its reader gives it: every stretch, the rows asked for, the first ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from workbench.ingest.readers import ROW, Layout, Reader, Rows, ensure_text_columns


def of(reader: Reader, path: Path, layout: Layout) -> Iterator[Rows]:
    """The stretches of a file. Raises Problem where a reader gives something other than text."""
    for rows in reader.tables(path, layout):
        ensure_text_columns(rows, reader.id)
        yield rows


def picked(stretch: Rows, only: frozenset[int]) -> Rows:
    """The rows of a stretch that are asked for, refused ones included."""
    wanted = pl.Series("row", sorted(only), dtype=pl.Int64).implode()
    at = stretch.frame.select(pl.arg_where(pl.col(ROW).is_in(wanted))).to_series()
    positions, texts = at.to_list(), stretch.texts
    return replace(
        stretch,
        frame=stretch.frame[at],
        raw=None if stretch.raw is None else stretch.raw.filter(pl.col("row").is_in(wanted)),
        rejects=stretch.rejects.filter(pl.col("row").is_in(wanted)),
        texts=None if texts is None else lambda asked: texts([positions[i] for i in asked]),
    )


def beginning(stretch: Rows, rows: int) -> Rows:
    """The first rows of a stretch, refused ones included."""
    numbers = sorted(stretch.frame[ROW].head(rows).to_list() + stretch.rejects["row"].head(rows).to_list())
    if not numbers:
        return stretch
    last = numbers[:rows][-1]
    frame = stretch.frame.filter(pl.col(ROW) <= last)
    raw = None if stretch.raw is None else stretch.raw.filter(pl.col("row") <= last)
    return replace(stretch, frame=frame, raw=raw, rejects=stretch.rejects.filter(pl.col("row") <= last))
