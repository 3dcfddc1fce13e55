"""Workbooks: Excel's row numbers, ids whole, clock times as clock times, every sheet that matches."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import openpyxl
import pytest

from tests.ingest import making_workbooks
from tests.ingest.conftest import apply
from workbench.ingest import recipe
from workbench.ingest.footers import BELOW_FOOTER
from workbench.ingest.readers import Layout, Rows
from workbench.ingest.workbook import Workbook
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

HEADERS = Layout(headers=("Number", "When"))


def book(path: Path, **sheets: dict[str, object]) -> Path:
    """A workbook from cells by address."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, cells in sheets.items():
        page = made.create_sheet(name)
        for address, value in cells.items():
            page[address] = value
    made.save(path)
    return path


def read(path: Path, layout: Layout = HEADERS) -> tuple[Workbook, list[Rows]]:
    reader = Workbook()
    return reader, list(reader.tables(path, layout))


def test_rows_have_excels_numbers_wherever_the_table_stands(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        Legend={"A1": "voice = call"},
        Calls={
            "C2": "Report",
            "C4": "Number",
            "D4": "When",
            "C7": 447700900001,
            "D7": "x",
            "C9": "b",
            "D9": "y",
        },
    )
    reader, (rows,) = read(path)
    assert rows.table == "Calls" and rows.frame["row"].to_list() == [7, 9]
    assert rows.frame["Number"].to_list() == ["447700900001", "b"]
    assert rows.raw is not None and [json.loads(t) for t in rows.raw["text"]] == [
        ["447700900001", "x"],
        ["b", "y"],
    ]
    assert rows.preamble == ("", "Report", "")
    assert (
        reader.facts["header_row"] == {"Calls": 4}
        and reader.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    )


def test_numbers_dates_and_clock_times_as_text(tmp_path: Path) -> None:
    cells = {
        "A1": "Number", "B1": "When", "C1": "Date", "D1": "Time",
        "A2": 353490069873193, "B2": dt.datetime(2024, 1, 2, 3, 4, 5), "C2": dt.datetime(2025, 3, 10),
        "D2": dt.time(0, 53, 20),
        "A3": 4.05e13, "B3": dt.datetime(2024, 1, 3), "C3": "11-03-2025", "D3": dt.timedelta(hours=30, minutes=1),
        "A4": 1.5, "B4": "free text", "C4": dt.datetime(2025, 3, 12), "D4": "07:45:46 AM",
    }  # fmt: skip
    _, (rows,) = read(book(tmp_path / "a.xlsx", S=cells))
    assert rows.frame["Number"].to_list() == ["353490069873193", "40500000000000", "1.5"]
    assert rows.frame["When"].to_list() == ["2024-01-02 03:04:05", "2024-01-03 00:00:00", "free text"]
    assert rows.frame["Date"].to_list() == ["2025-03-10", "11-03-2025", "2025-03-12"]
    assert rows.frame["Time"].to_list() == ["0:53:20", "30:01:00", "07:45:46 AM"]


def test_every_sheet_with_the_columns_is_read(tmp_path: Path) -> None:
    calls = {"A1": "Number", "B1": "When", "A2": "1", "B2": "x"}
    _, rows = read(book(tmp_path / "a.xlsx", One=calls, Other={"A1": "Name", "A2": "n"}, Two=calls))
    assert [r.table for r in rows] == ["One", "Two"]
    with pytest.raises(Problem, match=r"no sheet of a\.xlsx has a row with the columns Caller"):
        read(tmp_path / "a.xlsx", Layout(headers=("Caller",)))


