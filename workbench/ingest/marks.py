"""What the text of a spreadsheet's cells does not tell: numbers it has rounded, and cells that are merged.

A spreadsheet keeps 15 digits, and an identifier longer than that is destroyed: read as text it has all the digits
of the nearest float, which look like an identifier and are none. The file tells numbers from text; such a number
becomes what Excel shows, 4.05E+19, which every value type refuses by name. A cell merged over several rows stands
only in the first of them, and is what all of them say.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO

import polars as pl

from workbench.ingest import biff

CHUNK = 1 << 22
LONGEST_CELL = 1 << 12
MOST_MERGED = 100_000
_CELL = re.compile(
    rb'<c r="[A-Z]{1,3}(\d{1,7})"((?: [a-z]+="[^"]*")*)>(?:<f[^<]*(?:</f>|/>))?'
    rb"<v>(-?(?:\d{16,}(?:\.\d*)?|\d(?:\.\d+)?[Ee]\+?(?:1[5-9]|[2-9]\d|[1-9]\d\d)))</v>"
)
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


@dataclass
class Marks:
    """Of one sheet: numbers of more than 15 digits by the position of their row, and merges as first row, last
    row and column (positions)."""

    rounded: dict[int, set[float]] = field(default_factory=dict)
    merged: list[tuple[int, int, int]] = field(default_factory=list)


def of(octets: bytes) -> dict[str, Marks]:
    """The marks of each sheet of a workbook, by the sheet's name; XLSX, XLSB and XLS."""
    if not octets.startswith(b"PK"):
        return {name: _marks(sheet) for name, sheet in biff.old_workbook(octets).items()}
    with zipfile.ZipFile(BytesIO(octets)) as archive:
        names = set(archive.namelist())
        if {"xl/workbook.bin", "xl/_rels/workbook.bin.rels"} <= names:
            parts = _relations(archive, "xl/_rels/workbook.bin.rels")
            sheets = biff.sheet_names(archive.read("xl/workbook.bin"))
            return {
                name: _marks(biff.binary_sheet(archive.read(parts[id])))
                for name, id in sheets.items()
                if parts.get(id) in names
            }
        if {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            parts = _relations(archive, "xl/_rels/workbook.xml.rels")
            told = _attributes(_SHEET, archive.read("xl/workbook.xml"))
            found = {unescape(said.get("name", "")): parts.get(said.get("r:id", ""), "") for said in told}
            return {name: _in_sheet(archive, part) for name, part in found.items() if part in names}
    return {}


def _marks(sheet: biff.Sheet) -> Marks:
    return Marks(sheet.rounded, sheet.merged[:MOST_MERGED])


def _relations(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The parts of a workbook by their relation ids."""
    return {
        said.get("Id", ""): posixpath.normpath(posixpath.join("/xl", said.get("Target", ""))).lstrip("/")
        for said in _attributes(_RELATION, archive.read(name))
    }


def shown(cells: pl.DataFrame, marks: Marks) -> pl.DataFrame:
    """The cells of a sheet as a reader understands them; row i is Excel's row i + 1."""
    changed: dict[str, dict[int, str]] = {}
    for row in sorted(marks.rounded.keys() & set(range(cells.height))):
        for name, text in cells.row(row, named=True).items():
            if text and len(text) >= 16 and (number := _number(text)) in marks.rounded[row]:
                changed.setdefault(name, {})[row] = f"{number:.14E}"
    for first, last, at in marks.merged:
        if first < min(last, cells.height) and at < cells.width:
            name = cells.columns[at]
            text = changed.get(name, {}).get(first) or cells[name][first]
            if text:
                rows = range(first + 1, min(last + 1, cells.height))
                changed.setdefault(name, {}).update(dict.fromkeys(rows, text))
    columns = {
        name: cells[name].scatter(list(found), list(found.values())) for name, found in changed.items()
    }
    return cells.with_columns(**columns)


def _in_sheet(archive: zipfile.ZipFile, part: str) -> Marks:
    marks = Marks()
    with archive.open(part) as file:
        carry = b""
        while piece := file.read(CHUNK):
            text, end = carry + piece, 0
            for match in _CELL.finditer(text):
                end = match.end()
                if b' t="' not in match[2] or b' t="n"' in match[2]:
                    marks.rounded.setdefault(int(match[1]) - 1, set()).add(float(match[3]))
            if b"<mergeCell " in text:
                for match in _MERGED.finditer(text):
                    end = max(end, match.end())
                    if match[2] != match[3] and len(marks.merged) < MOST_MERGED:
                        marks.merged.append((int(match[2]) - 1, int(match[3]) - 1, _column(match[1])))
            carry = text[max(end, len(text) - LONGEST_CELL) :]
    return marks


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _attributes(pattern: re.Pattern[str], xml: bytes) -> Iterator[dict[str, str]]:
    for match in pattern.finditer(xml.decode("utf-8", "replace")):
        yield dict(_ATTRIBUTE.findall(match[1]))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
