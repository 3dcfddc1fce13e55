"""Where does one parcel lead? From it to the others of its sender, to their recipients, to the senders of these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from workbench.questions.among import links_between
from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.parcels.shipments import MISSING, SIDES, marks, named, seized, shipments
from workbench.questions.question import question
from workbench.questions.wording import many, some

COLUMNS = (
    Column("step", "Step", "count"),
    Column("parcel", "Parcel", "entity"),
    Column("at", "Sent", "moment"),
    Column("sender", "Sender", "entity"),
    Column("recipient", "Recipient", "entity"),
    Column("from", "Reached from", "entity"),
    Column("by", "By"),
    Column("seized", "Seized", "yes"),
)
FOLLOWED = (
    Column("step", "Step", "count"),
    Column("side", "Whose"),
    Column("mark", "What was followed"),
    Column("parcels", "Parcels that bear it", "count"),
    Column("new", "of them reached by it first", "count"),
    Column("followed", "Followed", "yes"),
)
Mark = tuple[str, str, str]  # side, what, mark


@dataclass
class Walk:
    """Where the walk has come: the step and the reason by parcel, and the marks met, followed or not."""

    steps: dict[int, int] = field(default_factory=dict)
    reached: dict[int, tuple[int, list[Mark]]] = field(default_factory=dict)
    marks: dict[Mark, tuple[int, int, int, bool]] = field(default_factory=dict)


@question(
    "Where does this parcel lead?",
    "parcels",
    does="A walk from one parcel, such as a seized one: first to the other parcels of its sender, then to those of the "
    "same recipients, then to the other parcels of their senders, and so on, each step with the mark that led there.",
    method="Odd steps follow what marks the sender (name, phone, address, e-mail, shipper's account), even steps what "
    "marks the recipient, of all parcels reached in the step before. A parcel is reached at the first step that comes "
    "to it. A mark that more parcels bear than the set number is a service everybody uses: it is listed and not "
    "followed. Common services are never followed. E-mails are those that registers give for the name or phone.",
    innocent=(
        "Shops, agents and forwarders send and receive for thousands of people who know nothing of each other.",
        "False senders use names, addresses and phones of real people.",
        "A block of flats, an office or a pick-up point is one address for many.",
    ),
    parameters=(
        Parameter("parcel", "From this parcel", "entity", takes=("parcel",), required=True),
        Parameter("hops", "How many steps", "whole", 3, least=1, most=12),
        Parameter(
            "sharing", "Follow nothing that more parcels bear than", "whole", 50, least=2, most=100_000,
            help="an agent's phone or a shop's account leads to everybody",
        ),
        Parameter("most", "How many parcels to show", "whole", 500, least=1, most=100_000),
    ),
    words="pivot guided walk hop seized sender chain expand",
)  # fmt: skip
def from_parcel(held: Held, parcel: int, hops: int, sharing: int, most: int) -> Answer:
    frame = shipments(held)
    if not frame.height:
        return Answer(MISSING)
    start = held.whole.grouped.get(parcel, parcel)
    whole = marks(held, frame)
    if not frame.filter(pl.col("parcel") == start).height:
        return Answer(f"No shipment tells of {held.caption(start)}: bring in the list that names it.")
    walk = _walk(held, whole, start, hops, sharing)
    order = sorted(walk.steps, key=lambda p: (walk.steps[p], p))
    refs = _refs(frame)
    taken = seized(held)
    rows = tuple(_row(held, frame, walk, p, refs, taken) for p in order[:most])
    by_step = [sum(1 for s in walk.steps.values() if s == n) for n in range(1, hops + 1)]
    said = ", ".join(f"{count:,} at step {n}" for n, count in enumerate(by_step, 1) if count)
    refused = sum(not followed for *_, followed in walk.marks.values())
    return Answer(
        f"From {held.caption(start)} the walk reaches {some(len(order) - 1, 'other parcel')}"
        + (f": {said}." if said else "."),
        COLUMNS,
        rows,
        left_out=tuple(
            text
            for text in (
                f"{len(order) - most:,} parcels reached and not shown." if len(order) > most else "",
                f"{many(refused, 'mark')} that more than {sharing:,} parcels bear, listed below and not followed."
                if refused
                else "",
            )
            if text
        ),
        sure="Each step is a record's word; whether a name, phone or address is one hand's is a conclusion. The "
        "further the step, the weaker the tie.",
        tables=(
            Table(
                "marks", "What was followed, and what was not", FOLLOWED, tuple(_followed(held, whole, walk))
            ),
        ),
    )


def _refs(frame: pl.DataFrame) -> dict[int, list[int]]:
    return dict(frame.group_by("parcel", maintain_order=True).agg("ref").iter_rows())


def _walk(held: Held, whole: pl.DataFrame, start: int, hops: int, sharing: int) -> Walk:
    bearing = {
        (side, what, mark): parcels
        for side, what, mark, parcels in whole.group_by("side", "what", "mark")
        .agg(pl.col("parcel").unique().sort())
        .iter_rows()
    }
    borne: dict[tuple[int, str], list[Mark]] = {}
    for side, what, mark, parcel in (
        whole.select("side", "what", "mark", "parcel").unique(maintain_order=True).iter_rows()
    ):
        borne.setdefault((parcel, side), []).append((side, what, mark))
    walk = Walk({start: 0})
    edge = [start]
    for step in range(1, hops + 1):
        held.tell(step - 1, hops, f"step {step}")
        side = SIDES[(step - 1) % 2]
        reached: dict[int, tuple[int, list[Mark]]] = {}
        for come in edge:
            for mark in borne.get((come, side), []):
                bearers = bearing[mark]
                followed = len(bearers) <= sharing
                new = [p for p in bearers if p not in walk.steps] if followed else []
                if mark not in walk.marks:
                    walk.marks[mark] = (step, len(bearers), sum(p not in reached for p in new), followed)
                for parcel in new:
                    origin, by = reached.setdefault(parcel, (come, []))
                    if origin == come:
                        by.append(mark)
        for parcel, how in reached.items():
            walk.steps[parcel], walk.reached[parcel] = step, how
        edge = sorted(reached)
    return walk


def _row(
    held: Held,
    frame: pl.DataFrame,
    walk: Walk,
    parcel: int,
    refs: dict[int, list[int]],
    taken: dict[int, list[int]],
) -> Row:
    first = frame.row(by_predicate=pl.col("ref") == refs[parcel][0], named=True)
    origin, by = walk.reached.get(parcel, (0, []))
    why = [_reason(held, mark) for mark in by]
    why += ["it was seized"] if parcel in taken else []
    ends = [e for e in (first["sender"], first["recipient"]) if e]
    via = [int(mark) for _, what, mark in by if what != "account"]
    cells = (
        walk.steps[parcel], parcel, first["at"], first["sender"] or None, first["recipient"] or None, origin or None,
        "; ".join(why) or "where the walk begins", parcel in taken,
    )  # fmt: skip
    links = links_between(held.graph, parcel, [*ends, *via]) + links_between(held.graph, origin, via)
    behind = [*refs[parcel], *refs.get(origin, []), *taken.get(parcel, [])]
    return Row(cells, tuple(dict.fromkeys([parcel, *via, *ends])), tuple(links), tuple(behind), tuple(why))


def _reason(held: Held, mark: Mark) -> str:
    side, what, value = mark
    entity = 0 if what == "account" else int(value)
    return f"the same {side}'s {named(held, what, value, entity)}"


def _followed(held: Held, whole: pl.DataFrame, walk: Walk) -> Iterator[Row]:
    for mark, (step, count, new, followed) in sorted(
        walk.marks.items(), key=lambda m: (m[1][0], -m[1][1], m[0])
    ):
        side, what, value = mark
        entity = 0 if what == "account" else int(value)
        bearing = whole.filter(
            (pl.col("side") == side) & (pl.col("what") == what) & (pl.col("mark") == value)
        )
        yield Row(
            (step, side, named(held, what, value, entity), count, new, followed),
            (entity,) if entity else (),
            refs=tuple(dict.fromkeys(bearing["ref"].to_list())),
            claim=f"{side} {what} {value}",
        )
