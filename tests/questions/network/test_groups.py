"""Groups and cut points, on networks small enough to see, and against networkx."""

from __future__ import annotations

import networkx
import numpy as np
import pytest

from tests.questions import told_cases
from tests.questions.network.graphs import graph, held, random_networks
from tests.questions.network.test_rankings import BOWTIE
from workbench.case.cases import Case
from workbench.kernels.cutting import cuts
from workbench.questions import asking
from workbench.questions.network import contacts, grouping
from workbench.questions.network.cut_points import cut_points
from workbench.questions.network.groups import groups

RINGS = [
    (a, b) for k in (0, 5) for a in range(k + 1, k + 6) for b in range(a + 1, k + 6)
]  # two groups of five


def test_two_groups_of_five_and_one_tie_between(case: Case) -> None:
    found = asking.ask(held(case, 10, [*RINGS, (5, 6)]), groups, {})
    assert [row.cells[:6] for row in found.rows] == [(1, 5, 5, 10, 1, 1.0), (2, 6, 5, 10, 1, 1.0)]
    assert [set(row.entities) for row in found.rows] == [{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}]
    assert len(found.rows[0].links) == 10 and 1021 not in found.rows[0].links
    assert (
        "modularity 0.452" in found.sure and "pairs tied inside a group are in one group again" in found.sure
    )


def test_small_groups_are_counted_not_shown(case: Case) -> None:
    found = asking.ask(held(case, 12, [*RINGS, (11, 12)]), groups, {"most": 1}, steady=False)
    assert len(found.rows) == 1
    assert found.left_out == ("1 further group no larger.", "1 group of fewer than 3.")
    none = asking.ask(held(case, 2, [(1, 2)]), groups, {}, steady=False)
    assert none.rows == () and none.sentence == "None of the groups has 3 members or more."


def test_the_same_seed_gives_the_same_groups_and_records_can_weigh() -> None:
    links = [(a + 1, b + 1) for a, b in networkx.gnm_random_graph(60, 150, seed=4).edges()]
    net = contacts.contacts(graph(60, links))
    one, other = grouping.groups_of(net), grouping.groups_of(net)
    assert one[0].tolist() == other[0].tolist() and one[1] == other[1]
    ring = [(1, 2, 50), (2, 3, 1), (3, 4, 50), (4, 1, 1)]
    weighed, _ = grouping.groups_of(contacts.contacts(graph(4, ring)), weighed=True)
    assert weighed[0] == weighed[1] != weighed[2] == weighed[3]


def test_groups_are_whole_and_as_good_as_those_networkx_finds() -> None:
    """Modularity as networkx counts it, every group connected, and no worse than Louvain's but for a hundredth."""
    behind = []
    for n, theirs, links in random_networks():
        net = contacts.contacts(graph(n, links))
        group, modularity = grouping.groups_of(net)
        if not links:
            assert not len(group)
            continue
        parts = [set(net.entities[group == k].tolist()) for k in range(group.max() + 1)]
        assert modularity == pytest.approx(networkx.community.modularity(theirs, parts))
        assert all(networkx.is_connected(theirs.subgraph(part)) for part in parts)
        assert sorted(map(len, parts), reverse=True) == list(map(len, parts))
        best = networkx.community.louvain_communities(theirs, seed=1)
        behind.append(networkx.community.modularity(theirs, best) - modularity)
    assert np.mean(behind) < 0.001 and np.max(behind) < 0.05


def test_whoever_joins_the_groups_cuts_them_off(case: Case) -> None:
    found = asking.ask(held(case, 7, BOWTIE), cut_points, {}, steady=False)
    assert [row.cells for row in found.rows] == [(4, 3, 2, 2), (3, 2, 2, 3), (5, 2, 2, 3)]
    assert [row.cells for row in found.tables[0].rows] == [(3, 4, 3, 1), (4, 5, 3, 1)]
    assert found.tables[0].rows[0].links == (1004,)
    more = asking.ask(held(case, 7, BOWTIE), cut_points, {"least": 3}, steady=False)
    assert len(more.rows) == 1 and "2 who would cut off fewer than 3." in more.left_out
    ring = asking.ask(held(case, 3, [(1, 2), (2, 3), (3, 1)]), cut_points, {}, steady=False)
    assert ring.rows == () and ring.sentence.startswith("Nobody's loss alone")


def test_cut_points_and_bridges_are_those_of_networkx() -> None:
    for n, theirs, links in random_networks():
        net = contacts.contacts(graph(n, links))
        pieces, largest, part, bridged, came = cuts(net.first, net.other, np.ones(len(net), bool))
        who = net.entities.tolist()
        assert {who[i] for i in np.flatnonzero(pieces > 1)} == set(networkx.articulation_points(theirs))
        bridges = {frozenset((who[i], who[came[i]])) for i in np.flatnonzero(bridged)}
        assert bridges == {frozenset(pair) for pair in networkx.bridges(theirs)}
        for i, entity in enumerate(who):
            home = networkx.node_connected_component(theirs, entity)
            assert {e for e, k in zip(who, part, strict=True) if k == part[i]} == home
            left = list(networkx.connected_components(theirs.subgraph(home - {entity})))
            assert (pieces[i], largest[i]) == (len(left), max(map(len, left), default=0))


@pytest.mark.parametrize("question", [groups, cut_points])
def test_a_case_of_nothing_says_what_to_bring_in(case: Case, question: object) -> None:
    found = told_cases.ask(case, question, steady=True)  # type: ignore[arg-type]
    assert found.rows == () and "bring in" in found.sentence
