"""Who is central, on networks small enough to see, and against networkx on two hundred random ones."""

from __future__ import annotations

import networkx
import numpy as np
import pytest

from tests.questions import told_cases
from tests.questions.network.graphs import graph, held, random_networks
from workbench.case.cases import Case
from workbench.kernels.cores import core_numbers
from workbench.questions import asking
from workbench.questions.held import Held
from workbench.questions.network import contacts, measures
from workbench.questions.network.closest import closest
from workbench.questions.network.most_bridging import most_bridging
from workbench.questions.network.most_contacts import most_contacts
from workbench.questions.network.most_influential import most_influential
from workbench.questions.network.tightest_core import tightest_core

# two triangles that 4 joins: 1-2-3, 5-6-7
BOWTIE = [(1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 6), (6, 7), (7, 5)]


def quiet(done: int, total: int, text: str) -> None:
    pass


def test_a_pair_counts_once_with_all_its_links_and_a_common_service_joins_only_when_asked() -> None:
    made = graph(5, [(2, 1, 3), (1, 2, 4), (1, 3), (5, 2), (5, 3), (4, 4)], common=[5])
    net = contacts.contacts(made)
    assert net.entities.tolist() == [2, 1, 3] and net.degree.tolist() == [1, 2, 1] and net.services == 1
    assert net.records.tolist() == [7, 1] and net.links_of(1) == (1002, 1001, 1003)
    assert [net.pair_of(*p) for p in ((0, 1), (2, 1), (0, 2))] == [0, 1, -1]
    assert contacts.contacts(made, common=True).degree.tolist() == [2, 2, 2, 2]
    assert contacts.contacts(made, spared=[1]).entities.tolist() == []
    assert len(contacts.contacts(made, kinds=["person"])) == 0


def test_whoever_is_linked_with_most_others_has_most_contacts(case: Case) -> None:
    links = [(1, 2, 9), (2, 1), (2, 3), (2, 4), (5, 1), (5, 2), (5, 3), (5, 4)]
    found = asking.ask(held(case, 5, links, common=[5]), most_contacts, {"most": 2})
    assert [row.cells for row in found.rows] == [(2, 4, 13), (1, 2, 11)]
    assert found.rows[0].links == (1001, 1002, 1003, 1004, 1006)
    assert "1 common services" in " ".join(found.left_out) and "2 further entities" in " ".join(
        found.left_out
    )


def test_whoever_joins_two_groups_stands_between(case: Case) -> None:
    found = asking.ask(held(case, 7, BOWTIE), most_bridging, {})
    assert [row.cells[0] for row in found.rows] == [4, 3, 5]
    assert found.rows[0].cells[1] == pytest.approx(9 / 15)  # 3 times 3 of the 15 pairs of others
    assert found.rows[0].links == (1004, 1005) and "Exact" in found.sure and found.steady
    assert "4 entities that no path looked at" in " ".join(found.left_out)


def test_an_estimate_prints_its_error_and_is_right_within_it(case: Case) -> None:
    links = [(a + 1, b + 1) for a, b in networkx.barabasi_albert_graph(300, 2, seed=1).edges()]
    net = contacts.contacts(graph(300, links))
    whole = measures.bridging(net, quiet)
    some = measures.bridging(net, quiet, exact=100, starts=60)
    assert whole.exact and not some.exact and not whole.error.any()
    inside = np.abs(some.values - whole.values) <= some.error + 1e-12
    head = np.argsort(-some.values)[:40]
    assert inside[head].mean() > 0.85 and some.error.max() < 0.2
    every = measures.bridging(net, quiet, exact=100, starts=300)
    assert every.values == pytest.approx(whole.values)
    said = most_bridging.ask(held(case, 300, links), 5, (), (), False, 100, 60, 1)
    assert [c.name for c in said.columns] == [
        "entity",
        "share",
        "error",
        "contacts",
    ] and "60 of 300" in said.sure
    steps, _ = measures.nearness(net, quiet, exact=100, starts=60)
    exact, _ = measures.nearness(net, quiet)
    assert (np.abs(steps.values - exact.values) <= steps.error).mean() > 0.85


