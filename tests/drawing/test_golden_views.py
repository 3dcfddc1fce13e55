"""Golden pictures of timeline, pattern of life and map, renewed and kept as those of the chart.

The map's ground, areas, ways and heat are our own kernels': bit for bit. Timeline and pattern are drawn by Qt: a pixel
of a thousand may differ a little where its edges are smoothed otherwise. Letters and icons are left out of all of them.
"""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from tests.drawing.test_golden import HERE, pixels
from tests.drawing.test_map import LOOKS, one_cell
from tests.drawing.test_timeline import LONDON, at, scene
from workbench.drawing import map as maps
from workbench.drawing.map_scene import Areas, Dots, Layers, MapScene, Ways
from workbench.drawing.pattern import Grid, WeekField
from workbench.drawing.pattern import draw as draw_week
from workbench.drawing.theme import CONTRAST, DARK, LIGHT, Theme
from workbench.drawing.timeline import draw as draw_time
from workbench.drawing.timeline_axis import edges, fitting
from workbench.drawing.timeline_layout import Layout
from workbench.drawing.timeline_scene import TimeScene, TimeView
from workbench.model.geography import metres_per_unit, project

SLIGHT = 24  # of 255, by which a colour may differ where an edge is smoothed
FEW = 0.001  # of the pixels, which may differ more


class Wordless(QPainter):
    """Paints everything but letters, which change with fonts."""

    def drawText(self, *said: object) -> None:
        pass


def held(name: str, image: QImage, *, exact: bool) -> None:
    """Compares a picture with the golden one, or takes its place where it is to be renewed."""
    place = HERE / f"{name}.png"
    if os.environ.get("CLEW_RENEW_GOLDEN"):
        HERE.mkdir(parents=True, exist_ok=True)
        assert image.save(str(place))
    if not HERE.is_dir():
        pytest.skip(f"no golden pictures of this platform yet: {HERE.name}")
    golden = QImage(str(place)).convertToFormat(QImage.Format.Format_RGB32)
    now, then = (
        pixels(i).view(np.uint8).reshape(i.height(), i.width(), 4).astype(int) for i in (image, golden)
    )
    assert now.shape == then.shape
    apart = np.abs(now - then)[..., :3].max(axis=2)
    differ = (apart > 0) if exact else (apart > SLIGHT)
    if differ.sum() > (0 if exact else FEW * differ.size):
        image.save(str(place.with_suffix(".new.png")))
        pytest.fail(f"{differ.sum():,} pixels of {name} differ; the new picture stands beside the golden one")


