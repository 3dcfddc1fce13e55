"""Overlap keys: a 64-bit hash of a record's cleaned fields, equal exactly where two records say the same.

Keys are recomputed from the columns whenever needed and never stored (8 random bytes a record would double a case).
With ten million records on either side the chance of one false match is below 6 in a million.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.kernels.key_map import KeyMap
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
    total = np.full(frame.height, np.uint64(0x636C6577), np.uint64)
    for number, name in enumerate(columns(kind)):
        if name not in frame.columns:
            continue
        column = frame[name]
        # Series.hash is stable within a process, which is all a key that is never stored needs.
        hashed = column.hash(seed=number + 1).to_numpy()
        absent = column.is_null()
        if column.dtype.is_integer():
            absent = absent | (column == 0)
        total = total + np.where(absent.fill_null(True).to_numpy(), np.uint64(0), hashed)
    return total


class Repeats:
    """Tells repetitions within one reading: which occurrence of its key each record is, counted from 0."""

    def __init__(self) -> None:
        self._numbers = KeyMap()
        self._seen = np.zeros(1, np.int64)

    def occurrence(self, keys: Keys) -> npt.NDArray[np.int64]:
        numbers = self._numbers.numbers(keys)
        if self._numbers.count + 1 > self._seen.size:
            self._seen = np.concatenate([self._seen, np.zeros(self._numbers.count + 1, np.int64)])
        order = np.argsort(numbers, kind="stable")
        grouped = numbers[order]
        starts = np.flatnonzero(np.diff(grouped, prepend=-1))
        within = np.arange(grouped.size) - np.repeat(starts, np.diff(np.append(starts, grouped.size)))
        out = np.empty(keys.size, np.int64)
        out[order] = within
        out += self._seen[numbers]
        np.add.at(self._seen, numbers, 1)
        return out


def numbered(keys: Keys, occurrence: npt.NDArray[np.int64]) -> Keys:
    """Keys of the first, second, ... of several equal records that are separate events, each its own."""
    return keys ^ (occurrence.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
