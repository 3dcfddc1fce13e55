"""The filters: typed, chosen from bars, kept, switched, and what each removes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import JUNE, A, B, C, D
from workbench.model.filters import Filter
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.filters import FiltersPanel

SECOND = 1_000_000


@pytest.fixture
def panel(opened: MainWindow, settle) -> FiltersPanel:
    opened.toggle_panel("filters", show=True)
    settle()
    return opened.docks["filters"].panel


def rows(panel: FiltersPanel, by: str) -> dict[str, str]:
    model = panel.sections[by].list.bars
    return {model.names[n]: model.said(n).partition(", ")[2] for n in range(model.rowCount())}


def test_every_open_field_shows_its_bars(panel: FiltersPanel, opened: MainWindow, settle) -> None:
    assert rows(panel, "kind") == {"Phone": "3"}
    assert rows(panel, "type") == {"Call": "4"}
    assert {k: v for k, v in rows(panel, "hour").items() if v != "0"} == {
        "2:00": "2",
        "3:00": "1",
        "8:00": "1",
    }
    assert rows(panel, "duration") == {"0 s": "3", "30 s to 59 s": "1"}
    assert "Europe/London" in panel.sections["hour"].unit.text()
    assert not panel.sections["count"].is_open
    panel.sections["count"].head.click()
    settle()
    assert rows(panel, "count") == {"1": "1", "2 to 4": "1"}


def test_a_bar_selects_and_a_double_click_keeps(
    panel: FiltersPanel, opened: MainWindow, settle, entity
) -> None:
    session = opened.session
    panel.sections["duration"].list.choose([1])
    settle()
    [link] = session.selection.links
    k = session.graph.link_of[link]
    ends = {session.graph.values[session.graph.start[k]], session.graph.values[session.graph.end[k]]}
    assert ends == {B, C}
    panel.sections["kind"].list.choose([0])
    settle()
    assert session.selection.entities == {entity(A), entity(B), entity(C)} and not session.selection.links
    assert panel.sections["duration"].list.chosen_bars() == []
    bars = panel.sections["duration"].list
    bars.doubleClicked.emit(bars.bars.index(0))
    settle()
    assert session.chart.looked.filters == (Filter("duration", keep=("0",)),)
    [row] = panel.rows
    assert row.removes.text() == "hides 1 of 4 records, 1 entity"
    assert "kept by a filter" in rows(panel, "duration")["0 s"]
    assert (
        opened.chart.floating.filters.isVisibleTo(opened.chart)
        and "1 of 4 records" in opened.chart.floating.filters.said.text()
    )
    bars.doubleClicked.emit(bars.bars.index(1))
    with_both = session.chart.looked.filters
    settle()
    assert with_both != session.chart.looked.filters


def test_values_are_added_to_a_filter_and_taken_out_again(
    panel: FiltersPanel, opened: MainWindow, settle
) -> None:
    weekdays = panel.sections["weekday"].list
    for row, wanted in ((0, ("mon",)), (1, ("mon", "tue")), (0, ("tue",))):
        weekdays.keep.emit([weekdays.bars.bars[row]])
        settle()
        assert opened.session.chart.looked.filters == (Filter("weekday", keep=wanted),)
    weekdays.leave_out.emit([weekdays.bars.bars[2]])
    settle()
    assert opened.session.chart.looked.filters[1] == Filter("weekday", drop=("wed",))
    weekdays.keep.emit([weekdays.bars.bars[1]])
    settle()
    assert opened.session.chart.looked.filters == (Filter("weekday", drop=("wed",)),)


def test_time_bars_choose_a_stretch_that_the_chart_follows(
    panel: FiltersPanel, opened: MainWindow, settle, qtbot
) -> None:
    times = panel.sections["time"].list
    times.choose([0, 1, 2])
    settle()
    low, high = opened.session.selection.moments
    assert low == (JUNE + 3_600) * SECOND and low < high < (JUNE + 90_000) * SECOND
    assert opened.chart.drawn.brushed.shown.records == 1
    assert "1 record in the chosen time" in opened.chart.floating.filters.said.text()
    panel.keep_time.click()
    settle()
    assert opened.session.chart.looked.filters == (Filter("time", low=low, high=high),)
    assert opened.session.selection.moments is None


def test_a_filter_is_typed_named_changed_switched_and_removed(
    panel: FiltersPanel, opened: MainWindow, settle, qtbot
) -> None:
    session = opened.session

    def enter(text: str) -> None:
        panel.edit.setText(text)
        qtbot.keyClick(panel.edit, Qt.Key.Key_Return)
        settle()

    enter("hour=29")
    assert panel.wrong.isVisibleTo(panel) and "0 to 24" in panel.wrong.text()
    enter("kind=phoney")
    assert "no kind 'phoney'" in panel.wrong.text()
    enter("hour=2-4")
    assert not panel.wrong.isVisibleTo(panel)
    assert [f.test for f in session.chart.looked.filters] == [Filter("hour", low=2, high=4)]
    row = panel.rows[0]
    row.name.setText("Before dawn")
    row.name.returnPressed.emit()
    settle()
    assert panel.rows[0].sentence.text() == "Before dawn"
    panel.rows[0].changed.emit(panel.rows[0].filter)
    assert panel.edit.text() == "hour=2..4"
    enter("hour=2-3")
    assert session.chart.looked.filters == (Filter("hour", low=2, high=3, title="Before dawn"),)
    panel.rows[0].switch.click()
    settle()
    assert session.chart.looked.filtering == () and panel.rows[0].removes.text() == "switched off"
    enter("900001")
    assert session.chart.looked.filters[1] == Filter("text", keep=("900001",))
    panel.rows[0].away.click()
    settle()
    assert [f.by for f in session.chart.looked.filters] == ["text"]
    opened.perform("undo")
    settle()
    assert len(session.chart.looked.filters) == 2


def test_the_keyboard_keeps_and_leaves_out(panel: FiltersPanel, opened: MainWindow, settle, qtbot) -> None:
    kinds = panel.sections["kind"].list
    kinds.choose([0])
    settle()
    qtbot.keyClick(kinds, Qt.Key.Key_Delete)
    settle()
    assert opened.session.chart.looked.filters == (Filter("kind", drop=("phone",)),)
    assert (
        "hide everything" in opened.chart.floating.empty.accessibleName()
        or opened.chart.floating.empty.isVisibleTo(opened.chart)
    )
    assert "left out by a filter" in rows(panel, "kind")["Phone"]


def test_a_stretch_cannot_be_left_out(panel: FiltersPanel, opened: MainWindow, settle) -> None:
    durations = panel.sections["duration"].list
    durations.leave_out.emit([durations.bars.bars[1]])
    assert "cannot be left out" in opened.top.message.text.text() or opened.top.message.isVisibleTo(opened)


def test_hidden_panels_do_not_count(opened: MainWindow, settle) -> None:
    panel = opened.docks["filters"].panel
    assert panel._stale and panel.rows == []
    assert D not in rows(panel, "kind")
