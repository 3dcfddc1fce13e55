"""Backup, archive, review dates and purge, driven in the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.blocks import take_in
from tests.ui.conftest import CALLS, A, C, D, Settle
from tests.ui.test_names import nameless
from workbench.case import archives, opening, purged, reviews, verifying
from workbench.model.problems import Problem
from workbench.ui.main_window import MainWindow
from workbench.ui.upkeep import reviews as window_of_reviews
from workbench.ui.upkeep.purge import PurgeDialog
from workbench.ui.upkeep.reviews import ReviewsDialog


@pytest.fixture
def two(opened: MainWindow, settle: Settle, tmp_path: Path) -> MainWindow:
    """The small case with a second source, which alone names D's new friend."""
    session = opened.session
    rows = [(2, D, "+447700900077", CALLS[-1][3] + 60), (3, D, C, CALLS[-1][3] + 90)]
    session.work("Import", lambda case, job: take_in(case, tmp_path, "second.csv", rows))
    settle()
    return opened


def test_a_backup_and_an_archive_are_written_and_said(
    opened: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    assert "no backup yet" in opened.status.saved.text()
    opened.perform("back_up", {"path": str(tmp_path / "copy")})
    settle()
    assert "backed up today" in opened.status.saved.text()
    assert all(c.ok for c in verifying.verify(tmp_path / "copy.case"))
    opened.perform("archive", {"path": str(tmp_path / "archive.case")})
    settle()
    with opening.open_case(tmp_path / "archive.case") as case:
        assert archives.is_archive(case.db)
    with pytest.raises(Problem, match="is an archive"):
        opened.session.open(tmp_path / "archive.case")
    opened.perform(
        "continue_archive", {"path": str(tmp_path / "archive.case"), "out": str(tmp_path / "on.case")}
    )
    settle()
    assert opened.session.open_case.path == tmp_path / "on.case"


def test_what_is_due_is_seen_set_and_held(
    two: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not two.status.due.isVisible()
    two.session.edit("Set", lambda case, db: reviews.settle(case, db, 1, "2026-01-02"))
    settle()
    assert two.status.due.isVisible() and two.status.due.text() == "1 due for review"
    two.status.due.click()
    dialog = two.findChild(ReviewsDialog)
    assert dialog is not None and nameless(dialog) == []
    assert [r.source for r in dialog.model.lines] == [1, None, 2] and "1 is due" in dialog.said.text()
    dialog.table.selectRow(0)
    said = {"day": "2030-05-01", "why": "the appeal"}
    monkeypatch.setattr(
        window_of_reviews, "answers", lambda action, *rest: {a.name: said[a.name] for a in action.asks}
    )
    dialog.set_day()
    settle()
    assert not two.status.due.isVisible() and "Nothing is due" in dialog.said.text()
    assert dialog.current is not None and dialog.current.source == 1
    dialog.hold()
    settle()
    assert dialog.current.hold == "the appeal" and dialog.lift.isEnabled() and not dialog.purge.isEnabled()
    dialog.lift_hold()
    settle()
    assert dialog.current.hold == "" and dialog.purge.isEnabled()
    dialog.begin_purge()
    begun = two.findChild(PurgeDialog)
    assert begun is not None and begun.chosen == [1]
    begun.reject()
    dialog.close()


def test_a_purge_counts_asks_and_does_it(two: MainWindow, settle: Settle, tmp_path: Path) -> None:
    two.perform("purge")
    dialog = two.findChild(PurgeDialog)
    assert dialog is not None and nameless(dialog) == []
    assert "Tick the sources" in dialog.said.text() and not dialog.go.isEnabled()
    dialog.boxes[2].setChecked(True)
    settle()
    assert "2 records" in dialog.said.text() and "1 entity that no other source names" in dialog.said.text()
    dialog.why.setPlainText("The order expired")
    dialog.authority.setText("Court 5/2026")
    dialog.confirmed.setText("smal")
    assert not dialog.go.isEnabled()
    dialog.confirmed.setText("Small")
    assert dialog.go.isEnabled()
    dialog.out.edit.setText(str(tmp_path / "certificate.odt"))
    dialog.purge()
    assert "End the name" in dialog.wrong.text() and two.session.case is not None
    dialog.out.edit.setText(str(tmp_path / "certificate.html"))
    dialog.purge()
    settle()
    case = two.session.open_case
    assert list(purged.sources(case.db)) == [2] and (tmp_path / "certificate.html").exists()
    assert A in two.session.graph.values and "+447700900077" not in two.session.graph.values
    two.session.leave()
    assert all(c.ok for c in verifying.verify(case.path))


def test_a_purge_that_cannot_be_done_leaves_the_case_open(two: MainWindow, settle: Settle) -> None:
    path = two.session.open_case.path
    two.perform("purge")
    dialog = two.findChild(PurgeDialog)
    assert dialog is not None
    dialog.boxes[2].setChecked(True)
    settle()
    dialog.why.setPlainText("because of +447700900077")
    dialog.authority.setText("Court 5/2026")
    dialog.confirmed.setText("Small")
    dialog.purge()
    settle()
    assert two.session.open_case.path == path and "names something" in two.top.message.text.text()
    assert "+447700900077" in two.session.graph.values
