"""Reads the XML spreadsheets of Excel 2003 (SpreadsheetML), which exports like to call .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from workbench.ingest.gulps import Gulps
from workbench.ingest.sheets import Grid, SheetReader, frame_of
from workbench.model.problems import Problem

WIDEST = 16_384
LONGEST = 1 << 20
DEEPEST = 200
_LONG = re.compile(r"^-?\d{16,}(?:\.\d*)?$|^-?\d(?:\.\d+)?[eE]\+?(?:1[5-9]|[2-9]\d)$")
_WHOLE = re.compile(r"^(-?\d{1,15})\.0*$")
_DAY = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?$")
_EPOCH = ("1899-12-31", "1899-12-30")


class SheetXml(SheetReader):
    """A workbook as one XML file; Index, MergeDown and typed values are understood."""

    id = "sheet_xml"
    contents = frozenset({"sheet xml"})
    called = "a spreadsheet saved as XML"

    def grids(self, path: Path, octets: bytes, most_rows: int | None) -> Iterator[Grid]:
        try:
            yield from _read(path.name, BytesIO(octets), most_rows)
        except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
            raise Problem(
                f"{path.name} is not a spreadsheet that can be read: {str(error) or type(error).__name__}",
                "it may be cut off; open and save it again, or ask for it again",
            ) from error


def _read(file_name: str, file: Any, most_rows: int | None) -> Iterator[Grid]:
    open_elements: list[Element] = []
    rows: list[list[str | None]] = []
    spans: dict[int, tuple[int, str]] = {}
    name, merged, hidden, at = "", 0, False, 0
    for event, element in iterparse(Gulps(file), events=("start", "end")):
        tag = _local(element.tag)
        if event == "start":
            open_elements.append(element)
            if len(open_elements) > DEEPEST:
                raise Problem(
                    f"{file_name} nests its elements beyond all bounds", "it may be made to do harm"
                )
            if tag == "Worksheet":
                name, rows, spans, merged, hidden, at = _attribute(element, "Name"), [], {}, 0, False, 0
            continue
        open_elements.pop()
        if tag == "Row":
            at = min(_index(element, at + 1), LONGEST)
            if most_rows is None or at <= most_rows:
                rows.extend([] for _ in range(at - 1 - len(rows)))
                made, found = _cells(element, len(rows), spans)
                rows.append(made)
                merged += found
            open_elements[-1].remove(element)
        elif tag == "Visible" and (element.text or "") in ("SheetHidden", "SheetVeryHidden"):
            hidden = True
        elif tag == "Worksheet":
            yield Grid(name, frame_of(rows), hidden, {"merged": merged} if merged else {})
            element.clear()


def _cells(row: Element, at: int, spans: dict[int, tuple[int, str]]) -> tuple[list[str | None], int]:
    """The cells of a row, and how many of them reach into further rows."""
    cells: list[str | None] = [said if last >= at else None for last, said in _filled(spans)]
    merged, column = 0, 0
    for cell in row:
        if _local(cell.tag) != "Cell":
            continue
        column = min(_index(cell, column + 1), WIDEST)
        said = _said(cell)
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = said or cells[column - 1]
        down = _attribute(cell, "MergeDown")
        if said and down.isdigit() and int(down[:7]) > 0:
            merged += 1
            spans[column - 1] = (at + int(down[:7]), said)
        across = _attribute(cell, "MergeAcross")
        column += min(int(across), WIDEST) if across.isdigit() and len(across) < 6 else 0
    while cells and not cells[-1]:
        cells.pop()
    return cells, merged


def _filled(spans: dict[int, tuple[int, str]]) -> list[tuple[int, str]]:
    return [spans.get(column, (-1, "")) for column in range(max(spans, default=-1) + 1)]


def _said(cell: Element) -> str | None:
    """What a cell holds: dates without the midnight nobody wrote, clock times, numbers as Excel can know them."""
    data = next((part for part in cell if _local(part.tag) == "Data"), None)
    if data is None:
        return None
    text, sort = "".join(data.itertext()).strip(), _attribute(data, "Type")
    if sort == "Number":
        if _LONG.match(text):
            return f"{float(text):.14E}"  # more digits than a spreadsheet keeps: see marks
        whole = _WHOLE.match(text)
        return whole[1] if whole else text
    if sort == "DateTime" and (moment := _DAY.match(text)):
        day, clock = moment.groups()
        if day in _EPOCH:
            return clock
        return day if clock == "00:00:00" else f"{day} {clock}"
    return text or None


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def _index(element: Element, otherwise: int) -> int:
    said = _attribute(element, "Index")
    return max(int(said), 1) if said.isdigit() and len(said) < 10 else otherwise
