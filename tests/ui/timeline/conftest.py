"""The timeline of the small case, and a hand on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.timeline.touch import LEFT, NONE
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.timeline import TimelinePanel


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
