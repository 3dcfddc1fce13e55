"""Rejected rows: kept with row, column, reason and raw text, for nothing is lost silently."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from workbench.case import sources
from workbench.case.cases import Case


@dataclass(frozen=True)
class Reject:
    """One row that could not be taken in, where it stands and why."""

    source: int
    reading: int
    sheet: str
    row: int
    column: str
    reason: str
    raw: str


def listed(case: Case, source: int | None = None) -> list[Reject]:
    """The rejects of each source's included (else latest) reading, in file order."""
    found = []
    for s in sources.listed(case):
        if source is not None and s.id != source:
            continue
        rows = case.db.conn.execute(
            "SELECT sheet, row, column, reason, raw FROM reject WHERE reading = ? ORDER BY sheet, row, id",
            (s.reading,),
        )
        found += [Reject(s.id, s.reading, *row) for row in rows]
    return found


def columns(case: Case) -> pl.DataFrame:
    """The same as columns: source (the file's name), sheet, row, column, why and raw."""
    shape = {
        "source": pl.String, "sheet": pl.String, "row": pl.Int64, "column": pl.String, "why": pl.String,
        "raw": pl.String,
    }  # fmt: skip
    parts = [pl.DataFrame(schema=shape)]
    for s in sources.listed(case):
        rows = case.db.conn.execute(
            "SELECT ?, sheet, row, column, reason, raw FROM reject WHERE reading = ? ORDER BY sheet, row, id",
            (s.name, s.reading),
        ).fetchall()
        parts.append(pl.DataFrame(rows, schema=shape, orient="row"))
    return pl.concat(parts)
