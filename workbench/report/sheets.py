"""Tables as workbooks: every cell typed, so that no identifier becomes a number and no text a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from workbench.case.exporting import whole_file
from workbench.report.harmless import UNSHOWN

MOST_ROWS = 1_048_575  # of a sheet, below its heading
MOST_IN_CELL = 32_767  # units of UTF-16 that Excel keeps in a cell


def write(
    path: Path, title: str, titles: Sequence[str], parts: Iterable[pl.DataFrame], numbers: Sequence[bool]
) -> None:
    """Writes frames of text one after the other, whole or not at all; columns that are `numbers` as whole numbers, all
    else as text, cut where a cell would be too long for Excel. What has no room on one sheet goes on on the next,
    called "Records 2"."""
    from openpyxl.workbook.workbook import Workbook  # which a window that starts does not wait for

    book = Workbook(write_only=True)  # type: ignore[no-untyped-call]
    try:
        _fill(book, title, titles, parts, numbers)
        with whole_file(path) as file:
            book.save(file)  # type: ignore[no-untyped-call]
    except BaseException:
        for sheet in book.worksheets:  # what was written so far lies in files of its own
            if not sheet.closed:
                sheet.close()
                sheet._writer.cleanup()
        raise


def _fill(
    book: Any, title: str, titles: Sequence[str], parts: Iterable[pl.DataFrame], numbers: Sequence[bool]
) -> None:
    sheet, count, number = _sheet(book, title, titles), 0, 1
    for part in parts:
        plain = [name for name, n in zip(part.columns, numbers, strict=True) if not n]
        texts = part.with_columns([pl.col(name).str.replace_all(UNSHOWN, "\ufffd") for name in plain])
        for row in texts.iter_rows():
            if count == MOST_ROWS:
                number += 1
                sheet, count = _sheet(book, f"{title} {number}", titles), 0
            sheet.append([_cell(sheet, text, n) for text, n in zip(row, numbers, strict=True)])
            count += 1


def _sheet(book: Any, title: str, titles: Sequence[str]) -> Any:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, text, False) for text in titles])
    return sheet


def _cell(sheet: Any, text: str, number: bool) -> Any:
    if not text:
        return None
    if number and text.lstrip("-").isdecimal() and len(text) <= 15:  # a spreadsheet counts no further exactly
        return int(text)
    from openpyxl.cell.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=_fitting(text))  # type: ignore[no-untyped-call]
    cell.data_type = "s"
    return cell


def _fitting(text: str) -> str:
    """A text as a cell can hold it; where it is cut, it says so."""
    if _length(text) <= MOST_IN_CELL:
        return text
    said = f"… [cut here: these are {len(text):,} characters; as .csv they are all there]"
    room = MOST_IN_CELL - len(said)
    cut = text[:room]
    while _length(cut) > room:
        cut = cut[: -max(1, (_length(cut) - room) // 2)]
    return cut + said


def _length(text: str) -> int:
    """How long a spreadsheet takes a text to be: in units of UTF-16."""
    return len(text) + sum(c > "\uffff" for c in text)
