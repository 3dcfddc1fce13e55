"""The sweep over places and times agrees with counting every pair slowly."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.kernels.meetings import Pairs, meetings


def slowly(
    key: np.ndarray, who: np.ndarray, window: int, apart: int, least: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """Meetings and places of each pair, pair by pair and place by place."""
    hits: dict[tuple[int, int], dict[int, list[tuple[int, int]]]] = {}
    for i in range(len(key)):
        for j in range(i + 1, len(key)):
            if key[j] >> 32 == key[i] >> 32 and key[j] - key[i] <= window and who[i] != who[j]:
                pair = (min(int(who[i]), int(who[j])), max(int(who[i]), int(who[j])))
                hits.setdefault(pair, {}).setdefault(int(key[i] >> 32), []).append((int(key[i]), int(key[j])))
    found = {}
    for pair, places in hits.items():
        met = 0
        for several in places.values():
            until = None
            for begin, end in several:
                met += until is None or begin - until > apart
                until = end if until is None else max(until, end)
        if met >= least:
            found[pair] = met, len(places)
    return found


def plain(made: Pairs) -> dict[tuple[int, int], tuple[int, int]]:
    rows = zip(
        made.one.tolist(), made.other.tolist(), made.meetings.tolist(), made.places.tolist(), strict=True
    )
    return {(a, b): (m, p) for a, b, m, p in rows}


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("least", [1, 2, 4])
def test_it_agrees_with_counting_slowly(seed: int, least: int) -> None:
    rng = np.random.default_rng(seed)
    n = 120
    key = np.sort(rng.integers(1, 5, n) << 32 | rng.integers(0, 900, n)).astype(np.int64)
    who = rng.integers(1, 9, n).astype(np.int64)
    made = meetings(key, who, 30, 60, least)
    assert plain(made) == slowly(key, who, 30, 60, least)


def test_the_order_does_not_hang_on_chance() -> None:
    key = np.array([1 << 32, 1 << 32, 1 << 32 | 5], np.int64)
    made = meetings(key, np.array([7, 3, 5], np.int64), 10, 60, 1)
    assert list(zip(made.one.tolist(), made.other.tolist(), strict=True)) == [(3, 5), (3, 7), (5, 7)]
    assert made.hits == 3


def test_more_pairs_than_the_table_first_has_room_for() -> None:
    n = 500  # all at one place at one second: 124,750 pairs
    made = meetings(np.full(n, 1 << 32, np.int64), np.arange(1, n + 1, dtype=np.int64), 10, 60, 1)
    assert len(made.one) == n * (n - 1) // 2 and set(made.meetings.tolist()) == {1}


def test_many_meetings_are_asked_for_and_none_with_less_is_there() -> None:
    key = np.repeat((np.int64(1) << 32) + np.arange(250) * 1000, 2)
    key = np.sort(np.concatenate([key, (np.int64(2) << 32) + np.repeat(np.arange(300) * 1000, 2)]))
    who = np.concatenate([np.tile([1, 2], 250), np.tile([3, 4], 300)]).astype(np.int64)
    assert plain(meetings(key, who, 10, 60, 260)) == {(3, 4): (300, 1)}


def test_it_ends_when_nobody_wants_it() -> None:
    class Enough(Exception):
        pass

    def tell(done: int, total: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        meetings(np.array([1, 2], np.int64), np.array([1, 2], np.int64), 1, 1, 1, tell)


def test_nothing_gives_nothing() -> None:
    none = np.zeros(0, np.int64)
    assert len(meetings(none, none, 10, 10, 1).one) == 0
