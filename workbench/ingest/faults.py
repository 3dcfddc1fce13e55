"""Which rows of a block are refused, and why: the first fault of a row is the one that counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]


class Faults:
    """Faults of the `height` rows of one block, by position."""

    def __init__(self, height: int) -> None:
        self.bad = np.zeros(height, bool)
        self._said: dict[int, tuple[str, str]] = {}

    def add(self, positions: Positions, column: str, reasons: Sequence[str] | str) -> None:
        """Refuses rows; `reasons` is one for all or one each."""
        for at, position in enumerate(positions.tolist()):
            if not self.bad[position]:
                self.bad[position] = True
                self._said[position] = (column, reasons if isinstance(reasons, str) else reasons[at])

    def listed(self) -> list[tuple[int, str, str]]:
        """Position, column and reason of every refused row, in order."""
        return [(position, *self._said[position]) for position in sorted(self._said)]
