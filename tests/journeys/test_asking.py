"""From a question to the row and back: the demonstration asked in the whole window, by keys and mouse."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from tests.demo.conftest import demonstrated as built
from workbench.app.demonstration import Demonstration
from workbench.ui.asking.answer_page import AnswerPage
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.ask import AskPanel

demonstrated = built
OLD, NEW = "+447700900199", "+447700900266"
Settle = Callable[[], None]


@pytest.fixture
def at_work(window: MainWindow, demonstrated: Demonstration, tmp_path: Path, settle: Settle) -> MainWindow:
    """The window with a copy of the demonstration open."""
    demonstrated.case.writer.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / "demonstration.case"
    shutil.copy(demonstrated.case.path, path)
    window.perform("open_case", {"path": str(path)})
    settle()
    return window


def ask_by_keys(window: MainWindow, words: str, settle: Settle, qtbot) -> AnswerPage:  # type: ignore[no-untyped-def]
    """Finds a question in the one box, takes it, and asks it with what stands in its form."""
    panel = window.docks["ask"].panel
    assert isinstance(panel, AskPanel)
    window.search.begin()
    qtbot.keyClicks(window.search.edit, words)
    settle()
    qtbot.keyClick(window.search.edit, Qt.Key.Key_Return)
    settle()
    assert panel.form is not None and panel.isVisible()
    qtbot.keyClick(panel.form, Qt.Key.Key_Return)
    settle()
    assert isinstance(panel.page, AnswerPage), panel.form.wrong.text()
    return panel.page


def test_from_a_question_to_the_row_and_onto_the_chart(at_work: MainWindow, settle: Settle, qtbot) -> None:
    page = ask_by_keys(at_work, "who changed phones", settle, qtbot)
    assert OLD in page.answer.sentence and NEW in page.answer.sentence
    session = at_work.session
    values = {session.graph.values[session.graph.node_of[e]] for e in session.selection.entities}
    assert {OLD, NEW} <= values
    grounds = page.grounds[0]
    assert len(grounds.list.model_.rows) > 100 and OLD.removeprefix("+") in grounds.row.verbatim
    assert any(reason.startswith("+ ") for reason in grounds.claim.why)
    page.wanted.emit("new chart")
    settle()
    assert session.chart.title == "Who changed phones?"
    shown = {session.graph.values[session.graph.node_of[e]] for e in session.chart.shown}
    assert {OLD, NEW} <= shown
    session.undo()
    settle()
    assert session.chart.title != "Who changed phones?"


def test_kept_today_and_the_same_tomorrow(
    at_work: MainWindow, settle: Settle, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ask_by_keys(at_work, "same vendor", settle, qtbot)
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_: ("northstar is n0rthst4r", True))
    page.wanted.emit("keep")
    settle()
    path = str(at_work.session.open_case.path)
    at_work.perform("close_case")
    settle()
    at_work.perform("open_case", {"path": path})
    settle()
    told: list[str] = []
    at_work.session.told = told.append
    panel = at_work.docks["ask"].panel
    assert isinstance(panel, AskPanel)
    at_work.perform("ask")
    settle()
    (kept,) = [row for row in panel.questions.list.model_.rows if row.text == "northstar is n0rthst4r"]
    panel.questions.list.point_at(kept.key)
    settle()
    assert told[-1] == "The case still says the same."
