"""Who was at which cell in which record: the ground of meetings, homes and journeys.

A cell says which antenna served a phone, never where the phone was: two phones at one cell may be kilometres apart, and
two next to each other may be served by different cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from workbench.case import located
from workbench.questions.calls import clock
from workbench.questions.calls.talk import SECOND
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter

PLACES = {
    "who": pl.Int64, "cell": pl.Int64, "at": pl.Int64, "mark": pl.UInt8, "key": pl.Int64, "ref": pl.Int64,
    "reading": pl.Int64,
}  # fmt: skip
CELLS = tuple(w for w in located.KNOWN if w.place.endswith("cell"))
MISSING = (
    "No record of the case says at which cell {what} was. Bring in call records or sessions with cells, or dumps of "
    "towers."
)
WHAT = Parameter(
    "what",
    "Tell them apart by",
    "choice",
    "phone",
    "what stands for one of those met; the dump of a tower may name only SIMs or handsets",
    choices=(("phone", "number"), ("sim", "SIM (IMSI)"), ("device", "handset (IMEI)")),
)
WINDOW = Parameter(
    "window", "At the same cell within", "duration", 900, least=1, most=86_400,
    help="how long after each other two may have been seen at one cell",
)  # fmt: skip
MASTS = Parameter(
    "masts", "Cells of one mast count as one place", "yes", False,
    help="cells that a register puts at the same coordinates",
)  # fmt: skip
APART = (
    3_600  # seconds without a common sighting after which another one at the same place is another meeting
)


@dataclass(frozen=True)
class Presence:
    """Sightings at cells in the order of place and time: `PLACES`. `key` is the place, a cell or the first of a mast,
    in the upper bits and, in the lower 32, whole seconds since the first sighting of all."""

    frame: pl.DataFrame

    def timed(self) -> tuple[Presence, tuple[str, ...]]:
        """Those sightings that tell more than their day, and what to say of the others."""
        frame, left = clock.without_days(self.frame)
        return Presence(frame), left

    def of(self, who: Iterable[int]) -> pl.DataFrame:
        """The sightings of some, in the order of place and time."""
        return self.frame.filter(pl.col("who").is_in(list(who)))

    def near(self, mine: pl.DataFrame, seconds: int) -> tuple[np.ndarray, np.ndarray]:
        """For each of some sightings all that were at its place within so many seconds, itself and its own among
        them: numbers of rows of `mine` and of `frame`."""
        key, wanted = self.frame["key"].to_numpy(), mine["key"].to_numpy()
        place = wanted >> 32 << 32
        low = np.maximum(wanted - seconds, place)
        high = np.minimum(wanted + seconds, place | 0xFFFFFFFF)
        first, last = np.searchsorted(key, low), np.searchsorted(key, high, side="right")
        many = last - first
        of = np.repeat(np.arange(len(wanted)), many)
        there = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
        return of, there


def presence(held: Held, what: str = "phone", *, masts: bool = False) -> Presence:
    """Where numbers, SIMs or handsets were, by cell or by mast; what names no cell, nobody or no time is not there."""
    frame = held.made(
        f"presence by {what} at {'masts' if masts else 'cells'}", partial(_made, what=what, masts=masts)
    )
    return Presence(frame)


def _made(held: Held, *, what: str, masts: bool) -> pl.DataFrame:
    found = [pl.DataFrame(schema=PLACES).drop("key")]
    for where in CELLS:
        role = role_of(where, what)
        kind = held.case.kinds.records.get(where.record)
        if not role or kind is None or kind.moment is None:
            continue
        moment = kind.moment.id
        ends = [n for n in ("end", "duration") if where.end and any(f.id == n for f in kind.fields)]
        frame = held.records(where.record, [role, where.place, moment, f"{moment}.mark", *ends], once=False)
        told = frame.filter((pl.col(role) > 0) & (pl.col(where.place) > 0) & pl.col(moment).is_not_null())
        if told.height:
            found.append(told.select(
                who=pl.col(role), cell=pl.col(where.place), at=_at(moment, ends),
                mark=pl.col(f"{moment}.mark").fill_null(0), ref=pl.col("ref"),
                reading=pl.col("reading"),
            ))  # fmt: skip
    whole = pl.concat(found)
    if held.whole.common.any():
        whole = whole.filter(~pl.col("who").is_in(held.whole.ids[held.whole.common].tolist()))
    begin = (whole["at"].min() or 0) if whole.height else 0
    place = pl.col("cell").replace(_masts(held)) if masts else pl.col("cell")
    whole = whole.with_columns(key=place * (1 << 32) + (pl.col("at") - begin) // SECOND)
    return whole.select(list(PLACES)).sort("key", "who", "ref")


def role_of(where: located.Whereabouts, what: str) -> str:
    """The role in which a record names the number, SIM or handset that was at a cell, "" for none."""
    if what == "phone":
        return next((r for r in where.seen if not r.endswith(("device", "sim"))), "")
    return next((r for r in where.seen if r.endswith(what)), "")


def _at(moment: str, ends: list[str]) -> pl.Expr:
    """When it was there: at the start of the record, or at its end where the last cell is told."""
    ways = [pl.col("end")] if "end" in ends else []
    ways += [pl.col(moment) + pl.col("duration") * SECOND] if "duration" in ends else []
    return pl.coalesce([*ways, pl.col(moment)])


def _masts(held: Held) -> dict[int, int]:
    """From each cell that a register places to the first cell at the same coordinates."""
    known = located.masts(held.case).filter(
        pl.col("latitude").is_not_null() & pl.col("longitude").is_not_null()
    )
    first: dict[tuple[float, float], int] = {}
    found = {}
    for cell, lat, lon in known.select("cell", "latitude", "longitude").sort("cell").iter_rows():
        head = held.whole.grouped.get(cell, cell)
        found[head] = first.setdefault((lat, lon), head)
    return found
