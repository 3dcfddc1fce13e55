"""What filters and a chosen stretch of time leave of a chart, counted again from the records, and what each removes.

First records pass or not, and links are counted from those that pass; then links stay or not by what they are and
have; entities that had links and keep none go with them; at last entities stay or not by what they are. A link that no
record stands behind, such as one drawn by hand, is not judged by records; one that two records make together stays
where both pass. The result does not depend on the order of the filters, and what each is said to remove is what it
would remove by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from workbench.case.behind import Numbers
from workbench.case.cases import Case
from workbench.case.entity_filters import by_entity, chosen_names
from workbench.case.scope import Scope, Stretch, scope_of
from workbench.kernels import brushing
from workbench.model.filters import OF_ENTITIES, OF_RECORDS, Filter
from workbench.model.graph import Graph, Indexes
from workbench.model.kinds import STANDINGS

Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
BOTH_WAYS, ONE_WAY = "both ways", "one way"
SOURCED = ("from ", "to ")  # before the value of an entity: only what runs that way from or to it


@dataclass(frozen=True)
class Amount:
    """So many entities, links and records."""

    entities: int
    links: int
    records: int

    def without(self, other: Amount) -> Amount:
        """How many more these are than others."""
        return Amount(self.entities - other.entities, self.links - other.links, self.records - other.records)


@dataclass(frozen=True)
class Filtered:
    """Which nodes and links of the graph are visible, and how many records each link still has.

    `all` is what the chart holds, `shown` what is left, `removed` what each filter would remove by itself, in the
    order they were given, whether on or off.
    """

    nodes: Mask
    links: Mask
    count: Whole
    all: Amount
    shown: Amount
    removed: tuple[Amount, ...]

    @property
    def hidden(self) -> Amount:
        """What all of it together hides."""
        return self.all.without(self.shown)


def filtered(
    case: Case,
    graph: Graph,
    filters: Sequence[Filter],
    moments: Stretch = None,
    *,
    nodes: Indexes | None = None,
    each: bool = True,
) -> Filtered:
    """What is left of the part of the graph among some nodes (all by default) under the filters that are on, and in
    a stretch of time (UTC microseconds, the end left out). Without `each` it is not asked what each removes."""
    if nodes is None:
        nodes = np.arange(len(graph), dtype=np.int32)
    scope = scope_of(case, graph, nodes)
    with scope.guard:
        on = [f.test for f in filters if f.on]
        state = left(case, scope, on, moments)
        everything = _everything(case, scope)
        removed = tuple(_removed(case, scope, f.test, everything) for f in filters) if each else ()
        return _over_graph(scope, state, everything, removed)


@dataclass(frozen=True)
class State:
    """What is left of a scope: masks over its nodes and links, and how many records each link still has."""

    nodes: Mask
    links: Mask
    count: Whole
    shown: Amount


def left(case: Case, scope: Scope, on: Sequence[Filter], moments: Stretch) -> State:
    """What filters and a stretch of time leave of a scope; the caller holds its guard."""
    tests = tuple(dict.fromkeys(f for f in on if f.by in OF_RECORDS))
    counts, found = scope.count_links(case, tests, moments)
    rest = list(dict.fromkeys(f for f in on if f.by not in OF_RECORDS))
    judged = scope.judged
    allowed = np.ones(len(scope.links), bool)
    for test in rest:
        if test.by in ("link_kind", "standing") or (test.by == "direction" and _is_way(test)):
            allowed &= _by_link(scope, test)
    links, touched = np.zeros(len(scope.links), bool), np.zeros(len(scope.nodes), bool)
    paired = [t for t in rest if t.by == "count" or (t.by == "direction" and not _is_way(t))]
    out = np.empty(len(links), np.int64)
    stay = brushing.settle(counts, judged, allowed, scope.start, scope.end, links, touched)
    if paired:
        _by_pairs(case, scope, paired, counts, links)
        touched[:] = False
        stay = brushing.touch(links, scope.start, scope.end, touched)
    nodes = touched | ~scope.linked
    for test in rest:
        if test.by in OF_ENTITIES:
            nodes &= by_entity(case, scope, test)
    if any(test.by in OF_ENTITIES for test in rest):
        links &= nodes[scope.start] & nodes[scope.end]
        stay = int(links.sum())
    if rest:
        found = scope.count_records(case, tests, moments, links & judged)
    brushing.keep_counts(counts, judged, scope.count, links, out)
    return State(nodes, links, out, Amount(int(nodes.sum()), stay, found))


def _everything(case: Case, scope: Scope) -> Amount:
    known = scope.removed.get("everything")
    if not isinstance(known, Amount):
        known = left(case, scope, [], None).shown
        scope.removed["everything"] = known
    return known


def _removed(case: Case, scope: Scope, test: Filter, everything: Amount) -> Amount:
    """What a filter removes by itself; asked once. Tags and involvement may change while the graph stays, so they
    are asked each time."""
    known = scope.removed.get(test)
    if not isinstance(known, Amount) or test.by in ("tag", "involvement"):
        known = scope.removed[test] = everything.without(_alone(case, scope, test))
    return known


def _alone(case: Case, scope: Scope, test: Filter) -> Amount:
    """What one filter by itself leaves, without losing the counts of the window a hand is moving."""
    kept, scope.counted = scope.counted, {}
    try:
        return left(case, scope, [test], None).shown
    finally:
        scope.counted = kept


def _over_graph(scope: Scope, state: State, everything: Amount, removed: tuple[Amount, ...]) -> Filtered:
    graph = scope.graph
    if scope.whole:
        return Filtered(state.nodes, state.links, state.count, everything, state.shown, removed)
    nodes, links = np.zeros(len(graph), bool), np.zeros(len(graph.link_ids), bool)
    count = np.zeros(len(graph.link_ids), np.int64)
    nodes[scope.nodes] = state.nodes
    links[scope.links] = state.links
    count[scope.links] = state.count
    return Filtered(nodes, links, count, everything, state.shown, removed)


def chosen(
    case: Case,
    graph: Graph,
    filters: Sequence[Filter],
    moments: Stretch,
    nodes: Indexes,
    tests: Sequence[Filter],
) -> tuple[list[int], list[int]]:
    """The visible entities, or links, by id, that some bars of one field stand for: those that any of `tests` keeps."""
    on = [f for f in filters if f.on]
    entities, links = np.zeros(len(graph), bool), np.zeros(len(graph.link_ids), bool)
    base = filtered(case, graph, on, moments, nodes=nodes, each=False)
    for test in tests:
        found = filtered(case, graph, [*on, test], moments, nodes=nodes, each=False)
        if test.by in OF_ENTITIES:
            entities |= found.nodes
        else:
            links |= found.links & ((found.count > 0) | (test.by not in OF_RECORDS))
    return graph.ids[entities & base.nodes].tolist(), graph.link_ids[links & base.links].tolist()


# -- links ---------------------------------------------------------------------------------------------------


def _is_way(test: Filter) -> bool:
    """Whether a filter by direction is about one entity: from it, or to it."""
    return any(value.startswith(SOURCED) for value in (*test.keep, *test.drop))


def _by_link(scope: Scope, test: Filter) -> Mask:
    graph = scope.graph
    if test.by == "link_kind":
        return chosen_names(test, graph.link_kinds)[graph.link_kind[scope.links]]
    if test.by == "standing":
        return chosen_names(test, STANDINGS)[graph.standing[scope.links]]
    return _by_way(scope, test)


def _by_way(scope: Scope, test: Filter) -> Mask:
    """Links that touch a named entity stay where they run the way that is asked; all others stay anyhow."""
    allowed = np.ones(len(scope.links), bool)
    for value in (*test.keep, *test.drop):
        way, _, who = value.partition(" ")
        if f"{way} " not in SOURCED:
            continue
        named = scope.answer(who, partial(_named, scope, who))
        leaves, arrives = named[scope.start], named[scope.end]
        runs, other = (leaves, arrives) if way == "from" else (arrives, leaves)
        allowed &= runs | ~other if value in test.keep else ~runs
    return allowed


def _named(scope: Scope, value: str) -> Mask:
    return np.array([scope.graph.values[int(n)] == value for n in scope.nodes], bool)


def _by_pairs(case: Case, scope: Scope, tests: Sequence[Filter], counts: Numbers, links: Mask) -> None:
    """What all links between two entities together are asked: how many records, or whether they run both ways. Links
    that fail leave `links`."""
    total = pair_totals(scope, counts, links)
    ways = [t for t in tests if t.by == "direction"]
    says = pair_ways(case, scope, links) if ways else None
    for test in tests:
        if test.by == "count":
            low = 0 if test.low is None else int(test.low)
            high = np.iinfo(np.int64).max if test.high is None else int(test.high)
            brushing.keep_pairs(scope.pairs, total, low, high, links)
    for test in ways:
        links &= np.append(chosen_names(test, (BOTH_WAYS, ONE_WAY, "")), True)[says][scope.pairs]


def pair_totals(scope: Scope, counts: Numbers, links: Mask) -> Whole:
    """How many records all links of each pair that stay have together; link k has the count k + 1."""
    total = np.zeros(scope.pair_count, np.int64)
    brushing.add_pairs(scope.pairs, counts, scope.judged, links, total)
    return total


def pair_ways(case: Case, scope: Scope, alive: Mask) -> npt.NDArray[np.int64]:
    """For each pair: 0 where its links run both ways, 1 one way, 2 where none has a direction, 3 where it has none."""
    directed = np.array([case.kinds.links[k].directed for k in scope.graph.link_kinds], bool)
    arrow = alive & directed[scope.graph.link_kind[scope.links]]
    up, down, there = np.zeros((3, scope.pair_count), bool)
    up[scope.pairs[arrow & (scope.start < scope.end)]] = True
    down[scope.pairs[arrow & (scope.start > scope.end)]] = True
    there[scope.pairs[alive]] = True
    return np.where(up & down, 0, np.where(up | down, 1, np.where(there, 2, 3)))
