"""Paths: the fewest links, the same answer every time, and never through a common service unless asked."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model.graph import Graph
from workbench.model.problems import Problem
from workbench.questions import paths


def graph(size: int, links: list[tuple[int, int, int]], common: tuple[int, ...] = ()) -> Graph:
    """A graph whose entity ids are node + 100 and link ids number + 1000; links are (start, end, records)."""
    n, m = size, len(links)
    marked = np.zeros(n, bool)
    marked[list(common)] = True
    columns = np.array(links, np.int64).reshape(-1, 3)
    return Graph(
        np.arange(n) + 100, np.zeros(n, np.int32), ["phone"], [""] * n, [""] * n, np.ones(n, np.int64),
        marked, np.arange(m) + 1000, columns[:, 0].astype(np.int32), columns[:, 1].astype(np.int32),
        np.zeros(m, np.int32), ["called"], columns[:, 2], np.zeros(m, np.int64), np.zeros(m, np.int64),
        np.zeros(m, np.uint8), {},
    )  # fmt: skip


def test_the_fewest_links_are_found_whichever_way_they_point() -> None:
    g = graph(5, [(0, 1, 1), (1, 2, 1), (2, 3, 1), (3, 0, 1), (3, 4, 1)])
    assert paths.shortest(g, 100, 104) == paths.Path([100, 103, 104], [1003, 1004])
    assert paths.shortest(g, 104, 100) == paths.Path([104, 103, 100], [1004, 1003])


def test_an_entity_leads_to_itself_and_strangers_lead_nowhere() -> None:
    g = graph(3, [(0, 1, 1)])
    assert paths.shortest(g, 100, 100) == paths.Path([100], [])
    assert not paths.shortest(g, 100, 102).found


def test_common_services_join_only_when_asked_or_when_they_are_an_end() -> None:
    g = graph(5, [(0, 1, 9), (1, 2, 9), (0, 3, 1), (3, 4, 1), (4, 2, 1)], common=(1,))
    assert paths.shortest(g, 100, 102).entities == [100, 103, 104, 102]
    assert paths.shortest(g, 100, 102, through_common=True).entities == [100, 101, 102]
    assert paths.shortest(g, 100, 101).entities == [100, 101]


def test_of_equal_paths_the_one_with_most_records_and_of_parallel_links_the_same() -> None:
    g = graph(4, [(0, 1, 1), (1, 3, 2), (0, 2, 1), (2, 3, 5), (2, 3, 7)])
    assert paths.shortest(g, 100, 103) == paths.Path([100, 102, 103], [1002, 1004])


def test_an_entity_that_is_not_there_is_a_problem() -> None:
    with pytest.raises(Problem, match="entity 7 "):
        paths.shortest(graph(2, []), 7, 100)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_answer_is_a_shortest_chain_of_real_links(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 9))
    node = st.integers(0, size - 1)
    links = data.draw(
        st.lists(st.tuples(node, node, st.integers(0, 3)).filter(lambda x: x[0] != x[1]), max_size=14)
    )
    common = tuple(data.draw(st.sets(node, max_size=3)))
    one, other, asked = data.draw(node), data.draw(node), data.draw(st.booleans())
    g = graph(size, links, common)
    found = paths.shortest(g, one + 100, other + 100, through_common=asked)
    barred = set() if asked else set(common) - {one, other}
    assert (len(found.links) if found.found else None) == _hops(size, links, barred, one, other)
    if found.found:
        assert found.entities[0] == one + 100 and found.entities[-1] == other + 100
        assert not {e - 100 for e in found.entities} & barred
        for a, b, link in zip(found.entities, found.entities[1:], found.links, strict=False):
            start, end, _ = links[link - 1000]
            assert {start + 100, end + 100} == {a, b}


def _hops(size: int, links: list[tuple[int, int, int]], barred: set[int], one: int, other: int) -> int | None:
    steps, waiting = {one: 0}, deque([one])
    while waiting:
        node = waiting.popleft()
        for a, b, _ in links:
            for x, y in ((a, b), (b, a)):
                if x == node and y not in steps and y not in barred:
                    steps[y] = steps[node] + 1
                    waiting.append(y)
    return steps.get(other)


@settings(max_examples=80, deadline=None)
@given(
    st.integers(2, 9),
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(1, 5)), max_size=20),
    st.booleans(),
)
def test_one_search_for_several_ends_gives_the_paths_of_each(
    size: int, links: list[tuple[int, int, int]], through: bool
) -> None:
    inside = [link for link in links if link[0] < size and link[1] < size]
    g = graph(size, inside, common=(size // 2,))
    ends = [100 + n for n in range(size)]
    for one in ends:
        for other, path in paths.to_each(g, one, ends, through_common=through):
            assert path == paths.shortest(g, one, other, through_common=through)
