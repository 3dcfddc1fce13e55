"""What ties senders and recipients together? Phones, e-mails and accounts under several names."""

from __future__ import annotations

import numpy as np

from workbench.questions.among import links_between
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.parcels.bearers import bearers
from workbench.questions.parcels.shipments import MISSING, SIDES, marks, named, shipments
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("mark", "Mark"),
    Column("names", "Different names", "count"),
    Column("parcels", "Parcels", "count"),
    Column("sides", "Stands with"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
    Column("elsewhere", "Records besides parcels", "count"),
    Column("who", "Names", "entities"),
)
OF_PARCELS = frozenset(
    {"sender_phone_of", "recipient_phone_of", "carried_by", "shipped_on", "sent_from", "sent_to", "sent_parcel",
     "receives_parcel", "packed_in"}
)  # fmt: skip


@question(
    "Which phones and accounts stand behind several names?",
    "parcels",
    does="Phones, e-mails and shippers' accounts that senders or recipients of different names give, with the names, "
    "and whether other records, such as calls, know them too.",
    method="For each phone, e-mail (as registers give it for a name or phone) and shipper's account (as stated, or the "
    "characters that hold it in a tracking number whose check digit is right) the different names beside it are "
    "counted. Common services are left out. A mark with more names than the set number is an agent's or a carrier's: "
    "it is counted, not shown.",
    innocent=(
        "A household, an office or a shop gives one phone for all its parcels.",
        "Agents and pick-up points write their own number where the sender leaves none.",
        "An account is a firm's, and everybody in it ships on it.",
    ),
    parameters=(
        Parameter("least", "From how many names on", "whole", 2, least=2, most=10_000),
        Parameter("sharing", "Leave out what has more names than", "whole", 100, least=2, most=1_000_000),
        Parameter("most", "How many to show", "whole", 200, least=1, most=10_000),
    ),
    words="shared phone email account shipper false names",
)
def shared_marks(held: Held, least: int, sharing: int, most: int) -> Answer:
    frame = shipments(held)
    if not frame.height:
        return Answer(MISSING)
    whole = marks(held, frame)
    told = bearers(whole, SIDES, ("phone", "email", "account"))
    rows, wide = [], 0
    for said in told.iter_rows(named=True):
        if len(said["names"]) < least:
            continue
        if len(said["names"]) > sharing:
            wide += 1
            continue
        entity = said["entity"] or 0
        shown = named(held, said["what"], said["mark"], entity)
        cells = (
            shown, len(said["names"]), len(said["parcels"]), " and ".join(f"{s}s" for s in said["sides"]),
            said["first"], said["last"], _elsewhere(held, entity), tuple(said["names"]),
        )  # fmt: skip
        entities = tuple(e for e in (entity, *said["names"], *said["parcels"]) if e)
        links = links_between(held.graph, entity, said["parcels"]) if entity else []
        why = (f"{shown} stands on parcels of {len(said['names']):,} names",)
        rows.append(Row(cells, entities, tuple(links), tuple(said["refs"]), why, _span(said), claim=shown))
    rows.sort(key=lambda row: (-row.cells[1], -row.cells[2], row.cells[0]))
    first = f": most, {rows[0].cells[1]:,}, behind {rows[0].cells[0]}" if rows else ""
    return Answer(
        f"{_found(len(rows))} behind several names{first}.",
        COLUMNS,
        tuple(rows[:most]),
        left_out=tuple(
            text
            for text in (
                f"{len(rows) - most:,} further ones with fewer names." if len(rows) > most else "",
                f"{wide:,} with more than {sharing:,} names: an agent's or a carrier's." if wide else "",
            )
            if text
        ),
        sure="Exact for what the records state. Whether the names are of one person is a conclusion.",
    )


def _found(count: int) -> str:
    if not count:
        return "No phone, e-mail or account stands"
    return many(count, "phone, e-mail or account stands", "phones, e-mails and accounts stand")


def _span(said: dict[str, object]) -> tuple[int, int] | None:
    first, last = said["first"], said["last"]
    return (first, last) if isinstance(first, int) and isinstance(last, int) else None


def _elsewhere(held: Held, entity: int) -> int:
    """Records of the entity's links that are no parcel's."""
    node = held.graph.node_of.get(entity, -1)
    if node < 0:
        return 0
    links = held.graph.links_at(node)
    kinds = [n for n, kind in enumerate(held.graph.link_kinds) if kind in OF_PARCELS]
    return int(held.graph.count[links[~np.isin(held.graph.link_kind[links], kinds)]].sum())
