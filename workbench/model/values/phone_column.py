"""Telephone numbers a column at a time."""

from __future__ import annotations

import polars as pl

from workbench.model.values.base import CLEANED, Context


def clean_many(texts: pl.Series, context: Context) -> pl.DataFrame:
    """The answers of phone.clean for every text of a column."""
    from workbench.model.values.phone import phone

    rows = []
    for text in texts.to_list():
        found = phone.clean(text, context) if text is not None else None
        rows.append((found.value, found.valid, found.kind) if found else (None, None, None))
    return pl.DataFrame(rows, schema=CLEANED, orient="row")
