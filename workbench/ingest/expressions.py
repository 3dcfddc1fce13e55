"""Regular expressions of recipes, matched in time that grows with the text alone.

A recipe may come by mail, and is compared with files in the application itself: an expression that tries again and
again there would stop the window. Rust's engine (by polars) never does; it has no look-around and no references.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl
from numpy.typing import NDArray
from polars.exceptions import PolarsError

from workbench.model.problems import Problem


def matching(pattern: str, cells: pl.Series) -> NDArray[np.bool_]:
    """Which cells hold something that the pattern matches. Raises Problem where it is no such expression."""
    try:
        return cells.str.contains(pattern).fill_null(False).to_numpy()
    except PolarsError as error:
        raise Problem(
            f"the pattern {pattern} cannot be searched for: {str(error).strip().splitlines()[-1]}",
            "here an expression may neither look around, (?=...), nor refer back, \\1",
        ) from error


def found(pattern: str, texts: Iterable[str]) -> list[bool]:
    """For each text whether the pattern matches in it."""
    return [bool(hit) for hit in matching(pattern, pl.Series(list(texts), dtype=pl.String))]
