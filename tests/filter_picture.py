"""Makes the picture of the manual's page "Filters and time" from the real window, on the demonstration.

Run from the top of the tree, with a screen or without one:  python -m tests.filter_picture
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtWidgets import QApplication

from workbench.app import demonstration, paths
from workbench.app.actions.filters import add_filter
from workbench.app.library import Library
from workbench.app.session import Session
from workbench.model.filters import parse
from workbench.ui import application
from workbench.ui.main_thread import MainThread
from workbench.ui.main_window import MainWindow

SIZE = (1180, 760)


def make(folder: Path) -> None:
    """Builds the demonstration, filters its chart, and writes what the window shows."""
    os.environ["CLEW_HOME"] = str(folder / "home")
    app = application.make(["clew"])
    library = Library.shipped()
    made = demonstration.build(folder, library, analyst="J. Marsh")
    made.case.close()
    thread = MainThread(app)
    session = Session("J. Marsh", deliver=thread, library=library)
    window = MainWindow(session)
    window.closing = thread.close
    window.resize(*SIZE)
    window.show()

    def settle() -> None:
        quiet = 0
        while quiet < 40:
            QApplication.processEvents()
            time.sleep(0.01)
            quiet = 0 if session.jobs.running else quiet + 1

    session.open(made.case.path)
    settle()
    for name in ("sources", "history", "records", "details", "know"):
        window.docks[name].hide()
    window.toggle_panel("filters", show=True)
    settle()
    add_filter(session, parse("hour=6-22"))
    settle()
    window.perform("fit")
    settle()
    path = paths.resources() / "manual" / "pictures" / "filters.png"
    window.grab().toImage().save(str(path))
    with Image.open(path) as whole:
        few = whole.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    window.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        make(Path(place))
