"""Groups, rounds and shares against slow counts and networkx on many small random cases."""

from __future__ import annotations

from itertools import pairwise, permutations

import networkx as nx
import numpy as np
import polars as pl
import pytest

from workbench.questions.money.came_round import Move, Rounds
from workbench.questions.money.unions import PAIRS, unite

MANY = 200


def pairs_of(ends: list[tuple[int, int]]) -> pl.DataFrame:
    rows = [(a, b, [n + 100], n, [n + 1000], "spent together") for n, (a, b) in enumerate(ends)]
    return pl.DataFrame(rows, schema=PAIRS, orient="row")


@pytest.mark.parametrize("seed", range(MANY))
def test_groups_are_the_components_and_what_is_judged_apart_stays_apart(seed: int) -> None:
    random = np.random.default_rng(seed)
    n = int(random.integers(4, 20))
    drawn = random.integers(1, n, (int(random.integers(1, 2 * n)), 2)).tolist()
    ends = list(dict.fromkeys((min(a, b), max(a, b)) for a, b in drawn if a != b))
    graph = nx.Graph(ends)
    groups = unite(pairs_of(ends)).groups
    assert sorted(map(sorted, groups)) == sorted(sorted(part) for part in nx.connected_components(graph))
    if not ends:
        return
    enemies = [tuple(random.choice(np.arange(1, n), 2, replace=False).tolist()) for _ in range(3)]
    split = unite(pairs_of(ends), enemies)
    assert not any(a in group and b in group for group in split.groups for a, b in enemies)
    # No refused union could be made after all, and what is left is what the kept ones join.
    kept = nx.Graph([(a, b) for a, b in split.pairs.select("one", "other").iter_rows()])
    kept.add_nodes_from(graph)
    assert sorted(map(sorted, split.groups)) == sorted(
        sorted(part) for part in nx.connected_components(kept) if len(part) > 1
    )
    for a, b in split.refused:
        joined = nx.Graph(kept)
        joined.add_edge(a, b)
        assert any(x in joined and y in joined and nx.has_path(joined, x, y) for x, y in enemies)


@pytest.mark.parametrize("seed", range(MANY))
def test_rounds_are_all_that_trying_every_order_finds(seed: int) -> None:
    random = np.random.default_rng(seed)
    count = 9
    drawn = random.integers(1, 5, (count, 2))
    moves = [
        Move(int(a), int(b), int(at), int(amount), ref)
        for ref, ((a, b), at, amount) in enumerate(
            zip(
                drawn,
                np.sort(random.choice(50, count, replace=False)),
                random.integers(5, 12, count),
                strict=True,
            )
        )
        if a != b
    ]
    within, share = 30, 0.6
    slow = set()
    for length in (2, 3, 4):
        for chain in permutations(moves, length):
            people = [move.payer for move in chain]
            fits = all(
                one.payee == two.payer and one.at <= two.at and two.amount <= one.amount
                and two.amount >= share * chain[0].amount
                for one, two in pairwise(chain)
            )  # fmt: skip
            back = chain[-1].payee == people[0] and chain[-1].at <= chain[0].at + within
            if fits and back and len(set(people)) == length:
                slow.add(tuple(move.ref for move in chain))
    search = Rounds(moves, within, 4, share)
    assert {tuple(move.ref for move in chain) for first in moves for chain in search.from_(first)} == slow
