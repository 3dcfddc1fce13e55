"""Who sends to many? Senders by how many different recipients their parcels have."""

from __future__ import annotations

from workbench.questions.among import links_between
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.parcels.bearers import bearers
from workbench.questions.parcels.shipments import MISSING, WHAT, marks, named, shipments
from workbench.questions.question import question

COLUMNS = (
    Column("sender", "Sender, by"),
    Column("recipients", "Recipients", "count"),
    Column("addresses", "Their addresses", "count"),
    Column("parcels", "Parcels", "count"),
    Column("names", "Under names", "count"),
    Column("days", "Over days", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)
DAY = 86_400_000_000


@question(
    "Who sends to many?",
    "parcels",
    does="Ranks senders by how many different recipients they send to, a sender being told by a phone, a name, an "
    "address or an account.",
    method="Parcels are put together by the chosen mark of their sender, and the different recipients' names and "
    "addresses counted. 'Under names' tells how many names stand beside the mark. Common services are left out.",
    innocent=(
        "Shops, printers and charities send to many; their names and declared contents usually tell.",
        "A parcel counter or agent that writes its own address is everybody's.",
    ),
    parameters=(
        Parameter(
            "by", "A sender is told by", "choices", choices=tuple(WHAT.items()), help="nothing chosen stands for all"
        ),
        Parameter("least", "From how many recipients on", "whole", 3, least=1, most=100_000),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="fan-out distribution star sender hub dispatch",
)  # fmt: skip
def fan_out(held: Held, by: tuple[str, ...], least: int, most: int) -> Answer:
    frame = shipments(held)
    if not frame.height:
        return Answer(MISSING)
    told = bearers(marks(held, frame), ("sender",), by or tuple(WHAT))
    rows = []
    for said in told.iter_rows(named=True):
        met, places = said["met_names"], said["met_addresses"]
        if max(len(met), len(places)) < least:
            continue
        entity = said["entity"] or 0
        shown = named(held, said["what"], said["mark"], entity)
        first, last = said["first"], said["last"]
        days = (last // DAY - first // DAY + 1) if first is not None else None
        cells = (shown, len(met), len(places), len(said["parcels"]), len(said["names"]), days, first, last)
        links = links_between(held.graph, entity, said["parcels"]) if entity else []
        entities = tuple(dict.fromkeys(e for e in (entity, *said["parcels"], *met) if e))
        moments = (first, last) if first is not None else None
        rows.append(Row(cells, entities, tuple(links), tuple(said["refs"]), (), moments, shown))
    rows.sort(key=lambda row: (-row.cells[1], -row.cells[2], -row.cells[4], row.cells[0]))
    sentence = (
        f"{rows[0].cells[0]} sends to {rows[0].cells[1]:,} recipients, more than any other."
        if rows
        else f"No sender has parcels to {least:,} or more recipients."
    )
    return Answer(
        sentence,
        COLUMNS,
        tuple(rows[:most]),
        left_out=(f"{len(rows) - most:,} further senders.",) if len(rows) > most else (),
        sure="Exact for the parcels held; a carrier's list holds only what went through that carrier.",
    )
