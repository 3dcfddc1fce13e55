"""Workbooks that lie about their size or carry what a workbook must not do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.files import hostile
from tests.hostile.specimens import HEADER, ROWS, of_reader
from tests.ingest import making_workbooks
from tests.ingest.making_workbooks import sheet

LETTERS = "ABCD"
BIG = 48 << 20


def _cell(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def _row(number: int, cells: list[str]) -> str:
    inside = "".join(_cell(f"{LETTERS[at]}{number}", text) for at, text in enumerate(cells))
    return f'<row r="{number}">{inside}</row>'


def calls() -> list[str]:
    """The rows of three calls."""
    return [_row(at, row) for at, row in enumerate([HEADER, *ROWS], 1)]


def package(sheet_xml: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook with one sheet of this XML, and further parts."""
    with TemporaryDirectory() as folder:
        path = making_workbooks.package(Path(folder) / "a.xlsx", sheet_xml)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, octets in (more or {}).items():
                archive.writestr(name, octets)
        return path.read_bytes()


@hostile("a false dimension.xlsx", kept=3)
def false_dimension() -> bytes:
    return package(sheet(calls()).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'))


@hostile("a dimension that is nothing.xlsx", "workbook that can be read")
def no_dimension() -> bytes:
    return package(sheet(calls()).replace("<sheetData>", '<dimension ref="ZZZZZ99999999:A0"/><sheetData>'))


@hostile("a cell at the far corner.xlsx", "more memory or time than is allowed")
def far_corner() -> bytes:
    return package(sheet([*calls(), f'<row r="1048576">{_cell("XFD1048576", "x")}</row>']))


@hostile("200,000 empty cells.xlsx", kept=3)
def empty_cells() -> bytes:
    rows = [
        f'<row r="{at}">' + "".join(f'<c r="{c}{at}" s="0"/>' for c in LETTERS) + "</row>"
        for at in range(5, 50_000)
    ]
    return package(sheet([*calls(), *rows]))


@hostile("60,000 rows of styles.xlsx", kept=3)
def empty_rows() -> bytes:
    return package(sheet([*calls(), *(f'<row r="{at}" s="1" customFormat="1"/>' for at in range(5, 60_000))]))


@hostile("rows out of order and twice.xlsx")
def disorder() -> bytes:
    return package(sheet([*calls(), *calls()[::-1]]))


@hostile("row numbers beyond Excel.xlsx", "more memory or time than is allowed")
def far_rows() -> bytes:
    return package(
        sheet([*calls(), _row(1, ROWS[0]).replace('r="1"', 'r="4294967295"').replace("A1", "A4294967295")])
    )


@hostile("formula cells.xlsx")
def formulas() -> bytes:
    cell = '<row r="5"><c r="A5"><f>HYPERLINK("http://example.org/"&amp;A2)</f><v>+447700900001</v></c></row>'
    return package(sheet([*calls(), cell, '<row r="6"><c r="A6"><f>1/0</f></c></row>']))


@hostile("links to elsewhere.xlsx", kept=3)
def links() -> bytes:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        'Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    return package(
        sheet(calls()),
        {"xl/externalLinks/_rels/externalLink1.xml.rels": rels, "xl/vbaProject.bin": b"\xd0\xcf"},
    )


@hostile("shared strings that are a bomb.xlsx", "far more")
def swollen_strings() -> bytes:
    return package(
        sheet(calls()), {"xl/sharedStrings.xml": b"<sst><si><t>" + b" " * BIG + b"</t></si></sst>"}
    )


@hostile("shared strings 100,000 deep.xlsx")
def deep_strings() -> bytes:
    rows = [*calls(), '<row r="5"><c r="A5" t="s"><v>0</v></c></row>']
    said = "<sst><si>" + "<r>" * 100_000 + "<t>x</t>" + "</r>" * 100_000 + "</si></sst>"
    return package(sheet(rows), {"xl/sharedStrings.xml": said})


@hostile("a string that is not there.xlsx", "workbook that can be read")
def missing_string() -> bytes:
    return package(sheet([*calls(), '<row r="5"><c r="A5" t="s"><v>4294967296</v></c></row>']))


@hostile("entities in a sheet.xlsx", "workbook that can be read")
def entities() -> bytes:
    head = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    rows = [*calls(), _row(5, ["&b;", "&b;", "&b;", "&b;"])]
    return package(sheet(rows).replace("<worksheet", head + "<worksheet", 1))


@hostile("a sheet cut off.xlsx", "workbook that can be read")
def cut_sheet() -> bytes:
    return package(sheet(calls())[:-200])


@hostile("a sheet that is not there.xlsx", "workbook that can be read|empty")
def no_sheet() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(sheet(calls())))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if not name.endswith("sheet1.xml"):
                new.writestr(name, old.read(name))
    return made.getvalue()


@hostile("a merge over all rows.xlsx")
def wide_merge() -> bytes:
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    return package(sheet(calls()).replace("</sheetData>", merged))


@hostile("cells repeated 999 times.ods", "no recipe knows|beyond all bounds|harm")
def repeated() -> bytes:
    return _sheet_of("opendocument", b'number-columns-repeated="1"', b'number-columns-repeated="999"')


@hostile("rows repeated 1,000 times.ods")
def repeated_rows() -> bytes:
    return _sheet_of("opendocument", b'number-rows-repeated="1"', b'number-rows-repeated="1000"')


@hostile("a locked workbook.xlsx", "locked|password")
def locked() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 2000
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 2000
    )


@hostile("an old workbook whose chain of sectors is a ring.xls", "cut off")
def ring() -> bytes:
    octets = bytearray(of_reader("workbook")[-2].octets)
    for at in range(
        512, min(len(octets) - 4, 1_024), 4
    ):  # the allocation table: every sector is followed by itself
        octets[at : at + 4] = ((at - 512) // 4).to_bytes(4, "little")
    return bytes(octets)


def _sheet_of(reader: str, old: bytes, new: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(of_reader(reader)[0].octets)) as one, zipfile.ZipFile(made, "w") as two:
        for name in one.namelist():
            two.writestr(name, one.read(name).replace(old, new))
    return made.getvalue()