def test_the_middle_of_a_chain_is_nearest(case: Case) -> None:
    found = asking.ask(held(case, 5, [(1, 2), (2, 3), (3, 4), (4, 5)]), closest, {})
    assert [row.cells[0] for row in found.rows] == [3, 2, 4, 1, 5]
    assert found.rows[0].cells[1:] == pytest.approx((4 / 6, 1.5, 4, 2))


def test_importance_goes_along_links_and_their_records(case: Case) -> None:
    calls = [(1, 2, 9), (3, 2), (2, 4)]
    found = asking.ask(held(case, 4, calls), most_influential, {"damping": 0.85})
    assert [row.cells[0] for row in found.rows][:2] == [4, 2]
    tied = asking.ask(held(case, 4, calls), most_influential, {"direction": "both"})
    assert tied.rows[0].cells[0] == 2
    undirected = held(case, 4, calls, link="tied_to")
    assert asking.ask(undirected, most_influential, {}).rows == tied.rows


def test_the_core_of_a_group_of_four_with_tails(case: Case) -> None:
    four = [(a, b) for a in range(1, 5) for b in range(a + 1, 5)]
    found = asking.ask(held(case, 7, [*four, (4, 5), (5, 6), (6, 7)]), tightest_core, {})
    assert [row.cells[:2] for row in found.rows] == [(4, 3), (1, 3), (2, 3), (3, 3), (5, 1), (6, 1), (7, 1)]
    assert found.sentence.startswith("4 entities sit in the tightest core, each linked with at least 3")


def test_a_long_answer_says_how_far_it_is_and_can_be_given_up(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measures, "PATIENCE", 100)
    heard: list[tuple[int, int]] = []

    def until_the_third(done: int, total: int, text: str) -> None:
        heard.append((done, total))
        if len(heard) == 3:
            raise KeyboardInterrupt

    for question in (most_bridging, closest):
        heard.clear()
        chain = graph(30, [(n, n + 1) for n in range(1, 30)])
        with pytest.raises(KeyboardInterrupt):
            asking.ask(Held(case, chain, tell=until_the_third), question, {})
        assert heard == [(0, 30), (1, 30), (2, 30)]


@pytest.mark.parametrize("question", [most_bridging, closest, most_influential, tightest_core])
def test_a_case_of_nothing_says_what_to_bring_in(case: Case, question: object) -> None:
    found = told_cases.ask(case, question, steady=True)  # type: ignore[arg-type]
    assert found.rows == () and "bring in" in found.sentence


def test_every_measure_says_what_networkx_says(case: Case) -> None:
    for n, theirs, links in random_networks():
        made = held(case, n, links)
        net = contacts.contacts(made.graph)
        who = net.entities.tolist()
        assert (len(net), net.pairs) == (theirs.number_of_nodes(), theirs.number_of_edges())
        assert dict(zip(who, net.degree.tolist(), strict=True)) == dict(theirs.degree())
        told = networkx.betweenness_centrality(theirs)
        assert measures.bridging(net, quiet).values == pytest.approx([told[e] for e in who], abs=1e-12)
        told = networkx.closeness_centrality(theirs)
        assert measures.nearness(net, quiet)[1] == pytest.approx([told[e] for e in who], abs=1e-12)
        told = networkx.core_number(theirs)
        assert core_numbers(net.first, net.other).tolist() == [told[e] for e in who]
        directed = networkx.DiGraph()
        directed.add_weighted_edges_from((a, b, 1 + (a * b) % 5) for a, b in links)
        told = networkx.pagerank(directed, tol=1e-13, max_iter=1000)
        start, end, _ = measures.arcs(made, net, False)
        weight = 1 + (net.entities[start] * net.entities[end]) % 5
        rank, _ = measures.influence(len(net), start, end, weight, quiet)
        assert rank == pytest.approx([told[e] for e in who], abs=1e-8)
