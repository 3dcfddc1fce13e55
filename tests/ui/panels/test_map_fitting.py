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
