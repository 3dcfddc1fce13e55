from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import A, D
from workbench.case import log
from workbench.ui.main_window import MainWindow


@pytest.fixture
def search(opened: MainWindow, qtbot):
    opened.activateWindow()
    opened.search.begin()
    qtbot.waitUntil(lambda: opened.search.edit.hasFocus(), timeout=60_000)
    return opened.search


def found(search, sort: str) -> list[str]:
    return [r.text for r in search.popup.list.model_.rows if r.key[0] == sort]


@pytest.mark.parametrize("text", ["900004", "7700 900 004", "07700900004", "+44 7700 900004"])
def test_finds_a_number_however_it_is_written(search, qtbot, text: str) -> None:
    qtbot.keyClicks(search.edit, text)
    qtbot.waitUntil(lambda: found(search, "entity") == [D], timeout=60_000)


def test_says_what_is_on_the_chart_and_adds_what_is_not(
    search, opened: MainWindow, qtbot, settle, entity
) -> None:
    qtbot.keyClicks(search.edit, "90000")
    qtbot.waitUntil(lambda: len(found(search, "entity")) == 4, timeout=60_000)
    places = {r.text: r.right for r in search.popup.list.model_.rows if r.key[0] == "entity"}
    assert (places[A], places[D]) == ("on the chart", "add to the chart")
    qtbot.keyClicks(search.edit, "4")
    qtbot.waitUntil(lambda: found(search, "entity") == [D], timeout=60_000)
    before = log.length(opened.session.case.db)
    qtbot.keyClick(search.edit, Qt.Key.Key_Return)
    settle()
    assert entity(D) in opened.session.chart.shown
    assert opened.session.selection.entities == {entity(D)}
    assert log.length(opened.session.case.db) == before + 2  # the search, and the step


def test_commands_are_found_by_any_word_and_done_by_enter(search, opened: MainWindow, qtbot, settle) -> None:
    qtbot.keyClicks(search.edit, ">select all")
    qtbot.waitUntil(lambda: "Select all" in found(search, "command"), timeout=60_000)
    assert not found(search, "entity")
    qtbot.keyClick(search.edit, Qt.Key.Key_Return)
    settle()
    assert len(opened.session.selection.entities) == 3


def test_what_is_not_there_is_said_and_escape_leaves(search, opened: MainWindow, qtbot) -> None:
    qtbot.keyClicks(search.edit, "zzzqqq")
    qtbot.waitUntil(
        lambda: search.popup.hint.isVisible() and "nothing" in search.popup.hint.text(), timeout=60_000
    )
    qtbot.keyClick(search.edit, Qt.Key.Key_Escape)
    assert search.edit.text() == "" and not search.popup.isVisible()
    assert opened.chart.canvas.hasFocus()
