"""A table handed out as a file, exactly as it is seen, with an entry in the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polars as pl

from workbench.app.tables.table import Shown
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.model.tabular import Column
from workbench.report import comma, sheets

CHUNK = 32_768  # rows read and written at a time
Tell = Callable[[int, int], None]


def write(
    shown: Shown, columns: Sequence[Column], titles: Sequence[str], path: Path, *, raw: bool = False,
    told: Tell = lambda done, of: None,
) -> int:  # fmt: skip
    """Writes rows and columns to a .csv or .xlsx file, whole or not at all; how many rows. `raw` leaves texts in CSV
    as they are, though a spreadsheet may run them. Raises Problem."""
    names = [column.id for column in columns]

    def parts() -> Iterator[pl.DataFrame]:
        for begin in range(0, len(shown), CHUNK):
            told(begin, len(shown))
            yield shown.table.texts(shown.at(begin, begin + CHUNK), names)

    numeric = [column.type in ("count", "duration") for column in columns]
    ending = path.suffix.lower()
    if ending == ".csv":
        comma.write(path, titles, parts(), [column.right for column in columns], raw=raw)
    elif ending == ".xlsx":
        sheets.write(path, shown.table.noun.capitalize(), titles, parts(), numeric)
    else:
        raise Problem(
            f"a table cannot be written as {ending or 'a file without ending'}", "say .csv or .xlsx"
        )
    return len(shown)


def hand_out(
    case: Case,
    shown: Shown,
    columns: Sequence[Column],
    titles: Sequence[str],
    path: Path,
    *,
    raw: bool,
    told: Tell,
) -> int:
    """The same, entered in the log."""
    count = write(shown, columns, titles, path, raw=raw, told=told)
    case.record(f"export table of {shown.table.noun}", {"rows": count}, {"file": path.name})
    return count
