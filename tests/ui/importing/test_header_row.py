"""The names of the columns read from another row."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.ui.importing.desk import (
    look,
    opened_on,
)
from workbench.ui.importing.lines import BEFORE, HEADER
from workbench.ui.main_window import MainWindow


def test_the_header_may_stand_in_another_row(opened: MainWindow, tmp_path: Path, qtbot, settle) -> None:
    path = tmp_path / "titled.csv"
    path.write_text(
        "Calls of;the phone;in June\nFrom No;To No;When\n07700900001;07700900002;2026-06-01 10:00\n" * 1
    )
    made = opened_on(opened, [path], qtbot, settle)
    made.page.writing.header.emit(2)
    look(made, qtbot, settle)
    assert made.file.columns == ("From No", "To No", "When")
    assert [line.sort for line in made.page.tables.lines[:2]] == [BEFORE, HEADER]
    made.page.writing.header.emit(0)
    look(made, qtbot, settle)
    assert made.file.columns == ("Column 1", "Column 2", "Column 3")
    made.reject()


def test_the_header_of_a_workbook_may_stand_in_another_row(
    opened: MainWindow, tmp_path: Path, qtbot, settle
) -> None:
    book = openpyxl.Workbook()
    for name in ("Cover", "June"):
        sheet = book.active if name == "Cover" else book.create_sheet()
        sheet.title = name
        for row in (
            ["Report", "of the", "network"], ["Dialled by", "Dialled", "Moment"], ["From No", "To No", "When"],
            ["07700900001", "07700900002", "2026-06-01 10:00"], ["07700900001", "07700900003", "2026-06-02 10:00"],
        ):  # fmt: skip
            sheet.append(row)
    path = tmp_path / "calls.xlsx"
    book.save(path)
    made = opened_on(opened, [path], qtbot, settle)
    for row, names in ((2, ("Dialled by", "Dialled", "Moment")), (3, ("From No", "To No", "When"))):
        if made.file.header_row != row:
            made.page.writing.boxes["header"].setValue(row)
            look(made, qtbot, settle)
        assert made.file.columns == names and made.file.header_row == row
        assert [line.number for line in made.page.tables.lines if line.sort == HEADER] == [row]
    made.reject()
