"""Rows as text for the clipboard: a line each, cells parted by tabs, the headings first; no cell is a formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from workbench.app.tables.table import Rows, Table
from workbench.model.problems import Problem
from workbench.model.tabular import Column
from workbench.report.harmless import harmless, on_one_line

FILTERED = "{column} (filtered)"
MOST = 100_000  # rows; more than that no clipboard passes on


def titled(
    table: Table, columns: Sequence[Column], said: Callable[[str], str] = lambda text: text
) -> list[str]:
    """The headings of columns on paper and in files, in the words of `said`: those that do not count the whole case say
    so, since no line below tells it there."""
    again = said(FILTERED)
    return [again.format(column=said(c.title)) if c.id in table.recounted else said(c.title) for c in columns]


def as_text(table: Table, rows: Rows, columns: Sequence[Column]) -> str:
    """The rows in the order given. Raises Problem where they are too many to be copied."""
    if len(rows) > MOST:
        raise Problem(
            f"{len(rows):,} rows are too many to copy", "save the table as a workbook or CSV instead"
        )
    texts = table.texts(rows, [column.id for column in columns])
    plain = [c.id for c in columns if not c.right]
    texts = texts.with_columns([on_one_line(harmless(pl.col(name))) for name in plain])
    lines = texts.select(pl.concat_str(pl.all(), separator="\t")).to_series()
    return "\n".join(["\t".join(titled(table, columns)), *lines.to_list()]) + "\n"
