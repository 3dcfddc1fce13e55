"""One device, vehicle or person in two places too far apart for the time between, whatever the uncertainties hide."""

from __future__ import annotations

import polars as pl

from workbench.case import located
from workbench.case.located import HOUR, NORTH, UNSURE
from workbench.model.block import PRECISIONS
from workbench.model.moving import FASTEST, moves
from workbench.questions.across.disagreements import Disagreement, Side
from workbench.questions.held import Held

SURELY = 5_000.0  # metres a cell reaches at least: ranges are planned, and phones hop between neighbours
EXACT = 10.0  # metres around stated degrees
SEEN = {
    "who": pl.Int64, "at": pl.Int64, "unsure": pl.Float64, "place": pl.Int64, "latitude": pl.Float64,
    "longitude": pl.Float64, "uncertain": pl.Float64, "reading": pl.Int64, "ref": pl.Int64,
}  # fmt: skip


def too_far(held: Held) -> list[Disagreement]:
    """Of the moves of everyone from one sighting to the next those that nothing can make. Cells count where a register
    says where they stand, with their reach taken off; addresses do not count, for they are not placed here."""
    seen = _seen(held)
    found = []
    for _, mine in seen.group_by("who", maintain_order=True):
        at = mine["at"].to_numpy()
        if len(at) < 2:
            continue
        made = moves(
            at, mine["latitude"].to_numpy(), mine["longitude"].to_numpy(), mine["uncertain"].to_numpy(),
            mine["unsure"].to_numpy(),
        )  # fmt: skip
        for number in made.impossible.nonzero()[0].tolist():
            sides = tuple(_side(held, mine.row(n, named=True)) for n in (number, number + 1))
            kilometres, minutes = made.metres[number] / 1000, made.most[number] / 60
            apart = f"+ {kilometres:,.0f} km apart within {minutes:,.0f} minutes at the most"
            fast = f"+ {made.at_least[number]:,.0f} km/h at the least; {FASTEST:,.0f} would be an airliner"
            moments = (int(at[number]), int(at[number + 1]) + 1)
            between = sides[0].readings != sides[1].readings
            found.append(Disagreement(int(mine["who"][0]), sides, (apart, fast), moments, between))
    return found


def _side(held: Held, row: dict[str, int]) -> Side:
    place = row["place"]
    said = held.caption(place) if place else f"{row['latitude']:.4f}, {row['longitude']:.4f}"
    return Side(said, (row["reading"],), (row["ref"],), place)


def _seen(held: Held) -> pl.DataFrame:
    """Every sighting at a known place, by whom and when."""
    masts = _masts(held)
    found = [pl.DataFrame(schema=SEEN)]
    for where in located.KNOWN:
        kind = held.case.kinds.records.get(where.record)
        if kind is None or kind.moment is None or where.end or not where.measured:
            continue
        moment = kind.moment.id
        degrees = [NORTH, "longitude"] if where.degrees else []
        roles = [*where.seen, *([where.place] if where.place else [])]
        frame = held.records(where.record, [*roles, moment, f"{moment}.mark", *degrees], once=False)
        if not frame.height:
            continue
        frame = _placed(frame, where, masts)
        steps = [float(UNSURE[name]) for name in PRECISIONS]
        exact = (pl.col(f"{moment}.mark").fill_null(0) & 15).replace_strict(
            list(range(len(steps))), steps, default=float(24 * HOUR), return_dtype=pl.Float64
        )
        for role in where.seen:
            mine = frame.filter((pl.col(role) > 0) & pl.col(moment).is_not_null())
            found.append(
                mine.select(
                    "reading", "ref", "place", "latitude", "longitude", "uncertain", who=pl.col(role),
                    at=pl.col(moment).cast(pl.Int64), unsure=exact,
                ).select(list(SEEN))
            )  # fmt: skip
    whole = pl.concat(found).filter(~pl.col("who").is_in(held.whole.ids[held.whole.common].tolist()))
    return whole.sort("who", "at", "ref").unique(
        ["who", "at", "latitude", "longitude"], keep="first", maintain_order=True
    )


def _masts(held: Held) -> pl.DataFrame:
    """Where cells stand and how far they may reach, the last register's word of each."""
    known = located.masts(held.case).filter(pl.col(NORTH).is_not_null() & pl.col("longitude").is_not_null())
    reach = pl.max_horizontal(pl.col("range").fill_null(SURELY), pl.lit(SURELY))
    return known.select(held.heads(pl.col("cell")), NORTH, "longitude", uncertain=reach).unique(
        "cell", keep="last", maintain_order=True
    )


def _placed(frame: pl.DataFrame, where: located.Whereabouts, masts: pl.DataFrame) -> pl.DataFrame:
    """The records with a place of known degrees: those stated, or where the cell stands."""
    at_cell = [pl.DataFrame()]
    if where.place:
        named = frame.filter(pl.col(where.place) > 0).with_columns(place=pl.col(where.place))
        bare = named.drop([c for c in (NORTH, "longitude") if c in named.columns])
        at_cell = [bare.join(masts, left_on="place", right_on="cell", how="inner")]
    if not where.degrees:
        return at_cell[0]
    stated = frame.filter(pl.col(NORTH).is_not_null() & pl.col("longitude").is_not_null())
    stated = stated.with_columns(place=pl.lit(0, pl.Int64), uncertain=pl.lit(EXACT))
    return pl.concat([stated, *(part for part in at_cell if part.height)], how="diagonal_relaxed")
