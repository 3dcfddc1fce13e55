"""Which rows of a stretch are refused, and why: the first fault of a row is the one that counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from workbench.ingest.delivering import SourceRows


class Faults:
    """Faults of one stretch; `bad` is by row of the source, in their order."""

    def __init__(self, source: SourceRows) -> None:
        self.bad = np.zeros(source.count, bool)
        self._of = source.of
        self._said: dict[int, tuple[str, str]] = {}

    def add(self, positions: NDArray[np.int64], column: str, reasons: Sequence[str] | str) -> None:
        """Refuses the rows at these positions of the stretch; `reasons` is one for all or one each."""
        for at, row in enumerate(self._of[positions].tolist()):
            if not self.bad[row]:
                self.bad[row] = True
                self._said[row] = (column, reasons if isinstance(reasons, str) else reasons[at])

    def listed(self) -> list[tuple[int, str, str]]:
        """Place among the rows, column and reason of every refused row, in order."""
        return [(row, *self._said[row]) for row in sorted(self._said)]
