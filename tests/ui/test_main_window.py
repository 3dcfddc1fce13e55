from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListView, QTableView

from workbench.model.problems import Problem
from workbench.ui.appearance import appearance
from workbench.ui.dialogs.crash import CrashDialog
from workbench.ui.main_window import MainWindow


def test_without_a_case_it_shows_the_ways_to_one(window: MainWindow) -> None:
    assert window.middle.currentWidget() is window.welcome
    assert not any(dock.isVisible() for dock in window.docks.values())


def test_opening_and_closing_a_case(opened: MainWindow, settle) -> None:
    assert opened.windowTitle().startswith("Small")
    assert opened.top.case.text() == "Small · 1 source"
    assert opened.docks["sources"].isVisible() and not opened.docks["jobs"].isVisible()
    for dock in opened.docks.values():
        dock.show()
    settle()
    opened.session.leave()  # every panel hears of it, and none asks for the case
    settle()
    assert opened.middle.currentWidget() is opened.welcome


def test_a_problem_is_a_sentence_in_the_bar(window: MainWindow, tmp_path: Path) -> None:
    window.perform("open_case", {"path": str(tmp_path / "none.case")})
    assert window.top.message.isVisible()
    assert "There is no case" in window.top.message.text.text()
    assert "Traceback" not in window.top.message.text.text()


def test_a_mistake_of_the_program_is_shown_with_a_report_to_copy(window: MainWindow, qtbot) -> None:
    try:
        try:
            raise KeyError("+447700900001")
        except KeyError as first:
            raise ZeroDivisionError("of +447700900001") from first
    except ZeroDivisionError as error:
        window.report(error)
    dialog = window.findChild(CrashDialog)
    said = dialog.text.toPlainText()
    assert "KeyError\n" in said and "ZeroDivisionError\n" in said and "test_main_window.py" in said
    assert ": of " not in said and "KeyError: " not in said  # what an error says may be a value of the case
    dialog.words.click()
    assert "ZeroDivisionError: of +447700900001" in dialog.text.toPlainText()
    dialog.accept()


def test_what_cannot_be_done_now_is_refused_with_what_it_needs(opened: MainWindow) -> None:
    opened.perform("path")
    assert "two selected entities" in opened.top.message.text.text()


def test_every_part_shows_itself_in_the_other_theme(opened: MainWindow) -> None:
    opened.choose_appearance("dark")
    assert opened.chart.canvas.theme.id == "dark" and opened.commands.entries["dark"].isChecked()
    opened.choose_appearance("light")
    assert opened.chart.canvas.theme.id == "light" and appearance().theme.id == "light"


def test_closing_leaves_no_thread_and_one_file(opened: MainWindow, case_file: Path, settle) -> None:
    opened.close()
    left = [t.name for t in threading.enumerate() if t.name.startswith(("writer", "reader"))]
    assert left == []
    assert sorted(p.name for p in case_file.parent.glob("small.case*")) == [
        "small.case", "small.case.checkpoints",
    ]  # fmt: skip


def test_whatever_arrives_after_closing_is_dropped(opened: MainWindow) -> None:
    heard = []
    finished = threading.Event()
    opened.session.jobs.read("Late", lambda job: finished.set(), done=heard.append)
    assert finished.wait(60)
    opened.close()
    QApplication.processEvents()
    assert heard == []


def test_every_button_and_field_has_a_name_for_screen_readers(opened: MainWindow, settle) -> None:
    opened.session.select(opened.session.chart.shown[:1])
    settle()
    nameless = [
        w
        for sort in (QAbstractButton, QLineEdit, QListView, QTableView)
        for w in opened.findChildren(sort)
        if w.isVisible() and not w.accessibleName() and not getattr(w, "text", str)()
        and "qt_" not in w.objectName()
        and w.metaObject().className() not in ("QTableCornerButton", "QLineEditIconButton")
    ]  # fmt: skip
    assert [w.metaObject().className() + ":" + str(w.parent()) for w in nameless] == []


def test_problem_sentences_have_a_hint(window: MainWindow) -> None:
    window.report(Problem("calls.csv is empty", "ask for the file again"))
    assert window.top.message.text.text() == "calls.csv is empty. Ask for the file again."
