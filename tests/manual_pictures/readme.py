"""Makes the pictures of the README: the window on the demonstration, by day and in the dark.

Run from the top of the tree:  python -m tests.manual_pictures readme
"""

from __future__ import annotations

from pathlib import Path

from tests.manual_pictures.stage import Stage, run
from workbench.app import paths

PICTURES = paths.resources() / "pictures"


def make(folder: Path) -> None:
    """Shows the phone in the middle and how it is known, then the account where the money ends."""
    stage = Stage(folder, (1440, 900))
    stage.do("fit")
    stage.session.select(stage.find("+447700900122"))
    stage.keep(stage.window, "window", folder=PICTURES)
    stage.window.choose_appearance("dark")
    stage.session.select(stage.find("EH-88-1042"))
    stage.keep(stage.window, "money_dark", folder=PICTURES)
    stage.window.close()


if __name__ == "__main__":
    run(make)
