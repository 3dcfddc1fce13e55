from __future__ import annotations

from pathlib import Path

import pytest

from workbench.app.session import Session
from workbench.case import entities, journal, records, rejects, sources
from workbench.ingest import recipe as recipes
from workbench.ui import words
from workbench.ui.dialogs.importing import BY_HAND, ImportDialog
from workbench.ui.dialogs.outcome import OutcomeDialog
from workbench.ui.main_window import MainWindow

RECIPE = """
id = "own.strange"
name = "Strange calls"
reader = "delimited"
[recognise]
headers = ["Who rang", "Whom"]
[layout]
delimiter = ";"
[[record]]
kind = "call"
[record.fields]
caller = { column = "Who rang" }
callee = { column = "Whom" }
start = { column = "Call date" }
"""
EITHER_WAY = """Who rang;Whom;Call date
07700900001;07700900002;03/04/2026 10:00:00
07700900001;07700900002;05/04/2026 10:00:00
"""

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


@pytest.fixture
def either_way(opened: MainWindow, home: Path, tmp_path: Path, qtbot) -> ImportDialog:
    """The import dialog on a known layout whose dates can be read both ways."""
    library = opened.session.library
    library.keep_recipe(recipes.parse(RECIPE, "strange"))
    for hour, name in enumerate(("one.csv", "two.csv")):
        (tmp_path / name).write_text(EITHER_WAY + f"07700900001;07700900004;06/04/2026 0{hour}:00:00\n")
    opened.perform("import_files", {"paths": [str(tmp_path / "one.csv"), str(tmp_path / "two.csv")]})
    made = opened.findChild(ImportDialog)
    qtbot.waitUntil(lambda: all(o.found or o.problem for o in made.offered), timeout=60_000)
    return made


def starts(window: MainWindow, source: int) -> list[str]:
    graph, case = window.session.graph, window.session.case
    a = entities.resolve(case, "+447700900001")
    assert graph.node_of[a] >= 0
    found = [r for r in records.about(case, a, None) if r.source == source]
    return sorted(words.moment(r.at_utc, words.zone_of("Europe/London"), seconds=False) for r in found)


def test_dates_that_can_be_read_both_ways_are_asked_once_with_the_evidence(
    either_way: ImportDialog, opened: MainWindow, qtbot, settle
) -> None:
    dialog = either_way
    qtbot.waitUntil(lambda: "03/04/2026" in dialog.why.text(), timeout=60_000)
    assert "3 April 2026" in dialog.why.text() and "4 March 2026" in dialog.why.text()
    dialog.order.box.setCurrentIndex(dialog.order.box.findData("mdy"))
    dialog.order.box.activated.emit(dialog.order.box.currentIndex())
    assert [one.order for one in dialog.offered] == ["mdy", "mdy"]
    settle()
    assert "03/04/2026" not in dialog.why.text()
    dialog.go.click()
    settle()
    opened.findChild(OutcomeDialog).close()
    assert "4 Mar 2026 10:00" in starts(opened, 2)


def test_a_source_read_again_in_another_way_takes_the_place_of_the_first_in_one_step(
    either_way: ImportDialog, opened: MainWindow, qtbot, settle
) -> None:
    dialog = either_way
    for one in dialog.offered:
        one.order = "dmy"
    dialog.go.click()
    settle()
    opened.findChild(OutcomeDialog).close()
    assert "3 Apr 2026 10:00" in starts(opened, 2)
    steps = len(journal.steps(opened.session.case.db))
    opened.perform("read_again", {"source": "2"})
    qtbot.waitUntil(lambda: any(d.again for d in opened.findChildren(ImportDialog)), timeout=60_000)
    again = next(d for d in opened.findChildren(ImportDialog) if d.again)
    path = again.offered[0].path
    qtbot.waitUntil(lambda: again.go.isEnabled(), timeout=60_000)
    again._choose_order("mdy")
    settle()
    again.go.click()
    settle()
    opened.findChild(OutcomeDialog).close()
    assert "4 Mar 2026 10:00" in starts(opened, 2)
    assert len(journal.steps(opened.session.case.db)) == steps + 1
    assert not path.exists()
    opened.perform("undo")
    settle()
    assert "3 Apr 2026 10:00" in starts(opened, 2)
