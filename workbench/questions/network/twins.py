"""Who has the same contacts as whom? Pairs whose contacts are nearly all the same."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array

from workbench.model.graph import Indexes
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.network import contacts
from workbench.questions.network.contacts import Contacts
from workbench.questions.network.ranking import percent
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

AT_ONCE = 2_000  # entities compared between two words of progress


@question(
    "Who has the same contacts as whom?",
    "network",
    does="Finds pairs that stand in the same place of the network because nearly all their contacts are the same: two "
    "phones of one user, a successor, two who do the same work. It shows likeness of place, not that two are one.",
    method="Two entities are compared by their contacts, each other left out: those that both have, divided by those "
    "that either has (Jaccard 1901). Two linked entities count once, whatever the number and direction of their links. "
    "Contacts that more than the stated number of others share say little and are not used to find pairs, but count in "
    "the share.",
    innocent=(
        "Brothers and sisters, flatmates and colleagues know the same people.",
        "Two whose own records are not held seem to have only the contacts whose records are: often the same few.",
    ),
    parameters=(
        contacts.how_many(50),
        *contacts.NETWORK,
        Parameter("of_kinds", "Only pairs of these kinds", "kinds"),
        Parameter("mixed", "Also pairs of different kinds", "yes", False),
        Parameter("fewest", "Contacts in common at least", "whole", 3, least=1, most=10_000),
        Parameter("share", "Of all their contacts at least", "share", 0.6),
        Parameter("widest", "Not by contacts that more others share", "whole", 200, least=2, most=100_000),
    ),
    words="structural equivalence twins similar same role jaccard replacement second phone",
)
def twins(
    held: Held, most: int, kinds: tuple[str, ...], links: tuple[str, ...], common: bool, of_kinds: tuple[str, ...],
    mixed: bool, fewest: int, share: float, widest: int,
) -> Answer:  # fmt: skip
    net = contacts.contacts(held.graph, kinds, links, common)
    if not len(net):
        return Answer(contacts.NOTHING, left_out=contacts.left_out(net))
    found = [
        pair
        for part in _alike(held, net, net.is_kind(of_kinds), mixed, fewest, share, widest)
        for pair in part
    ]
    found.sort(key=lambda pair: (-pair[3], -pair[2], int(net.entities[pair[0]]), int(net.entities[pair[1]])))
    rows = tuple(_row(net, *pair) for pair in found[:most])
    wide = int((net.degree > widest).sum())
    left = (
        *contacts.left_out(net, len(found) - most, "further pair", "further pairs"),
        *(
            [f"{many(wide, 'contact')} that more than {widest:,} others share, not used to find pairs."]
            if wide
            else []
        ),
    )
    if not rows:
        return Answer(
            f"No two have {fewest} contacts in common that make up {percent(share)} of all.", left_out=left
        )
    one, other = (held.caption(entity) for entity in rows[0].entities[:2])
    return Answer(
        f"{one} and {other} have most alike contacts: {rows[0].cells[2]:,} of {rows[0].cells[3]:,} are the same.",
        (
            Column("one", "Who", "entity"),
            Column("other", "And who", "entity"),
            Column("shared", "Contacts in common", "count"),
            Column("either", "Contacts of either", "count"),
            Column("share", "Share", "share"),
            Column("linked", "Linked with each other", "yes"),
            Column("contacts", "Shared contacts", "entities"),
        ),
        rows,
        left_out=left,
        sure="Exact for what the case holds. The more contacts two share, the less chance explains it.",
    )  # fmt: skip


def _alike(
    held: Held, net: Contacts, wanted: contacts.Flags, mixed: bool, fewest: int, share: float, widest: int
) -> Iterator[list[tuple[int, int, int, float]]]:
    """Pairs (one, other, contacts in common, share), some entities at a time."""
    sort = net.graph.kind[net.nodes]
    ends = np.repeat(np.arange(len(net)), net.degree)
    narrow = net.degree <= widest
    kept = narrow[net.other] & wanted[ends]
    ones = np.ones(int(kept.sum()), np.int32)
    by_contact = csr_array((ones, (ends[kept], net.other[kept])), shape=(len(net), len(net)))
    back = by_contact.T.tocsr()
    beside = np.bincount(ends[~narrow[net.other]], minlength=len(net))  # contacts that were not used
    for begin in range(0, len(net), AT_ONCE):
        held.tell(begin, len(net), "comparing contacts")
        both = (by_contact[begin : begin + AT_ONCE] @ back).tocoo()
        one, other = both.row + begin, both.col
        most = both.data + np.minimum(beside[one], beside[other])
        near = (
            (one < other)
            & (most >= fewest)
            & (most >= share * (net.degree[one] + net.degree[other] - 2 - most))
        )
        if not mixed:
            near &= sort[one] == sort[other]
        found = []
        for a, b in zip(one[near].tolist(), other[near].tolist(), strict=True):
            shared, either = _compared(net, a, b)
            if shared >= fewest and shared >= share * either:
                found.append((a, b, shared, shared / either))
        yield found


def _compared(net: Contacts, one: int, other: int) -> tuple[int, int]:
    """How many contacts two share, and how many either has, each other left out."""
    shared = len(_shared(net, one, other))
    linked = 2 * (net.pair_of(one, other) >= 0)
    return shared, int(net.degree[one] + net.degree[other]) - linked - shared


def _shared(net: Contacts, one: int, other: int) -> Indexes:
    mine, theirs = (net.other[net.first[n] : net.first[n + 1]] for n in (one, other))
    return mine[np.isin(mine, theirs, assume_unique=True)]


def _row(net: Contacts, one: int, other: int, shared: int, share: float) -> Row:
    ends, both = (int(net.entities[one]), int(net.entities[other])), _shared(net, one, other)
    who = tuple(net.entities[both].tolist())
    pairs = np.array([net.pair_of(end, node) for node in both.tolist() for end in (one, other)])
    cells = (*ends, shared, round(shared / share), share, net.pair_of(one, other) >= 0, who)
    return Row(cells, (*ends, *who), net.links_in(pairs))
