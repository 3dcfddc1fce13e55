"""Chance that falls the same way everywhere: a seed and a purpose give one stream of draws."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws for one purpose of one seed.

    Only `random.Random.random()` is used, the one method whose sequence Python promises to keep; the rest
    is plain arithmetic, so the demonstration has the same bytes on every platform and version.
    """

    def __init__(self, seed: int, purpose: str) -> None:
        self._name = f"{seed}:{purpose}"
        self._random = random.Random(self._name)
        self._spent = 0

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit`."""
        return int(self._random.random() * limit)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def one(self, among: Sequence[T]) -> T:
        return among[self.below(len(among))]

    def favourite(self, among: Sequence[T]) -> T:
        """One of them, the first far more often than the last."""
        return among[min(self.below(len(among)), self.below(len(among)), self.below(len(among)))]

    def shuffled(self, among: Sequence[T]) -> list[T]:
        left = list(among)
        for i in range(len(left) - 1, 0, -1):
            j = self.below(i + 1)
            left[i], left[j] = left[j], left[i]
        return left

    def some(self, among: Sequence[T], count: int) -> list[T]:
        """`count` different ones, or all of them where there are fewer."""
        return self.shuffled(among)[:count]

    def octets(self, count: int) -> bytes:
        """Fresh bytes that look random."""
        out = b""
        while len(out) < count:
            self._spent += 1
            out += hashlib.sha256(f"{self._name}:{self._spent}".encode()).digest()
        return out[:count]
