"""What joins a list, or one list with another; twins; who only receives: on networks small enough to see, and against
trying everything."""

from __future__ import annotations

from itertools import combinations

import networkx
import pytest

from tests.questions import told_cases
from tests.questions.network.graphs import held, random_networks
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.questions import asking
from workbench.questions.network.all_between import all_between
from workbench.questions.network.between_sets import between_sets
from workbench.questions.network.common_contacts import common_contacts
from workbench.questions.network.sinks_and_sources import sinks_and_sources
from workbench.questions.network.twins import twins

# 1, 2 and 3 share 4; 1 and 2 share 5; 6 hangs on 1, and 7 on 4
SHARED = [(1, 4, 7), (2, 4), (3, 4), (5, 1), (2, 5), (1, 6), (4, 7)]


def test_contacts_of_most_of_the_list_come_first(case: Case) -> None:
    found = asking.ask(held(case, 8, SHARED), common_contacts, {"these": (1, 2, 3, 8)})
    assert [row.cells for row in found.rows] == [(4, (1, 2, 3), 3, 4, 9), (5, (1, 2), 2, 2, 2)]
    assert found.rows[0].links == (1001, 1002, 1003) and found.left_out == (
        "1 of the list without contacts here.",
    )
    three = asking.ask(
        held(case, 8, SHARED), common_contacts, {"these": (1, 2, 3), "fewest": 3}, steady=False
    )
    assert [row.entities for row in three.rows] == [(4, 1, 2, 3)]
    none = asking.ask(held(case, 8, SHARED, common=(4,)), common_contacts, {"these": (1, 3)}, steady=False)
    assert none.rows == () and none.left_out[0].startswith("1 common service,")
    first = asking.ask(held(case, 8, SHARED), common_contacts, {"these": (1, 2, 3), "most": 1}, steady=False)
    assert first.left_out == ("1 further entity below these.",)
    with pytest.raises(Problem):
        asking.ask(held(case, 8, SHARED), common_contacts, {"these": ()})


def test_twins_have_the_same_contacts_each_other_left_out(case: Case) -> None:
    links = [(a, c) for a in (1, 2) for c in (3, 4, 5)] + [(1, 2), (6, 3), (6, 4), (6, 7)]
    found = asking.ask(held(case, 7, links), twins, {"fewest": 2, "share": 0.7})
    assert [row.cells[:6] for row in found.rows] == [(1, 2, 3, 3, 1.0, True), (3, 4, 3, 3, 1.0, False)]
    assert found.rows[0].links == (1001, 1002, 1003, 1004, 1005, 1006)
    kinds = {1: "person", 2: "person", 6: "handle"}
    sort = asking.ask(
        held(case, 7, links, kinds=kinds), twins, {"fewest": 2, "share": 0.4, "of_kinds": ("person",)}
    )
    assert [row.entities[:2] for row in sort.rows] == [(1, 2)]
    mixed = {"fewest": 2, "share": 0.4, "of_kinds": ("person", "handle")}
    assert len(asking.ask(held(case, 7, links, kinds=kinds), twins, mixed).rows) == 1
    assert len(asking.ask(held(case, 7, links, kinds=kinds), twins, mixed | {"mixed": True}).rows) == 3


def test_twins_are_those_that_trying_every_pair_finds(case: Case) -> None:
    for n, theirs, links in random_networks():
        for widest in (200, 3):
            told = {"fewest": 2, "share": 0.5, "widest": widest, "most": 1000}
            found = asking.ask(held(case, n, links), twins, told, steady=False)
            ours = {frozenset(row.entities[:2]): row.cells[2:5] for row in found.rows}
            wanted = {}
            for one, other in combinations(sorted(theirs), 2):
                mine, yours = (set(theirs[a]) - {b} for a, b in ((one, other), (other, one)))
                shared, either = len(mine & yours), len(mine | yours)
                narrow = any(theirs.degree(e) <= widest for e in mine & yours)
                if shared >= 2 and shared / either >= 0.5 and narrow:
                    wanted[frozenset((one, other))] = (shared, either, pytest.approx(shared / either))
            assert ours == wanted


def test_who_only_receives_and_who_only_gives(case: Case) -> None:
    calls = [(1, 2, 5), (3, 2, 4), (4, 1, 6), (4, 3, 2), (2, 5), (5, 2)]
    found = asking.ask(held(case, 5, calls), sinks_and_sources, {"share": 0.8})
    assert [row.cells for row in found.rows] == [
        (2, "receives", 10, 1, 3, False),
        (4, "gives", 0, 8, 2, False),
    ]
    assert found.sentence.startswith("1 only receives, first no. 2; 1 only gives, first no. 4")
    only = asking.ask(held(case, 5, calls), sinks_and_sources, {}, steady=False)
    assert [row.entities for row in only.rows] == [(4,)]
    tied = asking.ask(held(case, 5, calls, link="tied_to"), sinks_and_sources, {}, steady=False)
    assert tied.rows == () and "bring in calls" in tied.sentence


