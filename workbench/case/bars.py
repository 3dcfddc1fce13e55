"""Bars: the values of a field with how many there are, each of them a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from workbench.model.filters import Filter

Whole = npt.NDArray[np.int64]
MOST = 12  # values listed of a field that may have very many


@dataclass(frozen=True)
class Bar:
    """One value or stretch of values: the filter it is, how many of `all` there are `here`."""

    test: Filter
    here: int
    all: int


@dataclass(frozen=True)
class Histogram:
    """The bars of a field; `of` says what they count: records, entities, links or pairs. `left_out` values are not
    listed."""

    by: str
    of: str
    bars: tuple[Bar, ...]
    left_out: int = 0


def steps(by: str, begins: Sequence[int | None]) -> list[Filter]:
    """The stretches between numbers, the last of them open where the last number is None."""
    return [Filter(by, low=low, high=high) for low, high in pairwise(begins) if low is not None]


def in_steps(values: npt.NDArray[np.integer], begins: Sequence[int | None]) -> Whole:
    """How many values lie in each of the stretches that `steps` makes."""
    edges = np.array([b for b in begins if b is not None], np.int64)
    at = np.searchsorted(edges, values, side="right") - 1
    return np.bincount(at[at >= 0], minlength=len(edges)).astype(np.int64)
