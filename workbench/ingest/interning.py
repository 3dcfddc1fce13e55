"""Distinct texts of a whole reading, each with a number of its own, found again a column at a time.

Texts of at most 15 bytes are told apart by their bytes, longer ones by a hash and then by comparing them, so two texts
of one hash stay two. Measured 15 to 30 ns a cell, and no cost for what was met before.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.kernels import text_keys, texts
from workbench.kernels.text_keys import Numbers, TextMap

MOST_CHUNKS = 8  # gathering from many chunks is slow, and so is joining them for every block


class Interned:
    """Texts numbered from 1 in the order they come."""

    def __init__(self) -> None:
        self._places = TextMap()
        self._long = pl.Series("text", [], pl.String)
        self._long_numbers = np.zeros(0, np.int32)  # ascending: the number of each long text
        self._twins: dict[str, int] = {}

    def __len__(self) -> int:
        return self._places.count

    def place(self, column: pl.Series) -> tuple[Numbers, NDArray[np.int64]]:
        """The number of every text, 0 for null, and the positions of those that are new, in their order."""
        keys = text_keys.keys_of(texts.of(column))
        numbers, fresh = self._places.numbers(keys)
        hashed = np.flatnonzero(text_keys.is_hashed(keys))
        if len(hashed):
            new = fresh[text_keys.is_hashed(keys[fresh])]
            self._keep(column.gather(new), numbers[new])
            more = self._tell_twins(column.gather(hashed), numbers, hashed)
            fresh = np.concatenate((fresh, more))
        return numbers, fresh

    def _keep(self, long: pl.Series, numbers: Numbers) -> None:
        self._long_numbers = np.concatenate((self._long_numbers, numbers))
        self._long.append(long.alias("text"))
        if self._long.n_chunks() > MOST_CHUNKS:
            self._long = self._long.rechunk()

    def _tell_twins(self, long: pl.Series, numbers: Numbers, at: NDArray[np.int64]) -> NDArray[np.int64]:
        """Puts right the numbers of long texts whose hash belongs to another text; the positions of new ones."""
        held = self._long.gather(np.searchsorted(self._long_numbers, numbers[at]))
        fresh = []
        for stranger in (held != long).arg_true().to_list():
            text = long[stranger]
            if text not in self._twins:
                self._twins[text] = self._places.skip()
                fresh.append(at[stranger])
            numbers[at[stranger]] = self._twins[text]
        return np.array(fresh, np.int64)
