"""Where does it usually sleep and work? Cells by hour, with how sure that is: a sector, never a dot."""

from __future__ import annotations

import numpy as np
import polars as pl

from workbench.case.antennas import Antenna, antennas, in_force
from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.presence import MISSING, presence
from workbench.questions.calls.talk import heads, refs
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many, some

NIGHT, WORK = "at night", "in working hours"
COLUMNS = (
    Column("when", "When"),
    Column("cell", "Cell", "entity"),
    Column("days", "Nights or days there", "count"),
    Column("of", "Of so many with records", "count"),
    Column("share", "Share", "share"),
    Column("low", "At least (95 %)", "share"),
    Column("high", "At most (95 %)", "share"),
    Column("records", "Records", "count"),
    Column("area", "What the antenna may cover"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)
HOURS = (
    Column("hour", "Hour"),
    Column("cell", "Most often at", "entity"),
    Column("records", "Records there", "count"),
    Column("of", "Of", "count"),
)


@question(
    "Where does it usually sleep and work?",
    "calls",
    does="Gives the cells at which a number, SIM or handset is seen on most nights and on most working days, with how "
    "sure each is. A cell is the area of an antenna, never an address.",
    method="Records that name a cell are put into nights (hours of the case's own zone; a night belongs to the day "
    "on which it begins) and working hours from Monday to Friday. For each cell (or mast) the nights or days with "
    "a record there are counted, out of all with any record in those hours; the interval is Wilson's, 95 %. "
    "Records that tell only their day are not counted.",
    innocent=(
        "Who works at night sleeps by day: then the cell at night is that of the work.",
        "A phone is served by the antenna with the best signal or with room, often not the nearest one.",
        "Calls are made where there is reason to call: at home many use the internet alone.",
    ),
    parameters=(
        Parameter(
            "who", "Whose", "entity", required=True, takes=("phone", "sim", "device", "handle", "email")
        ),
        Parameter("night_from", "Night begins at (hour)", "whole", 22, least=0, most=23),
        Parameter("night_until", "Night ends at (hour)", "whole", 6, least=0, most=23),
        Parameter("work_from", "Work begins at (hour)", "whole", 9, least=0, most=23),
        Parameter("work_until", "Work ends at (hour)", "whole", 17, least=0, most=23),
        Parameter("masts", "Cells of one mast count as one place", "yes", True),
        Parameter("most", "How many cells of each to show", "whole", 5, least=1, most=1_000),
    ),
    words="home work residence bed-down location anchor night cell",
)
def home_and_work(
    held: Held,
    who: int,
    night_from: int,
    night_until: int,
    work_from: int,
    work_until: int,
    masts: bool,
    most: int,
) -> Answer:
    (target,) = heads(held, (who,))
    own = held.kind(target)
    mine = presence(held, own if own in ("sim", "device") else "phone", masts=masts).of((target,))
    if not mine.height:
        return Answer(MISSING.format(what=held.caption(target)))
    told = clock.local(held, mine).with_columns(place=pl.Series(mine["key"].to_numpy() >> 32))
    known = told.filter(pl.col("hour") != clock.UNKNOWN)
    night = known.filter(clock.in_hours(night_from, night_until)).with_columns(
        day=pl.col("day") - ((pl.col("hour") < night_until) & (night_from >= night_until)).cast(pl.Int64)
    )
    work = known.filter(clock.in_hours(work_from, work_until) & (pl.col("weekday") < 5))
    stands = antennas(held.case, held.whole.grouped)
    rows: list[Row] = []
    left: list[str] = []
    for when, part in ((NIGHT, night), (WORK, work)):
        shown, more = strongest(_places(target, part, when, stands), most)
        rows += shown
        left += [f"{said[:-1]}, {when}." for said in more]
    dayless = told.height - known.height
    if dayless:
        left.append(f"{many(dayless, 'record')} that tell only their day.")
    return Answer(
        _sentence(held, target, rows),
        COLUMNS,
        tuple(rows),
        left_out=tuple(left),
        sure="Likely, not certain: the interval counts only how few nights and days there are, not how cells are "
        f"chosen. Records are held of {some(night['day'].n_unique(), 'night')} and "
        f"{some(work['day'].n_unique(), 'working day')}.",
        tables=(Table("hours", f"By the hour ({clock.zone(held)})", HOURS, tuple(_hours(known))),),
    )


def _places(target: int, part: pl.DataFrame, when: str, stands: dict[int, tuple[Antenna, ...]]) -> list[Row]:
    """The places of a part of the day, those with most days first."""
    days = part["day"].n_unique()
    found = []
    for _, there in part.sort("at", "ref").group_by("place", maintain_order=True):
        cells = there.group_by("cell").len().sort("len", "cell", descending=[True, False])["cell"].to_list()
        here = there["day"].n_unique()
        low, high = wilson(here, days)
        first, last = int(there["at"][0]), int(there["at"][-1])
        area = in_force(stands[cells[0]], last).said if cells[0] in stands else "not told by any register"
        row = (
            when, cells[0], here, days, here / days, low, high, there["ref"].n_unique(), area, first, last
        )  # fmt: skip
        why = (
            f"+ {many(here, 'day')} of {days:,} {when}: {here / days:.0%}, between {low:.0%} and {high:.0%}.",
            f"~ {area[0].upper()}{area[1:]}.",
        )
        claim = f"{when} at {cells[0]}"
        found.append(
            Row(row, (target, *cells), refs=refs(there), why=why, moments=(first, last), claim=claim)
        )
    return sorted(found, key=lambda r: (-r.cells[2], -r.cells[7], r.cells[1]))


def wilson(count: int, of: int) -> tuple[float, float]:
    """Between which shares the true one lies, 95 % of the time (Wilson, 1927)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.959964, count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * np.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return float(max(middle - half, 0.0)), float(min(middle + half, 1.0))


def _hours(known: pl.DataFrame) -> list[Row]:
    """Where it is most often, hour by hour."""
    found = []
    for (hour,), there in known.sort("hour", "at", "ref").group_by("hour", maintain_order=True):
        by = there.group_by("cell").len().sort("len", "cell", descending=[True, False])
        cell, count = by.row(0)
        behind = refs(there.filter(pl.col("cell") == cell))
        found.append(Row((f"{hour}:00", cell, count, there.height), (cell,), refs=behind))
    return found


def _sentence(held: Held, target: int, rows: list[Row]) -> str:
    said = []
    for when in (NIGHT, WORK):
        first = next((r for r in rows if r.cells[0] == when), None)
        if first is None:
            said.append(f"no record {when}")
        else:
            said.append(
                f"{when} most often by the cell {held.caption(first.cells[1])} ({first.cells[4]:.0%})"
            )
    return f"{held.caption(target)} is served {said[0]}, {said[1]}."
