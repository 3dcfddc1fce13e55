"""Makes the picture of the manual's page "The map", on the demonstration and an invented register of cells.

Run from the top of the tree:  python -m tests.manual_pictures map
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

from tests.manual_pictures.stage import Stage, run
from workbench.app.importing import import_file
from workbench.app.library import Library
from workbench.case import graphs
from workbench.case.cases import Case

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


def add_register(case: Case, folder: Path) -> None:
    """Takes the register into the case."""
    register(case, folder / "cells.csv")
    outcome = import_file(case, folder / "cells.csv", Library.shipped())
    assert not outcome.problem, outcome.problem


def make(folder: Path) -> None:
    """Selects a phone and writes what the map shows of it."""
    stage = Stage(folder, SIZE, add_register)
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
