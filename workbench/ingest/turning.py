"""The two roles of a record the other way round, where the row's direction says so."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest.delivering import Records
from workbench.ingest.recipe_parts import swapped_name


def turn(records: Records, roles: tuple[str, str], turned: NDArray[np.bool_]) -> None:
    """Exchanges two roles, and the fields that begin with them, in the records that are `turned`."""
    for group in (records.entities, records.others):
        names = {n: swapped_name(n.partition(".")[0], roles) for n in group}
        pairs = {
            tuple(sorted((n, other + n[len(n.partition(".")[0]) :]))) for n, other in names.items() if other
        }
        for one, two in pairs:
            _exchange(group, one, two, turned)


def _exchange(group: dict[str, Any], one: str, two: str, turned: NDArray[np.bool_]) -> None:
    """Exchanges two columns where turned; one that is not filled counts as empty."""
    held = group.get(one, group.get(two))
    if isinstance(held, pl.Series):
        empty = pl.Series([None] * len(held), dtype=held.dtype)
        mask = pl.Series(turned)
        a, b = group.get(one, empty), group.get(two, empty)
        group[one], group[two] = b.zip_with(mask, a), a.zip_with(mask, b)
        return
    a, b = group.get(one, np.zeros(len(turned), np.int32)), group.get(two, np.zeros(len(turned), np.int32))
    group[one], group[two] = np.where(turned, b, a), np.where(turned, a, b)
