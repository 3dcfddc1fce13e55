"""A hash table from 64-bit keys to numbers that looks up and stores a whole array at a time.

Open addressing with linear probing over two numpy arrays, multiplicative (Fibonacci) hashing; at most half
full. It does not rebuild per block, as a join against the growing dictionary would.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Numbers = NDArray[np.int32]
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


class KeyMap:
    """Keys are never 0; a number may be any but 0, which answers "not there"."""

    def __init__(self, bits: int = 12) -> None:
        self._make(bits)

    def _make(self, bits: int) -> None:
        self._bits = bits
        self._shift = np.uint64(64 - bits)
        self._mask = (1 << bits) - 1
        self._keys = np.zeros(1 << bits, np.uint64)
        self._numbers = np.zeros(1 << bits, np.int32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def _slots(self, keys: Keys) -> NDArray[np.int64]:
        return ((keys * _GOLDEN) >> self._shift).astype(np.int64)

    def get(self, keys: Keys) -> Numbers:
        """The numbers of the keys, 0 where a key is 0 or was never put."""
        slots = self._slots(keys)
        there = self._keys[slots]
        found: Numbers = self._numbers[slots]
        missed = np.flatnonzero(there != keys)
        if not len(missed):
            return found
        found[missed] = 0
        going = missed[(there[missed] != 0) & (keys[missed] != 0)]
        slots = slots[going]
        while len(going):
            slots = (slots + 1) & self._mask
            there = self._keys[slots]
            wanted = keys[going]
            hit = there == wanted
            found[going[hit]] = self._numbers[slots[hit]]
            on = ~hit & (there != 0)
            going, slots = going[on], slots[on]
        return found

    def put(self, keys: Keys, numbers: Numbers) -> None:
        """Stores distinct keys that are not there yet."""
        if (self._count + len(keys)) * 2 > len(self._keys):
            held = self._keys != 0
            old_keys, old_numbers = self._keys[held], self._numbers[held]
            bits = self._bits
            while 1 << bits < (self._count + len(keys)) * 4:
                bits += 1
            self._make(bits)
            self._store(old_keys, old_numbers)
        self._store(keys, numbers)

    def _store(self, keys: Keys, numbers: Numbers) -> None:
        self._count += len(keys)
        slots = self._slots(keys)
        waiting = np.arange(len(keys))
        while len(waiting):
            free = self._keys[slots] == 0
            trying, where = waiting[free], slots[free]
            self._keys[where] = keys[trying]  # several may try one slot: the last one written has it
            won = self._keys[where] == keys[trying]
            self._numbers[where[won]] = numbers[trying[won]]
            waiting = np.concatenate((waiting[~free], trying[~won]))
            slots = (np.concatenate((slots[~free], where[~won])) + 1) & self._mask
