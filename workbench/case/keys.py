"""Overlap keys: a 64-bit hash of a record's cleaned fields, equal exactly where two records say the same.

Keys are recomputed from the columns whenever needed and never stored (8 random bytes a record would double a case).
With ten million records on either side the chance of one false match is below 6 in a million.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.kernels.key_map import KeyMap, KeySet
from workbench.kernels.tallying import add_to_keys, count_occurrences, grown
from workbench.model.kinds import RecordKind

Keys = npt.NDArray[np.uint64]


def columns(kind: RecordKind) -> list[str]:
    """The columns that make a record's key."""
    made = []
    for f in kind.fields:
        if f.key:
            made.append(f.id)
            if f.type == "amount":
                made.append(f"{f.id}.asset")
    return made


def of(frame: pl.DataFrame, kind: RecordKind) -> Keys:
    """The keys of a frame in stored form; absent columns count as null, and null and 0 add nothing."""
    total = np.full(frame.height, 0x636C6577, np.uint64)
    for number, name in enumerate(columns(kind), start=1):
        if name in frame.columns and frame[name].null_count() < frame.height:
            add_to_keys(total, _words(frame[name]), np.uint64(number * 0x9E37))
    return total


def _words(column: pl.Series) -> npt.NDArray[np.uint64]:
    """A column as 64-bit words, null as 0. Series.hash is stable within a process, which is all that a key that is
    never stored needs."""
    if column.dtype.is_integer():
        return column.fill_null(0).to_numpy().astype(np.int64).view(np.uint64)
    hashed: npt.NDArray[np.uint64] = column.hash(seed=1).to_numpy()
    if column.null_count():
        hashed = np.where(column.is_null().to_numpy(), np.uint64(0), hashed)
    return hashed


class Repeats:
    """Tells repetitions within one reading: which occurrence of its key each record is, counted from 0.

    `expected` is how many records there may be; it saves room and time, and may be wrong.
    """

    def __init__(self, expected: int = 0) -> None:
        self._met = KeySet(expected)
        self._numbers = KeyMap()
        self._seen = np.zeros(1 << 12, np.int32)

    def occurrence(self, keys: Keys) -> npt.NDArray[np.int32]:
        out = np.zeros(keys.size, np.int32)
        again = np.flatnonzero(self._met.meet(keys))
        if again.size:
            numbers = self._numbers.numbers(keys[again])
            self._seen = grown(self._seen, self._numbers.count + 1)
            count = np.empty(again.size, np.int32)
            count_occurrences(numbers, self._seen, count)
            out[again] = count + 1
        return out


def numbered(keys: Keys, occurrence: npt.NDArray[np.int32]) -> Keys:
    """Keys of the first, second, ... of several equal records that are separate events, each its own."""
    return keys ^ (occurrence.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
