"""A source read once more."""

from __future__ import annotations

from tests.ui.importing.desk import (
    look,
    starts,
)
from workbench.case import journal
from workbench.ingest.held import Held
from workbench.ui.importing.window import ImportWindow
from workbench.ui.main_window import MainWindow


def test_a_source_read_again_in_another_way_takes_the_place_of_the_first_in_one_step(
    either_way: ImportWindow, opened: MainWindow, qtbot, settle
) -> None:
    either_way.page.question.buttons["dmy"].click()
    look(either_way, qtbot, settle)
    either_way.go.click()
    settle()
    either_way.reject()
    assert "3 Apr 2026 10:00" in starts(opened, 2)
    steps = len(journal.steps(opened.session.case.db))
    either_way.files[0].path.unlink()  # what is read again is then what the case holds
    opened.perform("read_again", {"source": "2"})
    qtbot.waitUntil(lambda: any(d.again for d in opened.findChildren(ImportWindow)), timeout=60_000)
    again = next(d for d in opened.findChildren(ImportWindow) if d.again)
    path = again.files[0].path
    qtbot.waitUntil(lambda: again.go.isEnabled(), timeout=60_000)
    look(again, qtbot, settle)
    again.teaching.fill(0, "start", order="mdy")
    look(again, qtbot, settle)
    again.go.click()
    settle()
    again.reject()
    assert "4 Mar 2026 10:00" in starts(opened, 2)
    assert len(journal.steps(opened.session.case.db)) == steps + 1
    assert isinstance(path, Held)  # and no file anywhere
    opened.perform("undo")
    settle()
    assert "3 Apr 2026 10:00" in starts(opened, 2)
