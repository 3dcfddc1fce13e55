"""A growing map from 64-bit keys to numbers 1, 2, 3, ...: how pairs of entities become links while rows stream by."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.kernels.jit import kernel

Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]

_EMPTY = np.int32(0)


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
def _rehash(table: Any, numbers: Any, wider: Any, wider_numbers: Any) -> None:
    mask = np.uint64(wider.size - 1)
    for i in range(table.size):
        if numbers[i] != 0:
            at = _slot(table[i], mask)
            while wider_numbers[at] != 0:
                at = (at + np.uint64(1)) & mask
            wider[at] = table[i]
            wider_numbers[at] = numbers[i]


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
