"""The footer of a table that is read in pieces: its lines are remarks, and data below it is not lost among them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

BELOW_FOOTER = (
    "stands below the footer on row {}; import it as its own file, or mend the recipe's footer pattern"
)
FOOTER_LINES = 50  # more lines than any footer has: what follows them is no footer


@dataclass
class Footer:
    """The footer of one table: the row it begins on, and its lines; what reads like data is never one of them."""

    row: int | None = None
    lines: list[str] = field(default_factory=list)

    def below(self, rows: pl.DataFrame, says: NDArray[np.bool_], begins: int) -> NDArray[np.bool_]:
        """Which rows from the footer on are none of its lines; it may have begun in an earlier piece.

        `says` is False for rows that are blank or decoration, and for nothing else.
        """
        cells = pl.sum_horizontal((pl.all().str.strip_chars() != "").fill_null(False).cast(pl.Int32))
        filled = rows.select(cells).to_series().to_numpy()
        like_data = (filled >= 3) & (filled * 2 > rows.width)
        if self.row is None and rows.height:
            self.row, like_data[0] = begins, False
        many = np.cumsum(says & ~like_data) + len(self.lines) > FOOTER_LINES
        found: NDArray[np.bool_] = says & (like_data | many)
        return found
