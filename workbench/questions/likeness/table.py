"""Records laid out for comparing: what each says in each field, as numbers of spelt values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.questions.likeness.field import Field
from workbench.questions.likeness.spelling import spelt

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Said:
    """What the records say in one field: `values` once each, in order; the numbers of those that record r says are
    `codes[offsets[r] : offsets[r + 1]]`. `often` counts the records that say each value."""

    field: Field
    values: Sequence[str]
    offsets: Numbers
    codes: Numbers
    often: Numbers

    @property
    def counts(self) -> Numbers:
        """How many values each record says."""
        return np.diff(self.offsets)

    def of(self, record: int) -> list[str]:
        """The values that one record says."""
        return [self.values[c] for c in self.codes[self.offsets[record] : self.offsets[record + 1]].tolist()]

    def long(self) -> pl.DataFrame:
        """A row for each record and value: record, value."""
        rows = np.repeat(np.arange(len(self.offsets) - 1), self.counts)
        return pl.DataFrame({"record": rows, "value": pl.Series(self.values, dtype=pl.String)[self.codes]})


def lay_out(records: pl.DataFrame, fields: Sequence[Field]) -> list[Said]:
    """What each record says by field. A column holds one text a record or a list of them; null and empty are not
    said. Texts are spelt alike first: in Latin letters, without case, accents and signs."""
    return [_said(records[field.name], field) for field in fields]


def _said(column: pl.Series, field: Field) -> Said:
    lists = column if column.dtype == pl.List else column.cast(pl.String).reshape((-1, 1)).arr.to_list()
    frame = pl.DataFrame({"record": np.arange(len(lists)), "value": lists}).explode("value")
    once = frame["value"].drop_nulls().unique().sort()
    table: dict[str, Any] = dict(zip(once.to_list(), (spelt(v, field.sort) for v in once), strict=True))
    clean = frame.with_columns(pl.col("value").replace_strict(table, default=None, return_dtype=pl.String))
    clean = (
        clean.filter(pl.col("value").str.len_chars() > 0).unique(["record", "value"]).sort("record", "value")
    )
    values = clean["value"].unique().sort()
    codes = values.search_sorted(clean["value"]).to_numpy().astype(np.int64)
    offsets = np.searchsorted(clean["record"].to_numpy(), np.arange(len(lists) + 1)).astype(np.int64)
    return Said(field, values.to_list(), offsets, codes, np.bincount(codes, minlength=len(values)))
