"""Makes the picture of the manual's page "Filters and time".

Run from the top of the tree:  python -m tests.manual_pictures filters
"""

from __future__ import annotations

from pathlib import Path

from tests.manual_pictures.stage import Stage, run
from workbench.app.actions.filters import add_filter
from workbench.model.filters import parse


def make(folder: Path) -> None:
    """Filters the demonstration's chart and shows the panel."""
    stage = Stage(folder, (1180, 760))
    stage.only("filters")
    add_filter(stage.session, parse("hour=6-22"))
    stage.settle()
    stage.do("fit")
    stage.keep(stage.window, "filters")
    stage.window.close()


if __name__ == "__main__":
    run(make)
