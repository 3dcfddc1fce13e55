"""Reads tables in PDF documents as a draft: what stands where on a page is measured, not stated.

Every sheet is a page and every row is counted on its page, so that a person can hold it against the document. A
table that goes on keeps the columns of the page before. Facts say `draft`: no recipe is applied to it unasked.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from workbench.ingest import headers, sniffing, stated
from workbench.ingest.readers import ROW, Layout, Rows, Sniffed, Table, column_names, normal
from workbench.ingest.sheets import frame_of, trimmed
from workbench.model.block import RAW_ROWS, REJECTS
from workbench.model.problems import Problem

DRAFT = "read from a PDF: cells are found by where they stand on the page, so compare rows with the document"
GLANCED = 2  # pages that sniffing looks at
MOST_PAGES = 5_000
MOST_LOOKED = 64 << 20
MOST_STEPS = 50  # from a reference to what it means
_REFERENCE = re.compile(rb"\b(\d{1,9})\s+\d{1,5}\s+obj\s*(\d{1,9})\s+\d{1,5}\s+R\s*endobj")
SAMPLE = 60
BY_TEXT = {"vertical_strategy": "text", "horizontal_strategy": "text", "min_words_vertical": 3}
Cells = list[list[str | None]]


@dataclass
class Page:
    """One page: its number, its tables as rows of cells, and the lines of text above the first table."""

    number: int
    tables: list[Cells] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    has_text: bool = False

    @property
    def name(self) -> str:
        return f"page {self.number}"


@dataclass
class _Header:
    """The columns that hold until another header comes."""

    names: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


class Pdf:
    """The reader of tables in PDF documents."""

    id = "pdf"
    has_sheets = True

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.sha256 = ""

    def sniff(self, path: Path) -> Sniffed | None:
        head = sniffing.head_of(path)
        if sniffing.content(path, head) != "pdf":
            return None
        header = _Header()
        tables: list[Table] = []
        lines: list[str] = []
        for page in _pages(path, GLANCED):
            lines += page.lines if not tables else []
            for cells in page.tables:
                found = _table(page, cells, header, ())
                if found is not None:
                    tables.append(_sniffed(page, found, header, tuple(lines)))
        facts = {"row_is": "row", "draft": DRAFT, "stated": stated.facts(lines)}
        return Sniffed(self.id, tuple(tables), facts)

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        head = sniffing.head_of(path)
        found = sniffing.content(path, head)
        if found != "pdf":
            raise sniffing.refuse(path, found, "a PDF document")
        with path.open("rb") as file:
            self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        total = path.stat().st_size
        header = _Header(column_names(layout.columns)) if layout.columns else _Header()
        self.facts = {"row_is": "row", "draft": DRAFT, "header_row": {}, "pages_without_tables": []}
        preamble: list[str] = []
        any_text, given, pages = False, False, 0
        for page, count in _counted(path):
            pages, any_text = page.number, any_text or page.has_text
            preamble += page.lines if not given else []
            parts = [part for cells in page.tables if (part := _table(page, cells, header, layout.wanted))]
            if not parts:
                self.facts["pages_without_tables"].append(page.number)
            before = 0
            for part in parts:
                self.facts["header_row"].setdefault(page.name, part.header_row)
                yield _rows(page, part, before, header, total * page.number // count, total, preamble)
                before += part.height
                given = True
        self.facts |= {"pages": pages, "columns": header.names, "preamble": preamble}
        if not given:
            raise _nothing(path, layout, any_text)


@dataclass
class _Part:
    """The rows of data of one table on one page, with their ordinals in it; `height` counts the header, too."""

    rows: list[tuple[int, list[str | None]]]
    header_row: int
    height: int


def _table(page: Page, cells: Cells, header: _Header, wanted: Sequence[Sequence[str]]) -> _Part | None:
    """The rows of a table below the header that stands in it or that still holds; None where neither is there."""
    texts = [trimmed([cell or "" for cell in row]) for row in cells]
    width = max(map(len, cells), default=0)
    found = headers.locate(texts, wanted) if wanted or not header.names else None
    repeated = next(
        (at for at, row in enumerate(texts[:5]) if header.cells and _same(row, header.cells)), None
    )
    if found is not None and repeated is None:
        header.cells = trimmed(list(found.names))
        header.names = column_names([*found.names, *[""] * (width - len(found.names))][:width])
        first, header_row = found.last + 1, found.first + 1
    elif repeated is not None:
        first, header_row = repeated + 1, repeated + 1
    elif header.names and width == len(header.names):
        first, header_row = 0, 0
    else:
        return None
    rows = [(at + 1, row) for at, row in enumerate(cells) if at >= first and any(row)]
    return _Part(rows, header_row, len(cells)) if rows or header_row else None


def _same(row: Sequence[str], header: Sequence[str]) -> bool:
    return [normal(cell) for cell in row] == [normal(cell) for cell in header]


def _sniffed(page: Page, part: _Part, header: _Header, preamble: tuple[str, ...]) -> Table:
    rows = part.rows[:SAMPLE]
    sample = tuple(tuple(cell or "" for cell in row) for _, row in rows)
    return Table(
        page.name, tuple(header.names), part.header_row, sample, tuple(at for at, _ in rows), preamble
    )


def _rows(
    page: Page, part: _Part, before: int, header: _Header, done: int, total: int, preamble: Sequence[str]
) -> Rows:
    """The rows of one table; the page is its sheet, and rows of several tables of a page are counted on."""
    width = len(header.names)
    cells = [(row + [None] * width)[:width] for _, row in part.rows]
    frame = frame_of([*cells, ["x"] * width]).head(len(cells))  # as wide as the header, whatever is blank
    frame = frame.rename(dict(zip(frame.columns, header.names, strict=True)))
    numbers = pl.Series(ROW, [before + at for at, _ in part.rows], pl.Int64)
    raw = pl.DataFrame(
        {"row": numbers, "text": [json.dumps(row, ensure_ascii=False) for _, row in part.rows]}, RAW_ROWS
    )
    rejects = pl.DataFrame(schema=REJECTS)
    return Rows(page.name, frame.with_columns(numbers), raw, done, total, rejects, tuple(preamble))


def _nothing(path: Path, layout: Layout, any_text: bool) -> Problem:
    if not any_text:
        return Problem(
            f"{path.name} is a scanned document: its pages are pictures without text",
            "ask for the table as CSV or XLSX",
        )
    columns = ", ".join(layout.headers)
    return Problem(
        f"no table was found in {path.name}" + (f" with the columns {columns}" if columns else ""),
        "ask for the table as CSV or XLSX, or copy it and paste it as a table",
    )


def _counted(path: Path) -> Iterator[tuple[Page, int]]:
    pages = list(_pages(path, 0))  # only to know how many there are; nothing of a page is kept
    count = pages[0].number if pages else 1
    yield from ((page, count) for page in _pages(path, MOST_PAGES))


def _pages(path: Path, most: int) -> Iterator[Page]:
    """The first pages; with `most` = 0 a single one that only bears the number of pages. Raises Problem."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        # Any seekable file will do, whatever pdfplumber's annotation says.
        with path.open("rb") as file, pdfplumber.open(_without_rings(path.name, file)) as document:  # type: ignore[arg-type]
            if not most:
                yield Page(len(document.pages))
                return
            if len(document.pages) > MOST_PAGES:
                raise Problem(f"{path.name} has more than {MOST_PAGES:,} pages", "split it, or ask for CSV")
            for page in document.pages[:most]:
                yield _page(page)
                page.close()
    except Problem:
        raise
    except Exception as error:  # a damaged document makes the library raise nearly anything
        if any(isinstance(said, PDFPasswordIncorrect) for said in (error, *error.args)):
            raise Problem(f"{path.name} is locked with a password", "save a copy without one") from error
        raise Problem(
            f"{path.name} is a PDF document that cannot be read: {str(error) or type(error).__name__}",
            "it may be cut off; copy it again, or ask for the table as CSV",
        ) from error


