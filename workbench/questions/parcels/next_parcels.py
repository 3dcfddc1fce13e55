"""Which parcels may come next? From the streams held, when and to whom, each with its basis and how often such a guess
would have been right so far."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from workbench.questions.among import links_between
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held, day
from workbench.questions.parameter import Parameter
from workbench.questions.parcels.shipments import MISSING, WHAT, all_named, marks, shipments
from workbench.questions.parcels.streams import DAY, Stream, rhythm, streams
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("who", "Sender, by"),
    Column("from", "From", "moment"),
    Column("likely", "Likely", "moment"),
    Column("until", "Until", "moment"),
    Column("hits", "Past parcels so foretold", "share"),
    Column("tries", "of", "count"),
    Column("chance", "As even by chance", "share"),
    Column("to", "Recipients met more than once", "entities"),
    Column("weight", "Usual weight in kg", "number"),
    Column("contents", "Usually declared as"),
    Column("reasons", "Basis"),
)
LEARN = 3  # gaps before the first guess is tried


@question(
    "Which parcels may come next?",
    "parcels",
    does="For senders who send again and again: the days on which the next parcel may be expected, who may get it, and "
    "how it has been declared: a lead for those who watch the mail, with its basis.",
    method="Of each sender's mark (phone, name, address, account) the days with parcels are put in order. The next is "
    "expected the median gap after the last, and between the gaps that a tenth lies below and above. How good this "
    "is was tried on the past: from the fourth gap on, each parcel was foretold from those before it; the share that "
    "fell inside is shown, and how often days thrown by lot are as even (as in 'Who sends or receives regularly?'), by "
    "which they are ranked. Streams that stopped long ago, as measured by their own gaps, are left out.",
    innocent=(
        "Regular senders are mostly shops and families.",
        "The list ends where the carrier's list ends: a parcel after that day may have been sent already.",
        "Whoever knows that a parcel was taken changes his ways.",
    ),
    parameters=(
        Parameter("least", "From how many days with parcels on", "whole", 5, least=4, most=10_000),
        Parameter("hits", "Only where so many past parcels were foretold", "share", 0.5),
        Parameter("sharing", "Leave out marks that more parcels bear than", "whole", 200, least=2, most=1_000_000),
        Parameter("stale", "Leave out what stopped longer ago than so many gaps", "number", 3.0, least=1, most=1000),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="forecast predict expected watch list interdiction",
)  # fmt: skip
def next_parcels(held: Held, least: int, hits: float, sharing: int, stale: float, most: int) -> Answer:
    frame = shipments(held)
    if not frame.height:
        return Answer(MISSING)
    if not frame["at"].drop_nulls().len():
        return Answer("The shipments held state no dates: nothing can be expected from them.")
    end = int(str(frame["at"].max())) // DAY
    found = list(streams(marks(held, frame), ("sender",), least, sharing))
    rows, old, poor = [], 0, 0
    for number, stream in enumerate(found):
        held.tell(number, len(found), "trying what could have been foretold")
        right, tries = _tried(stream)
        even = rhythm(stream)
        if end - int(stream.days[-1]) > stale * max(even.gap, 1):
            old += 1
        elif not tries or right / tries < hits:
            poor += 1
        else:
            rows.append(_row(held, frame, stream, (right, tries, even.chance), end))
    rows.sort(key=lambda row: (row.cells[6], -row.cells[4], -row.cells[5], row.cells[0]))
    sentence = (
        f"{len(rows):,} senders may send again; the lists held end on {day(end * DAY)}."
        if rows
        else "No sender is regular enough to expect a next parcel."
    )
    return Answer(
        sentence,
        COLUMNS,
        tuple(rows[:most]),
        left_out=tuple(_left_out(len(rows) - most, old, poor, stale)),
        sure="A lead, not a forecast to rely on: see how many past parcels would have been foretold.",
        lists={
            "watch": [
                f"{row.cells[0]}\t{day(row.cells[1])}\t{day(row.cells[3])}\t{row.cells[10]}"
                for row in rows[:most]
            ]
        }
        if rows
        else {},
    )


def _window(gaps: list[int]) -> tuple[int, int, int]:
    """The gaps that a tenth lies below, half and a tenth above, each one that was really met."""
    ordered = sorted(gaps)
    at = [round(q * (len(ordered) - 1)) for q in (0.1, 0.5, 0.9)]
    return ordered[at[0]], ordered[at[1]], ordered[at[2]]


def _tried(stream: Stream) -> tuple[int, int]:
    """How many of the past gaps fell inside what the gaps before them foretold, and how many were tried."""
    gaps = stream.gaps.tolist()
    windows = [(_window(gaps[:n]), gaps[n]) for n in range(LEARN, len(gaps))]
    return sum(low <= gap <= high for (low, _, high), gap in windows), len(windows)


def _row(held: Held, frame: pl.DataFrame, stream: Stream, tried: tuple[int, int, float], end: int) -> Row:
    right, tries, chance = tried
    low, middle, high = _window(stream.gaps.tolist())
    last = int(stream.days[-1])
    mine = frame.filter(pl.col("ref").is_in(list(stream.refs)))
    again = _again(mine)
    contents = (
        mine["contents"].drop_nulls().value_counts().sort(["count", "contents"], descending=[True, False])
    )
    weight = mine["weight"].drop_nulls().median()
    shown = all_named(held, stream.marks)
    why = (
        f"parcels on {len(stream.days):,} days, the last on {day(last * DAY)}",
        f"gaps of {low} to {many(high, 'day')}, half of them {middle} or less",
        f"{right:,} of {tries:,} past parcels would have been foretold",
        *((f"days of the list after its last parcel: {end - last:,}",) if end > last else ()),
    )
    cells = (
        shown, (last + low) * DAY, (last + middle) * DAY, (last + high) * DAY, right / tries, tries,
        round(chance, 4), again, weight, contents["contents"][0] if contents.height else None, "; ".join(why),
    )  # fmt: skip
    entities = tuple(dict.fromkeys([*stream.entities, *again, *stream.parcels]))
    links = tuple(l for e in stream.entities for l in links_between(held.graph, e, stream.parcels))
    moments = (int(stream.days[0]) * DAY, (last + 1) * DAY)
    return Row(cells, entities, links, stream.refs, why, moments, shown)


def _again(mine: pl.DataFrame) -> tuple[int, ...]:
    """Recipients, and their addresses, met on more than one parcel; most often first."""
    found: list[tuple[int, int]] = []
    for role in ("recipient", "recipient_address"):
        counts = mine.filter(pl.col(role) > 0).group_by(role).agg(n=pl.col("parcel").n_unique())
        found += [(-n, entity) for entity, n in counts.iter_rows() if n > 1]
    return tuple(entity for _, entity in sorted(found))


def _left_out(below: int, old: int, poor: int, stale: float) -> Iterator[str]:
    if below > 0:
        yield f"{below:,} further senders."
    if old:
        yield f"{old:,} that have not sent for more than {stale:g} of their gaps."
    if poor:
        yield f"{poor:,} whose past parcels could not have been foretold well enough ({', '.join(WHAT.values())})."
