"""Looking for a few letters in a million texts: candidates by their ends, by their beginnings, and anywhere in them.

The texts lie one after the other, each ending in a newline, which no pattern holds. `heads` and `tails` are the first
and last eight bytes of each text as one number, the outermost byte the highest.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.kernels.jit import kernel

Octets = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
STRIDE = 64


@kernel
def _ends_of(octets: Any, begin: Any, heads: Any, tails: Any) -> None:
    for i in range(begin.size - 1):
        first, last = begin[i], begin[i + 1] - 1
        head, tail = np.uint64(0), np.uint64(0)
        for k in range(8):
            head <<= np.uint64(8)
            tail <<= np.uint64(8)
            if first + k < last:
                head |= np.uint64(octets[first + k])
                tail |= np.uint64(octets[last - 1 - k])
        heads[i] = head
        tails[i] = tail


@kernel
def _alike(words: Any, mask: Any, wanted: Any, found: Any) -> int:
    """The places of the words that are alike under a mask; how many."""
    count = 0
    for begin in range(0, words.size, STRIDE):
        end = min(begin + STRIDE, words.size)
        some = np.uint64(0)
        for i in range(begin, end):
            some |= np.uint64((words[i] & mask) == wanted)
        if some:
            for i in range(begin, end):
                if (words[i] & mask) == wanted:
                    found[count] = i
                    count += 1
    return count


@kernel
def _holding(octets: Any, begin: Any, pattern: Any, places: Any, most: Any, found: Any) -> int:
    """The texts that hold a pattern, at most so many, in their order. `places` are four places in the pattern whose
    bytes are compared first, sixty-four texts' bytes at a time."""
    a, b, c, d = pattern[places[0]], pattern[places[1]], pattern[places[2]], pattern[places[3]]
    pa, pb, pc, pd = places[0], places[1], places[2], places[3]
    size, last = pattern.size, octets.size - pattern.size
    count, text = 0, 0
    at = 0
    while at <= last and count < most:
        if at + STRIDE <= last:
            some = np.uint8(0)
            for i in range(at, at + STRIDE):
                some |= (
                    np.uint8(octets[i + pa] == a)
                    & np.uint8(octets[i + pb] == b)
                    & np.uint8(octets[i + pc] == c)
                    & np.uint8(octets[i + pd] == d)
                )
            if some == 0:
                at += STRIDE
                continue
        end = min(at + STRIDE, last + 1)
        while at < end and count < most:
            if (
                octets[at + pa] == a
                and octets[at + pb] == b
                and octets[at + pc] == c
                and octets[at + pd] == d
            ):
                whole = True
                for k in range(size):
                    if octets[at + k] != pattern[k]:
                        whole = False
                        break
                if whole:
                    low, high = text, begin.size - 1  # the text that this byte is in
                    while high - low > 1:
                        middle = (low + high) // 2
                        if begin[middle] <= at:
                            low = middle
                        else:
                            high = middle
                    found[count] = low
                    count += 1
                    text = low + 1
                    at = begin[text]
                    continue
            at += 1
    return count


class Packed:
    """Texts made ready for `ends`, `begins` and `holds`; about 30 bytes a text beside its own."""

    def __init__(self, octets: Octets, begin: npt.NDArray[np.int64]) -> None:
        self.octets, self.begin = octets, begin
        self.size = np.diff(begin) - 1
        count = len(begin) - 1
        self._heads, self._tails = np.empty(count, np.uint64), np.empty(count, np.uint64)
        _ends_of(octets, begin, self._heads, self._tails)
        self._found = np.empty(max(count, 1), np.int64)

    def begins(self, pattern: bytes) -> npt.NDArray[np.int64]:
        """The texts that begin with a pattern."""
        return self._at_the_edge(self._heads, pattern, pattern, self.begin[:-1])

    def ends(self, pattern: bytes) -> npt.NDArray[np.int64]:
        """The texts that end with a pattern."""
        return self._at_the_edge(self._tails, pattern[::-1], pattern, self.begin[1:] - 1 - len(pattern))

    def _at_the_edge(
        self, words: Words, outermost: bytes, pattern: bytes, where: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int64]:
        known = outermost[:8]
        shift = np.uint64(64 - 8 * len(known))
        wanted = np.uint64(int.from_bytes(known, "big")) << shift
        mask = np.uint64(0xFFFFFFFFFFFFFFFF) >> shift << shift
        found = self._found[: int(_alike(words, mask, wanted, self._found))].copy()
        found = found[self.size[found] >= len(pattern)]
        for place in range(len(pattern)) if len(pattern) > 8 else ():
            found = found[self.octets[where[found] + place] == pattern[place]]
        return found

    def holds(self, pattern: bytes, most: int) -> npt.NDArray[np.int64]:
        """The texts that hold a pattern anywhere, at most so many, the first ones."""
        if len(pattern) > len(self.octets):
            return np.zeros(0, np.int64)
        last = len(pattern) - 1
        places = np.array([0, last, last // 2, (last + 1) // 3], np.int64)
        wanted = np.frombuffer(pattern, np.uint8).copy()
        count = _holding(self.octets, self.begin, wanted, places, min(most, len(self._found)), self._found)
        return self._found[: int(count)].copy()
