"""No panel is lost on a small screen, and all of them come back to their places."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from workbench.ui.main_window import MainWindow


@pytest.mark.parametrize("size", [(1366, 768), (853, 533)])  # the second is 1280 x 800 at 150 %
def test_the_window_fits_with_every_panel_open(opened: MainWindow, settle, size: tuple[int, int]) -> None:
    opened.resize(*size)
    settle()
    for name in opened.docks:
        opened.toggle_panel(name, show=True)
        settle()
    opened.resize(*size)
    settle()
    hint = opened.minimumSizeHint()
    assert (opened.width(), opened.height()) == size and hint.width() <= size[0] and hint.height() <= size[1]
    for name, dock in opened.docks.items():
        opened.toggle_panel(name, show=True)
        settle()
        assert dock.isVisible() and not dock.visibleRegion().isEmpty(), name
        assert opened.rect().contains(dock.geometry()), name
    assert opened.chart.canvas.width() >= 200 and opened.chart.canvas.height() >= 90


def test_nothing_shows_through_at_the_foot_of_the_window(opened: MainWindow, settle) -> None:
    """Qt leaves rows of tabs there for places that it only tried: the bar is opaque to the window's edge."""
    settle()
    picture = opened.grab().toImage()
    ground = picture.pixelColor(4, picture.height() - opened.statusBar().height() // 2).name()
    for low in (1, 2, 3):
        row = {picture.pixelColor(x, picture.height() - low).name() for x in range(picture.width())}
        assert row == {ground}, low


def test_with_room_again_panels_stand_where_they_stood(opened: MainWindow, settle) -> None:
    opened.resize(1280, 780)
    settle()
    before = {n: opened.tabifiedDockWidgets(d) for n, d in opened.docks.items()}
    opened.resize(900, 540)
    settle()
    assert opened.docks["history"] in opened.tabifiedDockWidgets(opened.docks["sources"])
    opened.resize(1280, 780)
    settle()
    assert {n: opened.tabifiedDockWidgets(d) for n, d in opened.docks.items()} == before


def test_panels_float_and_go_back_by_one_action(opened: MainWindow, settle) -> None:
    dock = opened.docks["sources"]
    first = opened.dockWidgetArea(dock)
    opened.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    opened.docks["details"].setFloating(True)
    opened.toggle_panel("kinds", show=False)
    opened.perform("reset_panels")
    settle()
    assert opened.dockWidgetArea(dock) == first and not opened.docks["details"].isFloating()
    assert opened.docks["kinds"].isVisible()


def test_panels_stand_as_they_were_left_with_the_last_case(
    opened: MainWindow, case_file: Path, settle
) -> None:
    opened.resize(1280, 820)
    opened.toggle_panel("kinds", show=False)
    opened.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, opened.docks["sources"])
    settle()
    opened.session.leave()
    settle()
    assert not any(dock.isVisible() for dock in opened.docks.values())
    opened.perform("open_case", {"path": str(case_file)})
    settle()
    assert not opened.docks["kinds"].isVisible() and opened.docks["sources"].isVisible()
    assert opened.dockWidgetArea(opened.docks["sources"]) == Qt.DockWidgetArea.RightDockWidgetArea
