"""The timeline: what it shows and says, and that other views follow."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import JUNE, A, B, C
from tests.ui.timeline.touch import HOUR, SECOND
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.timeline import TimelinePanel


def test_the_bars_are_the_records_on_the_chart_and_those_of_the_selection(
    panel: TimelinePanel, opened: MainWindow, settle, entity
) -> None:
    scene = panel.surface.scene
    assert scene.every.sum() == 4 and scene.chosen.sum() == 0 and scene.outline.sum() == 4
    assert "1 Jun 2026" in panel.bar.said.text() and "4 records" in panel.bar.said.text()
    opened.session.select([entity(C)])
    settle()
    QTest.qWait(60)
    settle()
    scene = panel.surface.scene
    assert scene.every.sum() == 4 and scene.chosen.sum() == 1
    assert [lane.entity for lane in scene.lanes] == [entity(C), 0]
    assert scene.events.count.sum() == 1 == panel.events[1]
    assert "1 of the selection" in panel.bar.said.text()


def test_the_clock_is_that_of_the_case_or_utc_or_the_sources_own(panel: TimelinePanel, settle) -> None:
    texts = [panel.bar.clocks.itemText(k) for k in range(panel.bar.clocks.count())]
    assert texts == ["Europe/London", "UTC", "UTC+1, as stated"]
    edges = panel.surface.scene.edges.tolist()
    panel.bar.clocks.setCurrentIndex(1)
    panel.bar.clocks.activated.emit(1)
    settle()
    assert panel.surface.scene.zone_name == "UTC" and panel.surface.scene.every.sum() == 4
    panel.bar.clocks.setCurrentIndex(2)
    panel.bar.clocks.activated.emit(2)
    assert panel.surface.scene.edges.tolist() == edges  # London is an hour east in June


def test_the_tooltip_says_bar_rule_and_event(
    panel: TimelinePanel, opened: MainWindow, settle, entity
) -> None:
    surface = panel.surface
    y = surface.layout_of.bars.center().y()
    said = panel.explain(QPointF(surface.place_of((JUNE + 90_000) * SECOND), y))
    assert "1 record" in said and "UTC+1" in said and "from 7 days with records" in said
    opened.session.select([entity(A), entity(B)])
    settle()
    QTest.qWait(60)
    settle()
    at = surface.place_of((JUNE + 3_600) * SECOND)
    said = panel.explain(QPointF(at, surface.layout_of.lane_y(0)))
    assert "→" in said or "←" in said
    assert "900001" in said.replace(" ", "")


def test_an_empty_chart_says_what_to_do(panel: TimelinePanel, opened: MainWindow, settle) -> None:
    opened.perform("select_all")
    opened.perform("hide")
    settle()
    assert panel.hint == "Put something on the chart to see when it happened."


def test_the_actions_step_through_time(panel: TimelinePanel, opened: MainWindow, settle) -> None:
    low = JUNE * SECOND
    opened.session.select(moments=(low, low + HOUR))
    settle()
    opened.perform("later")
    assert opened.session.selection.moments == (low + HOUR, low + 2 * HOUR)
    opened.perform("earlier")
    opened.perform("earlier")
    assert opened.session.selection.moments == (low - HOUR, low)
    opened.perform("all_time")
    assert opened.session.selection.moments is None


def test_it_reads_from_right_to_left_with_the_time_still_running_to_the_right(
    panel: TimelinePanel, opened: MainWindow, settle, entity
) -> None:
    opened.session.select([entity(A)])
    settle()
    opened.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        panel._draw()
        layout = panel.surface.layout_of
        assert layout.mirrored and layout.left == 0 and layout.plot < layout.width
        assert panel.surface.place_of(JUNE * SECOND) < panel.surface.place_of((JUNE + 200_000) * SECOND)
    finally:
        opened.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
