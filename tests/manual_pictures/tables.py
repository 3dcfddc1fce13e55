"""Makes the picture of the manual's page "Tables".

Run from the top of the tree:  python -m tests.manual_pictures tables
"""

from __future__ import annotations

from pathlib import Path

from tests.manual_pictures.stage import Stage, run
from workbench.ui.panels.tables import TablesPanel


def make(folder: Path) -> None:
    """Lists long calls and shows how the last of them is known."""
    stage = Stage(folder, (1240, 760))
    stage.only("tables", "know")
    panel = stage.window.docks["tables"].panel
    assert isinstance(panel, TablesPanel)
    stage.window.toggle_panel("tables", show=True)
    panel.turn_to("records")
    stage.settle()
    panel.desk.table.heading.type_in("field.duration", ">600")
    stage.settle()
    panel.desk.sort_by("field.duration", falling=True)
    stage.settle()
    panel.desk.table.selectRow(2)
    stage.settle()
    panel.desk.table.opened.emit()
    stage.settle()
    stage.do("fit")
    stage.keep(stage.window, "tables")
    stage.window.close()


if __name__ == "__main__":
    run(make)
