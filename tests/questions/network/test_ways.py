"""Ways between two, on networks small enough to see, and against networkx."""

from __future__ import annotations

from itertools import islice

import networkx
import pytest

from tests.questions.network.graphs import graph, held, random_networks
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.questions import asking
from workbench.questions.network import contacts, ways
from workbench.questions.network.ways_between import ways_between

# 1 to 4: directly over 2, or over 3; further round over 5 and 6
ROUND = [(1, 2, 5), (2, 4, 3), (1, 3, 9), (3, 4, 1), (1, 5), (5, 6), (6, 4)]


def test_the_shortest_ways_first_and_of_equals_the_one_with_more_records(case: Case) -> None:
    found = asking.ask(held(case, 6, ROUND), ways_between, {"one": 1, "other": 4})
    assert [row.cells for row in found.rows] == [(2, (2,), 3), (2, (3,), 1), (3, (5, 6), 1)]
    assert [row.links for row in found.rows] == [(1001, 1002), (1003, 1004), (1005, 1006, 1007)]
    assert found.rows[0].entities == (2, 1, 4) and found.sentence.startswith(
        "no. 1 and no. 4 are connected by 2 links"
    )
    one = asking.ask(held(case, 6, ROUND), ways_between, {"one": 1, "other": 4, "most": 1}, steady=False)
    assert len(one.rows) == 1 and one.left_out == ("Further ways, as long as the last or longer.",)


def test_what_is_excluded_and_common_services_are_not_gone_through(case: Case) -> None:
    made = held(case, 6, ROUND, common=(2,))
    found = asking.ask(made, ways_between, {"one": 1, "other": 4, "excluded": (3,)}, steady=False)
    assert [row.cells[1] for row in found.rows] == [(5, 6)]
    assert found.left_out[0].startswith("1 common service,") and found.left_out[1] == "1 that were excluded."
    far = asking.ask(made, ways_between, {"one": 1, "other": 4, "excluded": (3,), "longest": 2}, steady=False)
    assert far.sentence == "no. 1 and no. 4 are not connected by 2 links or fewer in what the case holds."
    assert asking.ask(made, ways_between, {"one": 1, "other": 2}, steady=False).rows[0].cells[0] == 1
    alone = held(case, 7, ROUND)
    said = asking.ask(alone, ways_between, {"one": 1, "other": 7}, steady=False).sentence
    assert said == "no. 1 and no. 7 are not connected at all in what the case holds."


def test_what_cannot_be_asked_is_a_problem(case: Case) -> None:
    made = held(case, 6, ROUND)
    for told in ({"one": 1, "other": 1}, {"one": 1, "other": 99}, {"one": 1}):
        with pytest.raises(Problem):
            asking.ask(made, ways_between, told)


def test_ways_are_as_long_as_those_of_networkx() -> None:
    for n, theirs, links in random_networks():
        net = contacts.contacts(graph(n, links))
        if not len(net):
            continue
        one, other = 0, len(net) - 1
        ends = net.entities[one], net.entities[other]
        found = list(islice(ways.next_shortest(net, one, other, 30), 12))
        if not networkx.has_path(theirs, *ends):
            assert found == []
            continue
        told = list(islice(networkx.shortest_simple_paths(theirs, *ends), 12))
        assert [len(way) for way in found] == [len(way) for way in told]
        assert len(set(found)) == len(found)
        for way in found:
            who = net.entities[list(way)].tolist()
            assert len(set(who)) == len(who) and networkx.is_path(theirs, who)
            assert (who[0], who[-1]) == ends
        steps = ways.steps_from(net, one)
        far = networkx.single_source_shortest_path_length(theirs, ends[0])
        assert steps.tolist() == [far.get(e, -1) for e in net.entities.tolist()]
        walk = ways.walked(net, steps, other)
        assert len(walk) == len(told[0]) and networkx.is_path(theirs, net.entities[list(walk)].tolist())


def test_every_way_is_found_when_all_are_wanted() -> None:
    for n, theirs, links in random_networks(40):
        net = contacts.contacts(graph(n, links))
        if len(net) > 14 or net.pairs > 20 or not len(net):
            continue
        ends = net.entities[0], net.entities[-1]
        for longest in (2, 4):
            found = {
                tuple(net.entities[list(w)].tolist())
                for w in ways.next_shortest(net, 0, len(net) - 1, longest)
            }
            assert found == {tuple(p) for p in networkx.all_simple_paths(theirs, *ends, cutoff=longest)}
