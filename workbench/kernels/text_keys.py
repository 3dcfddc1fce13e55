"""Distinct texts numbered while columns stream by: 128-bit keys, and the table that finds them again.

A text of at most 15 bytes is its own key: the bytes and their number. A longer one is hashed with a secret of this
process; whoever needs certainty compares those texts (`is_hashed`).
"""

from __future__ import annotations

import secrets
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.jit import kernel
from workbench.kernels.loads import load
from workbench.kernels.texts import Texts

Keys = npt.NDArray[np.uint64]  # (texts, 2)
Numbers = npt.NDArray[np.int32]
_HASHED = np.uint64(0xFF)
STRETCH = 64  # keys looked up together
_SECRETS = np.array([secrets.randbits(64) | 1 for _ in range(4)], np.uint64)


@kernel
def _mixed(h: Any) -> np.uint64:
    h = (h ^ (h >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    h = (h ^ (h >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
    return np.uint64(h ^ (h >> np.uint64(32)))


@kernel
def make_keys(views: Any, octets: Any, starts: Any, given: Any, secret: Any, keys: Any) -> None:
    """The key of every text; both words are 0 where there is none."""
    for i in range(views.shape[0]):
        if not given[i]:
            keys[i, 0] = np.uint64(0)
            keys[i, 1] = np.uint64(0)
            continue
        head, tail = views[i, 0], views[i, 1]
        size = np.int64(head & np.uint64(0xFFFFFFFF))
        if size <= 12:
            keys[i, 0] = head >> np.uint64(32) | tail << np.uint64(32)
            keys[i, 1] = tail >> np.uint64(32) | np.uint64(size + 1) << np.uint64(56)
            continue
        at = starts[np.int64(tail & np.uint64(0xFFFFFFFF))] + np.int64(tail >> np.uint64(32))
        if size <= 15:
            keys[i, 0] = load(octets, at)
            rest = load(octets, at + size - 8) >> np.uint64(8 * (16 - size))
            keys[i, 1] = rest | np.uint64(size + 1) << np.uint64(56)
            continue
        one, other = np.uint64(size) * secret[0], np.uint64(size) ^ secret[1]
        for begin in range(0, size, 8):
            word = load(octets, at + min(begin, size - 8))
            one = _mixed(one ^ word) * secret[2]
            other = _mixed(other + word) * secret[3]
        keys[i, 0] = one
        keys[i, 1] = other >> np.uint64(8) | np.uint64(0xFF) << np.uint64(56)


@kernel
def _slot(low: Any, high: Any, mask: Any) -> np.uint64:
    h = (low ^ (high * np.uint64(0x9E3779B97F4A7C15))) * np.uint64(0xD6E8FEB86659FD93)
    return np.uint64((h ^ (h >> np.uint64(32))) & mask)


@kernel
def number_keys(keys: Any, table: Any, numbers: Any, count: Any, out: Any, fresh: Any, slots: Any) -> int:
    """Numbers each key, unseen ones from `count` + 1 on; 0 for none. `fresh` takes the place each new one came at;
    how many numbers there are afterwards.

    Where a stretch of keys should stand is looked at first, all of them together, so that memory is waited for once and
    not for each; `slots` has room for a stretch and one more.
    """
    mask = np.uint64(numbers.size - 1)
    before = count
    most = slots.size - 1
    for begin in range(0, keys.shape[0], most):
        end = min(begin + most, keys.shape[0])
        seen = np.uint64(0)
        for i in range(begin, end):
            at = _slot(keys[i, 0], keys[i, 1], mask)
            slots[i - begin] = at
            seen ^= table[at, 0] ^ np.uint64(numbers[at])
        slots[most] = seen
        for i in range(begin, end):
            low, high = keys[i, 0], keys[i, 1]
            if high == 0:
                out[i] = 0
                continue
            at = slots[i - begin]
            while numbers[at] != 0 and (table[at, 0] != low or table[at, 1] != high):
                at = (at + np.uint64(1)) & mask
            if numbers[at] == 0:
                fresh[count - before] = i
                count += 1
                table[at, 0] = low
                table[at, 1] = high
                numbers[at] = count
            out[i] = numbers[at]
    return int(count)


@kernel
def _rehash(table: Any, numbers: Any, wider: Any, wider_numbers: Any) -> None:
    mask = np.uint64(wider_numbers.size - 1)
    for i in range(numbers.size):
        if numbers[i] != 0:
            at = _slot(table[i, 0], table[i, 1], mask)
            while wider_numbers[at] != 0:
                at = (at + np.uint64(1)) & mask
            wider[at, 0] = table[i, 0]
            wider[at, 1] = table[i, 1]
            wider_numbers[at] = numbers[i]


def keys_of(texts: Texts) -> Keys:
    """The keys of a column; stable within this process and no longer."""
    keys = np.empty((len(texts), 2), np.uint64)
    make_keys(texts.views, texts.octets, texts.starts, texts.given, _SECRETS, keys)
    return keys


def is_hashed(keys: Keys) -> npt.NDArray[np.bool_]:
    """Which keys are hashes: two different texts may, against all odds, have the same."""
    found: npt.NDArray[np.bool_] = keys[:, 1] >> np.uint64(56) == _HASHED
    return found


class TextMap:
    """Numbers distinct keys from 1 in the order they are first seen."""

    def __init__(self) -> None:
        self._table = np.zeros((1 << 12, 2), np.uint64)
        self._numbers = np.zeros(1 << 12, np.int32)
        self.count = 0

    def numbers(self, keys: Keys) -> tuple[Numbers, npt.NDArray[np.int64]]:
        """The number of each key, 0 for none, and the places of the keys that are new, in their order."""
        self._widen(self.count + len(keys))
        out, fresh = np.empty(len(keys), np.int32), np.empty(len(keys), np.int64)
        before = self.count
        self.count = int(
            number_keys(
                keys, self._table, self._numbers, before, out, fresh, np.empty(STRETCH + 1, np.uint64)
            )
        )
        return out, fresh[: self.count - before].copy()

    def skip(self) -> int:
        """A number that no key has, for what the table cannot tell apart."""
        self.count += 1
        return self.count

    def _widen(self, wanted: int) -> None:
        size = len(self._numbers)
        if wanted * 4 <= size * 3:
            return
        while wanted * 4 > size * 3:
            size *= 2
        table, numbers = np.zeros((size, 2), np.uint64), np.zeros(size, np.int32)
        _rehash(self._table, self._numbers, table, numbers)
        self._table, self._numbers = table, numbers


def warm() -> None:
    """Makes these kernels ready."""
    numbers = TextMap()
    for column in samples.columns():
        numbers.numbers(keys_of(column))
    numbers.numbers(np.ones((5_000, 2), np.uint64))
