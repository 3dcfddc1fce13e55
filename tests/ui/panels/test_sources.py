from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from workbench.ui.main_window import MainWindow
from workbench.ui.parts.labels import CopyButton


def test_lists_each_source_with_its_rows_and_its_whole_hash_to_copy(
    opened: MainWindow, settle, qtbot
) -> None:
    panel = opened.docks["sources"].panel
    [row] = panel.list.model_.rows
    assert (row.text, row.right, row.letter[0]) == ("calls.csv", "5", "calls.csv")
    panel.list.point_at(row.key)
    panel.list.opened.emit(row)
    said = [w.text() for w in panel.card.findChildren(QLabel)]
    assert "5 read = 5 kept + 0 duplicate + 0 rejected + 0 withheld" in said
    assert "1 Jun – 4 Jun 2026, UTC+1" in said
    qtbot.mouseClick(panel.card.findChild(CopyButton), Qt.MouseButton.LeftButton)
    assert len(QGuiApplication.clipboard().text()) == 64
    panel.card.close()


def test_an_undone_import_is_hidden_and_says_that_it_is_not_erased(opened: MainWindow, settle) -> None:
    opened.perform("undo")
    opened.perform("undo")
    settle()
    [row] = opened.docks["sources"].panel.list.model_.rows
    assert (row.under, row.tone) == ("hidden, not erased", "muted")


def test_without_sources_it_says_what_to_do(window: MainWindow, tmp_path, settle) -> None:
    window.perform("new_case", {"path": str(tmp_path / "new.case"), "title": "New", "country": "GB", "zone": "UTC",
                                "purpose": "", "authority": "", "officer": ""})  # fmt: skip
    settle()
    assert "Drop" in window.docks["sources"].panel.hint


def test_what_was_hidden_shows_again_by_its_eye_and_can_be_undone(opened: MainWindow, settle, entity) -> None:
    panel = opened.docks["sources"].panel
    assert opened.chart.drawn.shown == 3
    opened.perform("hide_source", {"source": "1"})
    settle()
    [row] = panel.list.model_.rows
    assert row.under == "hidden, not erased" and opened.chart.drawn.shown == 0
    panel.list.pressed_button.emit(row)
    settle()
    assert panel.list.model_.rows[0].right == "5" and opened.chart.drawn.shown == 3
    opened.perform("undo")
    settle()
    assert panel.list.model_.rows[0].under == "hidden, not erased"
    panel.list.opened.emit(panel.list.model_.rows[0])
    said = [b.text() for b in panel.card.findChildren(QPushButton)]
    assert said == ["Show again", "Save the original…"]
    panel.card.findChildren(QPushButton)[0].click()
    settle()
    assert opened.chart.drawn.shown == 3
