"""The table of rejected rows: where each stands, why it was not taken in, and its text."""

from __future__ import annotations

import numpy as np

from workbench.app.tables.arrays import ArrayTable
from workbench.case import rejects
from workbench.case.cases import Case
from workbench.model.tabular import Column

COLUMNS = (
    Column("source", "Source", "words"),
    Column("sheet", "Sheet", "words"),
    Column("row", "Row", "count"),
    Column("column", "Column", "words"),
    Column("why", "Why", "words"),
    Column("raw", "The row as it stands"),
)


def table(case: Case) -> ArrayTable:
    """Every rejected row, in the order of the files."""
    found = rejects.columns(case)
    makes = {name: lambda name=name: found[name] for name in found.columns}
    sheets = [c for c in COLUMNS if c.id != "sheet" or (found["sheet"] != "").any()]
    return ArrayTable("rejects", sheets, makes, found.height, case.about.zone, np.zeros(0, np.int64))