def test_pairs_of_two_sets_nearest_first(case: Case) -> None:
    links = [(1, 11, 2), (1, 5), (5, 12), (2, 6), (6, 7), (7, 12), (5, 2)]
    told = {"these": (1, 2), "those": (11, 12), "longest": 3}
    found = asking.ask(held(case, 12, links), between_sets, told)
    assert [row.cells[:4] for row in found.rows] == [
        (1, 11, 1, ()),
        (1, 12, 2, (5,)),
        (2, 12, 2, (5,)),
        (2, 11, 3, (5, 1)),
    ]
    assert [row.cells[4:] for row in found.rows] == [(None, 2), (1, 1), (1, 1), (None, 1)]
    turned = asking.ask(
        held(case, 12, links), between_sets, {"these": (11, 12, 7), "those": (1,)}, steady=False
    )
    assert [row.cells[:4] for row in turned.rows] == [(11, 1, 1, ()), (12, 1, 2, (5,))]
    assert turned.left_out == ("1 pair not connected by 2 links or fewer.",)
    kinds = {1: "person", 2: "person", 11: "wallet", 12: "wallet"}
    by_kind = held(case, 12, links, kinds=kinds)
    sort = asking.ask(
        by_kind, between_sets, {"these_kinds": ("person",), "those_kinds": ("wallet",)}, steady=False
    )
    assert [row.cells[:2] for row in sort.rows] == [(1, 11), (1, 12), (2, 12)]
    assert "Choose entities" in asking.ask(by_kind, between_sets, {"these": (1,)}, steady=False).sentence
    without = asking.ask(by_kind, between_sets, told | {"excluded": (5,)}, steady=False)
    assert [row.cells[:2] for row in without.rows] == [(1, 11), (2, 12)]


def test_pairs_within_one_set_are_there_once(case: Case) -> None:
    links = [(1, 2), (2, 3)]
    found = asking.ask(
        held(case, 3, links), between_sets, {"these": (1, 2, 3), "those": (1, 2, 3)}, steady=False
    )
    assert [row.cells[:3] for row in found.rows] == [(1, 2, 1), (2, 3, 1), (1, 3, 2)]


def test_what_stands_between_suspects_without_dead_ends(case: Case) -> None:
    found = asking.ask(held(case, 8, SHARED), all_between, {"these": (1, 2, 3), "longest": 3})
    assert [row.cells for row in found.rows] == [(4, (1, 2, 3), 3, 2, 4), (5, (1, 2), 2, 2, 2)]
    assert found.rows[0].links == (1001, 1002, 1003) and set(found.links) == {1001, 1002, 1003, 1004, 1005}
    without = asking.ask(
        held(case, 8, SHARED), all_between, {"these": (1, 2, 3), "excluded": (4,)}, steady=False
    )
    assert [row.entities for row in without.rows] == [
        (5, 1, 2)
    ] and "1 that were excluded." in without.left_out
    assert (
        "two entities or more" in asking.ask(held(case, 8, SHARED), all_between, {"these": (1, 8)}).sentence
    )
    direct = asking.ask(held(case, 8, SHARED), all_between, {"these": (1, 4, 7)}, steady=False)
    assert [row.cells for row in direct.tables[0].rows] == [(1, 4, 7), (4, 7, 1)]


def test_everything_on_any_way_is_found_when_ways_may_be_long(case: Case) -> None:
    for n, theirs, links in random_networks(60):
        if not 4 <= len(theirs) <= 14 or theirs.number_of_edges() > 22:
            continue
        these = sorted(theirs)[:3]
        found = asking.ask(
            held(case, n, links), all_between, {"these": tuple(these), "longest": 12}, steady=False
        )
        wanted = set()
        for one, other in combinations(these, 2):
            for way in networkx.all_simple_paths(theirs, one, other):
                wanted |= set(way)
        assert {row.cells[0] for row in found.rows} == wanted - set(these)
        far = dict(networkx.all_pairs_shortest_path_length(theirs))
        for row in found.rows:
            near = sorted(far[row.cells[0]].get(e, 99) for e in these)
            assert row.cells[3] == near[0] + near[1]


@pytest.mark.parametrize("question", [twins, sinks_and_sources])
def test_a_case_of_nothing_says_what_to_bring_in(case: Case, question: object) -> None:
    found = told_cases.ask(case, question, steady=True)  # type: ignore[arg-type]
    assert found.rows == () and "bring in" in found.sentence
