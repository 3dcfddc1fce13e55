"""Who met? Pairs seen at the same cell within minutes again and again, beside what routine and crowds would give."""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock, encounters
from workbench.questions.calls.pairs import Met, among_all, looked_at
from workbench.questions.calls.presence import MASTS, MISSING, WHAT, WINDOW, Presence, presence
from workbench.questions.calls.talk import Talk, heads, refs, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many, some

COLUMNS = (
    Column("one", "One", "entity"),
    Column("other", "Other", "entity"),
    Column("meetings", "Meetings", "count"),
    Column("places", "Places", "count"),
    Column("days", "Days", "count"),
    Column("routine", "By routine alone", "number"),
    Column("also", "Other pairs of either with as many", "count"),
    Column("crowd", "Others around, at the emptiest", "count"),
    Column("talked", "Calls and messages between them", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)


@question(
    "Who met?",
    "calls",
    does="Finds all pairs that were served by the same cell within minutes of each other, again and again, and says "
    "how much of that their routines and crowds explain. It never shows that two people met.",
    method="All records that name a cell are put in the order of cell (or mast) and time; every two of different "
    "numbers within the window are a common sighting, and those of one pair at one place that follow each other within "
    "an hour are one meeting. For the pairs with most meetings it is counted how often they would have met if one of "
    "them had kept the same places and hours one to fourteen days later (the average over these days); pairs are "
    "ranked by meetings beyond that. Beside each stands how many other pairs of either of them met as often, and how "
    "few others were around at their emptiest meeting.",
    innocent=(
        "People who live, work or travel in the same district meet by this measure without knowing each other.",
        "One cell may cover a stadium, a shopping centre or many square kilometres of country.",
        "Two phones of one person are always near each other.",
        "People who know each other meet for harmless reasons.",
    ),
    parameters=(
        Parameter("among", "Only meetings of these", "entities", help="empty for all pairs"),
        WINDOW,
        Parameter("least", "Meetings at least", "whole", 3, least=1),
        Parameter("places", "Different places at least", "whole", 1, least=1),
        WHAT,
        MASTS,
        Parameter("most", "How many to show", "whole", 50, least=1, most=10_000),
    ),
    words="co-location colocation together rendezvous cell tower convoy",
)
def who_met(
    held: Held,
    among: tuple[int, ...],
    window: int,
    least: int,
    places: int,
    what: str,
    masts: bool,
    most: int,
) -> Answer:
    there, dayless = presence(held, what, masts=masts).timed()
    if not there.frame.height:
        return Answer(MISSING.format(what=dict(WHAT.choices)[what]), left_out=dayless)
    pairs = among_all(held, there, window, least, heads(held, among))
    kept = pairs.filter(pl.col("places") >= places)
    looked, left = looked_at(held, there, kept, window)
    looked.sort(key=lambda m: (-m.beyond, -m.places, m.one, m.other))
    shown, more = strongest([Row((m,)) for m in looked], most)
    often: dict[int, list[int]] = {}
    for one, other, count in pairs.select("one", "other", "meetings").iter_rows():
        often.setdefault(one, []).append(count)
        often.setdefault(other, []).append(count)
    told = talk(held)
    rows = tuple(_row(held, there, told, window, row.cells[0], often) for row in shown)
    return Answer(
        _sentence(held, rows, pairs.height),
        COLUMNS,
        rows,
        left_out=(*dayless, *left, *more),
        sure=f"{some(pairs.height, 'pair').capitalize()} met {many(least, 'time')} or more by this measure, within "
        f"{clock.lasted(window)}; most of that is routine. A cell is no place, and a sighting near another is no "
        "meeting.",
    )


def _row(held: Held, there: Presence, told: Talk, window: int, met: Met, often: dict[int, list[int]]) -> Row:
    count = met.found.height
    behind = met.refs
    mine = there.of((met.one,)).filter(pl.col("ref").is_in(list(behind)))
    around = encounters.crowds(encounters.hits(there, mine, window))
    emptiest = int(around["crowd"].to_numpy().min()) if around.height else 1
    also = sum(n >= count for who in (met.one, met.other) for n in often.get(who, ())) - 2
    days = clock.local(held, met.found.select(at="begin", mark=pl.lit(0)))["day"].n_unique()
    both = told.between(met.one, met.other)
    first, last = met.moments
    cells = (
        met.one, met.other, count, met.places, days, met.routine, max(also, 0), emptiest - 1, both.height, first, last,
    )  # fmt: skip
    usual = met.routine
    why = [
        f"{'+' if count > 2 * (usual or 0) else '~'} {many(count, 'meeting')} at {many(met.places, 'place')} on "
        f"{many(days, 'day')}"
        + ("." if usual is None else f"; the same hours on other days give {usual:.1f}."),
        f"{'+' if also < 3 else '~' if also < 20 else '-'} {some(max(also, 0), 'other pair')} of either met as often.",
        f"{'+' if emptiest <= 3 else '~'} Where it was emptiest, "
        f"{some(emptiest - 1, 'other phone was', 'other phones were')} around.",
    ]
    if both.height:
        why.append(f"+ They were in touch with each other {many(both.height, 'time')}.")
    cells_met = tuple(met.found["cell"].unique(maintain_order=True).to_list())
    return Row(
        cells,
        (met.one, met.other, *cells_met),
        refs=tuple(dict.fromkeys((*behind, *refs(both)))),
        why=tuple(why),
        moments=(first, last),
    )


def _sentence(held: Held, rows: tuple[Row, ...], pairs: int) -> str:
    if not rows:
        return "No two were at the same cell so often within the window."
    one, other, count, places, _, usual = rows[0].cells[:6]
    said = "" if usual is None else f", by routine alone {usual:.1f} times"
    return (
        f"{held.caption(one)} and {held.caption(other)} were at the same cell within the window "
        f"{many(count, 'time')} at {many(places, 'place')}{said}."
    )
