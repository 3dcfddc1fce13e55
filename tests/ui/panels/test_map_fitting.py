"""The map shows everything until one looks elsewhere, however large its panel becomes."""

from __future__ import annotations

from tests.ui.panels.test_map import file, panel, placed  # noqa: F401
from workbench.ui.main_window import MainWindow
from workbench.ui.panels.map import MapPanel


def test_a_map_that_shows_everything_does_so_at_every_size(
    placed: MainWindow, panel: MapPanel, settle  # noqa: F811
) -> None:  # fmt: skip
    placed.toggle_panel("map", show=True)
    settle()
    surface = panel.surface
    surface.resize(240, 200)
    surface.fit()
    small = surface.view
    surface.resize(900, 700)
    assert surface.view.zoom > small.zoom
    surface.zoom(1.0)
    there = surface.view
    surface.resize(500, 400)
    assert surface.view == there


def test_showing_everything_keeps_clear_of_what_the_map_says(
    placed: MainWindow, panel: MapPanel, settle  # noqa: F811
) -> None:  # fmt: skip
    placed.toggle_panel("map", show=True)
    settle()
    surface, said = panel.surface, panel.pills.counts
    surface.resize(420, 400)
    panel.pills.say("126 of 126 sightings placed, and offers sent from the United Kingdom", 455)
    surface.fit()
    marks = surface.scene.marks
    _, y = surface.view.to_screen(marks.u, marks.v, surface.width(), surface.height())
    assert said.geometry().bottom() > 60 and len(y) and y.min() > said.geometry().bottom()
