"""Makes the picture of the manual's page "The map" from the real window, on the demonstration and an invented register.

Run from the top of the tree, with a screen or without one:  python -m tests.map_picture
"""

from __future__ import annotations

import csv
import os
import random
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtWidgets import QApplication

from workbench.app import demonstration, paths
from workbench.app.importing import import_file
from workbench.app.library import Library
from workbench.app.session import Session
from workbench.case import graphs
from workbench.case.cases import Case
from workbench.ui import application
from workbench.ui.main_thread import MainThread
from workbench.ui.main_window import MainWindow

SIZE = (1180, 620)
PHONE = "+447700900180"


def register(case: Case, path: Path) -> None:
    """Writes where the cells of the demonstration might stand: three to a mast, some without azimuth or range."""
    dice = random.Random(5)
    graph = graphs.read(case)
    cells = [v for v, k in zip(graph.values, graph.kind, strict=True) if graph.kinds[k] == "cell"]
    rows = []
    for number, cell in enumerate(sorted(cells)):
        if number % 3 == 0:
            mast = 54.35 + dice.gauss(0, 0.05), -1.85 + dice.gauss(0, 0.1), dice.random() * 120
        turn = int(mast[2] + 120 * (number % 3)) % 360
        far = dice.choice((900, 1500, 2500, 4000)) if number % 5 else ""
        rows.append(
            [
                cell,
                f"{mast[0]:.4f}",
                f"{mast[1]:.4f}",
                turn if number % 7 else "",
                120 if number % 7 else "",
                far,
            ]
        )
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["CGI", "Latitude", "Longitude", "Azimuth", "Beam Width", "Range (m)"])
        writer.writerows(rows)


def make(folder: Path) -> None:
    """Builds the demonstration, adds the register, selects a phone and writes what the map shows."""
    os.environ["CLEW_HOME"] = str(folder / "home")
    app = application.make(["clew"])
    library = Library.shipped()
    made = demonstration.build(folder, library, analyst="J. Marsh")
    register(made.case, folder / "cells.csv")
    outcome = import_file(made.case, folder / "cells.csv", library)
    assert not outcome.problem, outcome.problem
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
    window.toggle_panel("map", show=True)
    dock = window.docks["map"]
    dock.setFloating(True)
    dock.resize(*SIZE)
    graph = session.graph
    session.select([int(graph.ids[list(graph.values).index(PHONE)])])
    settle()
    dock.panel.surface.fit()
    while dock.panel.surface.busy:
        settle()
    path = paths.resources() / "manual" / "pictures" / "map.png"
    dock.panel.grab().toImage().save(str(path))
    with Image.open(path) as whole:
        few = whole.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    window.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        make(Path(place))
