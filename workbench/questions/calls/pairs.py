"""Pairs that were at the same cell within minutes of each other, and their meetings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from workbench.kernels import meetings as sweep
from workbench.questions.calls import encounters
from workbench.questions.calls.presence import APART, Presence
from workbench.questions.held import Held

LOOKED = 500  # pairs with most meetings that are looked at closely, before they are ranked by what is beyond routine
PAIRS = {"one": pl.Int64, "other": pl.Int64, "meetings": pl.Int64, "places": pl.Int64}


@dataclass(frozen=True)
class Met:
    """A pair and its meetings, by place and time, as `encounters.meetings` has them; `routine` is how many same homes
    and hours give, None where that cannot be told."""

    one: int
    other: int
    found: pl.DataFrame
    routine: float | None

    @property
    def beyond(self) -> float:
        """Meetings more than routine gives."""
        return self.found.height - (self.routine or 0.0)

    @property
    def places(self) -> int:
        return self.found["place"].n_unique()

    @property
    def refs(self) -> tuple[int, ...]:
        """The records of either behind the meetings, in order of time."""
        ordered = self.found.sort("begin", "place")["refs"].to_list()
        return tuple(dict.fromkeys(ref for several in ordered for ref in several))

    @property
    def moments(self) -> tuple[int, int]:
        begin, end = self.found["begin"].to_numpy(), self.found["end"].to_numpy()
        return int(begin.min()), int(end.max())


def among_all(held: Held, there: Presence, window: int, least: int, among: list[int]) -> pl.DataFrame:
    """All pairs that met so often, or those of some alone, most meetings first: one, other, meetings, places."""
    if among:
        counted = [_with_each(there, one, window) for one in among]
        met = pl.concat([pl.DataFrame(schema=PAIRS), *counted]).unique(["one", "other"])
        kept = met.filter(pl.col("meetings") >= least)
        return kept.sort("meetings", "places", "one", "other", descending=[True, True, False, False])
    key, who = there.frame["key"].to_numpy(), there.frame["who"].to_numpy()
    made = sweep.meetings(
        key, who, window, APART, least, lambda done, total: held.tell(done, total, "comparing sightings")
    )
    return pl.DataFrame(
        {"one": made.one, "other": made.other, "meetings": made.meetings, "places": made.places}, PAIRS
    )


def _with_each(there: Presence, one: int, window: int) -> pl.DataFrame:
    """The pairs of one with everybody it met: `PAIRS`."""
    found = encounters.meetings(encounters.hits(there, there.of((one,)), window))
    by = found.group_by("other").agg(
        meetings=pl.len().cast(pl.Int64), places=pl.col("place").n_unique().cast(pl.Int64)
    )
    pair = {"one": pl.min_horizontal("other", pl.lit(one)), "other": pl.max_horizontal("other", pl.lit(one))}
    return by.select(**pair, meetings=pl.col("meetings"), places=pl.col("places"))


def looked_at(
    held: Held, there: Presence, pairs: pl.DataFrame, window: int
) -> tuple[list[Met], tuple[str, ...]]:
    """The meetings of the pairs with most of them, with what routine gives; and what to say of the others."""
    looked = pairs.head(LOOKED)
    wanted = np.unique(looked.select("one", "other").to_numpy())
    of = {who: frame for (who,), frame in there.of(wanted.tolist()).group_by("who", maintain_order=True)}
    days = encounters.days_of(there)
    found = []
    for done, (one, other) in enumerate(looked.select("one", "other").iter_rows()):
        if done % 50 == 0:
            held.tell(done, looked.height, "looking at pairs closely")
        mine, theirs = sorted((of[one], of[other]), key=len)
        met = encounters.meetings(encounters.hits(Presence(theirs), mine, window))
        usual = encounters.pair_routine(mine["key"].to_numpy(), theirs["key"].to_numpy(), window, days)
        found.append(Met(one, other, met, usual))
    more = pairs.height - looked.height
    return found, (
        (f"{more:,} pairs with fewer meetings than these {LOOKED:,} were not looked at.",) if more else ()
    )
