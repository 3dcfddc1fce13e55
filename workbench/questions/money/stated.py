"""Records about money as tables whose columns are always there, also where a case holds none."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from workbench.questions.held import Held

MONEY = ("amount", "fee", "received")
TEXTS = (
    "type",
    "status",
    "label_text",
    "category",
    "abuse",
    "confidence",
    "list",
    "source",
    "reference",
    "note",
)
WHOLE = ("index", "spent_index")


def stated(held: Held, kind: str, fields: Sequence[str]) -> pl.DataFrame:
    """The counted records of a kind: entities and moments whole numbers, money exact with `.asset` beside it ("" for
    none), other numbers whole, texts never null."""
    frame = held.records(kind, fields)
    for name in fields:
        if name in MONEY and f"{name}.asset" not in frame.columns:
            frame = frame.with_columns(pl.lit("", pl.String).alias(f"{name}.asset"))
    return frame.with_columns(_typed(name) for name in frame.columns)


def _typed(name: str) -> pl.Expr:
    column = pl.col(name)
    if name in MONEY:
        return column.cast(pl.Decimal(38, 0))
    if name.endswith(".asset") or name in TEXTS:
        return column.cast(pl.String).fill_null("")
    whole = column.cast(pl.Int64, strict=False)
    return whole if name in ("at", *WHOLE) else whole.fill_null(0)
