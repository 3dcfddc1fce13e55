"""What a file leaves open is asked once, with the evidence."""

from __future__ import annotations

from tests.ui.importing.desk import (
    look,
    starts,
)
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
