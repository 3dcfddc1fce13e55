from __future__ import annotations

from pathlib import Path

import pytest

from workbench.app.session import Session
from workbench.case import rejects, sources
from workbench.ui.dialogs.importing import BY_HAND, ImportDialog
from workbench.ui.dialogs.outcome import OutcomeDialog
from workbench.ui.main_window import MainWindow

UNKNOWN = "Who rang;Whom;Call date;Dur\n" + "".join(
    f"0770090{i:04d};0770091{i:04d};{i % 27 + 1:02d}/06/2026 12:{i:02d}:00;{i * 7}\n" for i in range(40)
)


@pytest.fixture
def dialog(opened: MainWindow, tmp_path: Path, qtbot, request):
    """The import dialog on an unknown table, everything looked at."""
    path = tmp_path / "strange.csv"
    path.write_text(UNKNOWN)
    opened.perform("import_files", {"paths": [str(path), str(tmp_path / "none.csv")]})
    made = opened.findChild(ImportDialog)
    qtbot.waitUntil(lambda: all(o.found or o.problem for o in made.offered), timeout=60_000)
    return made


def test_an_unknown_table_is_no_dead_end(dialog: ImportDialog, opened: MainWindow, qtbot, settle) -> None:
    one, other = dialog.offered
    assert one.recipe == BY_HAND and one.picker is not None
    assert "no file" in other.problem
    picker = one.picker
    picker.kind.setCurrentIndex(picker.kind.findData("call"))
    for field, column in (
        ("caller", "Who rang"),
        ("callee", "Whom"),
        ("start", "Call date"),
        ("duration", "Dur"),
    ):
        picker.boxes[field].setCurrentIndex(picker.boxes[field].findData(column))
    picker.name.setText("Strange calls")
    settle()
    made = dialog.preview.made
    headers = [made.horizontalHeaderItem(c).text() for c in range(made.columnCount())]
    assert made.item(0, headers.index("CALLER")).text() == "+44 7700 900000"
    dialog.acquired.exhibit.setText("EX/7")
    dialog.go.click()
    settle()
    outcome = opened.findChild(OutcomeDialog)
    assert outcome is not None
    outcome.close()
    found = {s.name: s for s in sources.listed(opened.session.case)}
    assert (found["strange.csv"].rows, found["strange.csv"].kept_rows) == (40, 40)
    assert found["strange.csv"].exhibit == "EX/7"
    assert found["strange.csv"].recipe == "own.strange_calls"
    # and the next such file is recognised
    session: Session = opened.session
    assert session.library.recipe("own.strange_calls").name == "Strange calls"
    assert len(opened.docks["sources"].panel.list.model_.rows) == 2


def test_what_is_still_to_be_picked_is_said_before_anything_is_imported(
    dialog: ImportDialog, opened: MainWindow
) -> None:
    picker = dialog.offered[0].picker
    picker.kind.setCurrentIndex(picker.kind.findData("call"))
    picker.boxes["caller"].setCurrentIndex(0)
    assert "No column says the caller" in dialog.why.text()
    dialog.go.click()
    assert dialog.wrong.isVisible() and dialog.isVisible()
    assert len(sources.listed(opened.session.case)) == 1
    dialog.reject()


def test_rejected_rows_are_listed_with_row_column_and_reason(
    opened: MainWindow, tmp_path: Path, qtbot, settle
) -> None:
    path = tmp_path / "strange.csv"
    path.write_text(UNKNOWN + "0770090999;07700910999;31/06/2026 12:00:00;5\n")
    opened.perform("import_files", {"paths": [str(path)]})
    made = opened.findChild(ImportDialog)
    qtbot.waitUntil(lambda: made.offered[0].picker is not None, timeout=60_000)
    picker = made.offered[0].picker
    picker.kind.setCurrentIndex(picker.kind.findData("call"))
    for field, column in (("caller", "Who rang"), ("callee", "Whom"), ("start", "Call date")):
        picker.boxes[field].setCurrentIndex(picker.boxes[field].findData(column))
    made.go.click()
    settle()
    opened.findChild(OutcomeDialog).close()
    assert [r.row for r in rejects.listed(opened.session.case)] == [42]
    panel = opened.docks["sources"].panel
    assert panel.warning.isVisible() and panel.rejected.text() == "▲ 1 row rejected"
