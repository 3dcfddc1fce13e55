"""The window that hands a case out: what it offers, writes, and says afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.conftest import Settle
from workbench.case import log
from workbench.model.problems import Problem
from workbench.ui.dialogs.exporting import ExportDialog
from workbench.ui.main_window import MainWindow


@pytest.fixture
def dialog(opened: MainWindow, settle: Settle) -> ExportDialog:
    made = ExportDialog(opened.session, opened)
    made.show()
    settle()
    return made


def _choose(dialog: ExportDialog, id: str) -> None:
    ids = [dialog.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(dialog.list.count())]
    dialog.list.setCurrentRow(ids.index(id))


def _said(dialog: ExportDialog) -> str:
    page = dialog.pages.currentWidget()
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def test_every_format_says_what_it_is_for_and_what_it_cannot_hold(dialog: ExportDialog) -> None:
    for id, format in dialog.formats.items():
        _choose(dialog, id)
        assert dialog.does.text() == format.does
        assert all(said in dialog.cannot.text() for said in format.cannot)
        assert str(dialog.where.value()).endswith(format.suffix)
        assert (
            str(dialog.where.value()).count(".") - str(dialog.session.open_case.path.parent).count(".") <= 2
        )


def test_what_is_chosen_is_written_said_and_entered(
    dialog: ExportDialog, settle: Settle, tmp_path: Path
) -> None:
    _choose(dialog, "graphml")
    by_what = {b.property("what"): b for b in dialog.what.buttons()}
    assert not by_what["selection"].isEnabled() and by_what["chart"].isChecked()
    by_what["case"].setChecked(True)
    out = tmp_path / "out.graphml"
    dialog.where.edit.setText(str(out))
    dialog.export()
    settle()
    assert out.read_text().count("<node") == len(dialog.session.graph)
    said = _said(dialog)
    assert "out.graphml is written" in said and "records not written one by one" in said
    assert dialog.format.cannot[0] in said
    *_, (entry, value) = log.commitments(dialog.session.open_case.db, "format")
    assert value == "graphml" and entry["ids"]["entities"] == len(dialog.session.graph)


def test_the_selection_is_offered_where_there_is_one(
    opened: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    session = opened.session
    session.select(entities=[int(e) for e in session.graph.ids[:2]])
    settle()
    dialog = ExportDialog(session, opened)
    by_what = {b.property("what"): b for b in dialog.what.buttons()}
    assert by_what["selection"].isChecked() and dialog.selected == tuple(session.graph.ids[:2].tolist())
    _choose(dialog, "anx")
    dialog.where.edit.setText(str(tmp_path / "two.anx"))
    dialog.export()
    settle()
    assert (tmp_path / "two.anx").read_bytes().decode("utf-16").count("<Entity ") == 2


def test_where_it_cannot_be_written_the_choice_stands_again(
    dialog: ExportDialog, settle: Settle, tmp_path: Path, opened: MainWindow
) -> None:
    met: list[Problem] = []
    opened.session.problem = met.append  # type: ignore[method-assign, assignment]
    _choose(dialog, "csv")
    dialog.where.edit.setText(str(tmp_path / "nowhere" / "out.zip"))
    dialog.export()
    settle()
    dialog._look()
    assert "cannot be written" in met[0].what
    assert dialog.pages.currentIndex() == 0 and dialog.go.isEnabled()
    dialog.where.edit.setText(" ")
    assert not dialog.go.isEnabled()


def test_the_window_lists_it_under_its_keys(opened: MainWindow) -> None:
    action = opened.commands.actions["export"]
    assert action.menu == "Report" and action.keys == ("Ctrl+Alt+E",)
