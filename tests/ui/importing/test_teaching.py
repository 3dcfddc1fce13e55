"""The recipe changed by pointing: columns, fields and the words of a column."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.importing.desk import (
    drop,
    first_row,
    look,
    made_cell,
)
from workbench.ingest import recipe as recipes
from workbench.ui.importing.column_menu import column_menu
from workbench.ui.importing.columns import COLUMN, FIELD
from workbench.ui.importing.window import ImportWindow


def test_a_column_is_picked_dragged_and_joined(unknown: ImportWindow, qtbot, settle) -> None:
    teaching, tables = unknown.teaching, unknown.page.tables
    menu = column_menu(teaching, "Long")
    next(a for a in menu.actions() if a.text() == "Duration").trigger()
    look(unknown, qtbot, settle)
    assert made_cell(unknown, first_row(unknown) + 1, "DURATION") == "0:00:07"
    assert tables.raw.header.use(3) == "duration"
    # a field let go over a column
    drop(tables.raw.header, tables.raw.header.sectionViewportPosition(4) + 8, FIELD, "0:service")
    assert unknown.file.recipe.sections[0].fields["service"].source.columns == ("Sort",)
    # a column let go over a field, with Shift as one more
    chip = unknown.page.board.chips["0:service"]
    drop(chip, 4, COLUMN, "Long", Qt.KeyboardModifier.ShiftModifier)
    assert unknown.file.recipe.sections[0].fields["service"].source.columns == ("Sort", "Long")
    chip = unknown.page.board.chips["0:service"]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert "service" not in unknown.file.recipe.sections[0].fields


def test_the_words_of_a_column_say_who_rang_whom(unknown: ImportWindow, qtbot, settle) -> None:
    board = unknown.page.words
    unknown.page.turn_to(1)
    board.column.setCurrentIndex(board.column.findData("Sort"))
    board._choose_column()
    look(unknown, qtbot, settle)
    assert [board.model.data(board.model.index(r, 0)) for r in (0, 1)] == ["IN", "OUT"]
    assert board.counted.text() == "2 different words in all 40 rows"
    ways = [board.model.data(board.model.index(r, 3)) for r in (0, 1)]
    assert ["Party two" in way.split(" to ")[0] for way in ways] == [True, False]
    look(unknown, qtbot, settle)
    assert made_cell(unknown, first_row(unknown), "CALLEE") == "+44 7700 900000"  # the first row came IN
    board.model.answers[0].answer("OUT", -1)  # nothing: the row is left out
    look(unknown, qtbot, settle)
    section = unknown.file.recipe.sections[0]
    assert section.when[0].not_among == ("OUT",) and section.swap.when.among == ("IN",)
    assert recipes.parse(recipes.to_text(unknown.file.recipe)).sections == unknown.file.recipe.sections
