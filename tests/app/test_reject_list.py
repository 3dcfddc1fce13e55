from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from tests.app.conftest import Driven
from workbench.app import reject_list
from workbench.model.problems import Problem


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("-2+3", "'-2+3"),
        ("+44 7700 900123", "+44 7700 900123"), ("\tx", "'\tx"), ("plain", "plain"), ("a\x00b", "a\ufffdb"),
    ],
)  # fmt: skip
def test_no_text_is_a_formula(text: str, written: str) -> None:
    assert reject_list.safe(text) == written


def test_the_list_is_written_as_csv_and_as_workbook(filled: Driven, tmp_path: Path) -> None:
    case = filled.open_case
    assert reject_list.export(case, None, tmp_path / "r.csv") == 1
    [head, row] = list(csv.reader(io.StringIO((tmp_path / "r.csv").read_text("utf-8-sig"))))
    assert head == list(reject_list.HEADERS)
    assert row[0] == "calls.csv" and row[2] == "6" and row[5].startswith("'+447700900001,not a number")
    reject_list.export(case, 1, tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").active
    assert [c.value for c in sheet[2]][2] == 6
    assert {c.data_type for c in sheet[2]} <= {"s", "n", "inlineStr"}


def test_another_ending_is_refused_and_leaves_no_file(filled: Driven, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"\.pdf"):
        reject_list.export(filled.open_case, None, tmp_path / "r.pdf")
    assert list(tmp_path.glob("r.*")) == []
