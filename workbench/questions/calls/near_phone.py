"""Who was near one phone? Those seen at the same cell within minutes, beside what routine alone would give."""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock, encounters
from workbench.questions.calls.encounters import Routine
from workbench.questions.calls.presence import MASTS, MISSING, WHAT, WINDOW, presence
from workbench.questions.calls.talk import heads
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many, some

COLUMNS = (
    Column("other", "Who was near", "entity"),
    Column("meetings", "Meetings", "count"),
    Column("places", "Places", "count"),
    Column("days", "Days", "count"),
    Column("routine", "By routine alone", "number"),
    Column("also", "Others with as many", "count"),
    Column("crowd", "Around at the emptiest", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)


@question(
    "Who was near this phone?",
    "calls",
    does="Lists who was served by the same cell within minutes of the phone asked about, how often and at how many "
    "places. It shows which antenna served them, never that they were together.",
    method="Every record that names a cell for the phone is compared with all records of others at that cell (or mast) "
    "within the window. Common sightings at one place that follow each other within an hour are one meeting. Two base "
    "rates stand beside it: how many others were met as often, and the average number of meetings if the phone had "
    "been at its places the same hours one to fourteen days later (the last days following on the first), which is "
    "what the same home, work and ways give by themselves. Ranked by meetings beyond routine.",
    innocent=(
        "Neighbours, colleagues and people on the same train share cells day after day and never meet.",
        "One cell may cover a shopping centre, a stadium or many square kilometres of country.",
        "Two phones of one person are always near each other.",
    ),
    parameters=(
        Parameter(
            "phone", "Whom", "entity", required=True, takes=("phone", "device", "sim", "handle", "email")
        ),
        WINDOW,
        Parameter("least", "Meetings at least", "whole", 2, least=1),
        WHAT,
        MASTS,
        Parameter("most", "How many to show", "whole", 50, least=1, most=10_000),
    ),
    words="co-location colocation proximity together nearby tower cell meeting",
)
def near_phone(held: Held, phone: int, window: int, least: int, what: str, masts: bool, most: int) -> Answer:
    (target,) = heads(held, (phone,))
    own = held.kind(target)
    mine_by = own if own in ("device", "sim") else "phone"
    mine = presence(held, mine_by, masts=masts).timed()[0].of((target,))
    there, dayless = presence(held, what, masts=masts).timed()
    if not mine.height:
        return Answer(MISSING.format(what=held.caption(target)), left_out=dayless)
    found = encounters.hits(there, mine, window, own_records=mine_by == what)
    met = encounters.meetings(found)
    by = met.group_by("other").agg(
        meetings=pl.len(), places=pl.col("place").n_unique(), first=pl.col("begin").min(), last=pl.col("end").max(),
    )  # fmt: skip
    often = by["meetings"].sort(descending=True).to_list()
    kept = by.filter(pl.col("meetings") >= least)
    usual = encounters.routine(there, mine, window, kept["other"].to_list())
    rows = [
        (*row, usual.mean.get(row[0], 0.0))
        for row in kept.select("other", "meetings", "places", "first", "last").iter_rows()
    ]
    rows.sort(key=lambda r: (r[5] - r[1], -r[2], r[0]))
    shown, left = strongest([Row(cells=r) for r in rows], most)
    made = tuple(_row(held, target, row.cells, found, met, usual, often) for row in shown)
    few = by.height - kept.height
    more = (f"{many(few, 'other')} met fewer than {least:,} times.",) if few else ()
    return Answer(
        _sentence(held, target, made, usual),
        COLUMNS,
        made,
        left_out=(*dayless, *more, *left),
        sure=f"A cell is no place: within {clock.lasted(window)} at one cell means within reach of one antenna. "
        f"{mine.height:,} sightings of {held.caption(target)} were compared with {there.frame.height:,} of all.",
    )


def _row(
    held: Held,
    target: int,
    told: tuple[int, ...],
    found: pl.DataFrame,
    met: pl.DataFrame,
    usual: Routine,
    often: list[int],
) -> Row:
    other, meetings, places, first, last, mean = told
    mine = met.filter(pl.col("other") == other).sort("begin")
    refs = tuple(dict.fromkeys(r for several in mine["refs"].to_list() for r in several))
    days = clock.local(held, mine.select(at="begin", mark=pl.lit(0)))["day"].n_unique()
    around = encounters.crowds(found.filter(pl.col("ref").is_in(list(refs))))
    emptiest = int(around["crowd"].to_numpy().min()) if around.height else 1
    also = sum(n >= meetings for n in often) - 1
    cells = (
        other, meetings, places, days, mean if usual.shifts else None, also, emptiest, first, last
    )  # fmt: skip
    why = [
        f"{'+' if meetings > 2 * mean else '~'} {many(meetings, 'meeting')} at "
        f"{many(places, 'place')} on {many(days, 'day')}"
        + (f"; the same hours on other days give {mean:.1f}." if usual.shifts else "."),
        f"{'+' if also < 3 else '~' if also < 20 else '-'} {some(also, 'other', 'others')} met it as often.",
        f"{'+' if emptiest <= 2 else '~'} Where it was emptiest, "
        f"{many(emptiest, 'other was', 'others in all were')} around.",
    ]
    places_of = tuple(mine["cell"].unique(maintain_order=True).to_list())
    return Row(cells, (other, target, *places_of), refs=refs, why=tuple(why), moments=(first, last))


def _sentence(held: Held, target: int, rows: tuple[Row, ...], usual: Routine) -> str:
    who = held.caption(target)
    if not rows:
        return f"Nobody else was at the same cell as {who} so often within the window."
    other, meetings, places, _, mean, also = rows[0].cells[:6]
    said = f", by routine alone {mean:.1f} times" if usual.shifts else ""
    return (
        f"{held.caption(other)} was at the same cell as {who} {many(meetings, 'time')} at "
        f"{many(places, 'place')}{said}; "
        f"{some(also, 'other was', 'others were')} there as often."
    )
