from __future__ import annotations

from tests.questions.test_joins import graph
from workbench.questions.connected import most_connected, neighbours


def test_neighbours_count_once_whatever_joins_two() -> None:
    made = graph(5, [(1, 2, 1), (2, 1, 4), (1, 3, 1), (4, 4, 9)])
    assert neighbours(made).tolist() == [2, 1, 1, 0, 0]
    assert neighbours(graph(3, [])).tolist() == [0, 0, 0]


def test_the_most_connected_come_first_without_common_services_and_without_the_lonely() -> None:
    made = graph(7, [(1, n, 1) for n in (2, 3, 4, 5)] + [(2, 3, 1), (2, 4, 8), (6, 6, 3)], common=(1,))
    assert most_connected(made, 10) == [2, 4, 3, 5]
    assert most_connected(made, 1) == [2] and most_connected(made, 0) == []
