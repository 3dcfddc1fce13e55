"""The panel Ask: a question found, told what it wants, answered, shown, kept and asked again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog

from tests.ui.conftest import A, B, C, D
from workbench.case import charts, findings, opening, protecting
from workbench.case.protection import Locked
from workbench.ui.asking.answer_page import AnswerPage
from workbench.ui.dialogs.passphrase import PassphraseDialog
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.ask import AskPanel

Settle = Callable[[], None]


@pytest.fixture
def panel(opened: MainWindow, settle: Settle) -> AskPanel:
    opened.perform("ask", {"question": "most_contacts"})
    settle()
    found = opened.docks["ask"].panel
    assert isinstance(found, AskPanel)
    return found


def answered(panel: AskPanel, settle: Settle) -> AnswerPage:
    panel.form.go.click()
    settle()
    assert isinstance(panel.page, AnswerPage)
    return panel.page


def test_the_action_opens_the_form_of_a_question(panel: AskPanel) -> None:
    assert panel.isVisible() and panel.form.question.id == "most_contacts"
    assert panel.questions.list.current().key == "most_contacts"
    assert panel.form.fields["most"].text() == "20" and panel.form.fields["kinds"].text() == ""


def test_an_answer_shows_its_claims_and_the_rows_behind_them(panel: AskPanel, settle: Settle) -> None:
    page = answered(panel, settle)
    model = page.tables[0].model()
    assert [model.index(n, 0).data().strip("\u2068\u2069") for n in range(4)] == [B, C, A, D]
    grounds = page.grounds[0]
    assert grounds.count.text() == "4 rows behind it"
    assert [row.value.row for row in grounds.list.model_.rows] == [2, 3, 4, 5]
    assert grounds.row.verbatim.startswith(A)
    assert {
        panel.session.graph.values[panel.session.graph.node_of[e]] for e in panel.session.selection.entities
    } == {B}
    assert "tenth of the links" in page.itself.steady.text()


def test_another_claim_points_every_view_at_it(panel: AskPanel, settle: Settle) -> None:
    page = answered(panel, settle)
    page.tables[0].selectRow(3)
    settle()
    graph = panel.session.graph
    assert {graph.values[graph.node_of[e]] for e in panel.session.selection.entities} == {D}
    assert [row.value.row for row in page.grounds[0].list.model_.rows] == [6]


def test_what_is_wrong_stands_in_the_form(panel: AskPanel, settle: Settle) -> None:
    panel.form.fields["most"].put("many")
    panel.form.go.click()
    settle()
    assert panel.page is None and panel.form.wrong.isVisible()
    assert "'many' is not a whole number" in panel.form.wrong.text()
    assert panel.form.fields["most"].text() == "many"


def test_the_answer_goes_on_a_new_chart(opened: MainWindow, panel: AskPanel, settle: Settle) -> None:
    answered(panel, settle).wanted.emit("new chart")
    settle()
    chart = opened.session.chart
    assert chart.title == "Who has most contacts?" and len(chart.shown) == 4
    opened.session.undo()
    settle()
    assert len(charts.listed(opened.session.open_case)) == 1


def test_an_answer_is_kept_and_asked_again(
    panel: AskPanel, settle: Settle, monkeypatch: pytest.MonkeyPatch, opened: MainWindow
) -> None:
    page = answered(panel, settle)
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_: ("B knows most", True))
    page.wanted.emit("keep")
    settle()
    (kept,) = findings.listed(opened.session.open_case)
    assert kept.statement == "B knows most" and kept.links and kept.asked
    told = []
    opened.session.told = told.append
    (row,) = [r for r in panel.questions.list.model_.rows if r.key == ("kept", kept.id)]
    panel.questions.kept_chosen.emit(row.value)
    settle()
    assert told == ["The case still says the same."] and panel.page is not None


def test_the_table_is_saved_as_it_is_read(
    panel: AskPanel, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = answered(panel, settle)
    out = tmp_path / "answer.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.wanted.emit("save")
    settle()
    rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    assert rows[0] == ("Who", "Contacts", "Records", "Why")
    assert rows[1][:3] == (B, 2, 4) and len(rows) == 5


def test_the_answer_is_saved_as_a_page(
    panel: AskPanel, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = answered(panel, settle)
    out = tmp_path / "answer.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.wanted.emit("save")
    settle()
    written = out.read_text("utf-8")
    assert page.answer.digest in written
    assert f"<mark>{A}</mark>,<mark>{B}</mark>" in written


def test_back_keeps_what_was_told(panel: AskPanel, settle: Settle) -> None:
    panel.form.fields["most"].put("2")
    page = answered(panel, settle)
    assert page.tables[0].model().rowCount() == 2 and not panel.questions.isVisible()
    page.wanted.emit("back")
    assert panel.form.fields["most"].text() == "2" and panel.questions.isVisible()


def test_a_question_is_narrowed_to_the_chosen_time(panel: AskPanel, settle: Settle) -> None:
    session = panel.session
    at = session.graph.first.min()
    session.select(moments=(int(at), int(at) + 100_000 * 1_000_000))
    panel.show_question(panel.form.question)
    panel.form.in_time.setChecked(True)
    page = answered(panel, settle)
    assert page.tables[0].model().rowCount() == 2
    assert page.answer.left_out[-1].startswith("Only records from")


def test_questions_are_found_by_their_words_and_from_the_one_box(
    opened: MainWindow, panel: AskPanel, settle: Settle, qtbot
) -> None:
    panel.questions.search.setText("hub degree")
    assert [r.key for r in panel.questions.list.model_.rows if r.tone != "heading"] == ["most_contacts"]
    panel.questions.search.clear()
    opened.search.begin()
    qtbot.keyClicks(opened.search.edit, "most contacts")
    settle()
    keys = [r.key for r in opened.search.popup.list.model_.rows]
    assert ("question", "most_contacts") in keys


def test_the_selection_fills_the_first_field_for_entities(panel: AskPanel, opened: MainWindow) -> None:
    asked = next(q for q in panel._known.values() if q.parameters and q.parameters[0].type == "entities")
    graph = opened.session.graph
    chosen = [int(graph.ids[n]) for n in range(len(graph)) if graph.values[n] in (A, D)]
    opened.session.select(chosen)
    panel.show_question(asked)
    if not asked.parameters[0].takes or "phone" in asked.parameters[0].takes:
        assert panel.form.fields[asked.parameters[0].name].text() == f"phone:{A}; phone:{D}"


def test_keys_lead_through_it(panel: AskPanel, settle: Settle, qtbot) -> None:
    qtbot.keyClick(panel.form, Qt.Key.Key_Return)
    settle()
    assert panel.page is not None
    qtbot.keyClick(panel.page.tables[0], Qt.Key.Key_Down)
    settle()
    assert panel.page.grounds[0].claim is panel.page.tables[0].model().rows[1]


def test_closing_the_case_clears_the_answer(opened: MainWindow, panel: AskPanel, settle: Settle) -> None:
    answered(panel, settle)
    opened.session.leave()
    settle()
    assert panel.page is None and panel.form is None and panel.hint


def test_a_protected_case_that_a_question_looks_into_is_asked_for_its_passphrase(
    opened: MainWindow, panel: AskPanel, settle: Settle, case_file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.case"
    with opening.open_case(case_file) as case:
        copied = case.db.conn.execute("SELECT count(*) FROM entity").fetchone()[0]
    opened.session.leave()
    settle()
    shutil.copyfile(case_file, other)
    protecting.lock(other, "A", "correct horse battery staple")
    opened.perform("open_case", {"path": str(case_file)})
    settle()
    panel.go_to("in_another_case")
    settle()
    panel.form.fields["other"].edit.setText(str(other))
    panel.form.go.click()
    settle()
    dialog = next(d for d in panel.findChildren(PassphraseDialog) if d.isVisible())
    dialog.typed.edit.setText("something else")
    dialog.go()
    assert "does not open other.case" in dialog.wrong.text()
    dialog.typed.edit.setText("correct horse battery staple")
    dialog.go()
    settle()
    assert isinstance(panel.page, AnswerPage) and panel.answered is not None
    assert len(panel.answered.answer.rows) == copied
    assert "staple" not in str(panel.answered.answer.settings)
    opened.session.leave()
    settle()
    with pytest.raises(Locked):  # the passphrase was forgotten with the case
        panel.others.open(other)
