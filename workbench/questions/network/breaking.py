"""In which order entities are taken out of a network, and what is left of it: one order for each way to choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from workbench.kernels import dismantling
from workbench.kernels.betweenness import add_dependencies
from workbench.kernels.cutting import cuts
from workbench.model.graph import Indexes, Ints
from workbench.questions.held import Tell
from workbench.questions.network import grouping, measures
from workbench.questions.network.contacts import Contacts, Flags, Numbers

EXACT = 2_000  # entities of a part up to which the paths from all of them are counted at each step
LOT, FEWEST = 250, 50  # entities drawn by lot above that, fewer where contacts are many
PATIENCE = 30_000_000  # contacts gone through at each step, about
SAME = 1e-9  # figures nearer than this to the highest, in proportion, are equal to it
Order = Callable[[Contacts, Flags, int, Tell], Indexes]


def left(net: Contacts, order: Indexes) -> Ints:
    """How many entities the largest part has after 0, 1, 2 ... of an order are gone."""
    found: Ints = dismantling.largest_left(net.first, net.other, order)
    return found


def by_degree(net: Contacts, may_go: Flags, most: int, tell: Tell) -> Indexes:
    """At each step whoever has most contacts among those left; of equals whoever the links name last."""
    tell(0, most, "taking out whoever has most contacts")
    found: Indexes = dismantling.most_neighbours_first(net.first, net.other, may_go, most)
    return found


def by_betweenness(net: Contacts, may_go: Flags, most: int, tell: Tell) -> Indexes:
    """At each step whoever stands between most of those left; of equals whoever the links name last.

    Only the part that lost somebody is gone through anew.
    """
    there, between = np.ones(len(net), bool), np.zeros(len(net))
    order: list[int] = []
    _go_through(net, there, np.arange(len(net), dtype=np.int32), between, tell)
    for step in range(min(most, int(may_go.sum()))):
        tell(step, most, "taking out whoever stands between most others")
        node = _highest(between, there & may_go)
        order.append(node)
        there[node] = False
        _go_through(net, there, dismantling.reached(net.first, net.other, there, node), between, tell)
    return np.array(order, np.int32)


def drawn(net: Contacts) -> int:
    """How many entities are drawn by lot at each step of a network that is too large to go through whole."""
    return max(FEWEST, min(LOT, PATIENCE // max(len(net.other) + len(net), 1)))


def _go_through(net: Contacts, there: Flags, nodes: Indexes, between: Numbers, tell: Tell) -> None:
    """Betweenness of some nodes anew, which are whole parts; estimated where they are many."""
    starts = measures.starting_points(len(nodes), EXACT, min(drawn(net), len(nodes)))
    out, unused = np.zeros(len(net)), np.zeros(len(net))
    for portion in measures.portions(net, nodes[starts]):
        tell(0, 0, "going through the shortest paths")
        add_dependencies(net.first, net.other, there, portion, out, unused)
    between[nodes] = out[nodes] * (len(nodes) / max(len(starts), 1))


def _highest(figures: Numbers, among: Flags) -> int:
    """Whose figure is highest; of equals the last."""
    most = float(figures[among].max())
    return int(np.flatnonzero(among & (figures >= most - SAME * abs(most)))[-1])


def by_module(net: Contacts, may_go: Flags, most: int, tell: Tell) -> Indexes:
    """At each step, of those in the largest part who have a contact in another group, whoever stood between most others
    at the beginning; where no two groups are left in it, it is divided anew (after da Cunha and others, 2015)."""
    group, _ = grouping.groups_of(net)
    between = measures.bridging(net, tell, exact=EXACT, starts=min(drawn(net), len(net))).values
    there = np.ones(len(net), bool)
    left_of = net.degree.astype(float)
    order: list[int] = []
    ends = np.repeat(np.arange(len(net)), net.degree)
    for step in range(min(most, int(may_go.sum()))):
        tell(step, most, "taking out those who join groups")
        _, _, part, _, _ = cuts(net.first, net.other, there)
        inside = there & (part == np.bincount(part[there]).argmax())
        across = inside[ends] & inside[net.other]
        joins = _joining(group, ends, net.other, across)
        if not joins.any():
            group = _anew(net, inside, group)
            joins = _joining(group, ends, net.other, across)
        joining = joins & may_go
        chosen = next(who for who in (joining, inside & may_go, there & may_go) if who.any())
        node = _highest(between if joining.any() else left_of, chosen)
        order.append(node)
        there[node] = False
        left_of[net.other[net.first[node] : net.first[node + 1]]] -= 1
    return np.array(order, np.int32)


def _joining(group: Ints, ends: Ints, other: Indexes, among: Flags) -> Flags:
    """Who has a contact in another group, by those of the contacts that count."""
    found = np.zeros(len(group), bool)
    found[ends[among & (group[ends] != group[other])]] = True
    return found


def _anew(net: Contacts, inside: Flags, group: Ints) -> Ints:
    """The groups with those inside divided again."""
    nodes = np.flatnonzero(inside)
    within = net.matrix[nodes][:, nodes].tocsr()
    found, _ = grouping.divided(within.indptr, within.indices, within.data)
    changed = group.copy()
    changed[nodes] = group.max() + 1 + found
    return changed


def by_greed(net: Contacts, may_go: Flags, most: int, tell: Tell) -> Indexes:
    """At each step whoever leaves the smallest largest part behind; of equals whoever has most contacts left, then
    whoever the links name last."""
    there = np.ones(len(net), bool)
    left_of = net.degree.copy()
    order: list[int] = []
    for step in range(min(most, int(may_go.sum()))):
        tell(step, most, "trying who leaves least together")
        _, largest, part, _, _ = cuts(net.first, net.other, there)
        sizes = np.bincount(part[there])
        biggest, *others = np.argsort(-sizes, kind="stable")[:2].tolist()
        second = int(sizes[others[0]]) if others else 0
        after = np.where(part == biggest, np.maximum(largest, second), sizes[biggest])
        nodes = np.flatnonzero(there & may_go)
        node = int(nodes[np.lexsort((-nodes, -left_of[nodes], largest[nodes], after[nodes]))[0]])
        order.append(node)
        there[node] = False
        left_of[net.other[net.first[node] : net.first[node + 1]]] -= 1
    return np.array(order, np.int32)


def by_lot(net: Contacts, may_go: Flags, most: int, seeds: int) -> Numbers:
    """What is left of the largest part when anybody goes, for each of some lots [seeds, steps + 1]."""
    nodes = np.flatnonzero(may_go).astype(np.int32)
    drawn = [np.random.default_rng(seed).permutation(nodes)[:most] for seed in range(1, seeds + 1)]
    return np.array([left(net, order) for order in drawn], float)


ORDERS: Mapping[str, tuple[str, Order]] = {
    "betweenness": ("whoever stands between most others", by_betweenness),
    "degree": ("whoever has most contacts", by_degree),
    "module": ("whoever joins groups", by_module),
    "greedy": ("whoever leaves least together", by_greed),
}
