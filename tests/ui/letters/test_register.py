"""The register of requests and the window a letter is made in, driven as an analyst would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.ui.conftest import A, B, Settle
from workbench.app import letters
from workbench.case import entities, requests
from workbench.ui.importing.window import ImportWindow
from workbench.ui.letters import register
from workbench.ui.letters.new_letter import NewLetter
from workbench.ui.letters.register import Register
from workbench.ui.main_window import MainWindow

TODAY = date(2026, 7, 2)
ANSWER = f"caller,callee,start,duration\n{A},{B},2026-06-02 10:00:00,60\n"


@pytest.fixture
def asked(opened: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> Register:
    """The register over a window in which A and B are selected."""
    monkeypatch.setattr(register, "today", lambda: TODAY)
    case = opened.session.open_case
    opened.session.select([entities.resolve(case, f"phone:{value}") for value in (A, B)])
    settle()
    opened.perform("requests")
    found = opened.findChild(Register)
    assert found is not None
    return found


def entered(asked: Register, settle: Settle, **said: str) -> None:
    asked.begin()
    letter = asked.findChild(NewLetter)
    assert letter is not None
    for key, text in {"provider": "Operator A", "legal_basis": "Order 12", **said}.items():
        letter.fields[key].setText(text)
    letter.enter()
    settle()


def test_a_letter_is_filled_until_somebody_writes_in_it(asked: Register, settle: Settle) -> None:
    assert asked.new.isEnabled() and not any(b.isEnabled() for b in asked.of_one)
    asked.begin()
    letter = asked.findChild(NewLetter)
    assert letter is not None and letter.template.takes("phone")
    assert letter.about.toPlainText().splitlines() == ["+44 7700 900001", "+44 7700 900002"]
    letter.fields["provider"].setText("Operator A")
    assert "To Operator A" in letter.text.toPlainText()
    letter.text.setPlainText("By hand […]")
    letter.fields["provider"].setText("Operator B")
    assert letter.text.toPlainText() == "By hand […]" and "1 thing is not said yet" in letter.gaps.text()
    letter._fill_again()
    assert "To Operator B" in letter.text.toPlainText()
    letter.enter()
    assert "no legal basis" in letter.wrong.text() and requests.listed(asked.case) == []
    letter.fields["legal_basis"].setText("Order 12")
    letter.enter()
    settle()
    (request,) = requests.listed(asked.case)
    assert (request.provider, request.reference, len(request.entities)) == ("Operator B", "2026-001", 2)
    assert asked.current == request and "+44 7700 900001" in asked.letter.toPlainText()


def test_from_sent_to_overdue_to_the_answer(
    asked: Register, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: MainWindow
) -> None:
    entered(asked, settle, first="2026-06-01", last="2026-06-30", due="2026-07-01")
    monkeypatch.setattr(
        register, "answers", lambda *a: {"sent": "2026-06-10", "due": "2026-07-01", "answered": ""}
    )
    asked.say_days()
    settle()
    assert asked.said.text() == "1 request is overdue."
    assert opened.status.overdue.text() == "1 request overdue" and opened.status.overdue.isVisible()
    (tmp_path / "answer.csv").write_text(ANSWER, "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a: ([str(tmp_path / "answer.csv")], ""))
    asked.bring_in()
    settle()
    window = opened.findChild(ImportWindow)
    assert window is not None
    assert window.origin.fields["asked_first"].text() == "2026-06-01"
    assert "2026-001" in window.origin.fields["basis"].text()
    window.begin()
    settle()
    (request,) = requests.listed(asked.case)
    assert request.answered == "2026-07-02" and len(request.sources) == 1
    assert asked.said.text() == "Nothing is overdue." and asked.silent.isHidden()
    window.reject()


def test_a_letter_is_saved_and_entered_in_the_log(
    asked: Register, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(asked, settle)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "letter.html"), ""))
    asked.save()
    settle()
    said = (tmp_path / "letter.html").read_text("utf-8")
    assert "Order 12" in said and "+44 7700 900002" in said and letters.IDENTIFIERS not in said
    last = asked.case.db.conn.execute("SELECT body FROM log ORDER BY seq DESC LIMIT 1").fetchone()[0]
    assert '"act":"letter"' in last


def test_withdrawing_is_undone_like_everything(asked: Register, settle: Settle, opened: MainWindow) -> None:
    entered(asked, settle)
    asked.withdraw()
    settle()
    assert requests.listed(asked.case) == [] and asked.current is None
    asked.session.undo()
    settle()
    assert asked.current is not None
    asked.session.leave()
    settle()
    assert opened.findChild(Register) is None
