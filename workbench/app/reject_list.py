"""The reject list as a file for whoever sent the data: CSV or XLSX, of which no program takes a part for a formula."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.workbook.workbook import Workbook

from workbench.case import exporting, rejects, sources
from workbench.case.cases import Case
from workbench.model.problems import Problem

HEADERS = ("source", "sheet", "row", "column", "why", "the row as it stands")
_FORMULA = re.compile(r"^[=@\t\r]|^[+-](?![\d\s.,:()/-]*$)")
_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
MOST_IN_CELL = 32_767  # characters Excel keeps in a cell


def export(case: Case, source: int | None, path: Path) -> int:
    """Writes the rejected rows of a source, or of all, to a .csv or .xlsx file; how many. Raises Problem.

    A text that a spreadsheet would run as a formula is put behind an apostrophe in CSV, and is plain text in XLSX. One
    longer than a cell of a workbook may be is cut there and says so; CSV has it whole.
    """
    names = {s.id: s.name for s in sources.listed(case)}
    found = [
        (names.get(r.source, ""), r.sheet, r.row, r.column, r.reason, r.raw)
        for r in rejects.listed(case, source)
    ]
    ending = path.suffix.lower()
    if ending == ".csv":
        exporting.write_whole(path, _csv(found))
    elif ending == ".xlsx":
        exporting.write_whole(path, _xlsx(found))
    else:
        raise Problem(
            f"a reject list cannot be written as {ending or 'a file without ending'}", "say .csv or .xlsx"
        )
    return len(found)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    plain = _UNSHOWN.sub("\ufffd", text)
    return "'" + plain if _FORMULA.match(plain) else plain


def _csv(found: list[tuple[str, str, int, str, str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADERS)
    for row in found:
        writer.writerow([part if isinstance(part, int) else safe(part) for part in row])
    return ("\ufeff" + out.getvalue()).encode("utf-8")  # the mark tells Excel that it is UTF-8


def _xlsx(found: list[tuple[str, str, int, str, str, str]]) -> bytes:
    book = Workbook(write_only=True)  # type: ignore[no-untyped-call]
    sheet = book.create_sheet("Rejected rows")  # type: ignore[no-untyped-call]
    sheet.append(list(HEADERS))
    for row in found:
        cells = []
        for part in row:
            if isinstance(part, int):
                cells.append(part)
                continue
            try:
                cell = WriteOnlyCell(sheet, value=_fitting(_UNSHOWN.sub("\ufffd", part)))  # type: ignore[no-untyped-call]
            except IllegalCharacterError as error:
                raise Problem(
                    "a rejected row holds characters a workbook cannot", "write it as .csv"
                ) from error
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def _fitting(text: str) -> str:
    """A text as a cell of a workbook can hold it."""
    if _length(text) <= MOST_IN_CELL:
        return text
    said = f"… [cut here: the row has {len(text):,} characters; the list as .csv has them all]"
    room = MOST_IN_CELL - len(said)
    cut = text[:room]
    while _length(cut) > room:
        cut = cut[: -max(1, (_length(cut) - room) // 2)]
    return cut + said


def _length(text: str) -> int:
    """How long a spreadsheet takes a text to be: in units of UTF-16."""
    return len(text) + sum(c > "\uffff" for c in text)
