"""What happened when, from memory and from the file, is what a list of the records says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.case.blocks import take_in
from workbench.case import graphs, included, moments
from workbench.case.cases import Case
from workbench.model.problems import Problem

PEOPLE = [f"+4477009000{n:02}" for n in range(6)]
CALLS = [(n + 2, PEOPLE[n % 5], PEOPLE[(n * n + 1) % 5 + 1], 1_000 + 37 * (n * 7 % 50)) for n in range(60)]
AGAIN = [(2, *CALLS[3][1:]), (3, PEOPLE[0], PEOPLE[5], 5_000)]
SECOND = 1_000_000


@pytest.fixture(params=["in memory", "from the file"])
def filled(
    case: Case, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Case:
    if request.param == "from the file":
        monkeypatch.setattr(moments, "BUDGET", 0)
    take_in(case, tmp_path, "one.csv", CALLS)
    take_in(case, tmp_path, "two.csv", AGAIN)
    return case


def expected() -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for _, a, b, at in dict.fromkeys((0, *call[1:]) for call in [*CALLS, *AGAIN]):
        found.setdefault((a, b), []).append(at)
    return found


def test_records_are_counted_over_time(filled: Case) -> None:
    times = [at for several in expected().values() for at in several]
    counts = moments.histogram(filled, "call", 1_000 * SECOND, 6_000 * SECOND, 50)
    assert counts.tolist() == [sum(1_000 + 100 * n <= t < 1_100 + 100 * n for t in times) for n in range(50)]


def test_the_busiest_links_of_a_stretch(filled: Case) -> None:
    graph = graphs.read(filled, joined=False)
    name = {
        int(k): (graph.values[s], graph.values[e])
        for k, s, e in zip(graph.link_ids, graph.start, graph.end, strict=True)
    }
    low, high = 1_200, 2_000
    counts = Counter({pair: sum(low <= t < high for t in times) for pair, times in expected().items()})
    found = moments.busiest(filled, "call", low * SECOND, high * SECOND, 5)
    assert [n for _, n in found] == [n for _, n in counts.most_common(5)]
    assert all(counts[name[link]] == n for link, n in found)
    assert len(moments.busiest(filled, "call", 0, 1 << 60, 1_000)) == len(expected())


def test_where_the_records_behind_a_link_stand(filled: Case) -> None:
    graph = graphs.read(filled, joined=False)
    for k, s, e in zip(graph.link_ids, graph.start, graph.end, strict=True):
        times = sorted(expected()[graph.values[s], graph.values[e]])
        found = moments.behind(filled, "call", int(k))
        assert [at // SECOND for at in found["at"]] == times
        rows = {at: row for row, a, b, at in reversed(CALLS) if (a, b) == (graph.values[s], graph.values[e])}
        assert all(
            rows.get(at // SECOND, row) == row for at, row in zip(found["at"], found["row"], strict=True)
        )
        later = moments.behind(filled, "call", int(k), times[0] * SECOND + 1)
        assert later.height == len([t for t in times if t > times[0]])
    assert moments.behind(filled, "call", 999).is_empty()


def test_leaving_out_a_source_is_noticed(filled: Case) -> None:
    before = moments.histogram(filled, "call", 0, 10_000 * SECOND, 1)
    included.switch(filled, "Leave out", off=[1])
    after = moments.histogram(filled, "call", 0, 10_000 * SECOND, 1)
    assert before.tolist() == [sum(map(len, expected().values()))] and after.tolist() == [2]


def test_a_stretch_must_have_a_length(filled: Case) -> None:
    with pytest.raises(Problem, match="empty"):
        moments.histogram(filled, "call", 5, 5)
