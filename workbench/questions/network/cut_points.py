"""Without whom does it fall apart? Entities and ties that alone join parts of the network."""

from __future__ import annotations

import numpy as np

from workbench.kernels.cutting import cuts
from workbench.model.graph import Indexes
from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.network import contacts
from workbench.questions.network.contacts import Contacts
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many


@question(
    "Without whom does it fall apart?",
    "network",
    does="Finds every entity, and every tie between two, whose loss alone would cut others off: all recorded ways "
    "between the pieces lead through it. It shows where the records know one way only.",
    method="Articulation points and bridges, found by one walk through the network (Hopcroft and Tarjan 1973) in which "
    "two linked entities count once, whatever the number and direction of their links. For each is counted how many "
    "would no longer hang together with the largest piece left.",
    innocent=(
        "Of a phone whose own records are held many contacts hang by it alone, because nobody else's were read.",
        "A tie that no source tells of would join the pieces.",
        "A shop or a relay joins groups that do not know of each other.",
    ),
    parameters=(
        contacts.how_many(),
        *contacts.NETWORK,
        Parameter("least", "Only those who cut off so many or more", "whole", 2, least=1, most=1_000_000),
    ),
    words="articulation cut vertex bridge single point of failure weak spot",
)
def cut_points(
    held: Held, most: int, kinds: tuple[str, ...], links: tuple[str, ...], common: bool, least: int
) -> Answer:
    net = contacts.contacts(held.graph, kinds, links, common)
    if not len(net):
        return Answer(contacts.NOTHING, left_out=contacts.left_out(net))
    pieces, largest, part, bridged, came = cuts(net.first, net.other, np.ones(len(net), bool))
    whole = np.bincount(part)[part].astype(np.int32)
    off = np.where(pieces > 1, whole - 1 - largest, 0)
    chosen = np.flatnonzero(off >= least)
    chosen = chosen[np.lexsort((net.entities[chosen], -net.degree[chosen], -off[chosen]))]
    rows = []
    for node in chosen[:most].tolist():
        entity = int(net.entities[node])
        cells = (entity, int(off[node]), int(pieces[node]), int(net.degree[node]))
        rows.append(Row(cells, (entity,), net.links_of(node)))
    ties, more = strongest(_ties(net, bridged, came, whole, least), most)
    small = int(((off > 0) & (off < least)).sum())
    return Answer(
        f"Without {held.caption(rows[0].entities[0])}, {many(rows[0].cells[1], 'other')} would be cut off from "
        "the rest."
        if rows
        else f"Nobody's loss alone would cut off {least} others or more.",
        (
            Column("entity", "Who", "entity"),
            Column("cut_off", "Cut off without it", "count"),
            Column("pieces", "Pieces left", "count"),
            Column("contacts", "Contacts", "count"),
        ),
        tuple(rows),
        left_out=(
            *contacts.left_out(net, len(chosen) - most),
            *([f"{small:,} who would cut off fewer than {least}."] if small else []),
            *more,
        ),
        sure="Exact for what the case holds; one more tie may join what falls apart here.",
        tables=(Table("ties", "Ties that alone join two parts", TIES, ties),),
    )


TIES = (
    Column("one", "From", "entity"),
    Column("other", "To", "entity"),
    Column("cut_off", "On the smaller side", "count"),
    Column("records", "Records", "count"),
)


def _ties(net: Contacts, bridged: Indexes, came: Indexes, whole: Indexes, least: int) -> list[Row]:
    """The ties that alone join so many or more to the rest, those that join most first."""
    side = np.where(bridged > 0, np.minimum(bridged, whole - bridged), 0)
    rows = []
    for node in np.flatnonzero(side >= least).tolist():
        pair = net.pair_of(node, int(came[node]))
        one, other = int(net.entities[net.low[pair]]), int(net.entities[net.high[pair]])
        cells = (one, other, int(side[node]), int(net.records[pair]))
        rows.append(Row(cells, (one, other), net.links_in(np.array([pair]))))
    return sorted(rows, key=lambda row: (-row.cells[2], -row.cells[3], row.entities))
