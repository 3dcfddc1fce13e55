"""Tables as workbooks: every cell typed, so that no identifier becomes a number and no text a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

import polars as pl

from workbench.report.harmless import UNSHOWN
from workbench.report.sheet_parts import parts_of, sheet_head
from workbench.report.xml_text import escaped
from workbench.report.zipped import Zipped, zipped

MOST_ROWS = 1_048_575  # of a sheet, below its heading
MOST_IN_CELL = 32_767  # units of UTF-16 that Excel keeps in a cell
EXACT = 15  # digits a spreadsheet counts exactly
Table = tuple[str, Sequence[str], Iterable[pl.DataFrame], Sequence[bool]]


def write(
    path: Path, title: str, titles: Sequence[str], parts: Iterable[pl.DataFrame], numbers: Sequence[bool]
) -> None:
    """Writes frames of text one after the other, whole or not at all; columns that are `numbers` as whole numbers, all
    else as text, cut where a cell would be too long for Excel. What has no room on one sheet goes on on the next,
    called "Records 2"."""
    write_book(path, [(title, titles, parts, numbers)])


def write_book(path: Path, tables: Iterable[Table]) -> int:
    """The same for several tables: title of the sheet, headings, frames, which columns are whole numbers. How many
    cells were cut. The same tables give the same bytes."""
    with zipped(path) as archive:
        book = _Book(archive)
        for title, titles, parts, numbers in tables:
            book.add(title, titles, parts, numbers)
        book.finish()
    return book.cut


class _Book:
    """A workbook while its sheets are written, one after the other and a block at a time."""

    def __init__(self, archive: Zipped) -> None:
        self._archive = archive
        self.names: list[str] = []
        self.cut = 0

    def add(
        self, title: str, titles: Sequence[str], parts: Iterable[pl.DataFrame], numbers: Sequence[bool]
    ) -> None:
        left = iter(parts)
        rest: pl.DataFrame | None = next(left, None)
        number = 1
        while True:
            self.names.append(title if number == 1 else f"{title} {number}")
            with self._archive.member(f"xl/worksheets/sheet{len(self.names)}.xml") as file:
                file.write(sheet_head(titles).encode())
                rest = self._fill(file, rest, left, numbers)
                file.write(b"</sheetData></worksheet>")
            if rest is None:
                return
            number += 1

    def _fill(
        self,
        file: IO[bytes],
        part: pl.DataFrame | None,
        left: Iterator[pl.DataFrame],
        numbers: Sequence[bool],
    ) -> pl.DataFrame | None:
        """Writes frames until the sheet is full; what found no room, None where everything did."""
        room = MOST_ROWS
        while part is not None:
            fits = part.head(room)
            file.write("".join(self._rows(fits, numbers)).encode())
            room -= fits.height
            part = part[fits.height :] if part.height > fits.height else next(left, None)
            if not room and part is not None and part.height:
                return part
        return None

    def _rows(self, part: pl.DataFrame, numbers: Sequence[bool]) -> Iterator[str]:
        plain = [name for name, n in zip(part.columns, numbers, strict=True) if not n]
        texts = part.with_columns([pl.col(name).str.replace_all(UNSHOWN, "\ufffd") for name in plain])
        for row in texts.iter_rows():
            yield f"<row>{''.join(map(self._cell, row, numbers))}</row>"

    def _cell(self, text: str | None, number: bool) -> str:
        if not text:
            return "<c/>"
        if number and text.lstrip("-").isdecimal() and len(text) <= EXACT:
            return f"<c><v>{int(text)}</v></c>"
        if len(text) > MOST_IN_CELL // 2:
            fitting = _fitting(text)
            self.cut += fitting is not text
            text = fitting
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'

    def finish(self) -> None:
        """The parts of the file that name its sheets."""
        for name, text in parts_of(self.names).items():
            with self._archive.member(name) as file:
                file.write(text.encode())


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
