"""Looking for a few letters in a million texts: candidates by their ends, by their beginnings, and anywhere in them.

The texts lie one after the other, each ending in a newline, which no pattern holds. `heads` and `tails` are the first
and last eight bytes of each text as one number, the outermost byte the highest.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.kernels.jit import kernel
from workbench.kernels.moments import grouped

Octets = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
STRIDE = 64
SAMPLE, SAMPLES = (
    256,
    16,
)  # bytes of a stretch, and stretches, in which it is tried how rare the bytes of a pattern are
LOOKED_AT = 24  # bytes of a pattern that are tried


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
def _alike(words: Any, mask: Any, wanted: Any, most: Any, found: Any) -> int:
    """The places of the words that are alike under a mask, at most so many, the first ones; how many."""
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
                    if count == most:
                        return int(count)
    return int(count)


@kernel
def _holding(octets: Any, begin: Any, pattern: Any, places: Any, most: Any, found: Any) -> int:
    """The texts that hold a pattern, at most so many, in their order. `places` are four places in the pattern whose
    bytes are compared first, sixty-four at a time."""
    a, b, c, d = pattern[places[0]], pattern[places[1]], pattern[places[2]], pattern[places[3]]
    pa, pb, pc, pd = places[0], places[1], places[2], places[3]
    size, last = pattern.size, octets.size - pattern.size
    count, text = 0, 0
    at = 0
    while at <= last and count < most:
        if at + STRIDE <= last:
            # Slices, for only indexes that are known to count from 0 are compared many at a time.
            at_a, at_b = octets[at + pa : at + pa + STRIDE], octets[at + pb : at + pb + STRIDE]
            at_c, at_d = octets[at + pc : at + pc + STRIDE], octets[at + pd : at + pd + STRIDE]
            some = np.uint8(0)
            for i in range(STRIDE):
                some |= (at_a[i] == a) & (at_b[i] == b) & (at_c[i] == c) & (at_d[i] == d)
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


def _outer(pattern: bytes) -> tuple[np.uint64, np.uint64]:
    """The first eight bytes of a pattern as `heads` has them, and a mask of as many."""
    known = pattern[:8]
    shift = 64 - 8 * len(known)
    return np.uint64(int.from_bytes(known, "big") << shift), np.uint64((1 << 64) - (1 << shift))


class Packed:
    """Texts made ready for `ends`, `begins` and `holds`; about 40 bytes a text beside its own."""

    def __init__(self, octets: Octets, begin: npt.NDArray[np.int64]) -> None:
        self.octets, self.begin = octets, begin
        self.size = np.diff(begin) - 1
        count = len(begin) - 1
        self._heads, self._tails = np.empty(count, np.uint64), np.empty(count, np.uint64)
        _ends_of(octets, begin, self._heads, self._tails)
        self._found = np.empty(max(count, 1), np.int64)
        # the texts by their first two bytes, and by their last two: few of many need to be looked at
        self._by_two = [
            grouped((words >> np.uint64(48)).astype(np.int32), 1 << 16)
            for words in (self._heads, self._tails)
        ]
        step = max(1, (len(octets) - SAMPLE) // SAMPLES)
        starts = range(0, max(1, len(octets)), step)
        self._sample = np.concatenate([octets[at : at + SAMPLE] for at in starts])

    def begins(self, pattern: bytes, most: int = 1 << 40) -> npt.NDArray[np.int64]:
        """The texts that begin with a pattern, at most so many, the first ones."""
        found = self._outside(0, pattern, most)
        return found[self.begin_so(found, pattern)][:most]

    def ends(self, pattern: bytes, most: int = 1 << 40) -> npt.NDArray[np.int64]:
        """The texts that end with a pattern, at most so many, the first ones."""
        found = self._outside(1, pattern[::-1], most)
        return found[self.end_so(found, pattern)][:most]

    def _outside(self, end: int, outermost: bytes, most: int) -> npt.NDArray[np.int64]:
        """The texts that may begin (`end` 0) or end (1) with a pattern; those of a longer one than a word must be
        looked at."""
        words = (self._heads, self._tails)[end]
        wanted, mask = _outer(outermost)
        if len(outermost) > 1:
            places, first = self._by_two[end]
            two = int.from_bytes(outermost[:2], "big")
            some = places[first[two] : first[two + 1]]
            if len(some) * 8 < len(words):
                held: npt.NDArray[np.int64] = some[words[some] & mask == wanted].astype(np.int64)
                return held
        enough = most if len(outermost) <= 8 else 1 << 40
        return self._found[: _alike(words, mask, wanted, enough, self._found)].copy()

    def begin_so(self, some: npt.NDArray[np.int64], pattern: bytes) -> npt.NDArray[np.bool_]:
        """Which of some texts begin with a pattern."""
        wanted, mask = _outer(pattern)
        held = (self._heads[some] & mask == wanted) & (self.size[some] >= len(pattern))
        return self._beyond(held, some, self.begin[some], pattern, range(8, len(pattern)))

    def end_so(self, some: npt.NDArray[np.int64], pattern: bytes) -> npt.NDArray[np.bool_]:
        """Which of some texts end with a pattern."""
        wanted, mask = _outer(pattern[::-1])
        held = (self._tails[some] & mask == wanted) & (self.size[some] >= len(pattern))
        where = self.begin[some + 1] - 1 - len(pattern)
        return self._beyond(held, some, where, pattern, range(len(pattern) - 8))

    def _beyond(
        self,
        held: npt.NDArray[np.bool_],
        some: npt.NDArray[np.int64],
        where: npt.NDArray[np.int64],
        pattern: bytes,
        places: range,
    ) -> npt.NDArray[np.bool_]:
        """Those held whose bytes at some places of the pattern, counted from `where` in the text, are its as well."""
        for place in places:
            still = np.flatnonzero(held)
            held[still] = self.octets[where[still] + place] == pattern[place]
        return held

    def holds(self, pattern: bytes, most: int) -> npt.NDArray[np.int64]:
        """The texts that hold a pattern anywhere, at most so many, the first ones."""
        if len(pattern) > len(self.octets):
            return np.zeros(0, np.int64)
        wanted = np.frombuffer(pattern, np.uint8).copy()
        most = min(most, len(self._found))
        count = _holding(self.octets, self.begin, wanted, self._telling(wanted), most, self._found)
        return self._found[: int(count)].copy()

    def _telling(self, pattern: Octets) -> npt.NDArray[np.int64]:
        """Four places in a pattern whose bytes seldom stand together: so many numbers begin alike that the places that
        come first to mind tell nothing."""
        looked = min(len(pattern), LOOKED_AT)
        size = (len(self._sample) - looked) // 64 * 64
        if not size:
            return np.zeros(4, np.int64)
        stands = np.stack([self._sample[k : k + size] == pattern[k] for k in range(looked)])
        alike = np.packbits(stands, axis=1).view(np.uint64)
        places: list[int] = []
        for _ in range(4):
            often = np.bitwise_count(alike).sum(axis=1, dtype=np.int64)
            often[places[: looked - 1]] = size + 1
            places.append(int(np.argmin(often)))
            alike &= alike[places[-1]].copy()
        return np.array(places, np.int64)


def warm() -> None:
    """Makes these kernels ready."""
    octets = np.frombuffer(b"abcdefghijkl\nb\n" * 20, np.uint8).copy()
    packed = Packed(octets, np.cumsum([0, *[13, 2] * 20]).astype(np.int64))
    packed.begins(b"abcdefghij"), packed.ends(b"l"), packed.holds(b"fgh", 9)
