"""What needs another comes after it, whatever clocks say."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.kernels.succession import succession


@pytest.mark.parametrize("seed", range(20))
def test_sorted_by_moment_and_depth_everything_follows_what_it_needs(seed: int) -> None:
    random = np.random.default_rng(seed)
    n = 60
    low, high = np.sort(random.integers(0, n, (2, 150)), axis=0)
    named = random.permutation(n)  # numbers say nothing of the order
    before, after = named[low[low < high]], named[high[low < high]]
    at = random.integers(0, 5, n)
    moment, depth = succession(before, after, at)
    assert (moment >= at).all() and set(moment.tolist()) <= set(at.tolist())
    place = np.empty(n, int)
    place[np.lexsort((depth, moment))] = np.arange(n)
    key = list(zip(moment.tolist(), depth.tolist(), strict=True))
    assert all(key[a] < key[b] for a, b in zip(before.tolist(), after.tolist(), strict=True))


def test_a_ring_keeps_its_own_moments() -> None:
    moment, _ = succession(np.array([0, 1, 2]), np.array([1, 2, 1]), np.array([9, 3, 4]))
    assert moment.tolist() == [9, 9, 4]
