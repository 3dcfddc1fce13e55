"""Makes the picture of the manual's page "The map", on the demonstration.

Run from the top of the tree:  python -m tests.manual_pictures map
"""

from __future__ import annotations

from pathlib import Path

from tests.manual_pictures.stage import Stage, run

SIZE = (1180, 620)
PHONE = "+447700900199"  # the one with a move that nothing can make


def make(folder: Path) -> None:
    """Selects a phone and writes what the map shows of it."""
    stage = Stage(folder, SIZE)
    stage.window.toggle_panel("map", show=True)
    dock = stage.window.docks["map"]
    dock.setFloating(True)
    dock.resize(*SIZE)
    stage.session.select(stage.find(PHONE))
    stage.settle()
    dock.panel.surface.fit()
    while dock.panel.surface.busy:
        stage.settle()
    stage.keep(dock.panel, "map")
    stage.window.close()


if __name__ == "__main__":
    run(make)
