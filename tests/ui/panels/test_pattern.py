"""The pattern of life: whose week it is, comparing, and choosing hours by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import JUNE, A, B, C
from workbench.model.filters import Filter
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.pattern import PatternPanel

SECOND = 1_000_000
LEFT, NONE, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
# 1 June 2026 is a Monday; London is an hour east of UTC: Monday 02:00, Tuesday 02:00, Wednesday 03:00 and 08:00
MONDAY, TUESDAY, WEDNESDAY, LATER = (0, 2), (1, 2), (2, 3), (2, 8)


@pytest.fixture
def panel(opened: MainWindow, settle: Callable[[], None]) -> PatternPanel:
    opened.toggle_panel("pattern", show=True)
    settle()
    return opened.docks["pattern"].panel


def cells(panel: PatternPanel, side: int = 0) -> dict[tuple[int, int], int]:
    values = panel.sides[side].week.week.values
    return {(d, h): int(values[d, h]) for d in range(7) for h in range(24) if values[d, h]}


def place(panel: PatternPanel, cell: tuple[int, int], side: int = 0) -> QPoint:
    return panel.sides[side].week.grid.box(*cell).center().toPoint()


def test_the_week_of_the_chart_and_of_the_selection(
    panel: PatternPanel, opened: MainWindow, settle, entity
) -> None:
    assert cells(panel) == {MONDAY: 1, TUESDAY: 1, WEDNESDAY: 1, LATER: 1}
    assert panel.sides[0].title.text() == "Everything on the chart"
    assert panel.note.text() == "Clock of Europe/London"
    opened.session.select([entity(C)])
    settle()
    # a call with somebody who is not on the chart belongs to a life, too
    assert cells(panel) == {LATER: 1, (3, 12): 1}
    said = panel.sides[0].said.text()
    assert "2 records" in said and "First of a day" in said and "from 7 days with records" in said


def test_a_stretch_of_time_is_honoured(panel: PatternPanel, opened: MainWindow, settle, entity) -> None:
    opened.session.select([entity(A)], moments=(JUNE * SECOND, (JUNE + 100_000) * SECOND))
    settle()
    assert cells(panel) == {MONDAY: 1, TUESDAY: 1}
    assert "1 Jun 2026" in panel.note.text()


def test_two_selected_are_compared(panel: PatternPanel, opened: MainWindow, settle, entity) -> None:
    opened.session.select([entity(A), entity(C)])
    settle()
    assert cells(panel, 0) == {MONDAY: 1, TUESDAY: 1, WEDNESDAY: 1} and cells(panel, 1) == {
        LATER: 1,
        (3, 12): 1,
    }
    between = panel.between.week.week
    assert (
        between.signed and round(float(between.values[MONDAY]), 2) == 33.33 and between.values[LATER] == -50
    )
    assert "50.0 % of the second" in panel.between.week.say(LATER)
    assert panel.between.isVisibleTo(panel)


def test_a_week_is_kept_to_compare_with_the_next(
    panel: PatternPanel, opened: MainWindow, settle, entity
) -> None:
    opened.session.select([entity(A)])
    settle()
    panel.compare.click()
    opened.session.select([entity(B)])
    settle()
    assert [p.subject.entities for p in panel.shown] == [{entity(A)}, {entity(B)}]
    panel.compare.click()
    settle()
    assert [p.subject.entities for p in panel.shown] == [{entity(B)}] and not panel.sides[1].isVisibleTo(
        panel
    )


def test_a_click_selects_the_links_of_an_hour_and_the_week_stays(
    panel: PatternPanel, opened: MainWindow, settle, entity
) -> None:
    opened.session.select([entity(B)])
    settle()
    before = cells(panel)
    QTest.mouseClick(panel.sides[0].week, LEFT, NONE, place(panel, LATER))
    settle()
    [link] = opened.session.selection.links
    graph = opened.session.graph
    k = graph.link_of[link]
    assert {graph.values[graph.start[k]], graph.values[graph.end[k]]} == {B, C}
    assert cells(panel) == before and panel.sides[0].week.week.chosen == {LATER}
    opened.session.select([entity(A)])
    settle()
    assert cells(panel) != before and not panel.sides[0].week.week.chosen


def test_a_double_click_keeps_hours_in_one_step_that_undoes(
    panel: PatternPanel, opened: MainWindow, settle, entity
) -> None:
    week = panel.sides[0].week
    QTest.mouseClick(week, LEFT, NONE, place(panel, MONDAY))
    QTest.mouseDClick(week, LEFT, NONE, place(panel, MONDAY))
    settle()
    assert opened.session.chart.looked.filters == (
        Filter("hour", keep=("2",)),
        Filter("weekday", keep=("mon",)),
    )
    assert opened.chart.drawn.filtered.shown.records == 1
    opened.session.select([entity(A)])
    settle()
    assert cells(panel) == {MONDAY: 1, TUESDAY: 1, WEDNESDAY: 1}  # the week still shows what is left out
    assert week.week.kept == {MONDAY}
    opened.perform("undo")
    settle()
    assert opened.session.chart.looked.filters == ()


def test_a_drag_is_a_rectangle_and_a_name_all_of_its_row_or_column(
    panel: PatternPanel, opened: MainWindow, settle
) -> None:
    week = panel.sides[0].week
    QTest.mousePress(week, LEFT, NONE, place(panel, (0, 2)))
    QTest.mouseMove(week, place(panel, (1, 3)))
    QTest.mouseRelease(week, LEFT, NONE, place(panel, (1, 3)))
    settle()
    assert week.week.chosen == {(0, 2), (0, 3), (1, 2), (1, 3)}
    QTest.mouseClick(week, LEFT, NONE, QPoint(4, place(panel, (2, 0)).y()))
    settle()
    assert week.week.chosen == {(2, hour) for hour in range(24)}
    QTest.mouseClick(week, LEFT, NONE, QPoint(place(panel, (0, 8)).x(), 3))
    settle()
    assert week.week.chosen == {(day, 8) for day in range(7)}
    assert len(opened.session.selection.links) == 1


def test_keys_go_widen_select_keep_and_let_go(panel: PatternPanel, opened: MainWindow, settle, qtbot) -> None:
    week = panel.sides[0].week
    week.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(week, key)
    assert week.week.focus == (0, 2) and "1 record" in week.accessibleName()
    qtbot.keyClick(week, Qt.Key.Key_Down, SHIFT)
    assert week.week.chosen == {(0, 2), (1, 2)}
    qtbot.keyClick(week, Qt.Key.Key_Space)
    settle()
    assert len(opened.session.selection.links) == 1
    qtbot.keyClick(week, Qt.Key.Key_Escape)
    settle()
    assert not week.week.chosen
    qtbot.keyClick(week, Qt.Key.Key_Return)
    settle()
    assert {f.by for f in opened.session.chart.looked.filters} == {"hour", "weekday"}