def painted(size: tuple[int, int], ratio: float = 1.0) -> tuple[QImage, QPainter]:
    image = QImage(round(size[0] * ratio), round(size[1] * ratio), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = Wordless(image)
    painter.scale(ratio, ratio)
    return image, painter


def years() -> TimeScene:
    """Twelve years without lanes, the clocks of which change twice each."""
    view = TimeView(at(2014, 1, 1), at(2026, 1, 1))
    steps = edges(view.low, view.high, fitting(view.span, 640, 4), LONDON)
    every = (np.arange(len(steps) - 1) * 37 % 101) ** 2
    return replace(
        TimeScene(
            (view.low, view.high), view, LONDON, "Europe/London", steps, every, every // 5, np.arange(90)
        ),
        brush=(at(2018, 5, 1), at(2020, 2, 1)),
    )


TIMES: dict[str, tuple[TimeScene, Theme, bool, float]] = {
    "timeline": (scene(), LIGHT, False, 1.0),
    "timeline_dark_mirrored": (scene(), DARK, True, 1.0),
    "timeline_years_contrast": (years(), CONTRAST, False, 1.0),
    "timeline_twice_as_fine": (scene(), LIGHT, False, 2.0),
}


@pytest.mark.parametrize("name", TIMES)
def test_the_timeline_is_drawn_as_it_was(name: str) -> None:
    made, theme, mirrored, ratio = TIMES[name]
    image, painter = painted((640, 260), ratio)
    draw_time(painter, made, Layout(640, 260, len(made.lanes), 0, mirrored), theme, focus=True)
    painter.end()
    held(name, image, exact=False)


COUNTS = np.array(
    [[(d * 31 + h * 17) % 43 if 7 <= h <= 22 else (d + h) % 3 for h in range(24)] for d in range(7)]
)
WEEKS: dict[str, tuple[WeekField, Theme, bool]] = {
    "pattern": (WeekField(COUNTS, chosen=frozenset({(1, 9), (1, 10)}), kept=frozenset({(4, 20)})), LIGHT, False),
    "pattern_difference_dark_mirrored": (
        WeekField((COUNTS - COUNTS.T.reshape(7, 24)) / 7.0, signed=True, focus=(3, 3)), DARK, True,
    ),
    "pattern_contrast": (WeekField(COUNTS * 100, focus=(0, 0)), CONTRAST, False),
}  # fmt: skip


@pytest.mark.parametrize("name", WEEKS)
def test_the_week_is_drawn_as_it_was(name: str) -> None:
    week, theme, mirrored = WEEKS[name]
    image, painter = painted((560, 190))
    draw_week(painter, week, Grid(560, 190, mirrored), theme)
    painter.end()
    held(name, image, exact=False)


def seen() -> MapScene:
    """Sectors and circles round Leeds, a way to London, a broken one over the sea, and stated points."""
    places = np.array([(53.8, -1.55), (53.83, -1.5), (53.77, -1.62)])
    u, v = project(places[:, 0], places[:, 1])
    reach = np.array([2500.0, 1500.0, 4000.0]) / metres_per_unit(53.8)
    areas = Areas(
        np.array([7, 8, 9]), u, v, reach, np.radians([30.0, 200.0, 0.0]), np.radians([120.0, 60.0, 360.0]),
        np.array([5.0, 40.0, 1.0]), np.array([False, False, True]), np.zeros(3, np.uint8),
    )  # fmt: skip
    stops = np.array([(53.8, -1.55), (52.5, -1.9), (51.5, -0.1), (53.3, -6.2), (53.8, -1.55)])
    wu, wv = project(stops[:, 0], stops[:, 1])
    ways = Ways(
        np.array([0, 3, 5], np.int32), wu, wv, np.array([0xFF3F6FB5, 0xFFC0261C], np.uint32), np.array([2.0, 3.0]),
        np.array([False, True]), ["", ""],
    )  # fmt: skip
    dots = np.random.default_rng(2).normal((52.8, -1.6), (0.5, 0.7), (400, 2))
    du, dv = project(dots[:, 0], dots[:, 1])
    return MapScene(
        areas, one_cell().marks, ways=ways, dots=Dots(du, dv, np.full(400, 1e-6), np.ones(400)), looks=LOOKS
    )


CELLS = Layers(places=False, names=False)
MAPS: dict[str, tuple[Layers, Theme, bool]] = {
    "map": (Layers(names=False), LIGHT, False),
    "map_cells_dark": (CELLS, DARK, True),
    "map_heat_contrast": (
        Layers(heat=True, cells=False, ways=False, places=False, names=False),
        CONTRAST,
        False,
    ),
}


@pytest.mark.parametrize("name", MAPS)
def test_the_map_is_drawn_as_it_was(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    layers, theme, near = MAPS[name]
    monkeypatch.setattr(maps, "write", lambda shot, painter, layers: None)  # names and icons are Qt's
    made = seen()
    view = maps.fit(replace(made, ways=Ways(), dots=Dots()) if near else made, (480, 360))
    held(name, maps.render(made, view, (480, 360), theme, layers=layers, chosen=frozenset({8})), exact=True)


def test_no_golden_picture_is_of_one_colour() -> None:
    for name in (*TIMES, *WEEKS, *MAPS):
        there = QImage(str(HERE / f"{name}.png"))
        if HERE.is_dir():
            found = pixels(there.convertToFormat(QImage.Format.Format_RGB32))
            assert len(np.unique(found)) > 12, name
