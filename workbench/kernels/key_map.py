"""A growing map from 64-bit keys to numbers 1, 2, 3, ...: how pairs of entities become links while rows stream by."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.jit import kernel

Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]

STRETCH = (
    64  # keys whose places are looked at together before any is judged, so that memory is waited for once
)


@kernel
def _slot(key: np.uint64, mask: np.uint64) -> np.uint64:
    h = key * np.uint64(0x9E3779B97F4A7C15)
    return (h ^ (h >> np.uint64(29))) & mask


@kernel
def _insert(table: Any, numbers: Any, keys: Any, out: Any, count: Any) -> int:
    """Numbers each key, giving unseen ones the next number; how many there are afterwards."""
    mask = np.uint64(table.size - 1)
    for i in range(keys.size):
        key = keys[i]
        at = _slot(key, mask)
        while numbers[at] != 0 and table[at] != key:
            at = (at + np.uint64(1)) & mask
        if numbers[at] == 0:
            count += 1
            table[at] = key
            numbers[at] = count
        out[i] = numbers[at]
    return int(count)


@kernel
def _insert_pairs(table: Any, numbers: Any, start: Any, end: Any, out: Any, count: Any, slots: Any) -> int:
    """As `_insert`, for keys made of two ids each; a pair of which one is 0 has the number 0. `slots` has room for a
    stretch and one more."""
    mask = np.uint64(table.size - 1)
    most = slots.size - 1
    for begin in range(0, start.size, most):
        last = min(begin + most, start.size)
        seen = np.uint64(0)
        for i in range(begin, last):
            at = _slot(np.uint64(start[i]) << np.uint64(32) | np.uint64(end[i]), mask)
            slots[i - begin] = at
            seen ^= table[at] ^ np.uint64(numbers[at])
        slots[most] = seen
        for i in range(begin, last):
            if start[i] == 0 or end[i] == 0:
                out[i] = 0
                continue
            key = np.uint64(start[i]) << np.uint64(32) | np.uint64(end[i])
            at = slots[i - begin]
            while numbers[at] != 0 and table[at] != key:
                at = (at + np.uint64(1)) & mask
            if numbers[at] == 0:
                count += 1
                table[at] = key
                numbers[at] = count
            out[i] = numbers[at]
    return int(count)


@kernel
def _rehash(table: Any, numbers: Any, wider: Any, wider_numbers: Any) -> None:
    mask = np.uint64(wider.size - 1)
    for i in range(table.size):
        if numbers[i] != 0:
            at = _slot(table[i], mask)
            while wider_numbers[at] != 0:
                at = (at + np.uint64(1)) & mask
            wider[at] = table[i]
            wider_numbers[at] = numbers[i]


@kernel
def _place(key: Any, size: Any) -> np.int64:
    return np.int64(((key >> np.uint64(32)) * size) >> np.uint64(32))


@kernel
def _fill(table: Any, keys: Any, size: Any) -> None:
    for i in range(keys.size):
        key = keys[i]
        if key != 0:
            at = _place(key, size)
            while table[at] != 0:
                at += 1
                if at == table.size:
                    at = np.int64(0)
            table[at] = key


@kernel
def _meet(table: Any, keys: Any, size: Any, met: Any, seen: Any) -> int:
    """Puts keys into the table and tells which were there, here or before; how many were not. `seen` is one number
    that says nothing."""
    fresh = 0
    for begin in range(0, keys.size, STRETCH):
        last = min(begin + STRETCH, keys.size)
        for i in range(begin, last):
            seen[0] ^= table[_place(keys[i] if keys[i] != 0 else np.uint64(1), size)]
        for i in range(begin, last):
            key = keys[i] if keys[i] != 0 else np.uint64(1)
            at = _place(key, size)
            while table[at] != 0 and table[at] != key:
                at += 1
                if at == table.size:
                    at = np.int64(0)
            met[i] = table[at] != 0
            if table[at] == 0:
                table[at] = key
                fresh += 1
    return fresh


class KeySet:
    """Tells which keys came before: eight bytes a key and a quarter of room, nothing else. Keys are hashes: well mixed,
    for their upper half says where they stand."""

    def __init__(self, expected: int = 0) -> None:
        self._table = np.zeros(max(1 << 12, expected * 4 // 3), np.uint64)
        self.count = 0

    def meet(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Which of the keys were met before, in this call or an earlier one; all are known afterwards."""
        if (self.count + keys.size) * 4 > self._table.size * 3:
            wider = np.zeros(max((self.count + keys.size) * 4 // 3, self._table.size * 3 // 2), np.uint64)
            _fill(wider, self._table, np.uint64(wider.size))
            self._table = wider
        met = np.empty(keys.size, np.bool_)
        seen = np.zeros(1, np.uint64)
        self.count += int(_meet(self._table, keys, np.uint64(self._table.size), met, seen))
        return met


class KeyMap:
    """Numbers distinct keys from 1 in the order they are first seen."""

    def __init__(self) -> None:
        self._table = np.zeros(1 << 12, np.uint64)
        self._numbers = np.zeros(1 << 12, np.int32)
        self.count = 0

    def numbers(self, keys: Keys) -> Numbers:
        """The number of each key; unseen keys are added."""
        self._widen(self.count + keys.size)
        out = np.empty(keys.size, np.int32)
        self.count = int(_insert(self._table, self._numbers, keys, out, self.count))
        return out

    def of_pairs(self, start: Numbers, end: Numbers) -> Numbers:
        """The number of each pair of ids, 0 where one is missing; unseen pairs are added."""
        self._widen(self.count + start.size)
        out = np.empty(start.size, np.int32)
        slots = np.empty(STRETCH + 1, np.uint64)
        self.count = int(_insert_pairs(self._table, self._numbers, start, end, out, self.count, slots))
        return out

    def _widen(self, wanted: int) -> None:
        size = self._table.size
        if (
            wanted * 5 <= size * 4
        ):  # four fifths full at most: a hundred million keys are not worth twice the memory
            return
        while wanted * 5 > size * 4:
            size *= 2
        table, numbers = np.zeros(size, np.uint64), np.zeros(size, np.int32)
        _rehash(self._table, self._numbers, table, numbers)
        self._table, self._numbers = table, numbers


def warm() -> None:
    """Makes these kernels ready."""
    numbers = KeyMap()
    numbers.numbers(np.arange(5_000, dtype=np.uint64))
    for given in samples.both(np.ones(3, np.int32)):
        numbers.of_pairs(given, given)
    KeySet().meet(np.arange(5_000, dtype=np.uint64))
