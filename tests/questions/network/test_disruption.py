"""What is left when somebody goes, on networks small enough to see, and against taking networkx apart."""

from __future__ import annotations

import networkx
import numpy as np
import pytest

from tests.questions.network.graphs import graph, held, random_networks
from tests.questions.network.test_rankings import BOWTIE, quiet
from workbench.case.cases import Case
from workbench.questions import asking
from workbench.questions.network import breaking, contacts, measures
from workbench.questions.network.disruption import disruption


def largest(left: networkx.Graph) -> int:
    return max((len(part) for part in networkx.connected_components(left)), default=0)


@pytest.mark.parametrize("order", breaking.ORDERS)
def test_whoever_joins_the_two_groups_goes_first(case: Case, order: str) -> None:
    found = asking.ask(held(case, 7, BOWTIE), disruption, {"order": order, "most": 2})
    first = {"degree": 5}.get(order, 4)  # 3 and 5 have three contacts each; 5 is named last
    assert found.rows[0].cells[:3] == (1, first, 4 if first == 5 else 3)
    assert found.rows[0].links == ((1005, 1006, 1008) if first == 5 else (1004, 1005))
    assert found.curves[0].lines["by lot"][1][0] == 1.0 and found.steady


def test_only_some_kinds_are_taken_out_of_a_network_of_all(case: Case) -> None:
    star = [(1, n) for n in range(2, 7)] + [(7, 2), (7, 3)]
    made = held(case, 7, star, kinds={7: "parcel", 3: "parcel"})
    found = asking.ask(made, disruption, {"kinds": ("parcel",), "order": "degree"}, steady=False)
    assert [row.cells[1:3] for row in found.rows] == [(7, 6), (3, 5)]
    assert "5 entities of other kinds, which stay whatever their place." in found.left_out
    assert "bring in" in asking.ask(made, disruption, {"within": ("site",)}, steady=False).sentence
    alone = asking.ask(made, disruption, {"within": ("phone",), "most": 1}, steady=False)
    assert alone.rows[0].cells[1:4] == (1, 1, 0.2)


def test_the_orders_compared_say_after_how_many_half_is_left(case: Case) -> None:
    chain = [(n, n + 1) for n in range(1, 30)]
    found = asking.ask(held(case, 30, chain), disruption, {"order": "greedy", "compare": True}, steady=False)
    table = {row.cells[0]: row.cells[1:] for row in found.tables[0].rows}
    assert table["whoever leaves least together"][0] == 1 and table["by lot"][0] > 1
    assert set(found.curves[0].lines) == {text for text, _ in breaking.ORDERS.values()} | {"by lot"}


def test_a_large_part_is_gone_through_from_some_of_it_and_the_answer_says_so(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaking, "EXACT", 20)
    monkeypatch.setattr(breaking, "LOT", 20)
    monkeypatch.setattr(breaking, "FEWEST", 10)
    links = [(a + 1, b + 1) for a, b in networkx.barabasi_albert_graph(60, 1, seed=1).edges()]
    found = asking.ask(held(case, 60, links), disruption, {"most": 3}, steady=False)
    assert "an estimate from 20 entities drawn by lot" in found.sure
    monkeypatch.setattr(breaking, "PATIENCE", 178)
    assert breaking.drawn(contacts.contacts(graph(60, links))) == 10, "60 entities and 118 contacts"
    exact = measures.bridging(contacts.contacts(graph(60, links)), quiet).values
    first = contacts.contacts(graph(60, links)).numbers([found.rows[0].cells[1]])[0]
    assert exact[first] >= np.sort(exact)[-3]


def test_every_order_leaves_what_networkx_finds_left(case: Case) -> None:
    """Each step of three orders is checked against networkx: it takes the best, and counts what is left."""
    for n, theirs, links in random_networks(200):
        net = contacts.contacts(graph(n, links))
        all_of = np.ones(len(net), bool)
        name = "degree", "betweenness", "greedy", "module"
        for way in name:
            order = breaking.ORDERS[way][1](net, all_of, 4, quiet)
            left, whole = breaking.left(net, order), theirs.copy()
            assert left[0] == largest(whole) and len(set(order.tolist())) == len(order)
            for step, node in enumerate(order.tolist(), 1):
                assert _is_best(way, whole, int(net.entities[node]))
                whole.remove_node(int(net.entities[node]))
                assert left[step] == largest(whole)


def _is_best(way: str, whole: networkx.Graph, node: int) -> bool:
    if way == "degree":
        return bool(whole.degree(node) == max(d for _, d in whole.degree()))
    if way == "betweenness":
        figures = networkx.betweenness_centrality(whole)
        return bool(figures[node] >= max(figures.values()) - 1e-9)
    if way == "module":
        return len(networkx.node_connected_component(whole, node)) == largest(whole)
    after = {e: largest(whole.subgraph(set(whole) - {e})) for e in whole}
    return bool(after[node] == min(after.values()))
