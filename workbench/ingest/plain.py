"""Columns of dates and durations as most files write them: read at once, the rest by the value types."""

from __future__ import annotations

import numpy as np
import polars as pl

from workbench.kernels import texts, written
from workbench.model.values import durations, moments
from workbench.model.values.moments import Order

_PRECISION = np.array([0, 0, 1, 2], np.uint8)  # of a form, as an index in block.PRECISIONS


def moments_of(cells: pl.Series, order: Order | None, zone: str) -> pl.DataFrame:
    """As moments.parse_many, for a column whose form the recipe does not give."""
    micros, form = written.moments(texts.of(cells), order)
    read = form != written.NOT_READ
    stated = (form & written.STATED) != 0
    frame = pl.DataFrame(
        {
            "i": np.arange(len(cells), dtype=np.uint32),
            "local": pl.Series(micros).cast(pl.Datetime("us")),
            "offset": pl.select(pl.when(pl.Series(stated)).then(pl.lit(0, pl.Int16))).to_series(),
            "precision": _PRECISION[form & 3],
        }
    )
    rest = np.flatnonzero(~read & cells.is_not_null().to_numpy())
    if read.all():
        return moments.localise(frame, zone).select(*moments.SCHEMA)
    parts = [moments.localise(frame.filter(pl.Series(read)), zone)]
    if len(rest):
        slow = moments.parse_many(cells.gather(rest), order, zone)
        parts.append(slow.with_columns(i=pl.Series(rest, dtype=pl.UInt32)))
    names = ["i", *moments.SCHEMA]
    found = pl.concat([part.select(names) for part in parts])
    whole = frame.select("i").join(found, on="i", how="left", maintain_order="left")
    return whole.with_columns(pl.col("stated", "ambiguous", "missing").fill_null(False)).select(
        *moments.SCHEMA
    )


def durations_of(cells: pl.Series) -> pl.Series:
    """As durations.parse_durations."""
    seconds = written.durations(texts.of(cells))
    read = pl.Series("seconds", seconds)
    left = np.flatnonzero(seconds < 0)
    return read.scatter(left, durations.parse_durations(cells.gather(left))) if len(left) else read
