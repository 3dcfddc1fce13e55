"""Every format of sheets gives the same table: XLSX, XLS, XLSB, ODS, XML spreadsheets and web pages."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.ingest.making_old_workbooks import xls, xlsb
from workbench.ingest.opendocument import OpenDocument
from workbench.ingest.readers import Layout, Rows
from workbench.ingest.sheet_xml import SheetXml
from workbench.ingest.sheets import SheetReader
from workbench.ingest.web_tables import WebTables
from workbench.ingest.workbook import Workbook
from workbench.model.problems import Problem

LONG = 89440000000000000000.0
ROWS: list[list[str | float | None]] = [
    ["CALL DETAIL REPORT"],
    [],
    ["Caller", "Called", "Seconds", "SIM"],
    [447700900123.0, "+447700900456", 62.0, LONG],
    [None, "0044", 7.5, "89440000000000000000"],
]
MERGED = [(3, 4, 0)]
MEANT = [
    ("447700900123", "+447700900456", "62", "8.94400000000000E+19", 4),
    ("447700900123", "0044", "7.5", "89440000000000000000", 5),
]
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
ODS_HEAD = (
    f'<office:document-content xmlns:office="{OPEN}:office:1.0" xmlns:table="{OPEN}:table:1.0" '
    f'xmlns:text="{OPEN}:text:1.0" xmlns:style="{OPEN}:style:1.0"><office:automatic-styles>'
    '<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
CELL = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
TEXT = ' office:value-type="string"'


def _xlsx(hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Calls"
    for row in ROWS:
        page.append(row)
    page.merge_cells("A4:A5")
    if hidden:
        book.create_sheet("Notes").append(["x"])
        book["Notes"].sheet_state = "hidden"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _ods(rows: str = "", **parts: str) -> bytes:
    def cell(value: str | float | None, span: str = "") -> str:
        if value is None:
            return "<table:covered-table-cell/>"
        if isinstance(value, str):
            return CELL.format(TEXT + span, value)
        return CELL.format(f' office:value-type="float" office:value="{value:.15G}"{span}', "#")

    for at, row in enumerate(ROWS if not rows else ()):
        span = ' table:number-rows-spanned="2"'
        cells = "".join(cell(c, span if (at, n) == (3, 0) else "") for n, c in enumerate(row))
        rows += f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>"
    content = (
        f'{ODS_HEAD}<table:table table:name="Calls">{rows}<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        '<table:table table:name="Notes" table:style-name="gone"><table:table-row>'
        f"{CELL.format(TEXT, 'x')}</table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", parts.get("content", content))
    return made.getvalue()


def _sheet_xml() -> bytes:
    lines = []
    for at, row in enumerate(ROWS):
        cells = ""
        for column, value in enumerate(row, 1):
            if value is not None:
                sort = "String" if isinstance(value, str) else "Number"
                down = ' ss:MergeDown="1"' if (at, column) == (3, 1) else ""
                cells += f'<Cell ss:Index="{column}"{down}><Data ss:Type="{sort}">{value}</Data></Cell>'
        if cells:
            lines.append(f'<Row ss:Index="{at + 1}">{cells}</Row>')
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    text = (
        f'<?xml version="1.0"?>\n<Workbook xmlns="{name}" xmlns:ss="{name}"><Worksheet ss:Name="Calls"><Table>'
        f'{"".join(lines)}</Table></Worksheet><Worksheet ss:Name="Notes"><Table><Row><Cell><Data ss:Type="String">x'
        "</Data></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"
    )
    return text.encode()


def _html() -> bytes:
    lines = []
    for at, row in enumerate(ROWS):
        cells = ""
        for value in row:
            span = " rowspan=2" if (at, value) == (3, ROWS[3][0]) else ""
            if value is not None:
                shown = (
                    "8.94400000000000E+19" if value == LONG else f"{value:.0f}" if value == 62.0 else value
                )
                shown = "447700900123" if value == ROWS[3][0] else shown
                cells += f"<td{span}>{shown}"
        lines.append(f"<tr>{cells}</tr>")
    return f"<html><body><h3>Calls</h3><table>{''.join(lines)}</table></body></html>".encode()


FORMATS: dict[str, tuple[bytes, type[SheetReader]]] = {
    "a.xlsx": (_xlsx(), Workbook),
    "a.xls": (xls({"Calls": ROWS, "Notes": [["x"]]}, MERGED, hidden=["Notes"]), Workbook),
    "a.xlsb": (xlsb({"Calls": ROWS}, MERGED), Workbook),
    "a.ods": (_ods(), OpenDocument),
    "xml.xls": (_sheet_xml(), SheetXml),
    "html.xls": (_html(), WebTables),
}


def _read(path: Path, reader: SheetReader, *headers: str) -> list[Rows]:
    return list(reader.tables(path, Layout(headers=headers)))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_table_whatever_the_format(name: str, tmp_path: Path) -> None:
    octets, reader = FORMATS[name]
    (tmp_path / name).write_bytes(octets)
    sniffed = reader().sniff(tmp_path / name)
    assert sniffed is not None and sniffed.tables[0].columns == ("Caller", "Called", "Seconds", "SIM")
    made = reader()
    (rows,) = _read(tmp_path / name, made, "Caller", "Called")
    assert rows.table == "Calls" and rows.frame.rows() == MEANT
    assert made.facts["merged"] == {"Calls": 1} and made.facts["header_row"] == {"Calls": 3}
    assert rows.preamble == ("CALL DETAIL REPORT", "")
    assert rows.raw is not None and json.loads(rows.raw["text"][0])[:2] == ["447700900123", "+447700900456"]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_only_its_own_reader_knows_a_file(name: str, tmp_path: Path) -> None:
    octets, own = FORMATS[name]
    (tmp_path / name).write_bytes(octets)
    for reader in (Workbook, OpenDocument, SheetXml, WebTables):
        assert (reader().sniff(tmp_path / name) is not None) == (reader is own)


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "xml.xls"])
def test_hidden_sheets_are_named(name: str, tmp_path: Path) -> None:
    octets, reader = FORMATS[name]
    (tmp_path / name).write_bytes(octets)
    made = reader()
    _read(tmp_path / name, made, "Caller")
    assert made.facts["hidden_sheets"] == ["Notes"]


def test_hidden_sheet_of_an_xlsx(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(_xlsx(hidden=True))
    made = Workbook()
    _read(tmp_path / "a.xlsx", made, "Caller")
    assert made.facts["hidden_sheets"] == ["Notes"]


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_file_that_is_cut_off_is_a_problem_or_less_of_a_page(
    name: str, share: float, tmp_path: Path
) -> None:
    """Web pages are read by browsers however they end; all other formats tell."""
    octets, reader = FORMATS[name]
    (tmp_path / name).write_bytes(octets[: int(len(octets) * share)])
    if name == "html.xls":
        rows = _read(tmp_path / name, reader()) if share > 0.5 else []
        assert sum(r.frame.height for r in rows) <= len(MEANT)
        return
    with pytest.raises(Problem):
        _read(tmp_path / name, reader(), "Caller", "SIM")


def test_times_and_dates_of_an_opendocument_sheet(tmp_path: Path) -> None:
    """Times of day are what calamine loses."""
    row = (
        "<table:table-row>{}</table:table-row>".format(
            "".join(
                f'<table:table-cell office:value-type="string"><text:p>{h}</text:p></table:table-cell>'
                for h in ("Date", "Time", "At")
            )
        )
        + '<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-06-01"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT09H30M05S"/>'
        '<table:table-cell office:value-type="date" office:date-value="2026-06-01T10:11:12"/></table:table-row>'
    )
    (tmp_path / "a.ods").write_bytes(_ods(row))
    (rows,) = _read(tmp_path / "a.ods", OpenDocument(), "Date")
    assert rows.frame.row(0)[:3] == ("2026-06-01", "09:30:05", "2026-06-01 10:11:12")


def test_entities_and_endless_repetition_in_an_opendocument_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(_ods(content='<!DOCTYPE x [<!ENTITY a "b">]>' + ODS_HEAD + "&a;"))
    with pytest.raises(Problem):
        _read(path, OpenDocument())
    wide = CELL.format(TEXT + ' table:number-columns-repeated="16000"', "x")
    many = f'<table:table-row table:number-rows-repeated="1000000">{wide}</table:table-row>'
    path.write_bytes(_ods(many))
    with pytest.raises(Problem, match="beyond all bounds"):
        _read(path, OpenDocument())


PAGE = """<html><meta charset="windows-1251"><table><tr><td>around</td><td><table>
<caption>Звонки</caption><tr><th rowspan=2>Caller<th colspan=2>Start</tr><tr><th>Date<th>Time</tr>
<tr><td>447700900123</td><td>2026-06-01<td>10:00:00<script>"<td>no</td>"</script></tr>
</table></td></tr></table><table><tr><td>cell<td>town</tr><tr><td>1-2</td><td>&amp;c&nbsp;x</td></tr></table></html>"""


def test_tables_of_a_page_nested_spanning_and_several(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.encode("cp1251"))
    tables = _read(tmp_path / "a.html", WebTables())
    assert [t.table for t in tables] == ["Звонки", "Table 2"]
    assert tables[0].frame.columns[:2] == ["Caller", "Date"] or "Date" in " ".join(tables[0].frame.columns)
    assert tables[0].frame.row(-1)[:3] == ("447700900123", "2026-06-01", "10:00:00")
    assert tables[1].frame.row(0)[:2] == ("1-2", "&c x")


@pytest.mark.parametrize(
    "said", ["<table><tr><td>" + "<table><tr><td>" * 300, "<table>" + "<!--" + "x" * (9 << 20)]
)
def test_pages_that_do_not_end_are_a_problem(said: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html>" + said)
    with pytest.raises(Problem):
        _read(tmp_path / "a.html", WebTables())


def test_a_cell_of_many_rows_does_not_reach_beyond_the_table(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<html><table><tr><td>a<td>b</tr><tr><td rowspan=9999>1<td>2</tr><tr><td>3</tr></table>"
    )
    (rows,) = _read(tmp_path / "a.html", WebTables(), "a")
    assert [r[:2] for r in rows.frame.rows()] == [("1", "2"), ("1", "3")]


def test_dates_of_old_workbooks_are_dates(tmp_path: Path) -> None:
    """Only what the format of a cell calls a date is one: the serial number of a day alone stays a number."""
    day = float((dt.date(2026, 6, 1) - dt.date(1899, 12, 30)).days)
    rows: Sequence[Sequence[str | float | None]] = [["Caller", "Date"], ["447700900123", day]]
    (tmp_path / "a.xls").write_bytes(xls({"Calls": rows}))
    (found,) = _read(tmp_path / "a.xls", Workbook(), "Caller")
    assert found.frame["Date"].to_list() == ["46174"]
