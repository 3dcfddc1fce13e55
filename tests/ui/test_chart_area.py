from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.conftest import A, B, C, D
from workbench.app.actions.charts import show_entities
from workbench.ui.main_window import MainWindow


def test_says_how_many_are_shown_and_how_many_hidden(opened: MainWindow, entity, settle) -> None:
    area = opened.chart
    assert (
        "<b>3 of 4</b> entities shown" in area.floating.counts.said.text()
        and not area.floating.counts.show_hidden.isVisible()
    )
    opened.session.select([entity(C)])
    opened.perform("hide")
    settle()
    assert (
        "<b>2 of 4</b>" in area.floating.counts.said.text() and "1 hidden" in area.floating.counts.said.text()
    )
    area.floating.counts.show_hidden.click()
    settle()
    assert "<b>3 of 4</b>" in area.floating.counts.said.text()


def test_the_legend_names_the_kinds_of_link(opened: MainWindow) -> None:
    assert [w.text() for w in opened.chart.floating.legend.findChildren(QLabel) if w.isVisible()] == [
        "called"
    ]


def test_one_line_holds_the_calls_both_ways(opened: MainWindow, entity, settle) -> None:
    area = opened.chart
    [line] = [k for k, members in area.drawn.links.items() if len(members) == 2]
    area.canvas.choose([], [line], Qt.KeyboardModifier.NoModifier)
    settle()
    assert len(opened.session.selection.links) == 2
    assert len(opened.docks["know"].panel.cards) == 2


def test_moving_is_a_step_that_undo_takes_back(opened: MainWindow, entity, settle) -> None:
    a = entity(A)
    opened.chart.canvas.moved.emit([(a, 5.0, -3.0)])
    settle()
    assert opened.session.chart.positions[a] == (5.0, -3.0)
    opened.perform("undo")
    settle()
    assert opened.session.chart.positions[a] == (0.0, 0.0)


def test_a_new_chart_gets_a_tab_and_says_what_to_do(opened: MainWindow, entity, settle) -> None:
    opened.perform("new_chart")
    settle()
    tabs = opened.chart.bar.tabs
    assert [tabs.tabText(i) for i in range(tabs.count())] == ["Chart 1", "Chart 2"]
    assert tabs.currentIndex() == 1 and opened.chart.floating.empty.isVisible()
    assert "Ctrl+K" in opened.chart.floating.empty.text()
    opened.chart.floating.empty.connected.click()
    settle()
    assert set(opened.session.chart.shown) == {entity(A), entity(B), entity(C), entity(D)}
    assert not opened.chart.floating.empty.isVisible()
    tabs.setCurrentIndex(0)
    settle()
    assert set(opened.session.chart.shown) == {entity(A), entity(B), entity(C)}


def test_all_records_are_offered_where_the_chart_shows_nothing(opened: MainWindow, settle) -> None:
    opened.perform("new_chart")
    settle()
    assert opened.chart.floating.empty.joins.isHidden()  # one source alone joins nothing
    opened.toggle_panel("records", show=False)
    opened.chart.floating.empty.table.click()
    settle()
    records = opened.docks["records"]
    assert records.isVisible() and records.panel.model.rowCount() == 5


def test_the_view_stays_unless_what_it_shows_would_be_gone(opened: MainWindow, entity, settle) -> None:
    canvas = opened.chart.canvas
    opened.perform("fit")
    before = canvas.view
    opened.session.select([entity(C)])
    opened.perform("hide")
    settle()
    assert canvas.view == before
    opened.perform("undo")
    settle()
    canvas.set_view(before.panned(4000, 0))
    show_entities(opened.session, [entity(D)])
    settle()
    x, y = canvas.view.to_screen(*canvas.positions[canvas.chart.number_of[entity(D)]].tolist())
    assert 0 <= x <= canvas.width() and 0 <= y <= canvas.height()


def test_the_whole_legend_opens_where_it_is_cut(opened: MainWindow) -> None:
    legend = opened.chart.floating.legend
    legend.show_kinds([(f"kind {n}", 0xFF3F6FB5, n == 11) for n in range(12)])
    legend.fit(900)
    assert legend.rest.text() == "and 6 more"
    legend.rest.click()
    named = [w.text() for w in legend.whole.findChildren(QLabel)]
    assert [f"kind {n}" for n in range(12)] == named[1:13]
    assert "dashed" in named[13]
    legend.whole.close()
