"""Which groups are there? Parts of a network whose members are linked with each other more than with the rest."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from workbench.model.graph import Ints
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import ROUNDS, SHARE
from workbench.questions.held import Held
from workbench.questions.network import contacts, grouping
from workbench.questions.network.contacts import Contacts
from workbench.questions.network.ranking import percent
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

MANY = 20_000  # entities


@question(
    "Which groups are there?",
    "network",
    does="Divides the network into groups whose members are linked with each other more than with the rest, and shows "
    "for each its members, those with most ties inside first, and its ties inside and outside. It shows who hangs "
    "together in what is recorded, not that a group knows of itself.",
    method="Leiden's method (Traag, Waltman and van Eck 2019) looks for the division with the highest modularity: the "
    "share of ties inside groups beyond what chance would put there. Two linked entities count once, whatever the "
    "number and direction of their links, unless records are to count. Its beginning is drawn by lot with the seed "
    "stated, so that the same seed gives the same groups.",
    innocent=(
        "Families, colleagues and neighbours are groups.",
        "Each source makes a group of its own: those in one phone's records hang together because that phone was read.",
        "Other divisions are nearly as good; who stands between two groups may be put into either.",
    ),
    parameters=(
        contacts.how_many(30, "How many groups to show"),
        *contacts.NETWORK,
        Parameter("fewest", "Only groups of so many or more", "whole", 3, least=2, most=1_000_000),
        Parameter(
            "resolution", "Fineness", "number", 1.0, least=0.01, most=100,
            help="Above 1 more and smaller groups, below 1 fewer and larger ones.",
        ),
        Parameter("weighed", "Ties with more records count more", "yes", False),
        Parameter("seed", "Seed of the lot", "whole", 1, least=0, most=1_000_000),
    ),
    steady="How sure this is says how many stay together when a tenth of the links is taken away; single rows cannot "
    "be compared, for groups have no names.",
    words="community communities cluster leiden louvain modularity cell gang",
)  # fmt: skip
def groups(
    held: Held, most: int, kinds: tuple[str, ...], links: tuple[str, ...], common: bool, fewest: int, resolution: float,
    weighed: bool, seed: int,
) -> Answer:  # fmt: skip
    net = contacts.contacts(held.graph, kinds, links, common)
    if not len(net):
        return Answer(contacts.NOTHING, left_out=contacts.left_out(net))
    held.tell(0, 0, "looking for groups")
    group, modularity = grouping.groups_of(net, resolution=resolution, seed=seed, weighed=weighed)
    same = group[net.low] == group[net.high]
    size = np.bincount(group)
    inside = np.bincount(group[net.low[same]], minlength=len(size))
    ends = np.concatenate([group[net.low[~same]], group[net.high[~same]]])
    outside = np.bincount(ends, minlength=len(size))
    shown = np.flatnonzero(size >= fewest)
    again = _again(
        held, net, same, lambda less: _divided(less, kinds, links, common, resolution, seed, weighed)
    )
    rows = _rows(net, group, same, shown[:most], inside, outside)
    small = len(size) - len(shown)
    return Answer(
        _sentence(held, net, rows, len(shown), modularity, fewest),
        (
            Column("group", "Group", "count"),
            Column("entity", "Most ties inside", "entity"),
            Column("members", "Members", "count"),
            Column("inside", "Ties inside", "count"),
            Column("outside", "Ties outside", "count"),
            Column("density", "Of all ties it could have inside", "share"),
            Column("strongest", "First members", "entities"),
        ),
        rows,
        left_out=(
            *contacts.left_out(net, len(shown) - most, "further group", "further groups", "no larger"),
            *([f"{many(small, 'group')} of fewer than {fewest}."] if small else []),
        ),
        sure=f"{percent(max(modularity, 0))} of the ties lie inside groups beyond what chance would put there "
        f"(modularity {modularity:.3f}); from about 0.3 on a division says something. With a tenth of the links taken "
        f"away by lot, {many(_rounds(net), 'time')} over, {percent(again)} of the pairs tied inside a group are in "
        "one group again.",
    )  # fmt: skip


def _rows(
    net: Contacts, group: Ints, same: contacts.Flags, shown: Ints, inside: Ints, outside: Ints
) -> tuple[Row, ...]:
    """A row for each group, with its members in order of their ties inside, and the links inside."""
    ties = np.bincount(np.concatenate([net.low[same], net.high[same]]), minlength=len(net))
    members = np.lexsort((net.entities, -net.degree, -ties, group))
    begins = np.concatenate([[0], np.cumsum(np.bincount(group))])
    own = np.flatnonzero(same)
    own = own[np.argsort(group[net.low[own]], kind="stable")]
    own_begins = np.concatenate([[0], np.cumsum(inside)])
    rows = []
    for number in shown.tolist():
        who = tuple(net.entities[members[begins[number] : begins[number + 1]]].tolist())
        could = len(who) * (len(who) - 1) // 2
        within = int(inside[number])
        cells = (number + 1, who[0], len(who), within, int(outside[number]), within / max(could, 1), who[:5])
        rows.append(Row(cells, who, net.links_in(own[own_begins[number] : own_begins[number + 1]])))
    return tuple(rows)


def _divided(
    held: Held, kinds: tuple[str, ...], links: tuple[str, ...], common: bool, resolution: float, seed: int,
    weighed: bool,
) -> Ints:  # fmt: skip
    """The group of each node of the graph, one of its own for those without contacts."""
    net = contacts.contacts(held.graph, kinds, links, common)
    found = -1 - np.arange(len(held.graph))
    found[net.nodes] = grouping.groups_of(net, resolution=resolution, seed=seed, weighed=weighed)[0]
    return found


def _rounds(net: Contacts) -> int:
    """How often groups are looked for again: once only where once takes seconds."""
    return ROUNDS if len(net) <= MANY else 1


def _again(held: Held, net: Contacts, same: contacts.Flags, divided: Callable[[Held], Ints]) -> float:
    """How many pairs tied inside a group are in one group when a tenth of the links is taken away, on average."""
    low, high = net.nodes[net.low[same]], net.nodes[net.high[same]]
    shares = []
    rounds = _rounds(net)
    for number in range(rounds):
        held.tell(number, rounds, "looking for groups again with a tenth of the links taken away")
        group = divided(held.thinned(SHARE, number))
        shares.append(float((group[low] == group[high]).mean()) if len(low) else 0.0)
    return sum(shares) / rounds


def _sentence(
    held: Held, net: Contacts, rows: tuple[Row, ...], count: int, modularity: float, fewest: int
) -> str:
    if not rows:
        return f"None of the groups has {fewest} members or more."
    first = rows[0]
    return (
        f"The {len(net):,} entities fall into {many(count, 'group')} of {fewest} or more; the largest has "
        f"{first.cells[2]:,} members round {held.caption(first.cells[1])}."
    )
