"""Counting while records stream by: keys, repetitions, links and entities, one pass each."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.jit import kernel

Keys = npt.NDArray[np.uint64]


@kernel
def add_to_keys(keys: Any, values: Any, seed: Any) -> None:
    """Adds a well-mixed hash of each value to its key; 0 adds nothing (splitmix64's finaliser)."""
    for i in range(keys.size):
        v = values[i]
        if v == 0:
            continue
        h = np.uint64(v) * np.uint64(0x9E3779B97F4A7C15) + seed
        h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        keys[i] += h ^ (h >> np.uint64(31))


@kernel
def count_occurrences(numbers: Any, seen: Any, out: Any) -> None:
    """How often each number came before, here and in earlier calls; `seen` is carried on."""
    for i in range(numbers.size):
        n = numbers[i]
        out[i] = seen[n]
        seen[n] += 1


@kernel
def tally_links(
    link: Any,
    at: Any,
    has_time: Any,
    amount: Any,
    has_amount: Any,
    counted: Any,
    sums: Any,
    kinds: Any,
    kind: Any,
) -> None:
    """Adds records to the sums of their links, all of one kind; link 0 is none.

    `sums` has for each link its count, first, last and total; `at` and `amount` are looked at only where `has_time` and
    `has_amount` say so for the record.
    """
    for i in range(link.size):
        k = link[i]
        if k == 0 or not counted[i]:
            continue
        kinds[k] = kind
        sums[k, 0] += 1
        if has_time[i]:
            if at[i] < sums[k, 1]:
                sums[k, 1] = at[i]
            if at[i] > sums[k, 2]:
                sums[k, 2] = at[i]
        if has_amount[i]:
            sums[k, 3] += amount[i]


@kernel
def count_entities(roles: Any, counted: Any, count: Any) -> None:
    """Adds records to the count of every entity in them, once a record; `roles` is (records, roles), 0 = nobody."""
    for i in range(roles.shape[0]):
        if not counted[i]:
            continue
        for r in range(roles.shape[1]):
            e = roles[i, r]
            if e == 0:
                continue
            fresh = True
            for q in range(r):
                if roles[i, q] == e:
                    fresh = False
            if fresh:
                count[e] += 1


@kernel
def look_up(known: Any, numbers: Any, out: Any) -> None:
    """What is known under each number."""
    for i in range(numbers.size):
        out[i] = known[numbers[i]]


@kernel
def renumber(numbers: Any, known: Any, out: Any, unknown: Any, places: Any, count: Any) -> int:
    """The number that `known` has for each number, 0 stays 0; those it has none for go to `unknown` from `count` on,
    and where they stand to `places`. Answers how many stand there then."""
    for i in range(numbers.size):
        n = numbers[i]
        out[i] = known[n]
        if n != 0 and known[n] == 0:
            unknown[count] = n
            places[count] = i
            count += 1
    return int(count)


def looked_up(known: npt.NDArray[np.int32], numbers: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """What is known under each number: several times quicker than indexing, which makes 64 bits of each number."""
    out = np.empty(numbers.size, np.int32)
    look_up(known, numbers, out)
    return out


def grown(array: npt.NDArray[Any], size: int, filling: int = 0) -> npt.NDArray[Any]:
    """The array with room for `size` items, at least doubled when it must grow."""
    if size <= array.size:
        return array
    wider = np.full(max(size, array.size * 2), filling, array.dtype)
    wider[: array.size] = array
    return wider


def warm() -> None:
    """Makes these kernels ready."""
    keys, seen = np.zeros(3, np.uint64), np.zeros(5_001, np.int32)
    for given in samples.both(np.arange(3, dtype=np.uint64)):
        add_to_keys(keys, given, np.uint64(1))
    count_occurrences(np.arange(5_000, dtype=np.int32), seen, np.empty(5_000, np.int32))
    times, yes, sums = np.zeros(3, np.int64), samples.YES, np.zeros((2, 4), np.int64)
    links = np.ones(3, np.int32)
    for given in samples.both(links):
        tally_links(given, times, yes, times, yes, yes, sums, np.zeros(2, np.uint8), np.uint8(0))
        looked_up(links, given)
    count_entities(np.ones((3, 2), np.int32), yes, np.zeros(2, np.int64))
    warm_numbering()


def warm_numbering() -> None:
    """Makes ready what numbers texts, as a process that reads files needs it."""
    numbers = np.ones(3, np.int32)
    renumber(numbers, numbers, numbers.copy(), numbers.copy(), numbers.copy(), 0)
    looked_up(numbers, numbers)
