"""The names of the columns read from another row."""

from __future__ import annotations

from pathlib import Path

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