def test_footer_repeated_and_second_headers(tmp_path: Path) -> None:
    cells = {
        "A1": "Number", "B1": "When", "A2": "MSISDN", "B2": "local", "A3": 1, "B3": "2024-01-01",
        "A4": 2, "B4": "2024-01-02",
        "A5": "Number", "B5": "When", "A6": 3, "B6": "2024-01-03", "A8": "TOTAL", "B8": 3, "A9": "Disclaimer",
    } | {f"A{row}": "Remark" for row in range(10, 61)}  # fmt: skip
    reader, (rows,) = read(
        book(tmp_path / "a.xlsx", S=cells), Layout(headers=("Number",), footer="(?i)^total")
    )
    assert rows.frame["row"].to_list() == [3, 4, 6]
    below = [(row, "", BELOW_FOOTER.format(8)) for row in range(58, 61)]
    assert [r[:3] for r in rows.rejects.rows()] == [(2, "", "looks like a second header row"), *below]
    assert len(reader.facts["footer"]) == 50 and rows.rejects["raw"][1] == '["Remark", null]'
    assert reader.facts["footer_row"] == {"S": 8} and reader.facts["repeated_headers"] == 1


def test_broken_and_hostile_workbooks(tmp_path: Path) -> None:
    whole = book(tmp_path / "a.xlsx", S={"A1": "Number", "B1": "When", "A2": 1, "B2": 2}).read_bytes()
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Problem, match=r"cut.xlsx is damaged"):
        read(cut)
    with pytest.raises(Problem, match=r"would unpack to \d+ MiB"):
        read(making_workbooks.swollen(tmp_path / "swollen.xlsx"))
    fake = tmp_path / "fake.xlsx"
    fake.write_text("a,b\n1,2\n")
    with pytest.raises(Problem, match=r"fake.xlsx is delimited text, not an Excel workbook"):
        read(fake)


def test_the_hostile_sample(samples: Path, kinds: Kinds) -> None:
    text = """
        id = "t.h"
        name = "H"
        reader = "workbook"
        [recognise]
        headers = ["Target", "B Party"]
        [layout]
        footer = "^TOTAL"
        zone = "Asia/Kolkata"
        date_order = "dmy"
        [[record]]
        kind = "call"
        [record.fields]
        caller = { column = "Target" }
        callee = { column = "B Party" }
        start = { columns = ["Date", "Time"] }
        duration = { column = "Dur" }
        caller_cell = { column = "First CGI" }
        caller_sim = { column = "IMSI" }
    """
    reader = Workbook()
    rows = list(
        reader.tables(samples / "cdr/india-layouts-facsimile/hostile.xlsx", recipe.parse(text).layout)
    )
    found = apply(text, rows, kinds)
    events = json.loads((samples / "cdr/india-layouts-facsimile/events.json").read_text())
    records = found.records("call")
    assert [r["row"] for r in records] == list(range(4, 44)) and not found.rejects
    for record, event in zip(records, events, strict=True):
        told = dt.datetime.fromisoformat(event["local_time"] + "+05:30")
        assert record["start"] == int(told.timestamp() * 1e6)
        assert record["duration"] == event["duration_s"]


def test_numbers_a_spreadsheet_has_rounded_do_not_look_like_identifiers(tmp_path: Path) -> None:
    """Excel keeps 15 digits of a number; the same digits as text are whole."""
    long = "1234567890123456789"
    text = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    rows = [
        f'<row r="2">{text.format("B2", "Parcel")}{text.format("C2", "Note")}</row>',
        f'<row r="3"><c r="B3" s="1"><v>{long}</v></c>{text.format("C3", "a")}</row>',
        f'<row r="4"><c r="B4"><v>1.2345678901234501E+18</v></c>{text.format("C4", "b")}</row>',
        f'<row r="5">{text.format("B5", long)}{text.format("C5", "c")}</row>',
        f'<row r="6"><c r="B6"><v>353879234252633</v></c>{text.format("C6", "d")}</row>',
    ]
    path = making_workbooks.package(tmp_path / "a.xlsx", making_workbooks.sheet(rows))
    _, (found,) = read(path, Layout(headers=("Parcel", "Note")))
    assert found.frame["row"].to_list() == [3, 4, 5, 6]
    assert found.frame["Parcel"].to_list() == [
        "1.23456789012346E+18",
        "1.23456789012345E+18",
        long,
        "353879234252633",
    ]
