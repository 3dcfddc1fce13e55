"""Many numbers as one array of bytes, so that the automaton of numbering plans steps through all of them together."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.model.values.automata import END
from workbench.model.values.numbering_plans import AUTOMATON

LONGEST = 17
_WIDTH = 2 * LONGEST  # so that no number is read into the next, wherever it begins

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


class Digits:
    """Strings of at most 17 digits as bytes, `_WIDTH` for each, END behind the last digit.

    `pairs` holds each byte together with the next, as the automaton reads them.
    """

    def __init__(self, numbers: pl.Series) -> None:
        text = numbers.str.pad_end(_WIDTH, ":").str.join("").item() if len(numbers) else ""
        self.flat = np.frombuffer(text.encode(), np.uint8) - np.uint8(48)
        self.begin = np.arange(len(numbers), dtype=np.int64) * _WIDTH
        self.pairs = self.flat * np.uint8(END + 1)
        self.pairs[:-1] += self.flat[1:]
        self.size = numbers.str.len_bytes().to_numpy().astype(np.int64)

    def starts_with(self, digits: str, rows: Places, at: Places) -> Flags:
        """Which of some numbers have these digits from a place on."""
        held = np.flatnonzero(at + len(digits) <= self.size[rows])
        for place, digit in enumerate(digits):
            held = held[self.flat[self.begin[rows[held]] + at[held] + place] == int(digit)]
        found = np.zeros(len(rows), bool)
        found[held] = True
        return found

    def judged(self, rows: Places, at: Places, states: NDArray[np.int32]) -> NDArray[np.uint8]:
        """What the automaton says of the digits of some numbers from a place on."""
        longest = int((self.size[rows] - at).max(initial=0))
        return AUTOMATON.run(self.pairs, self.begin[rows] + at, states, longest)
