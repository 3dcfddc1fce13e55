"""The log and the check of a case in the window, the reason a case asks for, and what was looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from tests.case.test_log import unguarded
from tests.ui.conftest import A, Settle
from workbench.case import checkpoints, logbook, opening, verifying
from workbench.case.cases import describe
from workbench.case.verifying import Check
from workbench.ui import attention
from workbench.ui.dialogs.reason import ReasonDialog
from workbench.ui.main_window import MainWindow
from workbench.ui.proof.checking import CheckDialog, open_check
from workbench.ui.proof.logbook import LogDialog, open_log


@pytest.fixture
def opened(window: MainWindow, case_file: Path, settle: Settle) -> MainWindow:
    window.session.open(case_file)
    settle()
    return window


def read(window: MainWindow, settle: Settle) -> LogDialog:
    dialog = open_log(window.session, window)
    settle()
    return dialog


def acts(path: Path) -> list[str]:
    with opening.open_case(path) as case:
        return [entry.act for entry in logbook.read(case.db)]


def test_the_log_is_read_by_act_and_person_and_follows_the_work(opened: MainWindow, settle: Settle) -> None:
    dialog = read(opened, settle)
    assert [e.act for e in dialog.model.lines] == ["open", "step", "import", "new"]
    assert "unbroken since" in dialog.said.text() and open_log(opened.session, opened) is dialog
    dialog.act.setCurrentIndex(dialog.act.findData("import"))
    assert [e.seq for e in dialog.model.lines] == [2] and dialog.count.text() == "1 entry"
    opened.session.edit("Say who leads", lambda case, db: describe(db, officer="Unit 4"))
    settle()
    assert dialog.act.currentData() == "import"
    dialog.act.setCurrentIndex(0)
    assert dialog.model.lines[0].title == "Say who leads"
    dialog.person.setCurrentIndex(dialog.person.findData("A. Nalyst"))
    assert len(dialog.model.lines) == 5
    dialog.close()


def test_the_log_is_saved_and_that_is_an_entry(opened: MainWindow, settle: Settle, tmp_path: Path) -> None:
    dialog = read(opened, settle)
    dialog.save(tmp_path / "log.csv")
    settle()
    lines = (tmp_path / "log.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "Entry,When (UTC),Who,Did,Why,What" and len(lines) == 5
    assert lines[2].split(",")[2:4] == ["A. Nalyst", "import"]
    assert dialog.model.lines[0].act == "export log" and "log.csv" in dialog.model.lines[0].said
    dialog.close()


def checked(window: MainWindow, settle: Settle) -> CheckDialog:
    dialog = open_check(window.session, window)
    dialog.begin()
    settle()
    return dialog


def test_a_whole_case_is_unbroken_since_a_day_and_never_just_well(
    opened: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    opened.session.open_case.anchor()
    dialog = checked(opened, settle)
    assert "Unbroken since 2" in dialog.result.text() and "anchored by 1 checkpoint," in dialog.result.text()
    assert "with no outside anchor yet" in dialog.result.text()
    assert "No checkpoint from outside was compared" in dialog.more.text()
    kept = tmp_path / "kept.txt"
    made = checkpoints.latest(opened.session.open_case)
    assert made is not None
    kept.write_text(made.note, "utf-8")
    dialog.compare_with([kept])
    assert "kept.txt" in dialog.chosen.text()
    dialog.begin()
    settle()
    assert "last outside anchor 2" in dialog.result.text() and "compared" not in dialog.more.text()
    dialog.close()


def test_what_does_not_hold_first_is_named(
    opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = [
        Check("pages", True, ""),
        Check("log", False, "entry 3 does not follow"),
        Check("counts", False, "x"),
    ]
    monkeypatch.setattr(verifying, "verify", lambda path, tell, **how: broken)
    dialog = checked(opened, settle)
    assert dialog.result.text().endswith("What does not hold first: log: entry 3 does not follow")
    (tmp_path / "none.txt").write_text("nothing")
    dialog.compare_with([tmp_path / "none.txt"])
    assert "is not a file of checkpoints" in dialog.result.text() and dialog.against == []
    dialog.close()


def test_a_changed_entry_is_found_from_the_window(opened: MainWindow, settle: Settle) -> None:
    case = opened.session.open_case
    unguarded(case)
    case.writer.conn.execute("UPDATE log SET body = replace(body, 'A. Nalyst', 'Somebody') WHERE seq = 2")
    dialog = checked(opened, settle)
    assert "log: the log does not hold from entry 2 on" in dialog.result.text()
    dialog.close()


def test_both_windows_are_actions(opened: MainWindow, settle: Settle) -> None:
    for action, kind in (("case_log", LogDialog), ("verify", CheckDialog)):
        opened.perform(action)
        settle()
        found = opened.findChild(kind)
        assert isinstance(found, QDialog)
        found.close()


def test_a_case_that_asks_why_is_opened_with_a_reason(
    window: MainWindow, case_file: Path, settle: Settle
) -> None:
    with opening.open_case(case_file, "Boss", write=True) as case, case.edit("Ask why") as db:
        describe(db, reasons="asked")
    asked: list[bool] = []

    def answer(reason: str) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReasonDialog)
        asked.append(dialog.go_on.isEnabled())
        dialog.edit.setText(reason)
        dialog.accept() if reason else dialog.reject()

    QTimer.singleShot(100, lambda: answer(""))
    window.perform("open_case", {"path": str(case_file)})
    assert window.session.case is None and "asks why" in window.top.message.text.text()
    QTimer.singleShot(100, lambda: answer("order 14/2026"))
    window.perform("open_case", {"path": str(case_file)})
    settle()
    assert window.session.case is not None and window.session.case.reason == "order 14/2026"
    assert asked == [False, False]
    with_reason = [e.reason for e in logbook.read(window.session.case.db)]
    assert with_reason[-1] == "order 14/2026"


def test_what_stays_selected_for_a_moment_is_a_consultation(
    opened: MainWindow, settle: Settle, case_file: Path
) -> None:
    (phone,) = opened.session.open_case.db.conn.execute(
        "SELECT id FROM entity WHERE value = ?", (A,)
    ).fetchone()
    opened.session.select([phone])
    settle()
    seen = opened.attention
    seen.look()
    assert opened.session.sitting is not None and not opened.session.sitting.waits
    seen.look()
    assert opened.session.sitting.waits
    for _ in range(attention.LOOKS):
        seen.look()
    settle()
    entry = list(logbook.read(opened.session.open_case.db))[-1]
    assert (entry.act, entry.ids["entities"], entry.values["entities"]) == ("consult", 1, str(phone))
    opened.close()
    assert acts(case_file).count("consult") == 1
