"""The timeline: every gesture and key of it, what it says, and that other views follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import JUNE, A, B, C
from workbench.drawing.timeline_scene import TimeView
from workbench.model.filters import Filter
from workbench.ui import motion
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.timeline import TimelinePanel

SECOND = 1_000_000
HOUR = 3_600 * SECOND
LEFT, NONE, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def panel(opened: MainWindow, settle: Callable[[], None], qtbot) -> TimelinePanel:
    opened.toggle_panel("timeline", show=True)
    settle()
    QTest.qWait(60)
    settle()
    made = opened.docks["timeline"].panel
    made.surface.setFocus()
    return made


@pytest.fixture
def drag(panel: TimelinePanel, settle) -> Callable[..., None]:
    """Drags from one moment to another (UTC microseconds) over the bars."""

    def dragged(
        one: int, other: int, modifier: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        surface = panel.surface
        y = round(surface.layout_of.bars.center().y())
        places = [QPoint(round(surface.place_of(at)), y) for at in (one, (one + other) // 2, other)]
        QTest.mousePress(surface, button, modifier, places[0])
        for place in places[1:]:
            QTest.mouseMove(surface, place)
            QApplication.processEvents()
        QTest.mouseRelease(surface, button, modifier, places[-1])
        settle()

    return dragged


def near(one: int, other: int, panel: TimelinePanel, pixels: float = 3.0) -> bool:
    return abs(one - other) <= pixels * panel.surface.scene.view.span / panel.surface.layout_of.plot


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


def test_a_drag_chooses_a_stretch_that_every_view_follows(
    panel: TimelinePanel, opened: MainWindow, settle, drag
) -> None:
    drag(JUNE * SECOND, (JUNE + 100_000) * SECOND)
    low, high = opened.session.selection.moments
    assert near(low, JUNE * SECOND, panel) and near(high, (JUNE + 100_000) * SECOND, panel)
    assert opened.chart.drawn.brushed.shown.records == 2
    assert "2 records" in panel.bar.said.text() and panel.bar.keep.isVisibleTo(panel)


def test_the_stretch_and_its_ends_are_moved(panel: TimelinePanel, opened: MainWindow, settle, drag) -> None:
    drag((JUNE + 20_000) * SECOND, (JUNE + 100_000) * SECOND)
    low, high = opened.session.selection.moments
    drag((low + high) // 2, (low + high) // 2 + 10 * HOUR)
    moved = opened.session.selection.moments
    assert near(moved[0], low + 10 * HOUR, panel) and moved[1] - moved[0] == high - low
    drag(moved[1], moved[1] + 5 * HOUR)
    wider = opened.session.selection.moments
    assert wider[0] == moved[0] and near(wider[1], moved[1] + 5 * HOUR, panel)
    drag(wider[0], wider[0] + 3 * HOUR)
    narrower = opened.session.selection.moments
    assert narrower[1] == wider[1] and near(narrower[0], wider[0] + 3 * HOUR, panel)


def test_shift_and_a_drag_zooms_and_the_wheel_zooms_at_the_pointer(
    panel: TimelinePanel, opened: MainWindow, settle, drag
) -> None:
    whole = panel.surface.scene.view
    drag(JUNE * SECOND, (JUNE + 100_000) * SECOND, SHIFT)
    view = panel.surface.scene.view
    assert near(view.low, JUNE * SECOND, panel, 8) and view.span < whole.span / 2
    assert opened.session.selection.moments is None
    x = 300.0
    before = panel.surface.moment_at(x)
    turn(panel, x, 120)
    assert panel.surface.scene.view.span < view.span
    assert near(panel.surface.moment_at(x), before, panel)
    for _ in range(60):
        turn(panel, x, 120)
    assert panel.surface.scene.view.span == 20 * SECOND
    for _ in range(100):
        turn(panel, x, -120)
    assert panel.surface.scene.view == whole


def turn(panel: TimelinePanel, x: float, degrees: int, modifier: Qt.KeyboardModifier = NONE) -> None:
    place = QPointF(x, panel.surface.layout_of.bars.center().y())
    event = QWheelEvent(
        place, panel.surface.mapToGlobal(place), QPoint(), QPoint(0, degrees), Qt.MouseButton.NoButton, modifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(panel.surface, event)


def test_a_bar_is_chosen_by_a_click_and_kept_by_a_double_click(
    panel: TimelinePanel, opened: MainWindow, settle
) -> None:
    surface = panel.surface
    place = QPoint(
        round(surface.place_of((JUNE + 90_000) * SECOND)), round(surface.layout_of.bars.center().y())
    )
    QTest.mouseClick(surface, LEFT, NONE, place)
    settle()
    low, high = opened.session.selection.moments
    assert low <= (JUNE + 90_000) * SECOND < high and opened.chart.drawn.brushed.shown.records == 1
    QTest.mouseDClick(surface, LEFT, NONE, place)
    settle()
    assert opened.session.chart.looked.filters == (Filter("time", low=low, high=high),)
    assert opened.session.selection.moments is None and surface.brush is None
    assert surface.scene.every.sum() == 1


def test_a_click_beside_the_stretch_lets_go_of_it(
    panel: TimelinePanel, opened: MainWindow, settle, drag
) -> None:
    drag(JUNE * SECOND, (JUNE + 50_000) * SECOND)
    empty = QPoint(round(panel.surface.place_of((JUNE + 250_000) * SECOND)), 40)
    QTest.mouseClick(panel.surface, LEFT, NONE, empty)
    settle()
    assert opened.session.selection.moments is None


def test_keys_choose_move_widen_zoom_keep_and_let_go(
    panel: TimelinePanel, opened: MainWindow, settle, qtbot, entity
) -> None:
    surface, session = panel.surface, opened.session
    session.select([entity(A)])
    settle()

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> tuple[int, int] | None:
        qtbot.keyClick(surface, key, modifier)
        settle()
        return session.selection.moments

    first = press(Qt.Key.Key_Right)
    assert first == tuple(surface.scene.edges[:2])
    assert press(Qt.Key.Key_Right) == tuple(surface.scene.edges[1:3])
    assert press(Qt.Key.Key_Left) == first
    wide = press(Qt.Key.Key_Right, SHIFT)
    assert wide[0] == first[0] and wide[1] == surface.scene.edges[2]
    assert press(Qt.Key.Key_Left, SHIFT) == first
    assert press(Qt.Key.Key_Left, SHIFT) == first  # nothing would be left
    span = surface.scene.view.span
    press(Qt.Key.Key_Plus)
    assert surface.scene.view.span < span
    press(Qt.Key.Key_Minus)
    press(Qt.Key.Key_Minus)
    assert surface.scene.view.span == span
    press(Qt.Key.Key_End)
    assert surface.scene.view.low < first[1] < surface.scene.view.high and surface.scene.view.span < span / 2
    press(Qt.Key.Key_Home)
    assert surface.scene.view == TimeView(*surface.scene.whole)
    assert press(Qt.Key.Key_Escape) is None and session.selection.entities == {entity(A)}
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert [f.by for f in session.chart.looked.filters] == ["time"]


def test_keys_of_the_timeline_are_not_taken_by_the_windows_actions(
    panel: TimelinePanel, opened: MainWindow, settle, entity, qtbot
) -> None:
    """Escape lets go of the stretch first, and only then of what is selected."""
    opened.session.select([entity(A)], moments=(JUNE * SECOND, JUNE * SECOND + HOUR))
    settle()
    override = QEvent.Type.ShortcutOverride
    seen = []
    for stretch in (True, False):
        if not stretch:
            opened.session.select([entity(A)], moments=None)
            settle()
        event = QKeyEvent(override, Qt.Key.Key_Escape, NONE)
        event.ignore()
        QApplication.sendEvent(panel.surface, event)
        seen.append(event.isAccepted())
    assert seen == [True, False]


def test_playing_moves_the_stretch_and_stops_at_the_end(
    panel: TimelinePanel, opened: MainWindow, settle, qtbot
) -> None:
    low, high = JUNE * SECOND, JUNE * SECOND + HOUR
    opened.session.select(moments=(low, high))
    settle()
    panel.player.speed = 24 * HOUR
    qtbot.keyClick(panel.surface, Qt.Key.Key_Space)
    assert panel.player.playing and panel.bar.play.accessibleName() == "Stop"
    qtbot.waitUntil(lambda: opened.session.selection.moments[0] > low, timeout=10_000)
    one = opened.session.selection.moments
    assert one[1] - one[0] == HOUR
    qtbot.keyClick(panel.surface, Qt.Key.Key_Space)
    assert not panel.player.playing
    settle()
    panel.player.speed = 10_000 * 24 * HOUR
    panel.bar.play.click()
    qtbot.waitUntil(lambda: not panel.player.playing, timeout=10_000)
    assert opened.session.selection.moments[1] == panel.surface.scene.whole[1]


def test_where_motion_is_reduced_playing_jumps_by_whole_stretches(
    panel: TimelinePanel, opened: MainWindow, settle
) -> None:
    motion.choose("reduced")
    try:
        low = JUNE * SECOND
        opened.session.select(moments=(low, low + HOUR))
        settle()
        panel.play()
        assert panel.player._timer.interval() == 1000
        panel.player.tick()
        assert opened.session.selection.moments == (low + HOUR, low + 2 * HOUR)
        panel.player.stop()
    finally:
        motion.choose("system")
    settle()


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
