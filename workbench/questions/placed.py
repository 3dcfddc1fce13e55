"""Sightings at known places: who was where when, in degrees, with what is uncertain about the place and the moment."""

from __future__ import annotations

import polars as pl

from workbench.case import located
from workbench.case.antennas import antennas
from workbench.case.located import EAST, HOUR, NORTH, SECOND, UNSURE, Whereabouts
from workbench.model.block import PRECISIONS
from workbench.model.values.base import Context
from workbench.model.values.coordinates import coordinates
from workbench.questions.held import Held

EXACT = 10.0  # metres around stated degrees: as well as satellites tell
PLACED = {
    "who": pl.Int64, "at": pl.Int64, "unsure": pl.Float64, "place": pl.Int64, "latitude": pl.Float64,
    "longitude": pl.Float64, "uncertain": pl.Float64, "record": pl.String, "reading": pl.Int64, "ref": pl.Int64,
}  # fmt: skip
MASTS = {
    "place": pl.Int64, "cell_latitude": pl.Float64, "cell_longitude": pl.Float64, "reach": pl.Float64,
    "from": pl.Int64, "until": pl.Int64, "number": pl.Int64,
}  # fmt: skip


def placed(held: Held) -> pl.DataFrame:
    """Every sighting of anybody at stated degrees, at a place that is degrees, or at a cell that a register places:
    `PLACED`, by whom and when. `place` is the cell or place, 0 for bare degrees; `uncertain` metres around it and
    `unsure` seconds about the moment; common services are left out. Addresses are not among them, for which town is
    meant is not known here."""
    return held.made("placed sightings", _made)


def _made(held: Held) -> pl.DataFrame:
    masts = _masts(held)
    found = [pl.DataFrame(schema=PLACED)]
    for where in located.KNOWN:
        kind = held.case.kinds.records.get(where.record)
        if kind is None or kind.moment is None or not where.measured:
            continue
        moment = kind.moment.id
        ends = [n for n in ("end", "duration") if where.end and any(f.id == n for f in kind.fields)]
        names = [where.place] if where.place else []
        names += [NORTH, EAST] if where.degrees else []
        frame = held.records(where.record, [*where.seen, *names, moment, f"{moment}.mark", *ends], once=False)
        if not frame.height:
            continue
        at, unsure = _when(moment, ends, end=where.end)
        there = _where(
            frame.with_columns(at=at, unsure=unsure).filter(pl.col("at").is_not_null()), where, masts
        )
        for role in where.seen:
            mine = there.filter(pl.col(role) > 0).with_columns(record=pl.lit(where.record), who=pl.col(role))
            found.append(mine.select(pl.col(n).cast(t) for n, t in PLACED.items()))
    whole = pl.concat(found).filter(~pl.col("who").is_in(held.whole.ids[held.whole.common].tolist()))
    return whole.sort("who", "at", "ref").unique(
        ["who", "at", "latitude", "longitude"], keep="first", maintain_order=True
    )


def _when(moment: str, ends: list[str], *, end: bool) -> tuple[pl.Expr, pl.Expr]:
    """When it was there, and by how many seconds that may be off: an hour more where an end is not told."""
    steps = [float(UNSURE[name]) for name in PRECISIONS]
    exact = (pl.col(f"{moment}.mark").fill_null(0) & 15).replace_strict(
        list(range(len(steps))), steps, default=float(24 * HOUR), return_dtype=pl.Float64
    )
    if not end:
        return pl.col(moment), exact
    ways = [pl.col("end")] if "end" in ends else []
    ways += [pl.col(moment) + pl.col("duration") * SECOND] if "duration" in ends else []
    untold = pl.all_horizontal(pl.col(name).is_null() for name in ends) if ends else pl.lit(True)
    return pl.coalesce([*ways, pl.col(moment)]), exact + pl.when(untold).then(float(HOUR)).otherwise(0.0)


def _where(frame: pl.DataFrame, where: Whereabouts, masts: pl.DataFrame) -> pl.DataFrame:
    """The records at stated degrees, or where the antenna of the cell stood at that moment."""
    role = pl.col(where.place) if where.place else pl.lit(0, pl.Int64)
    stated = (pl.col(NORTH).is_not_null() & pl.col(EAST).is_not_null()) if where.degrees else pl.lit(False)
    told = frame.with_columns(place=role, stated=stated).with_row_index("row")
    bare = told.filter("stated")
    found = []
    if bare.height:
        found.append(bare.with_columns(uncertain=pl.lit(EXACT), place=pl.lit(0, pl.Int64)))
    began = pl.col("from").is_null() | (pl.col("from") <= pl.col("at"))
    inside = began & (pl.col("until").is_null() | (pl.col("at") < pl.col("until")))
    served = (
        told.filter(~pl.col("stated") & (pl.col("place") > 0)).join(masts, on="place", how="inner")
        .with_columns(inside=inside).sort("row", "inside", "number").unique("row", keep="last", maintain_order=True)
    )  # fmt: skip
    if served.height:
        found.append(
            served.with_columns(
                pl.col("cell_latitude").alias(NORTH),
                pl.col("cell_longitude").alias(EAST),
                uncertain=pl.col("reach"),
            )
        )
    if not found:
        return told.head(0).with_columns(pl.lit(0.0).alias(n) for n in (NORTH, EAST, "uncertain"))
    return pl.concat(found, how="diagonal_relaxed")


def _masts(held: Held) -> pl.DataFrame:
    """The antennas of every cell in the order they became known, and places that are degrees: `MASTS`."""
    rows: list[tuple[int, float, float, float, int | None, int | None, int]] = [
        (cell, a.latitude, a.longitude, a.reach, a.first, a.last, number)
        for cell, several in antennas(held.case, held.whole.grouped).items()
        for number, a in enumerate(several)
    ]
    for place in held.of_kind("place"):
        point = coordinates.clean(held.value(place), Context())
        if point is not None:
            north, _, east = point.value.partition(",")
            rows.append((place, float(north), float(east), EXACT, None, None, 0))
    return pl.DataFrame(rows, MASTS, orient="row")
