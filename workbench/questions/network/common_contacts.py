"""Whom do these have in common? Entities that several of a list are linked with."""

from __future__ import annotations

import numpy as np

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.network import contacts
from workbench.questions.network.contacts import Contacts
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many


@question(
    "Whom do these have in common?",
    "network",
    does="Lists everybody and everything that two or more of a list are linked with, those that most of the list share "
    "first. It shows whom they share, not that they know they do.",
    method="For each entity is counted with how many of the list it has any link, whatever its kind and direction. "
    "Among those shared by equally many, whoever has fewer contacts in all comes first: the rarer a contact, the more "
    "it says. Common services are left out unless asked.",
    innocent=(
        "A doctor, a landlord or a delivery driver is shared by neighbours.",
        "Where records of only some of the list are held, contacts of the others are missing.",
    ),
    parameters=(
        Parameter("these", "Whose contacts", "entities", required=True, help="two or more, with ; between them"),
        Parameter("fewest", "Shared by so many or more", "whole", 2, least=2, most=10_000),
        contacts.how_many(50),
        *contacts.NETWORK,
    ),
    words="common neighbours shared mutual intersection overlap",
)  # fmt: skip
def common_contacts(
    held: Held, these: tuple[int, ...], fewest: int, most: int, kinds: tuple[str, ...], links: tuple[str, ...],
    common: bool,
) -> Answer:  # fmt: skip
    listed = list(dict.fromkeys(held.whole.grouped.get(e, e) for e in these))
    net = contacts.contacts(held.graph, kinds, links, common, always=listed)
    chosen = net.numbers(listed)
    left = (
        *contacts.left_out(net),
        *([f"{len(listed) - len(chosen):,} of the list without contacts here."] if len(chosen) < len(listed) else []),
    )  # fmt: skip
    shared = np.bincount(_contacts_of(net, chosen), minlength=len(net))
    shared[chosen] = 0
    found = np.flatnonzero(shared >= fewest)
    found = found[np.lexsort((net.entities[found], net.degree[found], -shared[found]))]
    rows = [_row(net, node, chosen) for node in found[:most].tolist()]
    if not rows:
        return Answer(f"No contact of these {len(listed):,} is shared by {fewest} or more.", left_out=left)
    first = rows[0]
    return Answer(
        f"{held.caption(first.cells[0])} is linked with {first.cells[2]:,} of these {len(listed):,}; "
        f"{many(len(found), 'contact is', 'contacts are')} shared by {fewest} or more.",
        (
            Column("entity", "Shared contact", "entity"),
            Column("of_these", "Linked with", "entities"),
            Column("how_many", "How many of the list", "count"),
            Column("contacts", "Contacts in all", "count"),
            Column("records", "Records with them", "count"),
        ),
        tuple(rows),
        left_out=(*left, *contacts.left_out(net, len(found) - most)[:1]) if len(found) > most else left,
        sure="Exact for what the case holds; a contact that no source names is not found.",
    )


def _contacts_of(net: Contacts, nodes: list[int]) -> np.ndarray:
    return np.concatenate(
        [net.other[net.first[n] : net.first[n + 1]] for n in nodes] or [np.zeros(0, np.int32)]
    )


def _row(net: Contacts, node: int, chosen: list[int]) -> Row:
    pairs = {other: net.pair_of(node, other) for other in chosen if other != node}
    pairs = {other: pair for other, pair in pairs.items() if pair >= 0}
    entity, those = int(net.entities[node]), tuple(int(net.entities[other]) for other in pairs)
    behind = np.array(list(pairs.values()))
    cells = (entity, those, len(those), int(net.degree[node]), int(net.records[behind].sum()))
    return Row(cells, (entity, *those), net.links_in(behind))
