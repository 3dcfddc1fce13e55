"""Rejected rows: kept with row, column, reason and raw text, for nothing is lost silently."""

from __future__ import annotations

from dataclasses import dataclass

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
