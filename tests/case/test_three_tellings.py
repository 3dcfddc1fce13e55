"""Calls that three sources tell of, in any order of taking them in and with any of them left out, are counted as a
simple recount counts them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations, permutations
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from tests.case.stories import Row, take_in
from workbench.app.kinds import shipped
from workbench.case import derived, graphs, included, opening, records, surprises
from workbench.case.cases import Case

A, B = ("phone", "+447700900001"), ("phone", "+447700900002")
SECOND = 1_000_000
WITHIN, CLOSE = 5, 2  # seconds, as the kind of record says
Telling = tuple[int, int | None]  # second, duration
Telt = tuple[int, int]  # which source, which of its tellings

tellings = st.lists(
    st.tuples(st.integers(0, 14), st.sampled_from([None, 30, 32, 34])), min_size=1, max_size=4, unique=True
)


def _rows(source: int, told: Sequence[Telling]) -> list[Row]:
    return [
        {
            "kind": "call", "start": at * SECOND, "caller": A, "callee": B, "duration": duration,
            "service": f"s{source}",
        }
        for at, duration in told
    ]  # fmt: skip


def _pairs(mine: Sequence[Telling], earlier: Sequence[Telling]) -> dict[int, int]:
    """Which of mine are which of the earlier: the nearest pair first, each in one pair at most."""
    near = sorted(
        (abs(at - then), at, one, then, other)
        for one, (at, took) in enumerate(mine)
        for other, (then, lasted) in enumerate(earlier)
        if abs(at - then) <= WITHIN and (took is None or lasted is None or abs(took - lasted) <= CLOSE)
    )
    found: dict[int, int] = {}
    for _, _, one, _, other in near:
        if one not in found and other not in found.values():
            found[one] = other
    return found


def _counted(told: Sequence[Sequence[Telling]], on: Sequence[int]) -> int:
    """How many calls the sources say that are `on`, in their order: what an earlier one tells, too, is not another."""
    count = 0
    groups: list[set[Telt]] = []
    joined: list[frozenset[Telt]] = []
    for place, mine in enumerate(on):
        also = {earlier: _pairs(told[mine], told[earlier]) for earlier in on[:place]}
        for one in range(len(told[mine])):
            twins = {(earlier, found[one]) for earlier, found in also.items() if one in found}
            joined += [frozenset({twin, (mine, one)}) for twin in twins]
            count += not twins
            touched = [group for group in groups if group & twins]
            groups = [group for group in groups if group not in touched]
            groups.append({(mine, one)}.union(*touched))
    # Where every two tellings of a group are near each other, it is one call, whichever source came first.
    if all(frozenset(pair) in joined for group in groups for pair in combinations(sorted(group), 2)):
        assert count == len(groups)
    return count


def _said(case: Case) -> int:
    graph = graphs.read(case)
    assert len(graph.link_ids) <= 1
    for id, count in zip(graph.link_ids.tolist(), graph.count.tolist(), strict=True):
        assert len(records.behind(case, [id])) == count
    return int(graph.count.sum())


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(told=st.lists(tellings, min_size=3, max_size=3), order=st.permutations([0, 1, 2]))
@example(told=[[(0, None)], [(4, None)], [(8, None)]], order=[0, 1, 2])
@example(told=[[(0, None)], [(4, None)], [(8, None)]], order=[0, 2, 1])
@example(told=[[(3, 30)], [(3, 32)], [(3, 34)]], order=[1, 0, 2])
@example(told=[[(0, None), (6, None)], [(0, None), (4, None), (7, None)], [(4, None)]], order=[1, 0, 2])
def test_three_sources_in_any_order_with_any_left_out(
    tmp_path_factory: pytest.TempPathFactory, told: list[list[Telling]], order: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("tellings")
    with opening.create(folder / "t.case", shipped(), "A") as case:
        read = {
            source: take_in(case, folder, f"{source}.txt", _rows(source, told[source])).reading
            for source in order
        }
        for left in chain.from_iterable(combinations(order, size) for size in range(4)):
            on = [source for source in order if source not in left]
            included.switch(case, "Choose", on=[read[s] for s in on], off=[read[s] for s in left])
            assert _said(case) == _counted(told, on)
        assert derived.differences(case) == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_call_that_all_three_tell_within_the_tolerance_is_one_in_any_order(
    case: Case, tmp_path: Path, order: tuple[int, ...]
) -> None:
    told = [[(0, 30), (20, 30)], [(3, 31), (23, 32)], [(5, None), (30, 30)]]
    for source in order:
        take_in(case, tmp_path, f"{source}.txt", _rows(source, told[source]))
    assert _said(case) == 3


@pytest.mark.parametrize("first", [0, 1])
def test_of_all_pairs_the_nearest_is_one_whichever_file_came_first(
    case: Case, tmp_path: Path, first: int
) -> None:
    told = [[(10, None), (14, None)], [(6, None), (13, None), (14, None)]]
    for source in (first, 1 - first):
        take_in(case, tmp_path, f"{source}.txt", _rows(source, told[source]))
    assert _said(case) == 3
    behind = records.behind(case, [1])
    assert sorted(r.at_utc // SECOND for r in behind) == ([6, 10, 14] if first == 0 else [6, 13, 14])


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_both_ends_of_a_chain_that_count_are_told_of(
    case: Case, tmp_path: Path, order: tuple[int, ...]
) -> None:
    told = [[(0, None)], [(4, None)], [(8, None)]]
    for source in order:
        counts = take_in(case, tmp_path, f"{source}.txt", _rows(source, told[source]))
    between = order[-1] == 1  # what lies between them came last
    assert _said(case) == (2 if between else 1)
    odd = [s.says for s in surprises.of_reading(case, counts.reading) if "too far apart" in s.says]
    said = "1 near two calls of other files that are too far apart to be one: both of those count"
    assert odd == ([said] if between else [])
