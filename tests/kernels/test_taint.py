"""The five rules on balances small enough to work out by hand, and exactly for amounts of any size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from workbench.kernels.taint import HAIRCUT, LOWEST, POISON, WHOLE, Items, Limits, Steps, share
from workbench.kernels.taint_order import FIRST_IN, LAST_IN
from workbench.kernels.taint_rules import RULES, balances, follow

NONE = Limits(99, 1 << 60, 1 << 60, 0)


def steps_of(item: Any, place: Any, comes: Any, amount: Any) -> Steps:
    item, place = np.array(item, np.int32), np.array(place, np.int32)
    return Steps(item, place, np.array(comes), balances(item, place, np.array(comes), np.array(amount))[0])


def one_account(
    came: list[tuple[int, bool]], left: list[int], opening: int = 0
) -> tuple[Steps, Items, list[int]]:
    """An account: what came to it (and whether it is the money), then what left it."""
    items = [amount for amount, _ in came] + left
    n = len(items)
    seed = [int(marked) for _, marked in came] + [0] * len(left)
    steps = steps_of(np.arange(n), np.zeros(n), np.arange(n) < len(came), items)
    made = Items(np.array(items, np.int64), np.arange(n), np.array(seed, np.int32), np.zeros(n, np.uint8))
    return steps, made, [opening]


@pytest.mark.parametrize(
    ("rule", "left", "stays"),
    [
        (POISON, [4, 10], 1),
        (HAIRCUT, [1, 3], 1),  # 4 * 5 / 15 = 1.33, then 10 * 4 / 11 = 3.6, both rounded down
        (FIRST_IN, [0, 4], 1),  # 4 and then 6 of the 10 that came first
        (LAST_IN, [4, 1], 0),
        (LOWEST, [0, 4], 1),  # the account falls to 1: no more can have stayed
    ],
)
def test_ten_other_units_came_before_five_of_the_money(rule: int, left: list[int], stays: int) -> None:
    steps, items, opening = one_account([(10, False), (5, True)], [4, 10])
    found, kept = follow(rule, steps, items, NONE, np.array(opening))
    assert found.traced[2:].tolist() == left and kept[0] == stays


def test_an_opening_balance_is_the_first_money_in() -> None:
    steps, items, opening = one_account([(5, True)], [7, 3], opening=5)
    assert follow(FIRST_IN, steps, items, NONE, opening)[0].traced.tolist() == [5, 2, 3]
    assert follow(LAST_IN, steps, items, NONE, opening)[0].traced.tolist() == [5, 5, 0]
    assert follow(LOWEST, steps, items, NONE, opening)[0].traced.tolist() == [5, 2, 3]
    assert follow(HAIRCUT, steps, items, NONE, opening)[0].traced.tolist() == [5, 3, 2]


def test_the_order_of_units_goes_with_them_from_place_to_place() -> None:
    """4 clean and 6 of the money leave one account as 10 and are split 5 and 5 by the next."""
    steps = steps_of(
        [0, 1, 2, 2, 3, 4], [0, 0, 0, 1, 1, 1], [True, True, False, True, False, False], [4, 6, 10, 5, 5]
    )
    items = Items(
        np.array([4, 6, 10, 5, 5]), np.arange(5), np.array([0, 1, 0, 0, 0], np.int32), np.zeros(5, np.uint8)
    )
    first, _ = follow(FIRST_IN, steps, items, NONE, np.zeros(2, np.int64))
    assert first.traced.tolist() == [0, 6, 6, 1, 5]
    last, _ = follow(LAST_IN, steps, items, NONE, np.zeros(2, np.int64))
    assert last.traced.tolist() == [0, 6, 6, 1, 5]  # turned over twice
    assert first.hop.tolist() == [0, 0, 1, 2, 2] and first.behind.tolist() == [0, 0, 2, 3, 3]


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(1, 99, 99, 0), [0, 1, 0]),
        (Limits(9, 1, 99, 0), [0, 0, 2]),
        (Limits(9, 99, 0, 0), [0, 3, 0]),
        (Limits(9, 99, 99, 7), [4, 0, 0]),
    ],
)
def test_what_is_beyond_a_limit_is_not_followed_on_and_says_why(limits: Limits, why: list[int]) -> None:
    steps = steps_of([0, 1, 1, 2], [0, 0, 1, 1], [True, False, True, False], [6, 6, 6])
    items = Items(
        np.array([6, 6, 6]), np.array([0, 1, 2]), np.array([1, 0, 0], np.int32), np.zeros(3, np.uint8)
    )
    for rule in RULES:
        assert follow(rule, steps, items, limits, np.zeros(2, np.int64))[0].why.tolist() == why


def test_what_comes_back_to_where_it_started_is_said_apart() -> None:
    """All that leaves account 0 is the money; 5 of it come back and leave again."""
    steps = steps_of([0, 0, 1, 1, 2], [0, 1, 1, 0, 0], [False, True, False, True, False], [5, 5, 5])
    items = Items(np.array([5, 5, 5]), np.arange(3), np.array([2, 0, 2], np.int32), np.zeros(3, np.uint8))
    for rule in RULES:
        found, _ = follow(rule, steps, items, NONE, np.array([5, 0]))
        assert found.back[0] == 5 and found.traced.tolist() == [5, 5, 5]


@pytest.mark.parametrize("seed", range(40))
def test_amounts_of_any_size_follow_the_same_rules_and_nothing_is_lost(seed: int) -> None:
    steps, items, opening = history(np.random.default_rng(seed))
    for rule in RULES:
        found, kept = follow(rule, steps, items, NONE, opening)
        big = Items(*(np.array([int(a) << 80 for a in items.amount], object), *items[1:]))
        balance = np.array([int(b) << 80 for b in steps.balance], object)
        large, held = follow(
            rule, steps._replace(balance=balance), big, NONE, np.array([int(o) << 80 for o in opening], object),
            any_size=True,
        )  # fmt: skip
        if rule != HAIRCUT:
            assert [int(t) >> 80 for t in large.traced] == found.traced.tolist()
        assert (found.traced <= items.amount).all()
        if rule != POISON:
            last = ~np.isin(np.arange(len(items.amount)), steps.item[steps.comes])
            stayed = int(found.traced[last].sum()) + int(kept.sum())
            begun = int(items.amount[items.seed > 0].sum())
            assert stayed == begun
            ends = sum(int(t) for t in large.traced[last]) + sum(int(h) for h in held)
            assert ends == begun << 80


def history(random: np.random.Generator, places: int = 6, count: int = 40) -> tuple[Steps, Items, np.ndarray]:
    """Payments between accounts in order; the first two that come from outside are the money."""
    source = random.integers(-1, places, count)
    target = (source + random.integers(1, places, count)) % places
    source[:2] = -1
    amount = random.integers(1, 50, count)
    balance, least = np.zeros(places, np.int64), np.zeros(places, np.int64)
    steps: list[tuple[int, int, bool]] = []
    for i in range(count):
        if source[i] >= 0:
            steps.append((i, source[i], False))
            balance[source[i]] -= amount[i]
            least[source[i]] = min(least[source[i]], balance[source[i]])
        steps.append((i, target[i], True))
        balance[target[i]] += amount[i]
    seed = np.where(np.arange(count) < 2, 1, 0).astype(np.int32)
    columns = [np.array(c) for c in zip(*steps, strict=True)]
    return (
        steps_of(*columns, amount),
        Items(amount, np.arange(count), seed, np.zeros(count, np.uint8)),
        -least,
    )


@pytest.mark.parametrize("rule", [FIRST_IN, LAST_IN])
@pytest.mark.parametrize("seed", range(40))
def test_money_in_order_is_found_alike_forward_and_backward(rule: int, seed: int) -> None:
    """What the last payment holds of the first one is what the first one gave to the last."""
    steps, items, opening = history(np.random.default_rng(seed))
    count = len(items.amount)
    ends = balances(*steps[:3], items.amount)[2]
    turned = [part[::-1].copy() for part in steps]
    back = Steps(turned[0], turned[1], ~turned[2], turned[3])
    for last in range(count - 5, count):
        one = np.zeros(count, np.int32)
        one[0] = 1
        forward, _ = follow(rule, steps, items._replace(seed=one), NONE, opening)
        other = np.zeros(count, np.int32)
        other[last] = 1
        backward, _ = follow(rule, back, items._replace(seed=other, left=-items.left), NONE, ends)
        assert forward.traced[last] == backward.traced[0]


@pytest.mark.parametrize("bits", [8, 40, 51, 61])
def test_a_share_is_exact_up_to_the_largest_balance(bits: int) -> None:
    random = np.random.default_rng(bits)
    for _ in range(2_000):
        whole = int(random.integers(1, WHOLE >> (61 - bits)))
        part, of = (int(random.integers(0, whole + 1)) for _ in range(2))
        for part_, of_ in ((part, of), (part, whole), (whole, of), (whole - 1, whole - 1)):
            assert share(part_, of_, whole) == part_ * of_ // whole
