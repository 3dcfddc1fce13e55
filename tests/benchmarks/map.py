"""The map with 100,000 sightings: every picture while it is drawn aside, and what one exact picture costs.

Run from the top of the tree:  python -m tests.benchmarks.map
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from workbench.drawing.chart import Look
from workbench.drawing.map import fit, render
from workbench.drawing.map_ground import draw_ground
from workbench.drawing.map_scene import ANTENNA, Areas, Dots, Layers, MapScene, Marks, Ways
from workbench.drawing.theme import LIGHT
from workbench.kernels import warm
from workbench.model.geography import metres_per_unit, project
from workbench.ui import application
from workbench.ui.map import MapSurface

SIGHTINGS, CELLS, SIZE = 100_000, 5_000, (1600, 900)
PANS = 400


def scene() -> MapScene:
    """A year of somebody's positions over England: stated degrees, the ways between them, and 5,000 cells."""
    rng = np.random.default_rng(5)
    steps = rng.normal(0, 0.01, (SIGHTINGS, 2)).cumsum(axis=0)
    lat, lon = (np.array([52.5, -1.5]) + steps - steps.mean(axis=0)).T
    u, v = project(np.clip(lat, -80, 80), lon)
    masts = rng.uniform((50.5, -4.0), (55.0, 1.0), (CELLS, 2)).T
    cu, cv = project(*masts)
    areas = Areas(
        np.arange(CELLS), cu, cv, rng.uniform(500, 4000, CELLS) / metres_per_unit(masts[0]),
        rng.uniform(0, 6, CELLS), np.full(CELLS, 2.1), rng.pareto(1.2, CELLS) + 1, rng.random(CELLS) < 0.3,
        np.zeros(CELLS, np.uint8),
    )  # fmt: skip
    marks = Marks(
        [(k,) for k in range(CELLS)], cu, cv, np.zeros(CELLS, np.uint8), np.full(CELLS, ANTENNA, np.uint8),
        areas.often, [f"cell {k}" for k in range(CELLS)],
    )  # fmt: skip
    count = SIGHTINGS - 1
    first = np.arange(0, 2 * SIGHTINGS - 1, 2).astype(np.int32)
    legs = Ways(
        first, np.stack([u[:-1], u[1:]], axis=1).ravel(), np.stack([v[:-1], v[1:]], axis=1).ravel(),
        np.full(count, 0xFF3B5BDB, np.uint32), np.full(count, 1.5), np.zeros(count, bool), [""] * count,
    )  # fmt: skip
    dots = Dots(u, v, 10 / metres_per_unit(lat), np.ones(SIGHTINGS))
    return MapScene(
        areas, marks, dots, legs, looks=[Look("cell", "diamond", 0xFF5F7C8A, "ph.cell-signal-full", "Cell")]
    )


def median(call: object, times: int = 7) -> float:
    """Milliseconds of a call, the middle of several."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        call()  # type: ignore[operator]
        spent.append((time.perf_counter() - begin) * 1000)
    return float(np.median(spent))


class Still(QLabel):
    """A widget that shows one picture: what a frame costs where nothing has to be drawn."""

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self.setPixmap(picture)


def pans(step: Callable[[int], object], widget: QWidget) -> tuple[list[float], list[float]]:
    """Milliseconds of each of many frames, sixty a second: by the clock, and of this thread's own work."""
    wall, own = [], []
    for k in range(PANS):
        begin, worked = time.perf_counter(), time.thread_time()
        step(k)
        widget.repaint()
        QApplication.processEvents()
        wall.append((time.perf_counter() - begin) * 1000)
        own.append((time.thread_time() - worked) * 1000)
        time.sleep(max(0.0, 1 / 60 - wall[-1] / 1000))
    return wall, own


def said(what: str, spent: list[float]) -> None:
    p50, p99 = np.percentile(spent, (50, 99))
    print(f"{what}: p50 {p50:.1f} ms, p99 {p99:.1f} ms, longest {max(spent):.1f} ms")


def main() -> None:
    app = application.make(["clew"])
    warm.compile_all()
    whole = scene()
    view = fit(whole, SIZE)
    image = np.zeros((SIZE[1], SIZE[0]), np.uint32)
    floor = median(lambda: draw_ground(image, view, SIZE, 1.0, LIGHT))
    exact = median(lambda: render(whole, view, SIZE))
    heat = median(lambda: render(whole, view, SIZE, layers=Layers(heat=True, cells=False, ways=False)))
    print(f"{SIGHTINGS:,} sightings with their ways, {CELLS:,} cells, {SIZE[0]} x {SIZE[1]}")
    print(
        f"ground alone {floor:.1f} ms; exact picture {exact:.1f} ms ({exact / floor:.1f} grounds); heat {heat:.1f} ms"
    )

    surface = MapSurface()
    surface.resize(*SIZE)
    surface.show()
    surface.show_scene(whole, fit=True)
    while surface.busy:
        QApplication.processEvents()
    exact_ones = 0

    def came() -> None:
        nonlocal exact_ones
        exact_ones += 1

    surface.painted.connect(came)
    wall, own = pans(
        lambda k: surface.set_view(surface.view.panned(3 * (1 if k // 50 % 2 else -1), 1)), surface
    )
    said("a frame of a pan", wall)
    said("of the window's own thread", own)
    print(f"{exact_ones} exact pictures among {PANS} frames")
    still = Still(surface.grab())
    still.resize(*SIZE)
    still.show()
    said("floor: a picture of that size and nothing else", pans(lambda k: still.update(), still)[0])
    surface.close_frames()
    surface.close()
    app.processEvents()


if __name__ == "__main__":
    main()
