"""Wallets spent together on two million inputs, and the haircut over two million coins, against loops in Python.

Run by hand: `python -m tests.benchmarks.tracing`. Everything in one run and on one core, in seconds of the processor;
the best of five. The chain is made up: 1.7 million transactions in order of time that spend earlier outputs. The loops
are what one would write in Python: a union-find with path halving over the inputs, and for the haircut an integer share
of each transaction's balance. Both must find the same as the kernels. Laying the history out in order is done once for
every rule and both directions, and measured by itself. Ends with status 1 where a wanted ratio is missed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from workbench.kernels.taint import ENDLESS, FOLLOWED, HAIRCUT, Items, Limits, Steps
from workbench.kernels.taint_order import FIRST_IN, LAST_IN
from workbench.kernels.taint_rules import balances, follow
from workbench.kernels.union_find import join

TRANSACTIONS, WALLETS, DIRTY = 1_700_000, 1_500_000, 200
TOGETHER, FOLLOWED_BY = 15.0, 20.0  # wanted: times the loop in Python
NONE = Limits(1 << 30, ENDLESS, ENDLESS, 0)


class Chain:
    """Transactions in order of time: inputs (their transaction, the output each spends) and outputs with amounts."""

    def __init__(self, count: int, seed: int = 11) -> None:
        random = np.random.default_rng(seed)
        inputs = random.choice([1, 2, 3, 4, 8], count, p=[0.5, 0.25, 0.12, 0.08, 0.05])
        outputs = random.choice([1, 2, 3, 4], count, p=[0.15, 0.65, 0.12, 0.08])
        inputs[: max(count // 85, 10)] = 0
        self.count = count
        self.first = np.concatenate([[0], np.cumsum(outputs)])
        by = np.repeat(np.arange(count), inputs)
        spent = (self.first[by] * (1 - random.beta(1, 6, len(by)))).astype(np.int64)
        _, once = np.unique(spent, return_index=True)
        once.sort()
        self.by, self.spent = by[once], spent[once]
        self.of = np.repeat(np.arange(count), outputs)
        self.wallet = random.integers(0, WALLETS, len(self.of)).astype(np.int32)
        self.amount = self._amounts(random.integers(1, 1000, len(self.of)))

    def _amounts(self, weight: np.ndarray) -> np.ndarray:
        """Whole amounts: what a transaction takes in goes to its outputs by weight; new coins where it takes none."""
        amount = [0] * len(self.of)
        begin = np.searchsorted(self.by, np.arange(self.count + 1)).tolist()
        spent, first, weights = self.spent.tolist(), self.first.tolist(), weight.tolist()
        for t in range(self.count):
            whole = sum(amount[o] for o in spent[begin[t] : begin[t + 1]]) or 5_000_000_000
            total = sum(weights[first[t] : first[t + 1]])
            for o in range(first[t], first[t + 1]):
                amount[o] = whole * weights[o] // total
        return np.array(amount, np.int64)

    def steps(self) -> tuple[Steps, Items, np.ndarray]:
        """The same as steps of items (outputs) between places (transactions), the money of some of them followed."""
        place = np.r_[self.by, self.of]
        comes = np.arange(len(place)) < len(self.by)
        order = np.lexsort((~comes, place))
        item = np.r_[self.spent, np.arange(len(self.of))][order].astype(np.int32)
        place, comes = place[order].astype(np.int32), comes[order]
        seed = np.isin(self.of, self.dirty()).astype(np.int32)
        balance, opening, _ = balances(item, place, comes, self.amount)
        closed = np.zeros(len(self.of), np.uint8)
        return Steps(item, place, comes, balance), Items(self.amount, self.of, seed, closed), opening

    def dirty(self) -> np.ndarray:
        return np.random.default_rng(5).choice(self.count // 3, DIRTY, replace=False)


def timed(work: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    best, found = float("inf"), None
    for _ in range(times):
        began = time.process_time()
        found = work()
        best = min(best, time.process_time() - began)
    return best, found


def united_by_loop(by: list[int], wallet: list[int]) -> list[int]:
    """Union-find over the inputs in plain Python; the leader of each wallet."""
    parent = list(range(WALLETS))

    def find(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    last, first = -1, 0
    for transaction, one in zip(by, wallet, strict=True):
        if transaction != last:
            last, first = transaction, one
            continue
        a, b = find(first), find(one)
        if a != b:
            parent[max(a, b)] = min(a, b)
    return [find(x) for x in range(WALLETS)]


def united(by: np.ndarray, wallet: np.ndarray) -> np.ndarray:
    """The same by the kernel: every two neighbours of one transaction are a pair."""
    same = by[1:] == by[:-1]
    return join(WALLETS, wallet[:-1][same], wallet[1:][same])


def haircut_by_loop(
    chain: Chain, begin: list[int], spent: list[int], opening: list[int], dirty: set[int]
) -> list[int]:
    """How much of each output is followed: each takes its share of what its transaction has left, in whole units."""
    traced = [0] * len(chain.of)
    amount, first = chain.amount.tolist(), chain.first.tolist()
    for t in range(chain.count):
        outputs = range(first[t], first[t + 1])
        if t in dirty:
            for o in outputs:
                traced[o] = amount[o]
            continue
        balance, followed = opening[t], 0
        for e in range(begin[t], begin[t + 1]):
            balance += amount[spent[e]]
            followed += traced[spent[e]]
        if not followed:
            continue
        for o in outputs:
            part = amount[o] * followed // balance
            traced[o] = part
            followed -= part
            balance -= amount[o]
    return traced


def main() -> int:
    chain = Chain(TRANSACTIONS)
    wallets = chain.wallet[chain.spent]
    print(f"{len(chain.by):,} inputs, {len(chain.of):,} outputs, {chain.count:,} transactions")
    small = Chain(2_000)
    united(small.by, small.wallet[small.spent])
    for rule in (HAIRCUT, FIRST_IN, LAST_IN):
        follow(rule, *small.steps()[:2], NONE, small.steps()[2])
    fast, groups = timed(lambda: united(chain.by, wallets))
    by, listed = chain.by.tolist(), wallets.tolist()
    slow, leaders = timed(lambda: united_by_loop(by, listed), 1)
    assert len(np.unique(groups)) == len(set(leaders))
    assert len(np.unique(groups.astype(np.int64) * WALLETS + np.array(leaders))) == len(set(leaders))
    together = slow / fast
    print(f"  spent together   {fast:7.3f} s, loop {slow:6.2f} s: {together:5.1f} times, wanted {TOGETHER:g}")
    laid, (steps, items, opening) = timed(chain.steps, 1)
    print(f"  laid out         {laid:7.3f} s")
    fast, (found, _) = timed(lambda: follow(HAIRCUT, steps, items, NONE, opening))
    begin = np.searchsorted(chain.by, np.arange(chain.count + 1)).tolist()
    spent, dirty = chain.spent.tolist(), set(chain.dirty().tolist())
    slow, expected = timed(lambda: haircut_by_loop(chain, begin, spent, opening.tolist(), dirty), 1)
    assert found.traced.tolist() == expected and (found.why == FOLLOWED).all()
    cut = slow / fast
    print(f"  haircut          {fast:7.3f} s, loop {slow:6.2f} s: {cut:5.1f} times, wanted {FOLLOWED_BY:g}")
    for name, rule in (("first in", FIRST_IN), ("last in", LAST_IN)):
        took, _ = timed(lambda rule=rule: follow(rule, steps, items, NONE, opening))  # type: ignore[misc]
        print(f"  {name:16s} {took:7.3f} s")
    return int(together < TOGETHER or cut < FOLLOWED_BY)


if __name__ == "__main__":
    sys.exit(main())
