"""The window of evidence, driven as somebody who keeps exhibits would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit

from tests.exhibit_forms import FORM as DESCRIBED
from tests.exhibit_forms import HANDED
from tests.ui.conftest import Settle
from workbench.app.actions import custody as actions
from workbench.case import custody, exhibits
from workbench.case.exhibits import Described, HandedOver
from workbench.ui.custody.evidence import Evidence
from workbench.ui.forms import Form
from workbench.ui.main_window import MainWindow
from workbench.ui.parts.tables import point_at_row

FORM = {"reference": "EX-1", **DESCRIBED}
Fill = Callable[..., list[str]]


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fill]:
    """Fills the next forms in, one after the other, and accepts them; the list holds what they complained of."""
    waiting: list[dict[str, str]] = []
    complaints: list[str] = []

    def exec_(form: Form) -> QDialog.DialogCode:
        if not waiting:
            return QDialog.DialogCode.Rejected
        for name, text in waiting.pop(0).items():
            field = form.fields[name]
            if isinstance(field, QComboBox):
                field.setCurrentIndex(field.findData(text))
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText(text)
            elif isinstance(field, QLineEdit):
                field.setText(text)
        if form.wrong.text():
            complaints.append(form.wrong.text())
        return QDialog.DialogCode.Accepted

    def fill(*said: dict[str, str]) -> list[str]:
        waiting.extend(said)
        return complaints

    monkeypatch.setattr(Form, "exec", exec_)
    yield fill
    assert waiting == []


@pytest.fixture
def evidence(opened: MainWindow) -> Evidence:
    opened.perform("custody")
    found = opened.findChild(Evidence)
    assert found is not None
    return found


def warnings(evidence: Evidence) -> list[str]:
    place = evidence.record.gaps.layout()
    return [place.itemAt(n).widget().text() for n in range(place.count())]


def test_forms_come_back_as_they_were_filled_in(evidence: Evidence, fill: Fill, settle: Settle) -> None:
    assert warnings(evidence) == ["▲ Nobody said which exhibit 1 file comes from."]
    fill(FORM)
    evidence.begin()
    settle()
    assert evidence.current is not None and evidence.current.exhibit.reference == "EX-1"
    assert evidence.current.exhibit.said == Described(**{k: v for k, v in FORM.items() if k != "reference"})
    assert warnings(evidence) == ["▲ No file of the case comes from exhibit EX-1."]
    fill(HANDED)
    evidence.hand_over()
    settle()
    assert [h.said for h in evidence.current.chain] == [HandedOver(**HANDED)]
    point_at_row(evidence.table, 1)
    evidence.record.listed.selectRow(0)
    assert evidence.assign.isVisibleTo(evidence)
    fill({"known": "EX-1"})
    evidence.say_exhibit()
    settle()
    point_at_row(evidence.table, 0)
    assert custody.of(evidence.case).gaps == [] and warnings(evidence) == []
    assert evidence.said.text() == "The record of custody has no gaps."


def test_gaps_are_seen_and_mended(evidence: Evidence, fill: Fill, settle: Settle) -> None:
    fill(FORM, {**HANDED, "given_by": "Somebody", "seal_state": "broken", "why": ""})
    evidence.begin()
    settle()
    evidence.hand_over()
    settle()
    seen = warnings(evidence)
    assert "▲ Handover 1 of exhibit EX-1 is by Somebody, but PC 4411 Hale held it last." in seen
    assert "▲ At handover 1 of exhibit EX-1 the seal was broken, and nobody said why." in seen
    assert evidence.model.data(evidence.model.index(0, 0)) == "▲ 3"
    evidence.record.chain.selectRow(0)
    fill(HANDED)
    evidence.correct_handover()
    settle()
    assert warnings(evidence) == ["▲ No file of the case comes from exhibit EX-1."]
    evidence.record.chain.selectRow(0)
    evidence.take_handover_out()
    settle()
    assert evidence.current is not None and evidence.current.chain == []
    evidence.take_out()
    settle()
    assert exhibits.listed(evidence.case) == []
    evidence.session.undo()
    settle()
    assert [e.reference for e in exhibits.listed(evidence.case)] == ["EX-1"]


def test_a_form_that_cannot_be_kept_says_why_and_stays(
    evidence: Evidence, fill: Fill, settle: Settle
) -> None:
    complaints = fill({**FORM, "taken_at": "yesterday"}, FORM)
    evidence.begin()
    settle()
    assert complaints == ["'yesterday' is no day or time. Write it as 2026-06-30 or 2026-06-30 14:05."]
    assert [e.said.taken_at for e in exhibits.listed(evidence.case)] == [FORM["taken_at"]]


def test_the_sheet_is_saved_and_entered_in_the_log(
    opened: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    actions.save_custody_sheet(opened.session, str(tmp_path / "sheet.html"))
    settle()
    assert "Custody of exhibits" in (tmp_path / "sheet.html").read_text("utf-8")
    last = opened.session.open_case.db.conn.execute(
        "SELECT body FROM log ORDER BY seq DESC LIMIT 1"
    ).fetchone()[0]
    assert '"custody sheet"' in last


def test_what_a_case_says_of_itself_is_shown_and_kept(opened: MainWindow, fill: Fill, settle: Settle) -> None:
    fill({"offence": "Importing drugs", "handling": "OFFICIAL-SENSITIVE", "reasons": "asked"})
    opened.perform("case_properties")
    settle()
    about = opened.session.open_case.about
    assert (about.title, about.offence, about.handling, about.reasons) == (
        "Small", "Importing drugs", "OFFICIAL-SENSITIVE", "asked",
    )  # fmt: skip
