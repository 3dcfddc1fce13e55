from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from tests.ui.conftest import A, B, C
from workbench.ui.main_window import MainWindow
from workbench.ui.rows import BUTTON


def test_counts_shown_of_all_and_a_click_selects_those_on_the_chart(opened: MainWindow, entity) -> None:
    panel = opened.docks["kinds"].panel
    [row] = panel.list.model_.rows
    assert (row.text, row.right) == ("Phone", "3 of 4")
    panel.list.clicked.emit(panel.list.model_.index(0))
    assert opened.session.selection.entities == {entity(A), entity(B), entity(C)}


def test_hiding_is_counted(opened: MainWindow, entity, settle) -> None:
    opened.session.select([entity(C)])
    opened.perform("hide")
    settle()
    assert opened.docks["kinds"].panel.list.model_.rows[0].right == "2 of 4"


def test_the_eye_hides_a_kind_and_shows_it_again(opened: MainWindow, entity, settle, qtbot) -> None:
    view = opened.docks["kinds"].panel.list
    opened.session.select([entity(A)])

    def press() -> None:
        box = view.visualRect(view.model_.index(0))
        at = QPoint(box.right() - view.delegate.side - BUTTON // 2, box.center().y())
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        settle()

    assert view.model_.rows[0].button == "ph.eye"
    press()
    assert view.model_.rows[0].right == "0 of 4" and view.model_.rows[0].button == "ph.eye-slash"
    assert (
        "3 hidden" in opened.chart.floating.counts.said.text()
        and opened.chart.floating.counts.show_hidden.isVisibleTo(opened.chart)
    )
    assert not opened.session.selection
    press()
    assert view.model_.rows[0].right == "3 of 4" and view.model_.rows[0].button == "ph.eye"
    opened.perform("undo")
    settle()
    assert view.model_.rows[0].right == "0 of 4"
    view.setCurrentIndex(view.model_.index(0))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    settle()
    assert view.model_.rows[0].right == "3 of 4"
