"""The disclosure schedule in the window: what it lists, marking its lines, saving what is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.ui.conftest import Settle
from workbench.app.actions import proving
from workbench.case import disclosures, findings, reports
from workbench.model.problems import Problem
from workbench.ui.main_window import MainWindow
from workbench.ui.proof import schedule
from workbench.ui.proof.schedule import ScheduleDialog, open_schedule


@pytest.fixture
def dialog(window: MainWindow, case_file: Path, settle: Settle) -> ScheduleDialog:
    window.session.open(case_file)
    settle()
    with window.session.open_case.edit("Finding") as db:
        findings.state(window.session.open_case, db, "They know each other", rows=[(1, 2, 0)])
        reports.create(window.session.open_case, db, "To court")
    made = open_schedule(window.session, window)
    settle()
    return made


def cells(dialog: ScheduleDialog) -> list[tuple[str, str, str]]:
    index = dialog.model.index
    return [
        tuple(dialog.model.data(index(row, column)) for column in (0, 1, 2))  # type: ignore[misc]
        for row in range(dialog.model.rowCount())
    ]


def test_it_lists_everything_and_narrows_down(dialog: ScheduleDialog, settle: Settle) -> None:
    assert cells(dialog) == [
        ("source", "calls.csv", ""), ("finding", "They know each other", ""), ("chart", "Chart 1", ""),
    ]  # fmt: skip
    assert dialog.said.text().startswith("1 source · 0 not used")
    dialog.which.setCurrentIndex(1)
    assert [name for _, name, _ in cells(dialog)] == ["calls.csv"]
    dialog.of.setCurrentIndex(dialog.of.findText("To court"))
    dialog.which.setCurrentIndex(2)
    settle()
    assert [name for _, name, _ in cells(dialog)] == ["calls.csv", "They know each other", "Chart 1"]


def test_lines_are_marked_in_one_step(
    dialog: ScheduleDialog, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: dict[str, Any] = {"mark": "undermining", "why": "He was abroad"}
    monkeypatch.setattr(schedule, "answers", lambda *_: said)
    assert not dialog.mark.isEnabled()
    dialog.table.selectAll()
    assert dialog.mark.isEnabled()
    dialog.mark_chosen()
    settle()
    assert [m for _, _, m in cells(dialog)] == ["undermining", "undermining", ""]  # a chart is not marked
    case = dialog.session.open_case
    assert [(m.subject, m.number, m.why) for m in disclosures.listed(case)] == [
        ("source", 1, "He was abroad"), ("finding", 1, "He was abroad"),
    ]  # fmt: skip
    dialog.session.undo()
    settle()
    assert disclosures.listed(case) == [] and "0 marked undermining" in dialog.said.text()


def test_the_selection_is_marked_and_a_reason_is_needed(
    window: MainWindow, dialog: ScheduleDialog, settle: Settle
) -> None:
    window.session.select([1, 2])
    with pytest.raises(Problem, match="no reason"):
        proving.mark_for_disclosure(window.session, "relevant", " ")
    proving.mark_for_disclosure(window.session, "relevant", "They call")
    settle()
    assert [sort for sort, _, mark in cells(dialog) if mark == "relevant"] == ["entity", "entity"]
    proving.mark_for_disclosure(window.session, "none")
    settle()
    assert disclosures.listed(window.session.open_case) == []


def test_what_is_shown_is_saved_and_logged(
    window: MainWindow, dialog: ScheduleDialog, settle: Settle, tmp_path: Path
) -> None:
    dialog.of.setCurrentIndex(dialog.of.findText("To court"))
    asked: list[tuple[str, dict[str, str]]] = []
    dialog.asked.disconnect()
    dialog.asked.connect(lambda id, told: asked.append((id, told)))
    dialog.save()
    assert asked == [("save_schedule", {"report": "1"})]
    proving.save_schedule(window.session, str(tmp_path / "schedule.csv"), **asked[0][1])
    settle()
    assert "calls.csv" in (tmp_path / "schedule.csv").read_text("utf-8-sig")
    acts = window.session.open_case.db.conn.execute("SELECT json_extract(body, '$.act') FROM log").fetchall()
    assert ("disclosure schedule",) in acts
