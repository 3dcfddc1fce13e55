"""The reject list as a file for whoever sent the data: CSV or XLSX, of which no program takes a part for a formula."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from workbench.case import rejects, sources
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.report import comma, sheets

HEADERS = ("source", "sheet", "row", "column", "why", "the row as it stands")
NUMBERS = tuple(title == "row" for title in HEADERS)


def export(case: Case, source: int | None, path: Path) -> int:
    """Writes the rejected rows of a source, or of all, to a .csv or .xlsx file; how many. Raises Problem.

    A text that a spreadsheet would run as a formula is put behind an apostrophe in CSV, and is plain text in XLSX. One
    longer than a cell of a workbook may be is cut there and says so; CSV has it whole.
    """
    names = {s.id: s.name for s in sources.listed(case)}
    found = pl.DataFrame(
        [
            (names.get(r.source, ""), r.sheet, str(r.row), r.column, r.reason, r.raw)
            for r in rejects.listed(case, source)
        ],
        schema=dict.fromkeys(HEADERS, pl.String),
        orient="row",
    )
    ending = path.suffix.lower()
    if ending == ".csv":
        comma.write(path, HEADERS, [found], NUMBERS)
    elif ending == ".xlsx":
        sheets.write(path, "Rejected rows", HEADERS, [found], NUMBERS)
    else:
        raise Problem(
            f"a reject list cannot be written as {ending or 'a file without ending'}", "say .csv or .xlsx"
        )
    return found.height
