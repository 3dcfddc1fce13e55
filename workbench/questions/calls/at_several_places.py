"""Who was at several of these places? Numbers that come in more than one dump of a tower, or at more than one cell."""

from __future__ import annotations

import numpy as np
import polars as pl

from workbench.case import sources as sources_of
from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.asking import strongest
from workbench.questions.calls.presence import MISSING, WHAT, presence
from workbench.questions.calls.talk import heads, refs
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many, some

COLUMNS = (
    Column("who", "Who", "entity"),
    Column("places", "Places", "count"),
    Column("where", "Which"),
    Column("sightings", "Records there", "count"),
    Column("elsewhen", "Records at the same cells otherwise", "count"),
    Column("also", "Others at as many places", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)
PLACES = (
    Column("place", "Place"),
    Column("present", "There", "count"),
    Column("records", "Records", "count"),
)
SPREAD = (
    Column("places", "At so many places or more", "count"),
    Column("found", "Found", "count"),
    Column("chance", "Expected by chance", "number"),
)


@question(
    "Who was at several of these places?",
    "calls",
    does="Lists numbers, SIMs or handsets that were served at two or more of the places asked about: dumps of towers "
    "(each file is a place) or cells. Narrow the time to that of the events.",
    method="A place is a source, or a cell. It is counted at how many of them each number was served by a cell. The "
    "base rate: if who was at one place had nothing to do with who was at another, and all in the case might have been "
    "at each, so many would be at two, three and more (Poisson binomial distribution of the numbers at each place). "
    "Records of the same number at the same cells outside what was asked about are counted beside it: who is always "
    "there was there by habit.",
    innocent=(
        "Who lives or works between two places, or drives a bus, a taxi or a lorry past them, is in both dumps.",
        "Large cells serve thousands; a few of them are in two dumps by chance, as the base rate shows.",
    ),
    parameters=(
        Parameter(
            "sources",
            "Dumps of towers",
            "sources",
            help="each file is one place; empty for all that name cells",
        ),
        Parameter("cells", "Or these cells", "entities", takes=("cell",)),
        Parameter("least", "At how many of them at least", "whole", 2, least=1),
        WHAT,
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="tower dump cell dump intersection common numbers scenes geofence",
)
def at_several_places(
    held: Held, sources: tuple[int, ...], cells: tuple[int, ...], least: int, what: str, most: int
) -> Answer:
    every = presence(held, what).frame
    if not every.height:
        return Answer(MISSING.format(what=dict(WHAT.choices)[what]))
    there, names = _placed(held, every, sources, heads(held, cells))
    if there.height == 0:
        return Answer("Nobody is named at the cells or in the sources asked about.")
    by = there.group_by("who").agg(
        places=pl.col("spot").n_unique(), records=pl.col("ref").n_unique(), first=pl.col("at").min(),
        last=pl.col("at").max(),
    ).sort("places", "records", "who", descending=[True, False, False])  # fmt: skip
    counts = by["places"].to_numpy()
    kept = by.filter(pl.col("places") >= least)
    spread = _spread(there, every["who"].n_unique(), counts, len(names))
    behind = {
        who: frame for (who,), frame in there.join(kept.head(most).select("who"), on="who", how="semi")
        .sort("at", "ref").group_by("who", maintain_order=True)
    }  # fmt: skip
    shown, left = strongest([Row(cells=row) for row in kept.iter_rows()], most)
    rows = tuple(_row(row.cells, behind[row.cells[0]], every, names, counts) for row in shown)
    tables = (
        Table("places", "The places", PLACES, tuple(_each(there, names))),
        Table("spread", "How many were at several places", SPREAD, spread),
    )
    fewer = by.height - kept.height
    return Answer(
        _sentence(held, rows, kept.height, least),
        COLUMNS,
        rows,
        left_out=(*((f"{fewer:,} at fewer of these places.",) if fewer else ()), *left),
        sure=_sure(spread, least),
        tables=tables,
    )


def _placed(
    held: Held, every: pl.DataFrame, sources: tuple[int, ...], cells: list[int]
) -> tuple[pl.DataFrame, dict[int, str]]:
    """The sightings asked about with `spot`, the number of their place, and the names of the places."""
    if cells:
        there = every.filter(pl.col("cell").is_in(cells)).with_columns(spot=pl.col("cell"))
        return there, {cell: held.caption(cell) for cell in cells}
    listed = {
        s.reading: s for s in sources_of.listed(held.case) if s.included and (not sources or s.id in sources)
    }
    there = every.filter(pl.col("reading").is_in(list(listed))).with_columns(spot=pl.col("reading"))
    named = set(there["spot"].to_list()) if not sources else set(listed)
    return there, {reading: listed[reading].name for reading in sorted(named)}


def _spread(there: pl.DataFrame, everybody: int, counts: np.ndarray, places: int) -> tuple[Row, ...]:
    """How many were at k places or more, and how many would be by chance."""
    present = there.group_by("spot").agg(pl.col("who").n_unique()).sort("spot")["who"].to_numpy()
    chance = np.zeros(places + 1)
    chance[0] = 1.0
    for share in present / everybody:
        chance[1:] = chance[1:] * (1 - share) + chance[:-1] * share
        chance[0] *= 1 - share
    tail = np.cumsum(chance[::-1])[::-1] * everybody
    return tuple(Row((k, int((counts >= k).sum()), float(tail[k]))) for k in range(1, places + 1))


def _row(
    told: tuple[int, ...], mine: pl.DataFrame, every: pl.DataFrame, names: dict[int, str], counts: np.ndarray
) -> Row:
    who, places, records, first, last = told
    at = mine["cell"].unique(maintain_order=True).to_list()
    usual = every.filter((pl.col("who") == who) & pl.col("cell").is_in(at))["ref"].n_unique() - records
    also = int((counts >= places).sum()) - 1
    where = "; ".join(names[spot] for spot in mine["spot"].unique(maintain_order=True).to_list())
    why = (
        f"{'+' if also < 3 else '~'} {some(also, 'other was', 'others were')} at as many of the places.",
        f"{'-' if usual else '~'} {many(usual, 'record')} at the same cells otherwise.",
    )
    return Row(
        (who, places, where, records, usual, also, first, last), (who, *sorted(at)), refs=refs(mine), why=why,
        moments=(first, last),
    )  # fmt: skip


def _each(there: pl.DataFrame, names: dict[int, str]) -> list[Row]:
    counted = {
        spot: (present, records)
        for spot, present, records in there.group_by("spot")
        .agg(pl.col("who").n_unique(), pl.col("ref").n_unique()).iter_rows()
    }  # fmt: skip
    return [Row((name, *counted.get(spot, (0, 0)))) for spot, name in names.items()]


def _sure(spread: tuple[Row, ...], least: int) -> str:
    if least > len(spread):
        return "Fewer places than that were asked about."
    _, found, chance = spread[least - 1].cells
    return (
        f"{many(found, 'was', 'were') if found else 'Nobody was'} at {many(least, 'place')} or more; "
        f"{chance:.1f} would be by chance if who was at one place had nothing to do with who was at another."
    )


def _sentence(held: Held, rows: tuple[Row, ...], found: int, least: int) -> str:
    if not rows:
        return f"Nobody was at {least:,} of these places or more."
    who, places = rows[0].cells[:2]
    return (
        f"{many(found, 'number was', 'numbers were')} at {least:,} of these places or more; {held.caption(who)} was at "
        f"{places:,}."
    )