def _without_rings(name: str, file: BinaryIO) -> BinaryIO:
    """The file again, if none of its objects is only a reference that leads back to itself, which pdfminer follows
    for ever. Objects inside packed streams are left to the time limit."""
    leads = {int(one): int(other) for one, other in _REFERENCE.findall(file.read(MOST_LOOKED))}
    for start in leads:
        at, steps = start, 0
        while at in leads and steps <= len(leads) and steps < MOST_STEPS:
            at, steps = leads[at], steps + 1
        if at in leads:
            raise Problem(f"{name} has an object that only refers to itself", "it may be made to do harm")
    file.seek(0)
    return file


def _page(page: Any) -> Page:
    """What stands on a page: tables with ruled cells, else what is aligned like one."""
    found = page.find_tables()
    tables = [t for t in found if len(t.rows) > 1 and max(len(r.cells) for r in t.rows) > 1]
    cells = [_clean(table.extract()) for table in tables]
    top = min((table.bbox[1] for table in tables), default=None)
    text = page.extract_text() or ""
    if not cells and text:
        aligned = page.extract_table(BY_TEXT)
        kept = [row for row in _clean(aligned or []) if any(row)]
        cells = [kept] if len(kept) > 2 and len(kept[0]) > 1 else []
    lines: list[str] = []
    if top is not None and top > page.bbox[1] + 1:
        above = page.crop((page.bbox[0], page.bbox[1], page.bbox[2], top)).extract_text() or ""
        lines = [line for line in above.split("\n") if line.strip()]
    return Page(page.page_number, [c for c in cells if c], lines, bool(text.strip()))


def _clean(cells: Sequence[Sequence[str | None]]) -> Cells:
    """Cells on one line each; a word cut at the edge of its cell is not put together again."""
    return [[" ".join(cell.split()) if cell else None for cell in row] for row in cells]
