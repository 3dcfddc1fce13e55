"""Makes the picture of the manual's page "Handling evidence".

Run from the top of the tree:  python -m tests.manual_pictures evidence
"""

from __future__ import annotations

from pathlib import Path

from tests.manual_pictures.stage import Stage, run
from workbench.ui.custody.evidence import Evidence


def make(folder: Path) -> None:
    """Shows the exhibits, and the one whose chain has a gap."""
    stage = Stage(folder, (1240, 800))
    stage.keep_dialog(Evidence, "custody", (900, 640), "evidence")
    stage.window.close()


if __name__ == "__main__":
    run(make)
