from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from workbench.case import circumstances, entities, journal, records, rejects, sources
from workbench.ingest import recipe as recipes
from workbench.ui import words
from workbench.ui.importing.columns import COLUMN, FIELD
from workbench.ui.importing.file import NOBODY
from workbench.ui.importing.lines import BEFORE, HEADER
from workbench.ui.importing.window import ImportWindow
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
UNKNOWN = "Party one;Party two;Day of it;Long;Sort\n" + "".join(
    f"077009000{i % 40:02d};0770090{i + 500:04d};{i % 27 + 1:02d}/06/2026 12:{i:02d}:00;{i * 7};"
    f"{'OUT' if i % 2 else 'IN'}\n"
    for i in range(40)
)


def opened_on(window: MainWindow, paths: list[Path], qtbot, settle) -> ImportWindow:
    window.perform("import_files", {"paths": [str(p) for p in paths]})
    made = window.findChild(ImportWindow)
    qtbot.waitUntil(lambda: not any(f.open for f in made.files), timeout=60_000)
    look(made, qtbot, settle)
    return made


def look(made: ImportWindow, qtbot, settle) -> None:
    """Waits until the debounced preview is there."""
    qtbot.waitUntil(lambda: not made._soon.isActive(), timeout=60_000)
    settle()


@pytest.fixture
def unknown(opened: MainWindow, tmp_path: Path, qtbot, settle) -> ImportWindow:
    """The window on a table that no recipe knows and on a file that is not there."""
    path = tmp_path / "strange.csv"
    path.write_text(UNKNOWN)
    return opened_on(opened, [path, tmp_path / "none.csv"], qtbot, settle)


def header(made: ImportWindow) -> list[str]:
    return made.page.tables.made_model.names


def made_cell(made: ImportWindow, line: int, name: str) -> str:
    model = made.page.tables.made_model
    return str(model.data(model.index(line, header(made).index(name))) or "")


def first_row(made: ImportWindow) -> int:
    return next(at for at, line in enumerate(made.page.tables.lines) if line.sort not in (BEFORE, HEADER))


def test_an_unknown_table_comes_with_a_good_guess(unknown: ImportWindow) -> None:
    one, other = unknown.files
    assert one.by_hand and one.base.id == NOBODY and "no file" in other.problem
    [section] = one.recipe.sections
    assert section.kind == "call"
    assert {f: x.source.columns for f, x in section.fields.items() if f in ("start", "caller", "callee")} == {
        "start": ("Day of it",), "caller": ("Party one",), "callee": ("Party two",),
    }  # fmt: skip
    assert made_cell(unknown, first_row(unknown), "CALLER") == "+44 7700 900000"
    assert unknown.page.becomes.text() == "✓ All of the first 40 rows become records"


def test_a_column_is_picked_dragged_and_joined(unknown: ImportWindow, qtbot, settle) -> None:
    teaching, tables = unknown.teaching, unknown.page.tables
    menu = teaching.column_menu("Long")
    next(a for a in menu.actions() if a.text() == "Duration").trigger()
    look(unknown, qtbot, settle)
    assert made_cell(unknown, first_row(unknown) + 1, "DURATION") == "0:00:07"
    assert tables.raw.header.use(3) == "duration"
    # a field let go over a column
    drop(tables.raw.header, tables.raw.header.sectionViewportPosition(4) + 8, FIELD, "0:service")
    assert unknown.file.recipe.sections[0].fields["service"].source.columns == ("Sort",)
    # a column let go over a field, with Shift as one more
    chip = unknown.page.board.chips["0:service"]
    drop(chip, 4, COLUMN, "Long", Qt.KeyboardModifier.ShiftModifier)
    assert unknown.file.recipe.sections[0].fields["service"].source.columns == ("Sort", "Long")
    chip = unknown.page.board.chips["0:service"]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert "service" not in unknown.file.recipe.sections[0].fields


