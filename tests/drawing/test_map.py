"""Pictures of maps: what is land, where things stand, and that the date line is no edge."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

from workbench.drawing.chart import Look
from workbench.drawing.map import fit, render
from workbench.drawing.map_ground import arcs, colours
from workbench.drawing.map_scene import ANTENNA, POINT, Areas, Dots, Layers, MapScene, Marks, Ways
from workbench.drawing.map_tiles import Tiles
from workbench.drawing.map_view import NEAREST, MapView, fitting
from workbench.drawing.theme import DARK, LIGHT, Theme
from workbench.model.geography import metres_per_unit, project

SIZE = (480, 300)
BARE = Layers(names=False)
LOOKS = [Look("cell", "diamond", 0xFF5F7C8A, "ph.cell-signal-full", "Cell")]


def pixels(image: QImage) -> np.ndarray:
    kept = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(kept.constBits(), np.uint32).reshape(kept.height(), kept.width()).copy()


def at(lat: float, lon: float, zoom: float) -> MapView:
    u, v = project(lat, lon)
    return MapView(float(u) % 1.0, float(v), zoom)


def colour_of(lat: float, lon: float, theme: Theme = LIGHT, zoom: float = 7.0) -> int:
    """The colour in the middle of a bare map of a point."""
    image = pixels(render(MapScene(), at(lat, lon, zoom), (60, 60), theme, layers=BARE))
    return int(image[30, 30])


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("zoom", [3.0, 7.0, 12.0])
def test_land_is_land_and_sea_is_sea(theme: Theme, zoom: float) -> None:
    sea, land, *_ = colours(theme)
    for lat, lon in (
        (52.2, -0.6),
        (39.0, -100.0),
        (-25.0, 134.0),
        (67.0, 179.0),
        (67.0, -178.0),
        (-84.0, 20.0),
    ):
        assert colour_of(lat, lon, theme, zoom) == land, (lat, lon)
    for lat, lon in ((0.0, -30.0), (0.0, 180.0), (42.0, 51.0), (75.0, -179.9), (75.0, 179.9)):
        assert colour_of(lat, lon, theme, zoom) == sea, (lat, lon)


def test_the_world_goes_on_over_the_date_line() -> None:
    image = pixels(render(MapScene(), at(66.0, 180.0, 4.0), SIZE, layers=BARE))
    _, land, *_ = colours(LIGHT)
    assert (image[:, 235:245] == np.uint32(land)).mean() > 0.3, "Chukotka lies on both sides"
    # the last column of one half and the first of the other agree
    assert (image[:, 239] == image[:, 240]).mean() > 0.9


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(2, 18), st.floats(0, 480), st.floats(0, 300))
def test_what_is_under_the_pointer_is_where_it_shows(
    lat: float, lon: float, zoom: float, x: float, y: float
) -> None:
    view = at(lat, lon, zoom)
    u, v = view.to_map(x, y, *SIZE)
    back = view.to_screen(u, v, *SIZE)
    wide = view.scale
    assert abs((float(back[0]) - x + wide / 2) % wide - wide / 2) < 1e-3 and abs(float(back[1]) - y) < 1e-3


@given(st.floats(-70, 70), st.floats(-180, 180), st.floats(3, 16), st.floats(-2, 2))
def test_zooming_keeps_what_is_under_the_pointer(lat: float, lon: float, zoom: float, steps: float) -> None:
    view = at(lat, lon, zoom)
    u, v = view.to_map(100, 80, *SIZE)
    after = view.zoomed(steps, 100, 80, *SIZE)
    x, y = after.to_screen(u, v, *SIZE)
    assert abs(float(x) - 100) < 0.01 and abs(float(y) - 80) < 0.01


def test_zooming_ends_where_nothing_more_is_to_be_seen() -> None:
    view = MapView(0.5, 0.4, 3)
    assert view.zoomed(99, 0, 0, *SIZE).zoom == NEAREST
    far = view.zoomed(-99, 0, 0, *SIZE)
    assert far.scale >= SIZE[0] * 0.99


def test_fitting_takes_the_short_way_round() -> None:
    view = fitting([-17.8, -13.8], [178.0, -171.8], *SIZE)  # Fiji and Samoa
    x, _ = view.to_screen(*project([-17.8, -13.8], [178.0, -171.8]), *SIZE)
    assert 40 < x[0] < x[1] < 440 and view.zoom > 4
    assert fitting([51.5], [-0.1], *SIZE).zoom == 13.0, "a single place is not shown from a metre above it"


def one_cell(often: float = 5.0, unsure: bool = False, sweep: float = 120.0) -> MapScene:
    u, v = (np.array([float(p)]) for p in project(53.8, -1.55))
    reach = np.array([2000.0]) / metres_per_unit(53.8)
    areas = Areas(
        np.array([7]), u, v, reach, np.array([np.radians(30.0)]), np.array([np.radians(sweep)]), np.array([often]),
        np.array([unsure]), np.zeros(1, np.uint8),
    )  # fmt: skip
    marks = Marks(
        [(7,)], u, v, np.zeros(1, np.uint8), np.array([ANTENNA], np.uint8), np.array([often]), ["810001"]
    )
    return MapScene(areas, marks, looks=LOOKS)


def test_a_sector_tints_what_it_covers_and_nothing_behind_its_mast() -> None:
    scene = one_cell()
    view = fit(scene, SIZE)
    only = Layers(places=False, names=False)
    with_it = pixels(render(scene, view, SIZE, layers=only))
    without = pixels(render(scene, view, SIZE, layers=Layers(cells=False, places=False, names=False)))
    x, y = (round(float(p)) for p in view.to_screen(scene.areas.u[0], scene.areas.v[0], *SIZE))
    changed = with_it != without
    assert changed[y, x + 20] and not changed[y, x - 20]
    metres = changed.sum() * view.metres(1.0) ** 2
    assert metres == pytest.approx(np.pi * 2000**2 / 3, rel=0.06)


def test_a_range_that_is_not_stated_has_a_broken_rim() -> None:
    view = fit(one_cell(), SIZE)
    only = Layers(places=False, names=False)
    whole, broken = (pixels(render(one_cell(unsure=u), view, SIZE, layers=only)) for u in (False, True))
    assert (whole != broken).sum() > 40


def test_the_selected_cell_is_ringed() -> None:
    scene = one_cell()
    view = fit(scene, SIZE)
    plain, ringed = (pixels(render(scene, view, SIZE, chosen=c)) for c in (frozenset(), frozenset({7})))
    accent = np.uint32(QColor(LIGHT.accent).rgb())
    assert (ringed == accent).sum() > 20 > (plain == accent).sum()


def test_heat_lies_where_something_was_seen_and_nowhere_else() -> None:
    scene = one_cell()
    view = at(53.8, -1.55, 10.0)
    shown, plain = (
        pixels(render(scene, view, SIZE, layers=Layers(cells=False, places=False, names=False, heat=h)))
        for h in (True, False)
    )
    hot = np.argwhere(shown != plain)
    assert len(hot) > 30 and np.abs(hot - (150, 240)).max() < 80


def test_a_line_has_its_arrow_and_a_broken_one_its_gaps() -> None:
    u, v = project([53.8, 51.5], [-1.55, -0.1])
    made = {}
    for broken in (False, True):
        ways = Ways(
            np.array([0, 2], np.int32),
            u,
            v,
            np.array([0xFFC0261C], np.uint32),
            np.array([2.0]),
            np.array([broken]),
            [""],
        )
        scene = MapScene(ways=ways, looks=LOOKS)
        image = pixels(render(scene, fit(scene, SIZE), SIZE, layers=BARE))
        red = ((image >> 16 & 0xFF) > 150) & ((image >> 8 & 0xFF) < 130)
        made[broken] = int(red.sum())
    assert 100 < made[True] < 0.75 * made[False]


def test_a_hundred_thousand_stated_points_are_one_picture() -> None:
    rng = np.random.default_rng(3)
    u, v = project(rng.uniform(50, 55, 100_000), rng.uniform(-4, 1, 100_000))
    scene = MapScene(dots=Dots(u, v, np.full(100_000, 1e-7), np.ones(100_000)), looks=LOOKS)
    image = pixels(render(scene, fit(scene, SIZE), SIZE, layers=BARE))
    _, land, *_ = colours(LIGHT)
    assert (image != np.uint32(land)).mean() > 0.2


def test_twice_the_pixels_are_the_same_picture() -> None:
    scene = one_cell()
    small = render(scene, fit(scene, SIZE), SIZE)
    large = render(scene, fit(scene, SIZE), SIZE, ratio=2.0)
    assert (large.width(), large.height(), large.devicePixelRatio()) == (960, 600, 2.0)
    half = pixels(large).reshape(300, 2, 480, 2)[:, 0, :, 0]
    assert (half == pixels(small)).mean() > 0.85


def test_every_arc_lies_in_the_world_and_in_its_box() -> None:
    for level in ("50m", "10m"):
        known = arcs(level)
        assert known.u.min() >= 0 and known.u.max() <= 1
        assert (known.boxes[:, 0] <= known.boxes[:, 2]).all()
        inner = np.abs(np.diff(known.u))
        inner[known.first[1:-1] - 1] = 0
        assert inner.max() < 0.5, "no arc jumps over the map"


def tile(folder: Path, zoom: int, column: int, row: int, colour: int) -> None:
    path = folder / str(zoom) / str(column)
    path.mkdir(parents=True, exist_ok=True)
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(QColor.fromRgb(colour))
    assert image.save(str(path / f"{row}.png"))


def test_tiles_of_a_folder_lie_where_web_maps_put_them(tmp_path: Path) -> None:
    tile(tmp_path, 2, 1, 1, 0xFF102030)
    tiles = Tiles(tmp_path)
    assert tiles.zooms == [2]
    image = pixels(render(MapScene(), MapView(0.5, 0.5, 2.0), (512, 512), layers=BARE, tiles=tiles))
    inside = image == np.uint32(0xFF102030)
    assert inside[:256, :256].all() and not inside[256:].any() and not inside[:, 256:].any()


def test_what_is_no_tile_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "2" / "1").mkdir(parents=True)
    (tmp_path / "2" / "1" / "1.png").write_bytes(b"no picture")
    assert Tiles(tmp_path).tile(2, 1, 1) is None
    assert Tiles(tmp_path / "absent").zooms == []


def test_marks_of_exact_places_and_of_towns_look_different() -> None:
    u, v = (np.array([float(p)]) for p in project(53.8, -1.55))
    made = []
    for exact in (POINT, 2):
        marks = Marks([(1,)], u, v, np.zeros(1, np.uint8), np.array([exact], np.uint8), np.ones(1), [""])
        scene = MapScene(marks=marks, looks=LOOKS)
        made.append(pixels(render(scene, at(53.8, -1.55, 9.0), (100, 100), layers=BARE)))
    assert (made[0] != made[1]).sum() > 60
