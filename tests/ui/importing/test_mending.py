"""The rejected rows of a source read once more from the window: tried alone, then the source anew."""

from __future__ import annotations

from pathlib import Path

from tests.ui.importing.desk import UNKNOWN, look, opened_on
from workbench.case import journal, rejects, sources
from workbench.ui.importing.window import ImportWindow
from workbench.ui.main_window import MainWindow


def mending(opened: MainWindow, tmp_path: Path, qtbot, settle) -> ImportWindow:
    """The window on the one rejected row of a source."""
    path = tmp_path / "strange.csv"
    path.write_text(UNKNOWN + "07700900001;07700910999;28/06/2026 12:00:00;a while;IN\n")
    made = opened_on(opened, [path], qtbot, settle)
    made.teaching.put(0, "duration", "Long")
    look(made, qtbot, settle)
    made.go.click()
    settle()
    made._retry(made.outcomes.outcomes[0])
    made.reject()
    qtbot.waitUntil(lambda: any(w.mending for w in opened.findChildren(ImportWindow)), timeout=60_000)
    again = next(w for w in opened.findChildren(ImportWindow) if w.mending)
    qtbot.waitUntil(lambda: again.go.isEnabled(), timeout=60_000)
    look(again, qtbot, settle)
    return again


def test_a_recipe_that_takes_them_reads_the_source_anew(
    opened: MainWindow, tmp_path: Path, qtbot, settle
) -> None:
    again = mending(opened, tmp_path, qtbot, settle)
    case = opened.session.open_case
    assert len(rejects.listed(case)) == 1
    steps = len(journal.steps(case.db))
    again.teaching.empty(0, "duration")
    look(again, qtbot, settle)
    again.go.click()
    settle()
    [outcome] = again.outcomes.outcomes
    assert (outcome.counts.read, outcome.counts.kept, outcome.counts.rejected) == (41, 41, 0)
    assert rejects.listed(case) == [] and len(journal.steps(case.db)) == steps + 1
    assert {s.name for s in sources.listed(case)} == {"calls.csv", "strange.csv"}
    again.reject()


def test_a_recipe_that_takes_none_changes_nothing_and_says_why(
    opened: MainWindow, tmp_path: Path, qtbot, settle
) -> None:
    again = mending(opened, tmp_path, qtbot, settle)
    case = opened.session.open_case
    steps = journal.steps(case.db)
    again.go.click()
    settle()
    [outcome] = again.outcomes.outcomes
    assert outcome.problem.startswith("none of the 1 rejected rows can be read so: Long: ")
    assert journal.steps(case.db) == steps and len(rejects.listed(case)) == 1
    again.reject()
