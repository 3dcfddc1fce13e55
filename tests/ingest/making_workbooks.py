"""Workbooks written cell by cell, so that a test says exactly what is in the file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName='
    '"/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def _rels(sort: str, target: str) -> str:
    return f'{_RELS}<Relationship Id="rId1" Type="{_OFFICE}/{sort}" Target="{target}"/></Relationships>'


def sheet(cells: Iterable[str]) -> str:
    """The XML of one sheet from the XML of its rows."""
    return f'<?xml version="1.0"?><worksheet xmlns="{_SHEETS}"><sheetData>{"".join(cells)}</sheetData></worksheet>'


def package(path: Path, sheet_xml: str) -> Path:
    """The smallest workbook with one sheet of the given XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels",
            _rels("officeDocument", "xl/workbook.xml"),
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<?xml version="1.0"?><workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            _rels("worksheet", "worksheets/sheet1.xml"),
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet_xml)
    return path


def sparse(path: Path) -> Path:
    """A workbook of 1.4 kB whose two cells, A1 and XFD1048576, make calamine ask for 512 GiB."""
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
    )
    return package(path, sheet(rows))


def swollen(path: Path, size: int = 30_000_000) -> Path:
    """A small workbook with one cell of many megabytes."""
    text = "A" * size
    return package(path, sheet([f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>']))
