"""Sound files of every format, one or more for each reader: what is damaged begins as one of these."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cache

from tests.ingest import making_dbfs, making_old_workbooks, making_pdfs
from tests.plugins.reading_plugins import PLUGINS, recipes, shipped
from workbench.ingest.known import BUILT_IN
from workbench.ingest.readers import Reader
from workbench.ingest.recipe_parts import Recipe
from workbench.plugin_host.loading import reader_source

HEADER = ["Caller", "Callee", "Start", "Duration"]
ROWS = [
    ["+447700900001", "+447700900002", "2026-06-01 10:00:00", "60"],
    ["+447700900002", "+447700900003", "2026-06-02 11:30:00", "0"],
    ["+447700900001", "+447700900003", "2026-06-03 12:00:05", "3725"],
]
MOST = 200_000  # bytes of a specimen: larger ones only make the damage rarer


@dataclass(frozen=True)
class Specimen:
    """A sound file for one reader and the recipe that takes it."""

    name: str
    octets: bytes
    recipe: Recipe


@cache
def readers() -> dict[str, type[Reader]]:
    """Every reader, by its id."""
    return {c.id: c for c in (*BUILT_IN, *reader_source(shipped())())}


@cache
def of_reader(id: str) -> tuple[Specimen, ...]:
    """The specimens of a reader: its plugin's samples, else the same three calls in its format."""
    known = recipes()
    found = []
    for folder in sorted(PLUGINS.glob("*/samples")):
        for name, said in json.loads((folder / "expected.json").read_text("utf-8")).items():
            recipe = known[said["recipe"]]
            reader = "workbook" if name.endswith(".xlsx") and recipe.reader == "delimited" else recipe.reader
            octets = (folder / name).read_bytes()
            if reader == id and len(octets) <= MOST:
                found.append(Specimen(name, octets, recipe.read_by(id)))
    calls = known["call_records.caller_callee"].read_by(id)
    return (*found, *(Specimen(name, octets, calls) for name, octets in _made(id).items()))


def _made(id: str) -> dict[str, bytes]:
    """Three calls in the formats of the built-in readers."""
    table = [HEADER, *ROWS]
    if id == "workbook":
        return {
            "calls.xls": making_old_workbooks.xls({"Calls": table}, [(1, 2, 0)]),
            "calls.xlsb": making_old_workbooks.xlsb({"Calls": table}),
        }
    makers = {
        "opendocument": _opendocument,
        "sheet_xml": _sheet_xml,
        "web_table": _page,
        "dbf": _dbf,
        "pdf": _pdf,
    }
    return {f"calls.{id}": makers[id]()} if id in makers else {}


def _page() -> bytes:
    rows = "".join(
        "<tr>" + "".join(f'<td rowspan="1">{c}</td>' for c in row) + "</tr>" for row in [HEADER, *ROWS]
    )
    return f"<html><head><meta charset='utf-8'></head><body><table><caption>Calls</caption>{rows}</table>".encode()


def _sheet_xml() -> bytes:
    rows = "".join(
        "<Row>"
        + "".join(f'<Cell ss:Index="{at}"><Data ss:Type="String">{c}</Data></Cell>' for at, c in enumerate(r, 1))
        + "</Row>"
        for r in [HEADER, *ROWS]
    )  # fmt: skip
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{name}" xmlns:ss="{name}">'
        f'<Worksheet ss:Name="Calls"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def _opendocument() -> bytes:
    import zipfile

    name = "urn:oasis:names:tc:opendocument:xmlns"
    rows = "".join(
        '<table:table-row table:number-rows-repeated="1">'
        + "".join(
            '<table:table-cell office:value-type="string" table:number-columns-repeated="1">'
            f"<text:p>{cell}</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in [HEADER, *ROWS]
    )
    content = (
        f'<office:document-content xmlns:office="{name}:office:1.0" xmlns:table="{name}:table:1.0" '
        f'xmlns:text="{name}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Calls">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return made.getvalue()


def _dbf() -> bytes:
    fields = [("CALLER", "C", 14), ("CALLEE", "C", 14), ("START", "C", 20), ("DURATION", "N", 6)]
    return making_dbfs.table(fields, [[cell.encode() for cell in row] for row in ROWS])


def _pdf() -> bytes:
    return making_pdfs.document(making_pdfs.table(700, [HEADER, *ROWS]))
