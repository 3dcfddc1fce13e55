"""Cells are parted where most rows are cut alike: by any of the usual signs, by gaps, or as Excel's own line says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.conftest import read_table
from workbench.ingest import delimited
from workbench.ingest.delimited import Delimited
from workbench.ingest.readers import SPACES, Layout

Write = Callable[..., Path]
CELLS = [
    ["Number", "Date", "Name"],
    *([f"44770090000{i}", f"2024-05-0{i}", f"A. Person {i}"] for i in range(1, 6)),
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
def test_signs(write: Write, delimiter: str) -> None:
    found = read_table(write("\n".join(delimiter.join(row) for row in CELLS) + "\n"))
    assert found.facts["delimiter"] == delimiter
    assert [cells for _, cells in found.rows] == [tuple(row) for row in CELLS[1:]]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_gaps(write: Write, line_end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns of a printed list; the gaps may lie across two blocks of the file."""
    monkeypatch.setattr(delimited, "BLOCK", 37)
    lines = ["  Report of calls", ""] + ["".join(f"{cell:<24}" for cell in row) for row in CELLS]
    found = read_table(write(line_end.join(lines) + line_end))
    assert found.facts["delimiter"] == SPACES and found.facts["header_row"] == 3
    assert found.rows == [(at, tuple(row)) for at, row in enumerate(CELLS[1:], 4)]
    assert not found.raw  # the row of a record is the line as it stands in the file


@pytest.mark.parametrize("told", ["sep=;", '"sep=;"', "\ufeffsep=;", "SEP=;\r"])
def test_excel_tells_it(write: Write, told: str) -> None:
    path = write(told + "\nNumber;Amount, paid\n447700900001;1,50\n447700900002;2,50\n")
    found = read_table(path)
    assert found.rows == [(3, ("447700900001", "1,50")), (4, ("447700900002", "2,50"))]
    assert found.facts["preamble"] == [] and found.facts["header_row"] == 2
    sniffed = Delimited().sniff(path)
    assert sniffed is not None and sniffed.tables[0].sample_rows == (3, 4)


def test_what_excel_tells_of_a_table_without_header(write: Write) -> None:
    path = write("sep=;\n447700900001;2024-05-01\n447700900002;2024-05-02\n")
    found = read_table(path, Layout(columns=("Number", "Date")))
    assert found.rows == [(2, ("447700900001", "2024-05-01")), (3, ("447700900002", "2024-05-02"))]


def test_units_are_kept_as_a_fact(write: Write) -> None:
    path = write(
        "Number,Date,Duration\n,yyyy-mm-dd,(s)\n447700900001,2024-05-01,7\n447700900002,2024-05-02,8\n"
    )
    found = read_table(path, Layout(headers=("Number", "Duration")))
    assert found.facts["units"] == ["", "yyyy-mm-dd", "(s)"]
    assert [row for row, _ in found.rows] == [3, 4] and found.rejects.is_empty()


def test_rules_above_and_below_the_header_are_no_rows(write: Write) -> None:
    rule = "-" * 40
    path = write(
        f"{rule}\nNumber,Date,Name\n{rule}\n447700900001,2024-05-01,A\n447700900002,2024-05-02,B\n{rule}\n"
    )
    found = read_table(path)
    assert [row for row, _ in found.rows] == [4, 5] and found.rejects.is_empty()
    assert found.facts["footer_row"] == 6
