"""Reads OpenDocument spreadsheets (.ods): values with their types, spans, repeated rows and columns.

Read here and not by calamine, which loses times of day. ISO/IEC 26300, section 9 (tables).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from workbench.ingest import damage
from workbench.ingest.gulps import Gulps
from workbench.ingest.sheets import Grid, SheetReader, frame_of
from workbench.ingest.workbook import refuse_bombs
from workbench.model.problems import Problem

MOST_CELLS = 60_000_000
WIDEST = 16_384
LONGEST = 1 << 20
DEEPEST = 200
_TIME = re.compile(r"^-?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?$")
_LONG = re.compile(r"^-?\d{16,}(?:\.\d*)?$|^-?\d(?:\.\d+)?[eE]\+?(?:1[5-9]|[2-9]\d)$")


class OpenDocument(SheetReader):
    """An OpenDocument spreadsheet: numbers as stored, dates and times as ISO 8601 writes them."""

    id = "opendocument"
    contents = frozenset({"opendocument"})
    called = "an OpenDocument spreadsheet"

    def grids(self, path: Path, octets: bytes, most_rows: int | None) -> Iterator[Grid]:
        refuse_bombs(path, octets)
        try:
            with zipfile.ZipFile(BytesIO(octets)) as archive, archive.open("content.xml") as file:
                yield from _Sheets(path.name, most_rows).read(file)
        except (
            ParseError,
            DefusedXmlException,
            *damage.IN_ZIP,
        ) as error:
            locked = (isinstance(error, RuntimeError) and "password" in str(error)) or "encrypt" in str(error)
            raise Problem(
                f"{path.name} is not a spreadsheet that can be read: {str(error) or type(error).__name__}",
                "open it and save it without password" if locked else "open and save it again",
            ) from error


class _Sheets:
    """The tables of a content.xml, one after the other; only rows of the table in hand are held."""

    def __init__(self, name: str, most_rows: int | None) -> None:
        self.name = name
        self._most = most_rows
        self._hidden_styles: set[str] = set()

    def read(self, file: Any) -> Iterator[Grid]:
        open_elements: list[Element] = []
        table: _Table | None = None
        depth = 0  # of tables: a cell may hold one of its own
        for event, element in iterparse(Gulps(file), events=("start", "end")):
            name = _local(element.tag)
            if event == "start":
                open_elements.append(element)
                if len(open_elements) > DEEPEST:
                    raise Problem(
                        f"{self.name} nests its elements beyond all bounds", "it may be made to do harm"
                    )
                if name == "table":
                    depth += 1
                    if depth == 1:
                        hidden = _attribute(element, "style-name") in self._hidden_styles
                        table = _Table(self.name, _attribute(element, "name"), hidden)
                continue
            open_elements.pop()
            if name == "style":
                self._style(element)
            elif name == "table":
                depth -= 1
                if depth == 0 and table is not None:
                    yield table.grid()
                    element.clear()
            elif name == "table-row" and depth == 1 and table is not None:
                if self._most is None or len(table.rows) < self._most:
                    table.add(element)
                open_elements[-1].remove(element)  # rows that are done weigh nothing

    def _style(self, element: Element) -> None:
        for part in element:
            if _local(part.tag) == "table-properties" and _attribute(part, "display") == "false":
                self._hidden_styles.add(_attribute(element, "name"))


@dataclass
class _Table:
    """A table as its rows come; `spans` says for a column up to which row a cell above reaches, and what it says."""

    file: str
    name: str
    hidden: bool
    rows: list[list[str | None]] = field(default_factory=list)
    merged: int = 0
    _spans: dict[int, tuple[int, str]] = field(default_factory=dict)
    _held: int = 0

    def add(self, element: Element) -> None:
        cells: list[str | None] = []
        for cell in element:
            covered = _local(cell.tag) == "covered-table-cell"
            if covered or _local(cell.tag) == "table-cell":
                said = _said(cell)
                down = _count(cell, "number-rows-spanned")
                if down > 1 and said and not covered:
                    self.merged += 1
                    self._spans[len(cells)] = (len(self.rows) + down - 1, said)
                elif covered and not said:
                    last, above = self._spans.get(len(cells), (-1, ""))
                    said = above if last >= len(self.rows) else None
                many = min(_count(cell, "number-columns-repeated"), WIDEST - len(cells))
                cells.extend([said] * many)
        while cells and not cells[-1]:
            cells.pop()
        many = min(_count(element, "number-rows-repeated"), max(0, LONGEST - len(self.rows)))
        self._held += max(len(cells), 1) * many
        if self._held > MOST_CELLS:
            raise Problem(f"{self.file} repeats its cells beyond all bounds", "it may be made to do harm")
        self.rows.extend(cells for _ in range(many))

    def grid(self) -> Grid:
        while self.rows and not self.rows[-1]:
            self.rows.pop()
        return Grid(
            self.name, frame_of(self.rows), self.hidden, {"merged": self.merged} if self.merged else {}
        )


def _said(cell: Element) -> str | None:
    """What a cell holds as text: a number as it is stored, a date, a clock time, or its paragraphs."""
    sort, value = _attribute(cell, "value-type"), _attribute(cell, "value")
    if sort in ("float", "currency", "percentage") and value:
        if _LONG.match(value):
            return f"{float(value):.14E}"  # more digits than a spreadsheet keeps: see marks
        return value.removesuffix(".0")
    if sort == "date" and _attribute(cell, "date-value"):
        return _attribute(cell, "date-value").replace("T", " ").removesuffix(" 00:00:00")
    if sort == "time" and (clock := _TIME.match(_attribute(cell, "time-value"))):
        days, hours, minutes, seconds = (int(part or 0) for part in clock.groups()[:4])
        return f"{days * 24 + hours:02}:{minutes:02}:{seconds:02}"
    if sort == "boolean":
        return _attribute(cell, "boolean-value")
    lines = ["".join(part.itertext()) for part in cell if _local(part.tag) == "p"]
    return "\n".join(lines) or None


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def _count(element: Element, name: str) -> int:
    said = _attribute(element, name)
    return max(1, int(said)) if said.isdigit() and len(said) < 10 else 1
