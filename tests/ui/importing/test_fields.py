"""The fields of a record as chips."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.importing.desk import first_row, look, made_cell, opened_on
from workbench.ui.main_window import MainWindow

STATEMENT = "Date,Description,Debit,Credit,Balance\n" + "".join(
    f"{n:02d}/06/2026,Card {n},{n}.50,,{900 - n}.00\n" for n in range(1, 29)
)


def test_a_currency_that_nothing_states_is_no_code_of_three_letters(
    opened: MainWindow, tmp_path: Path, qtbot, settle
) -> None:
    path = tmp_path / "statement.csv"
    path.write_text(STATEMENT)
    made = opened_on(opened, [path], qtbot, settle)
    chips = made.page.board.chips
    assert any("Credit" in chip.text() for chip in chips.values())
    assert not any("XXX" in chip.text() + chip.accessibleName() for chip in chips.values())
    made.page.turn_to(2)
    box = made.page.writing.boxes["asset"]
    assert box.text() == ""
    box.setFocus()
    qtbot.keyClicks(box, "EUR")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    look(made, qtbot, settle)
    assert any("(EUR" in chip.text() for chip in made.page.board.chips.values())
    assert made_cell(made, first_row(made), "AMOUNT").endswith("EUR")
    made.reject()
