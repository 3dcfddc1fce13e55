"""Tables hold every entity, link and record, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.report.told import CALLS, HOSTILE, Told
from workbench.report import sheets
from workbench.report.formats.format import named

RUN = ("=", "+", "-", "@", "\t", "\r")
NAMES = ["entities", "links", "records_call", "sources", "about"]


def _tables(path: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
            )
            for name in archive.namelist()
        }


def test_csv_has_a_table_of_each(told: Told, tmp_path: Path) -> None:
    written = named("csv").write(told.extract(), tmp_path / "out.zip")
    tables = _tables(tmp_path / "out.zip")
    assert list(tables) == NAMES
    assert written.counts == {"entities": 6, "links": 6, "records": 5, "sources": 1}
    assert [len(tables[name]) for name in NAMES[:4]] == [6, 6, 5, 1]
    first = tables["records_call"][0]
    assert (first["when"], first["caller"], first["row"]) == (
        "2026-06-01T02:00:00+01:00",
        "'+447700900001",
        "2",
    )
    assert first["sha256"] == tables["sources"][0]["sha256"]
    assert {row["standing"] for row in tables["links"]} == {"stated", "assessed"}


def test_no_cell_of_a_csv_is_a_formula(told: Told, tmp_path: Path) -> None:
    named("csv").write(told.extract(), tmp_path / "out.zip")
    cells = [
        cell for table in _tables(tmp_path / "out.zip").values() for row in table for cell in row.values()
    ]
    assert not [cell for cell in cells if cell.startswith(RUN)]
    assert "'" + HOSTILE.replace("\x01", "\ufffd") in cells


def test_a_name_that_ends_in_csv_gives_links_alone_and_says_so(told: Told, tmp_path: Path) -> None:
    written = named("csv").write(told.extract(), tmp_path / "links.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "links.csv").read_text("utf-8-sig"))))
    assert len(rows) == written.counts["links"] == 6
    assert written.lost[1:] == (
        "5 records not written one by one: links name their rows.", "Name a .zip file to have all tables.",
    )  # fmt: skip


def test_a_workbook_has_a_sheet_of_each_and_nothing_but_text_and_numbers(told: Told, tmp_path: Path) -> None:
    named("xlsx").write(told.extract(), tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Entities", "Links", "Records call", "Sources", "About"]
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n"}
    values = {cell.value for row in book["Links"].iter_rows() for cell in row}
    assert HOSTILE.replace("\x01", "\ufffd") in values and "+447700900001" in values


def test_parquet_has_typed_columns(told: Told, tmp_path: Path) -> None:
    named("parquet").write(told.extract(), tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.namelist()[1] == "links/part-00000.parquet"
        links = pl.read_parquet(archive.read("links/part-00000.parquet"))
        calls = pl.read_parquet(archive.read("records_call/part-00000.parquet"))
    assert links["first_utc"].dtype == pl.Datetime("us", "UTC") and links["directed"].dtype == pl.Boolean
    assert calls["row"].to_list() == [2, 3, 4, 5, 6]
    assert calls["duration"].to_list() == [at % 60 for *_, at in CALLS]


@pytest.mark.parametrize("rows", [3, 4])
def test_what_has_no_room_on_a_sheet_goes_on_on_the_next(
    rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    parts = [pl.DataFrame({"a": [str(n) for n in range(rows)]})]
    assert sheets.write_book(tmp_path / "a.xlsx", [("Rows", ["a"], parts, [True])]) == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Rows", "Rows 2"][: 1 + (rows > 3)]
    assert [c.value for sheet in book for (c,) in sheet.iter_rows(min_row=2)] == list(range(rows))


def test_a_cell_that_is_too_long_is_cut_and_says_so(tmp_path: Path) -> None:
    parts = [pl.DataFrame({"a": ["x" * 40_000]})]
    assert sheets.write_book(tmp_path / "a.xlsx", [("Long", ["a"], parts, [False])]) == 1
    (said,) = [
        row[0].value for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["Long"].iter_rows(min_row=2)
    ]
    assert len(said) <= 32_767 and said.endswith("as .csv they are all there]")
