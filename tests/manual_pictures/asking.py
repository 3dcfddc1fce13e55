"""Makes the picture of the manual's page "Asking".

Run from the top of the tree:  python -m tests.manual_pictures asking
"""

from __future__ import annotations

from pathlib import Path

from tests.manual_pictures.stage import Stage, run
from workbench.ui.panels.ask import AskPanel


def make(folder: Path) -> None:
    """Asks who is the same vendor, and points at the one that is not called alike."""
    stage = Stage(folder, (1240, 800))
    stage.only("ask")
    stage.window.ask("same_vendor")
    stage.settle()
    panel = stage.window.docks["ask"].panel
    assert isinstance(panel, AskPanel) and panel.form is not None
    panel.form.go.click()
    stage.settle()
    assert panel.page is not None
    named = [{panel.page.held.caption(e) for e in row.cells[:2]} for row in panel.page.answer.rows]
    panel.page.tables[0].selectRow(next(n for n, names in enumerate(named) if len(names) == 2))
    stage.settle()
    stage.do("fit")
    stage.keep(stage.window, "asking")
    stage.window.close()


if __name__ == "__main__":
    run(make)
