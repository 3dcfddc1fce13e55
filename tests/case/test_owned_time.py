"""Over time, a record is the owner's of its moment: told against a plain recount, for any attributions."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.case.stories import take_in
from tests.case.test_owners import DAY, PHONES, _own, _person, _row
from workbench.app import when
from workbench.app.pattern import Subject, pattern
from workbench.case import graphs
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.model.looks import ChartLook

CALLS = [(0, 1, day) for day in range(10)] + [(2, 0, 4), (2, 3, 5), (1, 3, 6)]


@pytest.fixture
def owned(case: Case, tmp_path: Path) -> dict[str, int]:
    """Phone 0 is Ann's until day 3 and Ben's from day 5; phone 2 is Ben's at all times."""
    take_in(case, tmp_path, "calls.csv", [_row(*said) for said in CALLS])
    ann, ben = _person(case, "Ann"), _person(case, "Ben")
    _own(case, PHONES[0][1], ann, None, 3)
    _own(case, PHONES[0][1], ben, 5, None)
    _own(case, PHONES[2][1], ben)
    return {"Ann": ann, "Ben": ben}


def over(case: Case, chosen: list[int], persons: bool = True, links: tuple[int, ...] = ()):
    graph = graphs.read(case)
    chart = Chart(
        0, "", graph.ids.tolist(), [], {}, frozenset(), frozenset(), ChartLook(persons=persons).written()
    )
    found = when.over_chart(case, graph, chart, np.arange(len(graph), dtype=np.int32), chosen, links)
    return graph, found, when.lanes(case, graph, found, chosen)


def days(found) -> list[int]:
    return sorted(int(at) // DAY for part in found.chosen for at in part.at)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (["Ann"], [0, 1, 2, 3]),
        (["Ben"], [4, 5, 5, 6, 7, 8, 9]),
        (["Ann", "Ben"], [0, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9]),
        ([], []),
    ],
)
def test_persons_have_the_records_of_their_days(case: Case, owned: dict[str, int], who, expected) -> None:
    _, found, _ = over(case, [owned[w] for w in who])
    assert days(found) == expected


def test_lanes_are_of_the_persons_and_of_those_they_met(case: Case, owned: dict[str, int]) -> None:
    """On day 4 phone 0 is nobody's: Ben's phone 2 calls the phone itself."""
    graph, found, lanes = over(case, list(owned.values()))
    captions = {graph.captions[graph.node_of[p]] for p in owned.values()}
    assert {lane.caption for lane in lanes.lanes if lane.entity} == captions
    pairs = {
        (int(found.start[k]), int(found.end[k]))
        for part in found.chosen
        for k in part.columns.ravel() - 1
        if k >= 0
    }
    node = {v: n for n, v in enumerate(graph.values[:])}
    ann, ben = (graph.node_of[owned[w]] for w in ("Ann", "Ben"))
    one, other, third = (node[PHONES[n][1]] for n in (0, 1, 3))
    assert pairs == {(ann, other), (ben, other), (ben, one), (ben, third)}


def test_the_phone_itself_has_what_is_nobodys(case: Case, owned: dict[str, int]) -> None:
    graph = graphs.read(case)
    phone = int(graph.ids[[v == PHONES[0][1] for v in graph.values[:]].index(True)])
    assert days(over(case, [phone])[1]) == [4, 4]  # its own call of that day, and Ben's to it
    assert len(days(over(case, [phone], persons=False)[1])) == 11
    assert days(over(case, [owned["Ben"]], persons=False)[1]) == []


def test_a_selected_link_is_chosen_whole(case: Case, owned: dict[str, int]) -> None:
    graph = graphs.read(case)
    link = int(graph.link_ids[np.argmax(graph.count)])
    assert days(over(case, [], links=(link,))[1]) == list(range(10))


def test_a_persons_week_is_that_of_what_they_had(case: Case, owned: dict[str, int]) -> None:
    graph = graphs.read(case)
    ann, ben = (pattern(case, graph, Subject(frozenset({owned[w]}), title=w)) for w in ("Ann", "Ben"))
    assert (ann.records + ann.dayless, ben.records + ben.dayless) == (4, 7)


def test_any_attributions_give_each_record_to_whoever_had_it(case: Case, tmp_path: Path) -> None:
    random = Random(11)
    rows = [(a, b, day) for day in range(60) for a, b in [random.sample(range(6), 2)]]
    take_in(case, tmp_path, "calls.csv", [_row(*said) for said in rows])
    people = [_person(case, f"P{n}") for n in range(4)]
    said = []
    for phone in range(4):
        for _ in range(2):
            begin = random.randrange(40)
            said.append((phone, random.choice(people), begin, begin + random.randrange(1, 25)))
            _own(case, PHONES[phone][1], said[-1][1], *said[-1][2:])

    def whose(phone: int, day: int) -> int:
        there = {who for p, who, low, high in said if p == phone and low <= day <= high}
        return there.pop() if len(there) == 1 else 0

    for person in people:
        expected = [day for a, b, day in rows if person in (whose(a, day), whose(b, day))]
        assert days(over(case, [person])[1]) == sorted(expected)
