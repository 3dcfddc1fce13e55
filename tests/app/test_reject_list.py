from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from tests.app.conftest import CALLS, RECIPE, Driven
from workbench.app import importing, reject_list
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.model.problems import Problem


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


@pytest.mark.parametrize("letter", ["x", "\U0001f600"])
def test_a_row_longer_than_a_cell_is_cut_and_says_so_and_whole_in_csv(
    session: Driven, tmp_path: Path, library: Library, letter: str
) -> None:
    path = tmp_path / "long.csv"
    row = "+447700900001,nobody " + letter * 40_000 + ",2026-06-04 12:00:00,15"
    path.write_text(CALLS + row + "\n", "utf-8")
    recipe = tmp_path / "calls.toml"
    recipe.write_text(RECIPE)
    importing.import_file(session.open_case, path, library, Wishes(recipe=str(recipe)))
    assert reject_list.export(session.open_case, None, tmp_path / "r.xlsx") == 2
    cells = [r[5] for r in openpyxl.load_workbook(tmp_path / "r.xlsx").active.iter_rows(values_only=True)]
    said = f"… [cut here: these are {len(row):,} characters; as .csv they are all there]"
    assert cells[2].endswith(letter + said) and row.startswith(cells[2].removesuffix(said))
    assert 32_765 <= len(cells[2].encode("utf-16-le")) // 2 <= 32_767
    assert "cut here" not in cells[1]
    reject_list.export(session.open_case, None, tmp_path / "r.csv")
    text = (tmp_path / "r.csv").read_text("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[2][5] == "'" + row


def test_another_ending_is_refused_and_leaves_no_file(filled: Driven, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"\.pdf"):
        reject_list.export(filled.open_case, None, tmp_path / "r.pdf")
    assert list(tmp_path.glob("r.*")) == []
