"""The stretch moves by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.conftest import JUNE
from tests.ui.timeline.touch import HOUR, SECOND
from workbench.ui import motion
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.timeline import TimelinePanel


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
