"""Reads the tables of web pages, also those that exports call .xls: each table is a sheet.

A cell over several rows says the same for each of them; a table inside a cell is a table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from workbench.ingest import encodings
from workbench.ingest.sheets import Grid, SheetReader, frame_of
from workbench.model.problems import Problem

CHUNK = 1 << 20
UNENDED = 8 << 20  # characters a tag or comment may go on without an end
LAST = 1 << 15  # the same at the end of the page
MOST_CELLS = 40_000_000
MOST_FILLED = 5_000_000  # cells that others reach into
WIDEST = 4_096
_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?([\w.:-]+)""", re.I)
_ROUNDED = re.compile(r"^-?\d(?:[.,]\d+)?[eE]\+\d+$")
_APART = frozenset({"br", "p", "div", "li", "hr", "tr", "h1", "h2", "h3", "h4"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "caption"})
_SILENT = frozenset({"script", "style", "template", "noscript"})


class WebTables(SheetReader):
    """Tables of a web page; single cells and single rows that only arrange the page are left out."""

    id = "web_table"
    contents = frozenset({"html"})
    called = "a web page with tables"

    def grids(self, path: Path, octets: bytes, most_rows: int | None) -> Iterator[Grid]:
        page = _Page(path.name)
        text = _text(path, octets)
        for start in range(0, len(text), CHUNK):
            page.feed(text[start : start + CHUNK])
            page.check()
        page.finish()
        yield from page.grids(most_rows)


def tables_in(text: str) -> list[Grid]:
    """The tables of a piece of HTML, as the clipboard holds it."""
    page = _Page("the pasted table")
    page.feed(text)
    page.finish()
    return list(page.grids(None))


def _text(path: Path, octets: bytes) -> str:
    head = octets[: encodings.HEAD]
    declared = _CHARSET.search(head[:8192])
    said = declared[1].decode("ascii") if declared and not encodings.wide(head) else ""
    try:
        if said:
            return octets.decode(said, "replace")
    except LookupError:
        pass  # an encoding nobody knows: the bytes tell
    return octets.decode(encodings.find(path, head).encoding, "replace").lstrip("\ufeff")


@dataclass
class _Table:
    """A table as its tags come. `spans` says for a column in how many further rows a cell stands, and its text."""

    name: str
    rows: list[list[str | None]] = field(default_factory=list)
    spans: dict[int, tuple[int, str | None]] = field(default_factory=dict)
    row: list[str | None] | None = None
    cell: list[str] | None = None
    said: dict[str, str] = field(default_factory=dict)
    merged: int = 0
    filled: int = 0

    def begin_row(self) -> None:
        self.end_row()
        self.row = []

    def end_row(self) -> None:
        self.end_cell()
        if self.row is not None:
            self._fill()
            for column in [c for c in self.spans if c >= len(self.row)]:
                self.row.extend([None] * (column - len(self.row)))
                self._fill()
            self.rows.append(self.row)
        self.row = None

    def begin_cell(self, said: dict[str, str]) -> None:
        self.end_cell()
        if self.row is None:
            self.row = []
        self._fill()
        self.cell, self.said = [], said

    def end_cell(self) -> None:
        if self.cell is None or self.row is None:
            return
        text: str | None = " ".join("".join(self.cell).split()) or None
        number = self.said.get("x:num", "")
        if text and number and _ROUNDED.match(text):
            text = number
        wide, high = _span(self.said, "colspan"), _span(self.said, "rowspan")
        if high > 1:
            self.merged += 1
            for column in range(len(self.row), min(len(self.row) + wide, WIDEST)):
                self.spans[column] = (high - 1, text if column == len(self.row) else None)
        self.row.extend([text, *[None] * (min(wide, WIDEST - len(self.row)) - 1)])
        self.cell = None

    def _fill(self) -> None:
        """Cells of earlier rows that reach into this one."""
        assert self.row is not None
        while (held := self.spans.get(len(self.row))) is not None:
            left, text = held
            if left > 1:
                self.spans[len(self.row)] = (left - 1, text)
            else:
                del self.spans[len(self.row)]
            self.row.append(text)
            self.filled += 1
        if self.filled > MOST_FILLED:
            raise Problem(
                "a table of the page repeats its cells beyond all bounds", "it may be made to do harm"
            )


class _Page(HTMLParser):
    """Gathers the tables of a page in the order they begin."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._heading: list[str] | None = None
        self._last_heading = ""
        self._silent = 0
        self._cells = 0

    def check(self, most: int = UNENDED) -> None:
        if len(self.rawdata) > most:
            raise Problem(f"{self.name} has a tag or comment that does not end", "it is no sound web page")

    def finish(self) -> None:
        """The end of the page. Raises Problem where the last tag began too far back: Python's parser would look
        through the rest anew for each `<` in it."""
        self.check(LAST)
        self.close()
        for table in self._open:
            table.end_row()

    def grids(self, most_rows: int | None) -> Iterator[Grid]:
        taken: set[str] = set()
        for table in self.tables:
            rows = table.rows if most_rows is None else table.rows[:most_rows]
            if sum(1 for row in rows if any(row)) < 2 or max(sum(1 for c in row if c) for row in rows) < 2:
                continue
            name = table.name or f"Table {len(taken) + 1}"
            while name in taken:
                name = f"{table.name or 'Table'} {len(taken) + 1}"
            taken.add(name)
            yield Grid(name, frame_of(rows), notes={"merged": table.merged} if table.merged else {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._last_heading, name = "", self._last_heading
            self._open.append(_Table(name))
            self.tables.append(self._open[-1])
        elif tag in _HEADINGS:
            self._heading = []
        if self._open:
            table = self._open[-1]
            if tag == "tr":
                table.begin_row()
            elif tag in ("td", "th"):
                self._count()
                table.begin_cell({name: value or "" for name, value in attrs})
            elif tag in _APART and table.cell is not None:
                table.cell.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _HEADINGS and self._heading is not None:
            said = " ".join("".join(self._heading).split())[:80]
            if tag == "caption" and self._open:
                self._open[-1].name = said or self._open[-1].name
            else:
                self._last_heading = said
            self._heading = None
        if not self._open:
            return
        table = self._open[-1]
        if tag == "table":
            table.end_row()
            self._open.pop()
        elif tag == "tr":
            table.end_row()
        elif tag in ("td", "th"):
            table.end_cell()
        elif tag in _APART and table.cell is not None:
            table.cell.append(" ")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._heading is not None:
            self._heading.append(data)
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(data)

    def _count(self) -> None:
        self._cells += 1
        if self._cells > MOST_CELLS or len(self._open) > 200:
            raise Problem(f"{self.name} holds more cells than a page can", "it may be made to do harm")


def _span(said: dict[str, str], name: str) -> int:
    text = said.get(name, "").strip()
    return min(max(1, int(text)), 65_534) if text.isdigit() and len(text) < 7 else 1
