"""The import window from the files that are dropped to what became of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.importing.desk import (
    UNKNOWN,
    first_row,
    look,
    made_cell,
    opened_on,
)
from workbench.case import circumstances, rejects, sources
from workbench.ui.importing.file import NOBODY
from workbench.ui.importing.window import ImportWindow
from workbench.ui.main_window import MainWindow


def test_an_unknown_table_comes_with_a_good_guess(unknown: ImportWindow) -> None:
    one, other = unknown.files
    assert one.by_hand and one.base.id == NOBODY and "no file" in other.problem
    [section] = one.recipe.sections
    assert section.kind == "call"
    assert {f: x.source.columns for f, x in section.fields.items() if f in ("start", "caller", "callee")} == {
        "start": ("Day of it",), "caller": ("Party one",), "callee": ("Party two",),
    }  # fmt: skip
    assert made_cell(unknown, first_row(unknown), "CALLER") == "+44 7700 900000"
    assert unknown.page.verdict.becomes.text() == "✓ All of the first 40 rows become records"


def test_import_keeps_the_recipe_and_what_was_said(unknown: ImportWindow, opened: MainWindow, settle) -> None:
    unknown.page.top.name.setText("Strange calls")
    unknown.page.top.name.textEdited.emit("Strange calls")
    for key, text in {"exhibit": "EX/7", "by": "J. Marsh", "basis": "Order 12", "place": "HQ", "asked": "07700900001",
                      "delivered_first": "2026-06-01", "delivered_last": "2026-06-27"}.items():  # fmt: skip
        unknown.origin.fields[key].setText(text)
    unknown.go.click()
    settle()
    assert unknown.outcomes is not None and len(unknown.outcomes.outcomes) == 2
    unknown._say_files()  # as a look at a file does that ends only now
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
    assert "used for these files before" in made.page.top.certainty.text()
    assert made.origin.fields["by"].text() == "J. Marsh"
    # and who of them the case knows already is marked
    assert (
        "in other sources: " in made.page.verdict.known.text()
        and "strange.csv" in made.page.verdict.known.text()
    )
    assert made.files[0].met.known["phone", "+447700900500"] == ("strange.csv",)
    made.reject()


def test_what_is_missing_is_said_before_anything_is_imported(
    unknown: ImportWindow, opened: MainWindow
) -> None:
    unknown.teaching.empty(0, "start")
    assert "A call needs “start”: pick its column." in unknown.page.verdict.becomes.text()
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
    assert made.page.verdict.becomes.text() == "▲ 2 of the first 42 rows would be rejected"
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
