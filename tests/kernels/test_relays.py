"""Chains in time, against trying every chain."""

from __future__ import annotations

from typing import Any

import numpy as np

from workbench.kernels.relays import fewest_handovers


def test_the_kernel_finds_what_trying_every_chain_finds() -> None:
    for seed in range(200):
        random = np.random.default_rng(seed)
        n, m = 2 + seed % 6, 1 + seed % 23
        giver, taker = (random.integers(0, n, m).astype(np.int32) for _ in range(2))
        at = np.sort(random.integers(0, 40, m)).astype(np.int64)
        ready = at + random.integers(1, 6, m)
        wait = int(random.integers(0, 15))
        found, before = fewest_handovers(
            n, 0, giver, taker, at, ready, np.argsort(ready, kind="stable"), wait
        )
        best = _tried(giver, taker, at, ready, wait)
        assert found.tolist() == best
        for event in range(m):
            if before[event] >= 0:
                last = before[event]
                assert taker[last] == giver[event] and ready[last] <= at[event] <= ready[last] + wait
                assert found[event] == found[last] + 1


def _tried(giver: Any, taker: Any, at: Any, ready: Any, wait: int) -> list[int]:
    """How many events the shortest chain to each has, by going through all pairs again and again."""
    best = [1 if g == 0 else 0 for g in giver]
    for _ in giver:
        for later in range(len(giver)):
            for former in range(len(giver)):
                if best[former] and taker[former] == giver[later] and 0 <= at[later] - ready[former] <= wait:
                    best[later] = min(best[later] or 999, best[former] + 1)
    return best
