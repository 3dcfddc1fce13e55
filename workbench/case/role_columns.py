"""The role columns of the records that count, a segment at a time: what links without rows of their own are counted
from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import segments
from workbench.case.engine import Database
from workbench.case.segments import Segment
from workbench.model.kinds import RecordKind

Passing = Callable[[Segment], npt.NDArray[np.bool_]]  # which records of a segment pass, in its order
LINKS = dict.fromkeys(("start", "end", "reading", "count", "first", "last"), pl.Int64)
SPAN = {"count": pl.len().cast(pl.Int64), "first": pl.col("when").min(), "last": pl.col("when").max()}


def of(
    db: Database,
    kind: RecordKind,
    segment: Segment,
    wanted: Iterable[str],
    codes: Iterable[int],
    passing: Passing | None = None,
) -> pl.DataFrame:
    """The wanted columns that a segment has, with `when` and `reading`; `codes` are the overlap codes whose records
    count, of which only those are there that pass."""
    moment = kind.moment.id if kind.moment else ""
    frame = segments.read(db, segment, {*wanted, moment, "overlap"})
    if not frame.width:  # a literal would make a row of it
        return pl.DataFrame(schema={"when": pl.Int64, "reading": pl.Int64})
    if passing is not None:
        frame = frame.filter(pl.Series(passing(segment)))
    if "overlap" in frame.columns:
        frame = frame.filter(pl.col("overlap").is_in(list(codes)))
    when = pl.col(moment) if moment in frame.columns else pl.lit(None, pl.Int64)
    return frame.with_columns(when=when.cast(pl.Int64), reading=pl.lit(segment.reading, pl.Int64))
