"""Columns of dates and durations as most files write them: read at once, the rest by the value types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.kernels import texts, written
from workbench.model.values import durations, moments
from workbench.model.values.moments import Order

MOST_KEPT = 5_000  # odd texts remembered of each sort
_read_before: dict[tuple[str | None, ...], dict[str | None, tuple[Any, ...]]] = {}
_PRECISION = np.array([0, 0, 1, 2], np.uint8)  # of a form, as an index in block.PRECISIONS


def moments_of(cells: pl.Series, order: Order | None, zone: str) -> pl.DataFrame:
    """As moments.parse_many, for a column whose form the recipe does not give."""
    micros, form = written.moments(texts.of(cells), order)
    read = _placed(micros, form, zone)
    rest = np.flatnonzero((form == written.NOT_READ) & cells.is_not_null().to_numpy())
    if not len(rest):
        return read
    slow = _once(
        cells.gather(rest), ("moment", order, zone), lambda odd: moments.parse_many(odd, order, zone)
    )
    place = np.arange(len(cells))
    place[rest] = np.arange(len(rest)) + len(cells)
    return pl.concat([read, slow])[place]


def _placed(micros: NDArray[np.int64], form: NDArray[np.uint8], zone: str) -> pl.DataFrame:
    """Moments in UTC; null where nothing was read."""
    unread = form == written.NOT_READ
    stated = (form & written.STATED) != 0
    fixed = moments.fixed_offset(zone)
    if fixed is not None:
        count = len(form)
        offset = np.where(stated, np.int16(0), np.int16(fixed))
        frame = pl.DataFrame(
            {
                "at": micros - offset * np.int64(60_000_000),
                "offset": offset,
                "precision": _PRECISION[form & 3],
                "stated": stated,
                "ambiguous": np.zeros(count, bool),
                "missing": np.zeros(count, bool),
            },
            schema=moments.SCHEMA,
        )
        if not unread.any():
            return frame
        nothing = pl.lit(pl.Series(unread))
        return frame.with_columns(pl.when(~nothing).then(pl.col("at", "offset", "precision")))
    frame = pl.DataFrame(
        {
            "i": np.arange(len(form), dtype=np.uint32),
            "local": pl.Series(micros).cast(pl.Datetime("us")),
            "offset": pl.select(pl.when(pl.Series(stated)).then(pl.lit(0, pl.Int16))).to_series(),
            "precision": _PRECISION[form & 3],
        }
    )
    found = moments.localise(frame.filter(pl.Series(~unread)), zone)
    if not unread.any():
        return found.select(*moments.SCHEMA)
    whole = frame.select("i").join(found, on="i", how="left", maintain_order="left")
    return whole.with_columns(pl.col("stated", "ambiguous", "missing").fill_null(False)).select(
        *moments.SCHEMA
    )


def durations_of(cells: pl.Series) -> pl.Series:
    """As durations.parse_durations."""
    seconds = written.durations(texts.of(cells))
    read = pl.Series("seconds", seconds)
    left = np.flatnonzero(seconds < 0)
    if not len(left):
        return read
    slow = _once(cells.gather(left), ("duration",), lambda odd: durations.parse_durations(odd).to_frame())
    return read.scatter(left, slow.to_series())


def _once(
    odd: pl.Series, sort: tuple[str | None, ...], read: Callable[[pl.Series], pl.DataFrame]
) -> pl.DataFrame:
    """What `read` says of odd texts, which are few and come again and again: each is read once."""
    if len(odd) > MOST_KEPT:
        return read(odd)
    known = _read_before.setdefault(sort, {})
    asked = odd.to_list()
    new = [text for text in dict.fromkeys(asked) if text not in known]
    if len(known) + len(new) > MOST_KEPT:
        known.clear()
        new = list(dict.fromkeys(asked))
    found = read(pl.Series(new, dtype=pl.String))
    known.update(zip(new, found.rows(), strict=True))
    return pl.DataFrame([known[text] for text in asked], schema=found.schema, orient="row")
