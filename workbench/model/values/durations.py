"""Durations a column at a time, in whole seconds."""

from __future__ import annotations

import polars as pl

from workbench.model.values.wrapping import tidy_column


def parse_durations(texts: pl.Series) -> pl.Series:
    """Durations in whole seconds: `75`, `75.0`, `1:15`, `0:01:15`, `1 day, 2:03:04`, `1h 2m 3s`; fractions of
    a second are cut off. Null for empty, negative and unreadable texts."""
    tidy = tidy_column(texts)
    plain = tidy.str.contains(r"^\d{1,12}(?:[.,]\d*)?$")
    seconds = tidy.str.extract(r"^(\d{1,12})").cast(pl.Int64)
    if plain.fill_null(True).all():
        return (
            pl.DataFrame({"p": plain, "s": seconds})
            .select(pl.when("p").then("s"))
            .to_series()
            .alias("seconds")
        )
    clock = tidy.str.extract_groups(
        r"^(?:(\d{1,5}) ?d(?:ays?)?,? ?)?(?:(\d{1,7}):)?(\d{1,7}):([0-5]\d)(?:[.,]\d*)?$"
    ).struct.unnest()
    spelled = (
        tidy.str.to_lowercase()
        .str.extract_groups(
            r"^(?:(\d{1,5}) ?d(?:ays?)?,? ?)?(?:(\d{1,7}) ?h(?:(?:ou)?rs?)?,? ?)?"
            r"(?:(\d{1,9}) ?m(?:in(?:ute)?s?)?\.?,? ?)?(?:(\d{1,12})(?:[.,]\d*)? ?s(?:ec(?:ond)?s?)?\.?)?$"
        )
        .struct.unnest()
    )
    frame = pl.DataFrame({"plain": plain, "seconds": seconds, "any": tidy != ""})
    minutes_fit = clock.to_series(1).is_null() | (clock.to_series(2).cast(pl.Int64) < 60)
    frame = frame.with_columns(
        clock=_sum(clock), fits=minutes_fit & clock.to_series(3).is_not_null(), spelled=_sum(spelled)
    )
    return frame.select(
        seconds=pl.when("plain")
        .then("seconds")
        .when("fits")
        .then("clock")
        .when(pl.col("any"))
        .then("spelled")
    ).to_series()


def _sum(parts: pl.DataFrame) -> pl.Series:
    """Seconds from days, hours, minutes and seconds; null where none of them is there."""
    numbers = [parts.to_series(i).cast(pl.Int64) for i in range(4)]
    total = sum(
        (n.fill_null(0) * f for n, f in zip(numbers, (86400, 3600, 60, 1), strict=True)), pl.Series([0])
    )
    there = parts.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
    return pl.DataFrame({"t": total, "n": there}).select(pl.when("n").then("t")).to_series()
