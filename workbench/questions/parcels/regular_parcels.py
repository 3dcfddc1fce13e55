"""Who sends or receives regularly? Streams of parcels with even gaps, and when the next may come."""

from __future__ import annotations

from workbench.questions.among import links_between
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held, day
from workbench.questions.parameter import Parameter
from workbench.questions.parcels.shipments import MISSING, all_named, marks, shipments
from workbench.questions.parcels.streams import DAY, rhythm, streams
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("who", "Who, by"),
    Column("parcels", "Parcels", "count"),
    Column("days", "On days", "count"),
    Column("gap", "Median gap in days", "number"),
    Column("usual", "Half of the gaps"),
    Column("chance", "As even by chance", "share"),
    Column("weekday", "Commonest weekday"),
    Column("on_it", "Days on it", "share"),
    Column("last", "Last", "moment"),
)


@question(
    "Who sends or receives regularly?",
    "parcels",
    does="Phones, names, addresses and accounts whose parcels come at even gaps, with the usual gap and weekday, and "
    "how often such evenness comes by chance.",
    method="The different days (UTC) on which parcels bear a mark are put in order. Evenness is the mean distance of "
    "the gaps from their median, as a share of it. The same number of days is thrown over the same stretch by lot a "
    "thousand times; 'by chance' is the share of throws that are as even. Ranked by that. The lot always falls alike.",
    innocent=(
        "Subscriptions, medicines and firms' supplies come regularly.",
        "A carrier that collects only on some days makes everybody regular.",
        "Where many streams are looked at, some are even by chance: with a hundred, one in a hundred.",
    ),
    parameters=(
        Parameter("least", "From how many days on", "whole", 5, least=4, most=10_000),
        Parameter("chance", "As even by chance at most", "share", 0.05),
        Parameter("sharing", "Leave out marks that more parcels bear than", "whole", 500, least=2, most=1_000_000),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="cadence rhythm periodic weekly interval",
)  # fmt: skip
def regular_parcels(held: Held, least: int, chance: float, sharing: int, most: int) -> Answer:
    frame = shipments(held)
    if not frame.height:
        return Answer(MISSING)
    whole = marks(held, frame)
    found = list(streams(whole, ("sender", "recipient"), least, sharing))
    rows = []
    for number, stream in enumerate(found):
        held.tell(number, len(found), "looking for even gaps")
        even = rhythm(stream)
        if even.chance > chance:
            continue
        shown = all_named(held, stream.marks)
        cells = (
            shown, len(stream.parcels), len(stream.days), even.gap, f"{even.near:g} to {even.far:g} days",
            round(even.chance, 4), even.weekday, even.on_it, int(stream.days[-1]) * DAY,
        )  # fmt: skip
        entities = (*stream.entities, *stream.parcels)
        links = tuple(l for e in stream.entities for l in links_between(held.graph, e, stream.parcels))
        moments = (int(stream.days[0]) * DAY, (int(stream.days[-1]) + 1) * DAY)
        why = (f"days: {', '.join(day(int(d) * DAY) for d in stream.days.tolist())}",)
        rows.append(Row(cells, entities, links, stream.refs, why, moments, shown))
    rows.sort(key=lambda row: (row.cells[5], -row.cells[2], row.cells[0]))
    return Answer(
        f"{len(rows):,} of {many(len(found), 'stream')} of parcels {'is' if len(rows) == 1 else 'are'} more even than "
        f"{1 - chance:.0%} of days thrown by lot; {len(found) * chance:,.1f} would be by chance."
        if found
        else f"No sender or recipient here has parcels on {least:,} days or more.",
        COLUMNS,
        tuple(rows[:most]),
        left_out=(f"{len(rows) - most:,} further streams.",) if len(rows) > most else (),
        sure="Marks that always stand together are one row; a sender's phone and name that only sometimes do make two.",
    )
