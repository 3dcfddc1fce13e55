from __future__ import annotations

from tests.ui.conftest import A, B, C
from workbench.ui.main_window import MainWindow


def test_counts_shown_of_all_and_a_click_selects_those_on_the_chart(opened: MainWindow, entity) -> None:
    panel = opened.docks["kinds"].panel
    [row] = panel.list.model_.rows
    assert (row.text, row.right) == ("Phone", "3 / 4")
    panel.list.clicked.emit(panel.list.model_.index(0))
    assert opened.session.selection.entities == {entity(A), entity(B), entity(C)}


def test_hiding_is_counted(opened: MainWindow, entity, settle) -> None:
    opened.session.select([entity(C)])
    opened.perform("hide")
    settle()
    assert opened.docks["kinds"].panel.list.model_.rows[0].right == "2 / 4"
