"""Where did it travel? Ways far from where it usually is, with how far at the least and for how long."""

from __future__ import annotations

import numpy as np
import polars as pl

from workbench.model.geography import distance
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.impossible_journeys import MISSING
from workbench.questions.calls.talk import SECOND, heads, refs
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.placed import placed
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("who", "Who", "entity"),
    Column("begin", "Away from", "moment"),
    Column("end", "To", "moment"),
    Column("lasted", "For at least", "duration"),
    Column("kilometres", "Farthest (km)", "number"),
    Column("least", "At the least (km)", "number"),
    Column("farthest", "Farthest at", "entity"),
    Column("nights", "Nights", "count"),
    Column("records", "Records", "count"),
    Column("places", "Over", "entities"),
)


@question(
    "Where did it travel?",
    "calls",
    does="Lists the times at which a number, SIM or handset was far from where it usually is: from when to when at the "
    "least, how far at the least, and over which cells.",
    method="Its usual place is the one at which it is seen on most days (among places whose coordinates a register or "
    "the record states). A journey is a run of sightings of which each is farther from there than the given distance, "
    "the reach of both antennas taken off. It began after the sighting before the run and ended before the one after "
    "it, so the times given are what is certain. Nights are midnights of the case's zone within the run.",
    innocent=(
        "Work, family and holidays: most journeys have no other meaning.",
        "A phone near a border or on a hill is served by antennas far away.",
    ),
    parameters=(
        Parameter("who", "Whose", "entities", required=True),
        Parameter("far", "Farther than (km)", "number", 30.0, least=0, most=20_000),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="travel trip journey away movement itinerary route",
)
def journeys(held: Held, who: tuple[int, ...], far: float, most: int) -> Answer:
    every = placed(held)
    found, said, left = [], [], []
    for one in heads(held, who):
        seen = every.filter(pl.col("who") == one)
        if not seen.height:
            left.append(f"{held.caption(one)} was seen at no place whose coordinates are known.")
            continue
        home, metres, least = _from_home(held, seen)
        away = least > far * 1000
        said.append(f"{held.caption(one)} is usually at {home}")
        runs = np.flatnonzero(np.diff(np.r_[False, away, False].astype(np.int8)))
        for begin, end in zip(runs[::2].tolist(), runs[1::2].tolist(), strict=True):
            found.append(_row(held, one, seen[begin:end], metres[begin:end], least[begin:end]))
    if not said:
        return Answer(MISSING)
    found.sort(key=lambda r: (r.cells[1], r.cells[0]))
    rows, more = strongest(found, most)
    sentence = "No journey so far from there is in the records."
    if rows:
        farthest = max(found, key=lambda r: r.cells[5])
        sentence = (
            f"{many(len(found), 'journey')}; the farthest at least {farthest.cells[5]:,.0f} km away, from "
            f"{clock.said(farthest.cells[1])}."
        )
    return Answer(
        f"{'; '.join(said)}. {sentence}",
        COLUMNS,
        rows,
        left_out=(*left, *more),
        sure="What is certain is that it was away at these sightings; when it left and came back lies between them and "
        "the ones before and after.",
    )


def _from_home(held: Held, seen: pl.DataFrame) -> tuple[str, np.ndarray, np.ndarray]:
    """Where it is on most days, and the metres from there to each sighting: between the middles, and at the least."""
    days = clock.local(held, seen.with_columns(mark=pl.lit(0)))
    by = days.group_by("latitude", "longitude").agg(
        pl.col("day").n_unique(), pl.len(), pl.col("place").first(), pl.col("uncertain").max()
    ).sort("day", "len", "latitude", "longitude", descending=[True, True, False, False])  # fmt: skip
    home = by.row(0, named=True)
    metres = distance(
        home["latitude"], home["longitude"], seen["latitude"].to_numpy(), seen["longitude"].to_numpy()
    )
    least = np.maximum(metres - seen["uncertain"].to_numpy() - home["uncertain"], 0.0)
    named = (
        held.caption(home["place"]) if home["place"] else f"{home['latitude']:.3f}, {home['longitude']:.3f}"
    )
    return named, metres, least


def _row(held: Held, who: int, there: pl.DataFrame, metres: np.ndarray, least: np.ndarray) -> Row:
    begin, end = int(there["at"][0]), int(there["at"][-1])
    farthest = int(there["place"][int(np.argmax(least))])
    days = clock.local(held, there.with_columns(mark=pl.lit(0)))["day"].to_numpy()
    places = tuple(p for p in there["place"].unique(maintain_order=True).to_list() if p)
    cells = (
        who, begin, end, (end - begin) // SECOND, float(metres.max()) / 1000, float(least.max()) / 1000,
        farthest or None, int(days[-1] - days[0]), there["ref"].n_unique(), places,
    )  # fmt: skip
    why = (f"+ {many(there['ref'].n_unique(), 'record')} at least {least.min() / 1000:,.0f} km away.",)
    return Row(cells, (who, *places), refs=refs(there), why=why, moments=(begin, end + 1))
