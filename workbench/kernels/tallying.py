"""Counting while records stream by: keys, repetitions, links and entities, one pass each."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]


@numba.njit(cache=True, nogil=True)
def add_to_keys(keys, values, seed):  # type: ignore[no-untyped-def]
    """Adds a well-mixed hash of each value to its key; 0 adds nothing (splitmix64's finaliser)."""
    for i in range(keys.size):
        v = values[i]
        if v == 0:
            continue
        h = np.uint64(v) * np.uint64(0x9E3779B97F4A7C15) + seed
        h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        keys[i] += h ^ (h >> np.uint64(31))


@numba.njit(cache=True, nogil=True)
def count_occurrences(numbers, seen, out):  # type: ignore[no-untyped-def]
    """How often each number came before, here and in earlier calls; `seen` is carried on."""
    for i in range(numbers.size):
        n = numbers[i]
        out[i] = seen[n]
        seen[n] += 1


@numba.njit(cache=True, nogil=True)
def tally_links(link, at, has_time, amount, has_amount, counted, count, first, last, total):  # type: ignore[no-untyped-def]
    """Adds records to the count, first, last and total of their links; link 0 is none.

    `at` and `amount` are looked at only where `has_time` and `has_amount` say so for the record.
    """
    for i in range(link.size):
        k = link[i]
        if k == 0 or not counted[i]:
            continue
        count[k] += 1
        if has_time[i]:
            if at[i] < first[k]:
                first[k] = at[i]
            if at[i] > last[k]:
                last[k] = at[i]
        if has_amount[i]:
            total[k] += amount[i]


@numba.njit(cache=True, nogil=True)
def count_entities(roles, counted, count):  # type: ignore[no-untyped-def]
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


def grown(array: npt.NDArray[Any], size: int, filling: int = 0) -> npt.NDArray[Any]:
    """The array with room for `size` items, at least doubled when it must grow."""
    if size <= array.size:
        return array
    wider = np.full(max(size, array.size * 2), filling, array.dtype)
    wider[: array.size] = array
    return wider
