"""Writes a one-sheet XLSX whose bytes depend on nothing but its cells.

Written out by hand (ECMA-376, inline strings, parts stored without compression, fixed dates) because
libraries and zlib builds differ in bytes from version to version, and the demonstration's must not.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path

Cell = str | float | datetime | None

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_EPOCH = datetime(1899, 12, 30)
PLAIN, BOLD, DATE = 0, 1, 2


def save(
    path: Path, sheet: str, rows: Sequence[Sequence[Cell]], bold: Sequence[int], merged: Sequence[str]
) -> None:
    """Writes the rows from row 1 on; `bold` are row numbers, `merged` ranges such as A1:F1."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>'
            f'<sheet name="{escape(sheet, quote=False)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": _sheet(rows, set(bold), merged),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 7, 1, 9, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, (_HEAD + text).encode())


def _sheet(rows: Sequence[Sequence[Cell]], bold: set[int], merged: Sequence[str]) -> str:
    lines = []
    for number, cells in enumerate(rows, 1):
        style = BOLD if number in bold else PLAIN
        written = "".join(_cell(f"{_letter(n)}{number}", cell, style) for n, cell in enumerate(cells))
        lines.append(f'<row r="{number}">{written}</row>')
    joined = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    merges = f'<mergeCells count="{len(merged)}">{joined}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData>{merges}</worksheet>'


def _cell(place: str, cell: Cell, style: int) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, datetime):
        since = cell - _EPOCH
        minutes = since.days * 1440 + since.seconds // 60
        return f'<c r="{place}" s="{DATE}"><v>{minutes / 1440!r}</v></c>'
    if isinstance(cell, str):
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{escape(cell, quote=False)}</t></is></c>'
    return f'<c r="{place}" s="{style}"><v>{cell!r}</v></c>'


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{made}</Relationships>'


def _content_types() -> str:
    kinds = (("workbook.xml", "sheet.main"), ("worksheets/sheet1.xml", "worksheet"), ("styles.xml", "styles"))
    made = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{_TYPES}.{kind}+xml"/>' for part, kind in kinds
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{made}</Types>'
    )


def _styles() -> str:
    """Style 0 plain, 1 bold, 2 date and time."""
    date = '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/>'
    font = '<sz val="11"/><name val="Calibri"/>'
    fills = "".join(f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125"))
    border = "<border><left/><right/><top/><bottom/><diagonal/></border>"
    base = 'fillId="0" borderId="0"'
    styles = (
        f'<xf numFmtId="0" fontId="0" {base} xfId="0"/>'
        f'<xf numFmtId="0" fontId="1" {base} xfId="0" applyFont="1"/>'
        f'<xf numFmtId="164" fontId="0" {base} xfId="0" applyNumberFormat="1"/>'
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1">{date}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        f'<fills count="2">{fills}</fills><borders count="1">{border}</borders>'
        f'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" {base}/></cellStyleXfs>'
        f'<cellXfs count="3">{styles}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
