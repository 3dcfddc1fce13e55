"""Cells of a column by its type: as the text that is shown, copied and handed out, and what passes a test."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.model.block import PRECISIONS
from workbench.model.tabular import Test
from workbench.model.values import amounts
from workbench.model.values.assets import ISO

Mask = npt.NDArray[np.bool_]
FORMS = {"second": "%H:%M:%S", "minute": "%H:%M", "microsecond": "%H:%M:%S%.6f"}


def moments(
    at: pl.Series, zone: str, mark: pl.Series | None = None, offset: pl.Series | None = None
) -> pl.Series:
    """UTC microseconds as ISO 8601 text in a zone, with its distance from UTC, as exact as they were stated (`mark`);
    a day is the one that was stated, and has no time. "" where it is not known."""
    utc = at.cast(pl.Datetime("us", "UTC"))
    local = utc.dt.convert_time_zone(zone or "UTC")
    made = local.dt.strftime("%Y-%m-%d %H:%M:%S%:z")
    if mark is not None and mark.len():
        exact = mark.fill_null(0) & 15
        frame = pl.DataFrame({"made": made, "exact": exact})
        for number, name in enumerate(PRECISIONS):
            if name == "second" or not (exact == number).any():
                continue
            if name == "day":
                shift = (
                    (offset if offset is not None else pl.zeros(at.len(), eager=True))
                    .fill_null(0)
                    .cast(pl.Int64)
                )
                other = (at + shift * 60_000_000).cast(pl.Datetime("us")).dt.strftime("%Y-%m-%d")
            else:
                other = local.dt.strftime(f"%Y-%m-%d {FORMS[name]}%:z")
            frame = frame.with_columns(
                made=pl.when(pl.col("exact") == number).then(other).otherwise(pl.col("made"))
            )
        made = frame["made"]
    return made.fill_null("")


def numbers(column: pl.Series) -> pl.Series:
    """Plain numbers as text; whole ones without a point."""
    if column.dtype.is_integer():
        return column.cast(pl.String).fill_null("")
    whole = (column == column.floor()) & (column.abs() < 1e15)
    frame = pl.DataFrame({"n": column, "whole": whole})
    return (
        frame.select(
            pl.when("whole")
            .then(pl.col("n").cast(pl.Int64, strict=False).cast(pl.String))
            .otherwise(pl.col("n").cast(pl.String))
        )
        .to_series()
        .fill_null("")
    )


def exact_amounts(units: pl.Series, asset: pl.Series, codes: dict[int, str]) -> pl.Series:
    """Amounts as exact decimal text with the code of their asset; `asset` numbers them as the case does."""
    made = pl.Series([""] * 0, dtype=pl.String).extend_constant("", units.len())
    frame = pl.DataFrame({"units": units.cast(pl.Decimal(38, 0)), "asset": asset.fill_null(0), "made": made})
    for number in frame["asset"].unique().to_list():
        code = codes.get(int(number), "")
        digits = pl.col("units").cast(pl.Decimal(38, 0)).cast(pl.String).str.split(".").list.first()
        bare = digits.str.strip_prefix("-")
        places = amounts.decimals(code)
        text = bare
        if places:
            padded = bare.str.zfill(places + 1)
            fraction = padded.str.tail(places)
            if code.upper() not in ISO:
                fraction = fraction.str.strip_chars_end("0")
            point = pl.when(fraction == "").then(pl.lit("")).otherwise(pl.lit("."))
            text = pl.concat_str(padded.str.head(-places), point, fraction)
        sign = pl.when(digits.str.starts_with("-")).then(pl.lit("-")).otherwise(pl.lit(""))
        said = pl.concat_str(sign, text, pl.lit(f" {code}" if code else ""))
        frame = frame.with_columns(
            made=pl.when((pl.col("asset") == number) & pl.col("units").is_not_null())
            .then(said)
            .otherwise("made")
        )
    return frame["made"]


def values_of(units: pl.Series, asset: pl.Series, codes: dict[int, str]) -> pl.Series:
    """Amounts as whole units of their asset, to compare: floats, for no more than the order of them is needed."""
    each = [(number, 10.0 ** amounts.decimals(code)) for number, code in codes.items()]
    scale = asset.fill_null(0).replace_strict(dict(each), default=1.0, return_dtype=pl.Float64)
    return units.cast(pl.Float64) / scale


def lies(key: pl.Series, test: Test) -> Mask:
    """Which numbers lie in the stretch of a test; an unknown one lies in none."""
    if key.dtype.is_integer():
        low, high = (None if end is None else int(-(-end // 1)) for end in (test.low, test.high))
    else:
        low, high = (None if end is None else float(end) for end in (test.low, test.high))  # type: ignore[assignment]
    inside = key.is_not_null()
    if low is not None:
        inside &= (key >= low).fill_null(False)
    if high is not None:
        inside &= (key < high).fill_null(False)
    return _mask(inside)


def reads(text: pl.Series, test: Test) -> Mask:
    """Which texts hold what a test looks for (capitals do not count), or are one of the values it names."""
    if test.holds:
        return _mask(text.str.to_lowercase().str.contains(test.holds.lower(), literal=True).fill_null(False))
    folded = text.str.to_lowercase()
    wanted = [value.lower() for value in test.keep or test.drop]
    there = folded.is_in(wanted)
    return _mask(there if test.keep else ~there)


def _mask(column: pl.Series) -> Mask:
    made: Any = column.to_numpy()
    return np.asarray(made, bool)
