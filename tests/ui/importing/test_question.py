"""What a file leaves open is asked once, with the evidence."""

from __future__ import annotations

from pathlib import Path

from tests.ui.importing.desk import UNKNOWN, look, opened_on, starts
from workbench.ui.importing.question import AS_TABLE, LEAVE_OUT
from workbench.ui.importing.window import ImportWindow
from workbench.ui.main_window import MainWindow


def test_dates_that_can_be_read_both_ways_are_asked_once_with_the_evidence(
    either_way: ImportWindow, opened: MainWindow, qtbot, settle
) -> None:
    question = either_way.page.question
    assert question.isVisible() and question.asked.column == "Call date"
    told = {a.value: "; ".join(a.evidence) for a in question.asked.answers}
    assert "3 Apr 2026" in told["dmy"] and "4 Mar 2026" in told["mdy"]
    either_way.go.click()
    assert "dates have first" in either_way.wrong.text()
    question.buttons["mdy"].click()
    look(either_way, qtbot, settle)
    assert not question.isVisible()
    assert [f.recipe.sections[0].fields["start"].order for f in either_way.files] == ["mdy", "mdy"]
    either_way.go.click()
    settle()
    assert "4 Mar 2026 10:00" in starts(opened, 2) and len(either_way.outcomes.outcomes) == 2
    # the answer is remembered in the recipe
    assert opened.session.library.recipe("own.strange_calls").sections[0].fields["start"].order == "mdy"
    either_way.reject()


def test_running_text_says_what_it_is_and_what_can_be_done(
    opened: MainWindow, tmp_path: Path, qtbot, settle
) -> None:
    (tmp_path / "calls.csv").write_text(UNKNOWN)
    note = tmp_path / "note.txt"
    note.write_text(
        "Met J. at the harbour on Tuesday, he said the boat comes in on the 14th.\n\n"
        "He was nervous, and asked twice, whether anybody followed him.\n"
        "We agreed to talk again after the weekend, by phone if needed.\n"
    )
    made = opened_on(opened, [tmp_path / "calls.csv", note], qtbot, settle)
    made.list.point_at(1)
    look(made, qtbot, settle)
    question = made.page.question
    assert "running text, not a table" in question.text.text() and not made.page.split.isVisible()
    assert any("WhatsApp" in text for answer in question.asked.answers for text in answer.evidence)
    made.go.click()
    assert made.wrong.text().startswith("note.txt: This is running text")
    question.buttons[AS_TABLE].click()
    look(made, qtbot, settle)
    assert made.page.split.isVisible() and made.file.by_hand
    made.reject()
    again = opened_on(opened, [tmp_path / "calls.csv", note], qtbot, settle)
    again.list.point_at(1)
    again.page.question.buttons[LEAVE_OUT].click()
    assert [f.path.name for f in again.files] == ["calls.csv"]
    again.reject()
    alone = opened_on(opened, [note], qtbot, settle)
    assert list(alone.page.question.buttons) == [
        AS_TABLE
    ]  # what there is alone is left out by closing the window
    alone.reject()
