"""Records laid out for comparing: what each says in each field, as numbers of spelt values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.questions.likeness.address import joined
from workbench.questions.likeness.field import Field
from workbench.questions.likeness.spelling import spelt

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Said:
    """What the records say in one field: `values` once each, in order; the numbers of those that record r says are
    `codes[offsets[r] : offsets[r + 1]]`, and `written` says how each stands there. `often` counts the records that say
    each value."""

    field: Field
    values: Sequence[str]
    offsets: Numbers
    codes: Numbers
    often: Numbers
    written: Sequence[str]

    @property
    def counts(self) -> Numbers:
        """How many values each record says."""
        return np.diff(self.offsets)

    def of(self, record: int) -> dict[int, str]:
        """The numbers of the values that one record says, and how they stand there."""
        places = range(int(self.offsets[record]), int(self.offsets[record + 1]))
        return {int(self.codes[place]): self.written[place] for place in places}


def lay_out(records: pl.DataFrame, fields: Sequence[Field]) -> list[Said]:
    """What each record says by field. A column holds one text a record or a list of them; null and empty are not
    said. Texts are spelt alike first: in Latin letters, without case, accents and signs."""
    return [_said(records[field.name], field) for field in fields]


def _spelt(value: str, sort: str) -> str:
    return joined(value) if sort == "address" else spelt(value, sort)


def _said(column: pl.Series, field: Field) -> Said:
    lists = column if column.dtype == pl.List else column.cast(pl.String).reshape((-1, 1)).arr.to_list()
    frame = pl.DataFrame({"record": np.arange(len(lists)), "value": lists}).explode("value")
    once = frame["value"].drop_nulls().unique().sort()
    table: dict[str, Any] = dict(zip(once.to_list(), (_spelt(v, field.sort) for v in once), strict=True))
    spelt_alike = pl.col("value").replace_strict(table, default=None, return_dtype=pl.String)
    clean = frame.with_columns(written=pl.col("value"), value=spelt_alike)
    clean = clean.filter(pl.col("value").str.len_chars() > 0).sort("record", "value", "written")
    clean = clean.unique(["record", "value"], keep="first", maintain_order=True)
    values = clean["value"].unique().sort()
    codes = values.search_sorted(clean["value"]).to_numpy().astype(np.int64)
    offsets = np.searchsorted(clean["record"].to_numpy(), np.arange(len(lists) + 1)).astype(np.int64)
    often = np.bincount(codes, minlength=len(values))
    return Said(field, values.to_list(), offsets, codes, often, clean["written"].to_list())
