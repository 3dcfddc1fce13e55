"""The lines of the preview: each row as it stands, and the records it becomes, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.ingest.preview import PreviewRecord, PreviewRow
from workbench.ui.importing.file import File

BEFORE, HEADER, ROW, FURTHER, AFTER = "before", "header", "row", "further", "after"
EMPTY_CELLS = ",;\t|"  # the ends of cells with nothing in them, behind what a line says
MOST_RECORDS = 6  # of one row; how many more there are is said


@dataclass(frozen=True)
class Line:
    """`sort` is BEFORE the header, the HEADER, a ROW, a FURTHER record of the row above, or AFTER the last row.

    `more` counts the records of the row that find no line of their own.
    """

    sort: str
    number: int
    cells: tuple[str, ...]
    record: PreviewRecord | None = None
    row: PreviewRow | None = None
    more: int = 0

    @property
    def refused(self) -> tuple[str, str] | None:
        return self.row.refused if self.row is not None and self.sort == ROW else None


def lines_of(file: File) -> list[Line]:
    """The preamble and header of a file, its first rows with their records, and its footer."""
    if file.found is None:
        return []
    return [*_before(file), *_rows(file), *_after(file)]


def _before(file: File) -> Iterator[Line]:
    header, preamble = file.header_row, file.preamble
    first = header - len(preamble)
    for at, text in enumerate(preamble):
        yield Line(BEFORE, max(first, 1) + at, (text.rstrip(EMPTY_CELLS),))
    if header:
        yield Line(HEADER, header, file.columns)


def _rows(file: File) -> Iterator[Line]:
    if file.preview is None:
        for number, cells in zip(file.table.sample_rows, file.table.sample, strict=False):
            yield Line(ROW, number, cells)
        return
    for row in file.preview.rows:
        cells = row.cells or ((row.raw,) if row.raw else ())
        shown = row.records[:MOST_RECORDS]
        more = len(row.records) - len(shown)
        yield Line(ROW, row.row, cells, shown[0] if shown else None, row, more if len(shown) == 1 else 0)
        for record in shown[1:]:
            yield Line(FURTHER, row.row, (), record, row, more if record is shown[-1] else 0)


def _after(file: File) -> Iterator[Line]:
    assert file.found is not None
    said = file.found.facts.get("footer", ())
    for text in said if isinstance(said, (list, tuple)) else ():
        yield Line(AFTER, 0, (str(text).rstrip(EMPTY_CELLS),))


def problems(lines: list[Line]) -> list[int]:
    """The places of the lines whose row would be rejected."""
    return [at for at, line in enumerate(lines) if line.refused]
