"""What joins the sources, who serves everybody, and one hop out, on graphs small enough to see."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workbench.model.graph import Graph
from workbench.questions import expanding, joins, services


def graph(n: int, links: list[tuple[int, int, int]], common: tuple[int, ...] = ()) -> Graph:
    """Entities 1..n, links as (start, end, records) with ids from 1."""
    size = len(links)
    ones = np.ones(size, np.int64)
    marked = np.zeros(n, bool)
    marked[[c - 1 for c in common]] = True
    records = np.zeros(n, np.int64)
    for start, end, count in links:
        records[start - 1] += count
        records[end - 1] += count
    return Graph(
        np.arange(1, n + 1), np.zeros(n, np.int32), ("phone",), [str(i) for i in range(n)], [str(i) for i in range(n)],
        records, marked, np.arange(1, size + 1), np.array([a - 1 for a, _, _ in links], np.int32),
        np.array([b - 1 for _, b, _ in links], np.int32), np.zeros(size, np.int32), ("called",),
        np.array([c for _, _, c in links], np.int64), ones, ones, np.zeros(size, np.uint8), {},
    )  # fmt: skip


def test_the_rarer_the_combination_of_sources_the_more_it_says() -> None:
    made = graph(40, [(1, 2, 1)])
    sources = {1: [1, 3, 4]} | {n: [1, 2] for n in range(2, 40)}
    found = joins.joins(made, sources, limit=12)
    assert [e for e, _ in found.joins] == [1]
    assert found.joins[0][1] == [1, 3, 4]


def test_common_services_do_not_join_and_joins_are_connected_by_short_paths() -> None:
    made = graph(6, [(1, 3, 1), (3, 2, 1), (4, 1, 9), (4, 2, 9)], common=(4,))
    found = joins.joins(made, {1: [1, 2], 2: [1, 2], 4: [1, 2]})
    assert {e for e, _ in found.joins} == {1, 2}
    assert found.connection == [1, 3, 2]


def test_a_cell_that_a_register_names_beside_the_calls_joins_nobody() -> None:
    made = replace(
        graph(3, [(1, 2, 1), (2, 3, 1)]), kind=np.array([0, 0, 1], np.int32), kinds=("phone", "cell")
    )
    found = joins.joins(made, {1: [1, 2], 3: [1, 2, 3]})
    assert [e for e, _ in found.joins] == [1]


def test_a_join_that_stands_alone_brings_those_it_has_most_records_with() -> None:
    made = graph(5, [(1, 2, 5), (1, 3, 1), (4, 5, 1)])
    found = joins.joins(made, {1: [1, 2]})
    assert joins.to_show(made, found, around=1) == [1, 2]
    nothing = joins.joins(made, {})
    assert joins.to_show(made, nothing)[0] == 1


def test_an_expansion_takes_the_strongest_first_and_counts_what_it_leaves() -> None:
    made = graph(6, [(1, n, n) for n in (2, 3, 4, 5, 6)])
    found = expanding.expand(made, [1], [1], limit=2)
    assert found.added == [6, 5] and found.left_out == 3
    assert found.sentence(2) == "2 added, 3 more left out by the limit of 2."


def test_an_expansion_does_not_go_through_a_common_service_unless_asked() -> None:
    made = graph(4, [(1, 2, 1), (1, 3, 1)], common=(1,))
    found = expanding.expand(made, [1], [1], limit=9)
    assert (found.added, found.common) == ([], 1)
    assert expanding.expand(made, [1], [1], limit=9, through_common=True).added == [2, 3]


def test_whoever_very_many_share_looks_like_a_service() -> None:
    rank = [(1, n, 1) for n in range(2, 200)]
    pairs = [(n, n + 1, 1) for n in range(2, 199)]
    made = graph(200, rank + pairs)
    [found] = services.services(made)
    assert found.entity == 1 and found.shared_by == 198 and "198" in found.why
    assert services.services(graph(200, rank + pairs, common=(1,))) == []
    assert services.services(graph(3, [(1, 2, 1)])) == []
