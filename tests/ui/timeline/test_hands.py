"""Every gesture and key of the timeline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import JUNE, A
from tests.ui.timeline.touch import HOUR, LEFT, NONE, SECOND, SHIFT, near, turn
from workbench.drawing.timeline_scene import TimeView
from workbench.model.filters import Filter
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.timeline import TimelinePanel


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
