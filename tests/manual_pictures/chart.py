"""Makes the pictures of the manual's page "The chart".

Run from the top of the tree:  python -m tests.manual_pictures chart
"""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPolygonF

from tests.manual_pictures.stage import Stage, run
from workbench.ui.canvas import picking
from workbench.ui.canvas.gestures import Lasso

PHONES = ("+447700900122", "+447700900180", "+447700900266")
DEVICES = ("00440031567890", "00440012345678")
MARKETS = ("beta bazaar:n0rthst4r", "alpha market:northstar")
LAYOUTS = ("force", "hierarchy", "circle", "concentric", "peacock", "time")
WHOLE, PART, SMALL = (1180, 720), (1180, 620), (760, 620)


def selecting(stage: Stage) -> None:
    """A line drawn by hand around some, and what it selects."""
    canvas = stage.window.chart.canvas
    stage.do("fit")
    stage.draw()
    at = canvas.on_screen(canvas.chart.number_of[stage.find(PHONES[0])[0]])
    corners = [(math.tau * k / 60, 1 + 0.07 * math.sin(math.tau * k / 12)) for k in range(60)]
    line = QPolygonF(
        [at + QPointF(52 + 150 * r * math.cos(t), 135 * r * math.sin(t) - 5) for t, r in corners]
    )
    canvas.choose(*picking.in_line(canvas, line), Qt.KeyboardModifier.NoModifier)
    stage.draw()

    class Drawn(Lasso):
        def __init__(self) -> None:
            self.canvas, self.line, self.dragging = canvas, line, True

    canvas._gesture = Drawn()
    stage.keep(stage.window, "chart_selecting")
    canvas._gesture = None
    stage.session.select()


def layouts(stage: Stage) -> None:
    """The same chart in every layout; the first selects who stands at the top."""
    stage.window.resize(*SMALL)
    for name in LAYOUTS:
        stage.session.select(stage.find(PHONES[0]) if name in ("hierarchy", "concentric") else ())
        stage.do(f"lay_out_{name}")
        stage.session.select()
        stage.do("fit")
        stage.keep_chart(f"layout_{name}", (370, 224))
        stage.do("undo")
    stage.window.resize(*PART)


def lines(stage: Stage) -> None:
    """The calls of one pair in the three ways to draw lines."""
    stage.window.resize(*SMALL)
    stage.session.select(stage.find(PHONES[0], PHONES[1], *DEVICES))
    stage.do("copy_to_chart")
    for name in ("bundled", "parallel", "beads"):
        if name != "bundled":
            stage.do(f"lines_{name}")
        stage.session.select()
        stage.do("fit")
        stage.keep_chart(f"lines_{name}", (250, 165))
    stage.do("remove_chart")
    stage.window.resize(*PART)


def persons(stage: Stage) -> None:
    """A person in the place of what he used."""
    stage.session.select(stage.find(PHONES[0], *DEVICES, *MARKETS))
    stage.do("attribute", owner="Hugo Penhallow", basis="Interview of 3 July 2026")
    stage.do("persons")
    stage.session.select()
    stage.do("lay_out_force")
    stage.session.select(stage.find("HUGO PENHALLOW"))
    stage.do("fit")
    stage.keep(stage.window, "chart_persons")
    stage.do("undo")
    stage.do("undo")
    stage.do("undo")


def colours(stage: Stage) -> None:
    """Colours by how many each is linked to, sizes by records."""
    stage.session.select()
    stage.window.resize(*WHOLE)
    stage.do("colour_by", by="linked")
    stage.do("size_by", by="records")
    stage.do("fit")
    stage.keep(stage.window, "chart_colours")
    stage.do("undo")
    stage.do("undo")


def comparing(stage: Stage) -> None:
    """Two operators' bills held against each other."""
    stage.do("compare_sources", first="1", second="2")
    stage.session.select()
    stage.do("fit")
    stage.keep(stage.window, "chart_comparing")


def make(folder: Path) -> None:
    """Takes every picture of the page."""
    stage = Stage(folder, WHOLE)
    stage.only()
    for take in (selecting, layouts, lines, persons, colours, comparing):
        take(stage)
    stage.window.close()


if __name__ == "__main__":
    run(make)
