"""What is said of one file, of all, and what the import makes of it."""

from __future__ import annotations

from pathlib import Path

from tests.ui.importing.desk import UNKNOWN, look, opened_on
from workbench.case import circumstances, sources
from workbench.ui.main_window import MainWindow


def test_what_holds_for_all_files_may_be_said_apart_for_one(
    opened: MainWindow, tmp_path: Path, qtbot, settle
) -> None:
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for number, path in enumerate(paths):
        path.write_text(UNKNOWN.replace("0770090", f"077009{number}"))
    made = opened_on(opened, paths, qtbot, settle)
    fields = made.origin.fields
    fields["exhibit"].setText("EX/1")
    fields["basis"].setText("Order 12")
    made.list.point_at(1)
    look(made, qtbot, settle)
    assert fields["exhibit"].text() == "EX/1" and made.origin.same.isChecked()
    made.origin.same.setChecked(False)
    fields["exhibit"].setText("EX/2")
    fields["asked_first"].setText("2026-06-05")
    assert "rows outside 2026-06-05 to … will be withheld" in made.foot.text()
    writing = made.page.writing
    assert writing.same.isChecked()
    writing.same.setChecked(False)
    zone = writing.boxes["zone"]
    zone.setCurrentIndex(zone.findData("Asia/Dubai"))
    made.list.point_at(0)
    look(made, qtbot, settle)
    assert (
        fields["exhibit"].text() == "EX/1"
        and not fields["asked_first"].text()
        and made.origin.same.isChecked()
    )
    assert writing.boxes["zone"].currentData() == ""
    made.go.click()
    settle()
    case = opened.session.open_case
    found = {s.name: s for s in sources.listed(case)}
    assert [(found[n].exhibit, found[n].withheld > 0) for n in ("one.csv", "two.csv")] == [
        ("EX/1", False), ("EX/2", True),
    ]  # fmt: skip
    assert {circumstances.of(case.db, found[p.name].sha256).legal_basis for p in paths} == {"Order 12"}
    zones = [made.said.wishes(file).zone for file in made.files]
    assert zones == ["", "Asia/Dubai"]
    made.reject()


def test_a_file_said_apart_may_be_like_the_others_again(
    opened: MainWindow, tmp_path: Path, qtbot, settle
) -> None:
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for path in paths:
        path.write_text(UNKNOWN)
    made = opened_on(opened, paths, qtbot, settle)
    made.origin.same.setChecked(False)
    made.origin.fields["by"].setText("J. Marsh")
    assert made.origin.kept.get("by") is None  # what is said of one file is not offered for the next
    made.origin.same.setChecked(True)
    assert made.origin.fields["by"].text() == ""
    made.reject()
