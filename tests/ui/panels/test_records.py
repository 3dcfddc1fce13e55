from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.conftest import JUNE, A, B
from workbench.ui.main_window import MainWindow


def test_lists_every_record_of_an_entity_with_file_and_row(opened: MainWindow, entity, settle) -> None:
    panel = opened.docks["records"].panel
    opened.session.select([entity(A)])
    settle()
    rows = [line.cells for line in panel.model.lines]
    assert rows[0] == ("1 Jun 2026 02:00:00", "Call", A, B, "0 s", "calls.csv, 2")
    assert [line.record.row for line in panel.model.lines] == [2, 3, 4]
    assert panel.row.toPlainText().startswith(f"{A},{B}")
    assert [s.cursor.selectedText() for s in panel.row.extraSelections()] == [A, B]


def test_sorts_by_any_column(opened: MainWindow, entity, settle) -> None:
    panel = opened.docks["records"].panel
    opened.session.select([entity(B)])
    settle()
    panel.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert panel.model.lines[0].record.row == 5
    panel.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [line.record.row for line in panel.model.lines] == [5, 4, 3, 2]


def test_another_row_shows_its_own_text(opened: MainWindow, entity, settle) -> None:
    panel = opened.docks["records"].panel
    opened.session.select([entity(A)])
    settle()
    panel.table.setCurrentIndex(panel.model.index(2, 0))
    settle()
    assert panel.row.toPlainText().startswith(f"{B},{A}")


def test_what_was_drawn_by_hand_has_no_records_and_says_so(opened: MainWindow, settle) -> None:
    opened.perform(
        "draw_entity", {"kind": "person", "value": "John Doe", "caption": "", "basis": "informant"}
    )
    settle()
    assert "drawn or assessed" in opened.docks["records"].panel.hint


def test_a_chosen_stretch_of_time_is_followed(opened: MainWindow, entity, settle) -> None:
    panel = opened.docks["records"].panel
    opened.session.select([entity(A)])
    settle()
    assert len(panel.model.lines) == 3
    opened.session.select([entity(A)], moments=(JUNE * 1_000_000, (JUNE + 90_001) * 1_000_000))
    settle()
    assert len(panel.model.lines) == 2
    opened.session.select([entity(A)], moments=(0, 1))
    settle()
    assert "chosen time" in panel.hint
    opened.session.select([entity(A)], moments=None)
    settle()
    assert len(panel.model.lines) == 3
