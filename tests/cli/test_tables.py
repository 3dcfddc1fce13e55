from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import load_workbook

from tests.cli.conftest import A, B, C, Clew


def lines(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines()))


def test_a_table_is_written_filtered_and_sorted(clew: Clew, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "calls.csv"
    out.parent.mkdir()
    said = clew(
        "table", case, "records", "--where", "duration>0", "--where", "from:00001", "--sort", "duration",
        "--columns", "duration,from,to,source,row", "-o", out,
    )  # fmt: skip
    assert said.code == 0 and "2 rows written" in said.text
    assert lines(out) == [
        ["Duration, s", "From", "To", "Source", "Row"], ["30", f"'{A}", f"'{B}", "calls.csv", "3"],
        ["60", f"'{A}", f"'{B}", "calls.csv", "2"],
    ]  # fmt: skip
    assert "export table of records" in clew("history", case, "--json").text or clew("verify", case).code == 0


def test_a_workbook_and_a_raw_file(clew: Clew, case: Path, tmp_path: Path) -> None:
    book, raw = tmp_path / "e.xlsx", tmp_path / "e.csv"
    assert clew("table", case, "entities", "--where", f"value={C}", "-o", book).code == 0
    sheet = load_workbook(book).active
    assert sheet["B2"].value == C and sheet["B2"].data_type == "s"
    assert (
        clew("table", case, "entities", "--raw", "--columns", "value", "--sort", "value", "-o", raw).code == 0
    )
    assert raw.read_text().splitlines()[1] == A


def test_what_cannot_be_done_is_said(clew: Clew, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.csv"
    for more, why in (
        (["--sort", "colour"], "there is no column 'colour'"), (["--where", "duration"], "is no test"),
        (["--where", "duration>many"], "cannot be understood"),
    ):  # fmt: skip
        said = clew("table", case, "records", *more, "-o", out)
        assert said.code == 2 and why in said.err
    assert clew("table", case, "records", "-o", tmp_path / "t.ods").code == 2
    assert not out.exists()
