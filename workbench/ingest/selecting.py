"""Which rows a section takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest import expressions
from workbench.ingest.cells import Cells
from workbench.ingest.columns import per_distinct
from workbench.ingest.recipe_parts import Source, When
from workbench.model.values.wrapping import is_blank, unwrap


def _compared(text: str) -> str:
    return unwrap(text).casefold()


def among(cells: pl.Series, values: Sequence[str]) -> NDArray[np.bool_]:
    """Which cells hold one of the values; trimmed, unwrapped, ignoring case."""
    wanted = {_compared(value) for value in values}
    found = per_distinct(cells, lambda text: "1" if _compared(text) in wanted else None)
    held = found.is_not_null().to_numpy()
    if "" in wanted:
        held = held | cells.is_null().to_numpy()
    return held


def chosen(whens: Sequence[When], cells: Cells) -> NDArray[np.int64]:
    """The positions of the rows for which every condition holds."""
    if not whens:
        return np.arange(cells.height)
    held = np.ones(cells.height, bool)
    for when in whens:
        held &= holds(when, cells.of(Source((when.column,)), when.if_there))
    return np.flatnonzero(held)


def holds(when: When, cells: pl.Series) -> NDArray[np.bool_]:
    """Which of the cells of its column meet a condition."""
    held = np.ones(len(cells), bool)
    if when.among:
        held &= among(cells, when.among)
    if when.not_among:
        held &= ~among(cells, when.not_among)
    if when.filled is not None:
        filled = per_distinct(cells, lambda text: None if is_blank(unwrap(text)) else text).is_not_null()
        held &= filled.to_numpy() == when.filled
    if when.matches:
        held &= expressions.matching(when.matches, cells)
    if when.not_matches:
        held &= ~expressions.matching(when.not_matches, cells)
    return held