def drop(widget, x: int, sort: str, text: str, keys=Qt.KeyboardModifier.NoModifier) -> None:
    data = QMimeData()
    data.setData(sort, text.encode())
    widget.dropEvent(
        QDropEvent(QPointF(x, 6), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    )


def test_the_words_of_a_column_say_who_rang_whom(unknown: ImportWindow, qtbot, settle) -> None:
    board = unknown.page.words
    unknown.page.turn_to(1)
    board.column.setCurrentIndex(board.column.findData("Sort"))
    board._choose_column()
    look(unknown, qtbot, settle)
    assert [board.model.data(board.model.index(r, 0)) for r in (0, 1)] == ["IN", "OUT"]
    assert board.counted.text() == "2 different words in all 40 rows"
    ways = [board.model.data(board.model.index(r, 3)) for r in (0, 1)]
    assert ["Party two" in way.split(" to ")[0] for way in ways] == [True, False]
    look(unknown, qtbot, settle)
    assert made_cell(unknown, first_row(unknown), "CALLEE") == "+44 7700 900000"  # the first row came IN
    board.model.answers[0].answer("OUT", -1)  # nothing: the row is left out
    look(unknown, qtbot, settle)
    section = unknown.file.recipe.sections[0]
    assert section.when[0].not_among == ("OUT",) and section.swap.when.among == ("IN",)
    assert recipes.parse(recipes.to_text(unknown.file.recipe)).sections == unknown.file.recipe.sections


def test_import_keeps_the_recipe_and_what_was_said(unknown: ImportWindow, opened: MainWindow, settle) -> None:
    unknown.page.name.setText("Strange calls")
    unknown.page.name.textEdited.emit("Strange calls")
    for key, text in {"exhibit": "EX/7", "by": "J. Marsh", "basis": "Order 12", "place": "HQ", "asked": "07700900001",
                      "delivered_first": "2026-06-01", "delivered_last": "2026-06-27"}.items():  # fmt: skip
        unknown.origin.fields[key].setText(text)
    unknown.go.click()
    settle()
    assert unknown.outcomes is not None and len(unknown.outcomes.outcomes) == 2
    assert unknown.title.text() == "1 of 2 files imported"
    case = opened.session.case
    found = {s.name: s for s in sources.listed(case)}["strange.csv"]
    assert (found.rows, found.kept_rows, found.exhibit, found.recipe) == (40, 40, "EX/7", "own.strange_calls")
    said = circumstances.of(case.db, found.sha256)
    assert (said.place, said.legal_basis, said.asked) == ("HQ", "Order 12", "07700900001")
    assert [c.basis for c in sources.coverage(case) if c.source == found.id and c.basis == "stated"] == [
        "stated"
    ]
    assert opened.session.library.recipe("own.strange_calls").name == "Strange calls"
    unknown.reject()


def test_the_next_such_file_is_known_and_what_was_said_is_offered_again(
    unknown: ImportWindow, opened: MainWindow, tmp_path: Path, qtbot, settle
) -> None:
    unknown.origin.fields["by"].setText("J. Marsh")
    unknown.go.click()
    settle()
    unknown.reject()
    path = tmp_path / "july.csv"
    path.write_text(UNKNOWN.replace("/06/", "/07/"))
    opened.perform("import_files", {"paths": [str(path)]})
    made = opened.findChildren(ImportWindow)[-1]
    qtbot.waitUntil(lambda: made.files[0].found is not None, timeout=60_000)
    look(made, qtbot, settle)
    assert made.files[0].recipe.id == "own.strange" and not made.files[0].changed
    assert "used for these files before" in made.page.certainty.text()
    assert made.origin.fields["by"].text() == "J. Marsh"
    # and who of them the case knows already is marked
    assert "in other sources: " in made.page.known.text() and "strange.csv" in made.page.known.text()
    assert made.files[0].met.known["phone", "+447700900500"] == ("strange.csv",)
    made.reject()


def test_what_is_missing_is_said_before_anything_is_imported(
    unknown: ImportWindow, opened: MainWindow
) -> None:
    unknown.teaching.empty(0, "start")
    assert "A call needs “start”: pick its column." in unknown.page.becomes.text()
    unknown.go.click()
    assert unknown.wrong.isVisible() and "A call needs “start”" in unknown.wrong.text()
    assert len(sources.listed(opened.session.case)) == 1
    unknown.origin.fields["asked_first"].setText("30.6.2026")
    unknown.go.click()
    assert "is no day" in unknown.wrong.text()
    unknown.reject()


def test_a_damaged_cell_is_marked_where_it_stands(opened: MainWindow, tmp_path: Path, qtbot, settle) -> None:
    path = tmp_path / "strange.csv"
    path.write_text(
        UNKNOWN
        + "4.47701E+11;07700910999;28/06/2026 12:00:00;5;IN\n07700900001;07700910999;31/06/2026;5;IN\n"
    )
    made = opened_on(opened, [path], qtbot, settle)
    tables = made.page.tables
    assert made.page.becomes.text() == "▲ 2 of the first 42 rows would be rejected"
    tables.go_to_problem()
    index = tables.raw.currentIndex()
    assert tables.raw_model.names[index.column()] == "Party one"
    assert "last digits are lost" in tables.raw_model.data(index, Qt.ItemDataRole.ToolTipRole)
    tables.go_to_problem()
    assert tables.raw_model.names[tables.raw.currentIndex().column()] == "Day of it"
    made.go.click()
    settle()
    assert [r.row for r in rejects.listed(opened.session.case)] == [42, 43]
    made.reject()
    panel = opened.docks["sources"].panel
    assert panel.warning.isVisible() and panel.rejected.text() == "▲ 2 rows rejected"


def test_rows_outside_the_period_are_withheld_unless_a_reason_is_given(
    unknown: ImportWindow, opened: MainWindow, qtbot, settle
) -> None:
    unknown.origin.fields["asked_first"].setText("2026-06-01")
    unknown.origin.fields["asked_last"].setText("2026-06-10")
    assert "counted but not read" in unknown.origin.said_period.text()
    assert "rows outside 2026-06-01 to 2026-06-10 will be withheld" in unknown.foot.text()
    unknown.go.click()
    settle()
    [outcome] = [o for o in unknown.outcomes.outcomes if o.counts]
    assert outcome.counts.kept == 20 and outcome.counts.withheld == 20
    unknown.reject()
    # read again, what was withheld is withheld again, though the window asks for no period
    opened.perform("read_again", {"source": str(outcome.source)})
    settle()
    again = next(d for d in opened.findChildren(ImportWindow) if d.again)
    qtbot.waitUntil(lambda: again.go.isEnabled(), timeout=60_000)
    look(again, qtbot, settle)
    again.teaching.put(0, "duration", "Long")
    look(again, qtbot, settle)
    again.go.click()
    settle()
    assert again.outcomes.outcomes[0].counts.withheld == 20
    again.reject()


def test_the_header_may_stand_in_another_row(opened: MainWindow, tmp_path: Path, qtbot, settle) -> None:
    path = tmp_path / "titled.csv"
    path.write_text(
        "Calls of;the phone;in June\nFrom No;To No;When\n07700900001;07700900002;2026-06-01 10:00\n" * 1
    )
    made = opened_on(opened, [path], qtbot, settle)
    made.page.writing.header.emit(2)
    look(made, qtbot, settle)
    assert made.file.columns == ("From No", "To No", "When")
    assert [line.sort for line in made.page.tables.lines[:2]] == [BEFORE, HEADER]
    made.page.writing.header.emit(0)
    look(made, qtbot, settle)
    assert made.file.columns == ("Column 1", "Column 2", "Column 3")
    made.reject()


@pytest.fixture
def either_way(opened: MainWindow, tmp_path: Path, qtbot, settle) -> ImportWindow:
    """The window on two files of a known layout whose dates can be read both ways."""
    opened.session.library.keep_recipe(recipes.parse(RECIPE, "strange"))
    for hour, name in enumerate(("one.csv", "two.csv")):
        (tmp_path / name).write_text(EITHER_WAY + f"07700900001;07700900004;06/04/2026 0{hour}:00:00\n")
    return opened_on(opened, [tmp_path / "one.csv", tmp_path / "two.csv"], qtbot, settle)


def starts(window: MainWindow, source: int) -> list[str]:
    case = window.session.case
    a = entities.resolve(case, "+447700900001")
    found = [r for r in records.about(case, a, None) if r.source == source]
    return sorted(words.moment(r.at_utc, words.zone_of("Europe/London"), seconds=False) for r in found)


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
    assert not path.exists()
    opened.perform("undo")
    settle()
    assert "3 Apr 2026 10:00" in starts(opened, 2)


def test_a_recipe_is_mailed_to_a_colleague(
    unknown: ImportWindow, opened: MainWindow, tmp_path: Path, qtbot, settle
) -> None:
    unknown.page.save_recipe(str(tmp_path / "sent.toml"))
    sent = recipes.parse((tmp_path / "sent.toml").read_text("utf-8"))
    assert sent.id == "own.strange" and set(sent.headers) >= {"Party one", "Party two", "Day of it"}
    (tmp_path / "sent.toml").write_text(
        (tmp_path / "sent.toml").read_text("utf-8").replace("own.strange", "own.theirs")
    )
    unknown.page.open_recipe(str(tmp_path / "sent.toml"))
    look(unknown, qtbot, settle)
    assert unknown.file.recipe.id == "own.theirs" and not unknown.file.changed
    (tmp_path / "broken.toml").write_text("id = 3")
    unknown.page.open_recipe(str(tmp_path / "broken.toml"))
    assert unknown.page.why.property("role") == "warning"
    unknown.reject()


def test_every_field_and_button_has_a_name_and_keys_reach_them(unknown: ImportWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView

    nameless = [
        w.metaObject().className()
        for sort in (QAbstractButton, QLineEdit, QTableView, QComboBox)
        for w in unknown.findChildren(sort)
        if not w.accessibleName() and not getattr(w, "text", str)() and "qt_" not in w.objectName()
        and not (isinstance(w, QLineEdit) and isinstance(w.parent(), QComboBox))
        and w.metaObject().className() not in ("QTableCornerButton", "QLineEditIconButton")
    ]  # fmt: skip
    assert nameless == []
    for at in range(4):
        unknown.page.turn_to(at)
        assert unknown.page.stack.currentIndex() == at
    unknown.reject()
