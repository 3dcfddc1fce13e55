"""Fields that hold several values: cells cut at a separator, values found in free text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest.entities import Cleaning
from workbench.ingest.keymap import Numbers
from workbench.model.problems import Problem

Positions = NDArray[np.int64]


@dataclass
class Found:
    """Values by the position of the row they belong to, in order: entity numbers, or other cells."""

    where: Positions
    numbers: Numbers | None = None
    others: pl.Series | None = None


def split_cells(cells: pl.Series, separator: str) -> tuple[Positions, pl.Series]:
    """The pieces of every cell that hold something, and the position of the cell each came from."""
    frame = pl.DataFrame({"piece": cells.str.split(separator)}).with_row_index("at")
    frame = frame.explode("piece").with_columns(pl.col("piece").str.strip_chars())
    frame = frame.filter(pl.col("piece").is_not_null() & (pl.col("piece") != ""))
    return frame["at"].to_numpy().astype(np.int64), frame["piece"]


def find_values(cells: pl.Series, cleanings: Mapping[str, Cleaning]) -> Found:
    """What the value types recognise in free text, kind by kind; each value once per cell.

    A stretch of text taken by one kind is not offered to the next.
    """
    wheres: list[Positions] = []
    numbers: list[Numbers] = []
    texts = cells
    for kind, cleaning in cleanings.items():
        pattern = cleaning.pattern
        if pattern is None:
            raise Problem(f"a {kind} cannot be found in free text", "take it from a column of its own")
        frame = pl.DataFrame({"found": texts.str.extract_all(pattern)}).with_row_index("at")
        frame = frame.explode("found").drop_nulls("found")
        answers = cleaning.numbers(frame["found"])
        taken = answers > 0
        wheres.append(frame["at"].to_numpy().astype(np.int64)[taken])
        numbers.append(answers[taken])
        if taken.any() and len(cleanings) > 1:
            texts = texts.str.replace_all(pattern, " ")
    where, values = np.concatenate(wheres), np.concatenate(numbers)
    _, first = np.unique(where * (2**31) + values, return_index=True)
    first.sort()
    order = first[np.argsort(where[first], kind="stable")]
    return Found(where[order], values[order])
