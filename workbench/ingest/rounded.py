"""Numbers that a spreadsheet has rounded: it keeps 15 digits, and an identifier longer than that is destroyed.

A reader of cells shows such a number with all the digits of the nearest float, which look like an identifier and are
none. The XML of the sheet tells numbers from text; here they become what Excel shows, such as 4.05E+19, which
every value type refuses by name. Only XLSX tells; XLSB and ODS are left as they are.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import polars as pl

CHUNK = 1 << 22
LONGEST_CELL = 1 << 12
_CELL = re.compile(
    rb'<c r="[A-Z]{1,3}(\d{1,7})"((?: [a-z]+="[^"]*")*)>(?:<f[^<]*(?:</f>|/>))?'
    rb"<v>(-?(?:\d{16,}(?:\.\d*)?|\d(?:\.\d+)?[Ee]\+?(?:1[5-9]|[2-9]\d|[1-9]\d\d)))</v>"
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
Rounded = dict[int, set[float]]  # by position of the row


def find(octets: bytes) -> dict[str, Rounded]:
    """The numbers of more than 15 digits in each sheet of a workbook, by the sheet's name."""
    with zipfile.ZipFile(BytesIO(octets)) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        relations = {
            said.get("Id", ""): posixpath.normpath(posixpath.join("/xl", said.get("Target", ""))).lstrip("/")
            for said in _attributes(_RELATION, archive.read("xl/_rels/workbook.xml.rels"))
        }
        sheets = {
            unescape(said.get("name", "")): relations.get(said.get("r:id", ""), "")
            for said in _attributes(_SHEET, archive.read("xl/workbook.xml"))
        }
        return {name: _in_sheet(archive, part) for name, part in sheets.items() if part in names}


def shown(cells: pl.DataFrame, rounded: Rounded) -> pl.DataFrame:
    """The cells of a sheet with its rounded numbers as Excel shows them; row i is Excel's row i + 1."""
    changed: dict[str, list[tuple[int, str]]] = {}
    for row in sorted(rounded.keys() & set(range(cells.height))):
        for name, text in cells.row(row, named=True).items():
            if text and len(text) >= 16 and (number := _number(text)) in rounded[row]:
                changed.setdefault(name, []).append((row, f"{number:.14E}"))
    columns = {
        name: cells[name].scatter([row for row, _ in found], [text for _, text in found])
        for name, found in changed.items()
    }
    return cells.with_columns(**columns)


def _in_sheet(archive: zipfile.ZipFile, part: str) -> Rounded:
    found: Rounded = {}
    for row, attributes, value in _cells(archive, part):
        if b' t="' not in attributes or b' t="n"' in attributes:
            found.setdefault(int(row) - 1, set()).add(float(value))
    return found


def _cells(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    with archive.open(part) as file:
        carry = b""
        while piece := file.read(CHUNK):
            text, end = carry + piece, 0
            for match in _CELL.finditer(text):
                end = match.end()
                yield match[1], match[2], match[3]
            carry = text[max(end, len(text) - LONGEST_CELL) :]


def _attributes(pattern: re.Pattern[str], xml: bytes) -> Iterator[dict[str, str]]:
    for match in pattern.finditer(xml.decode("utf-8", "replace")):
        yield dict(_ATTRIBUTE.findall(match[1]))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
