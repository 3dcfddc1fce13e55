"""What became of the files, together and one by one."""

from __future__ import annotations

from pathlib import Path

from workbench.app.outcome import Outcome
from workbench.case.readings import Counts
from workbench.ui.importing.outcomes import Outcomes
from workbench.ui.importing.strip import Strip
from workbench.ui.main_window import MainWindow


def outcome(n: int) -> Outcome:
    return Outcome(Path(f"{n}.csv"), n, "ab" * 32, "own.x", Counts(n, 10, 6, 1, 2, 1, 3, 4, 5))


def test_several_files_have_a_total_and_as_much_room_as_they_need(opened: MainWindow, qtbot) -> None:
    many = [outcome(n) for n in range(1, 21)] + [Outcome(Path("bad.csv"), problem="it is empty")]
    shown = Outcomes(opened.session, many)
    qtbot.addWidget(shown)
    shown.resize(1000, 1200)
    shown.show()
    [whole, one] = shown.findChildren(Strip)
    assert "200 rows read, 120 kept, 20 duplicate, 40 rejected, 20 withheld" in whole.bar.accessibleName()
    assert "10 rows read, 6 kept" in one.bar.accessibleName()
    assert shown.table.height() > 500 and shown.table.verticalScrollBar().maximum() == 0
    shown.resize(1000, 420)
    assert shown.table.height() >= 100 and shown.table.verticalScrollBar().maximum() > 0


def test_one_file_needs_no_total(opened: MainWindow, qtbot) -> None:
    shown = Outcomes(opened.session, [outcome(1)])
    qtbot.addWidget(shown)
    assert len(shown.findChildren(Strip)) == 1
