"""Which delivery points are used again? Addresses at which parcels for different names, or from many, arrive."""

from __future__ import annotations

import polars as pl

from workbench.questions.among import links_between
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.parcels.bearers import bearers
from workbench.questions.parcels.shipments import MISSING, marks, seized, shipments
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("address", "Address", "entity"),
    Column("names", "Recipients' names", "count"),
    Column("senders", "Senders' names", "count"),
    Column("parcels", "Parcels", "count"),
    Column("phones", "Recipients' phones", "count"),
    Column("seized", "of them seized", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
    Column("who", "Names", "entities"),
)


@question(
    "Which delivery points are used again?",
    "parcels",
    does="Addresses at which parcels for different names arrive, or that several senders use, with the names, phones "
    "and how long it went on.",
    method="Parcels are put together by the recipient's address as it is written, save that addresses an analyst "
    "judged to be the same are one; 'Who sends or receives under another spelling?' finds more of them. Ranked by "
    "different names, then by senders, then by parcels.",
    innocent=(
        "Pick-up points, lockers, post offices, offices and hostels take parcels for many.",
        "Tenants change; look whether the names follow or mix with each other in time.",
        "Families have several names.",
    ),
    parameters=(
        Parameter("least", "From how many parcels on", "whole", 2, least=2, most=100_000),
        Parameter("names", "From how many names on", "whole", 1, least=1, most=10_000),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="drop address letterbox reuse pick-up locker",
)
def delivery_points(held: Held, least: int, names: int, most: int) -> Answer:
    frame = shipments(held)
    if not frame.height:
        return Answer(MISSING)
    whole = marks(held, frame)
    told = bearers(whole, ("recipient",), ("address",))
    phones = dict(
        frame.filter((pl.col("recipient_address") > 0) & (pl.col("recipient_phone") > 0))
        .group_by("recipient_address")
        .agg(pl.col("recipient_phone").unique().sort())
        .iter_rows()
    )
    taken = seized(held)
    rows = []
    for said in told.iter_rows(named=True):
        if len(said["parcels"]) < least or len(said["names"]) < names:
            continue
        entity, parcels = said["entity"], said["parcels"]
        lost = [p for p in parcels if p in taken]
        first, last = said["first"], said["last"]
        mine = phones.get(entity, [])
        cells = (
            entity, len(said["names"]), len(said["met_names"]), len(parcels), len(mine), len(lost), first, last,
            tuple(said["names"]),
        )  # fmt: skip
        entities = tuple(dict.fromkeys([entity, *said["names"], *mine, *parcels]))
        refs = (*said["refs"], *(ref for p in lost for ref in taken[p]))
        moments = (first, last) if first is not None else None
        links = tuple(links_between(held.graph, entity, parcels))
        rows.append(Row(cells, entities, links, refs, (), moments, held.value(entity)))
    rows.sort(key=lambda row: (-row.cells[1], -row.cells[2], -row.cells[3], held.value(row.cells[0])))
    single = told.height - len(rows)
    return Answer(
        f"{len(rows):,} of {told.height:,} addresses receive again"
        + (f"; {held.caption(rows[0].cells[0])} for {many(rows[0].cells[1], 'name')}." if rows else "."),
        COLUMNS,
        tuple(rows[:most]),
        left_out=tuple(
            text
            for text in (
                f"{len(rows) - most:,} further addresses." if len(rows) > most else "",
                f"{single:,} addresses with fewer parcels or names." if single else "",
            )
            if text
        ),
        sure="Exact for addresses as written; the same house in another spelling is another address here.",
    )
