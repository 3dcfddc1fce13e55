"""The ground of a map: land, sea, coasts, borders and the names of towns, from the files in resources/map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from workbench.drawing.map_view import MapView
from workbench.drawing.theme import Theme, mixed, number
from workbench.kernels import land, paths
from workbench.kernels.jit import Pixels
from workbench.model import gazetteer
from workbench.model.geography import Reals, project

FOLDER = Path(__file__).parents[2] / "resources" / "map"
NEAR_FROM = 5.5  # zoom from which the finer coasts are drawn: their steps are a pixel there
WATER = 0xFF5E93B8
COAST, BORDER = 0.9, 0.8  # screen pixels wide


@dataclass(frozen=True)
class Arcs:
    """Coasts and borders of one level of detail: arc a has the points first[a] to first[a + 1]; `boxes` are left, top,
    right and bottom of each, `across` from where to where land lies on the date line."""

    u: Reals
    v: Reals
    first: npt.NDArray[np.int32]
    turned: npt.NDArray[np.bool_]
    boxes: Reals
    coast: npt.NDArray[np.bool_]
    across: Reals


@cache
def arcs(level: str) -> Arcs:
    """The arcs of "50m" or "10m"; read once."""
    with np.load(FOLDER / f"world_{level}.npz") as kept:
        first, scale = kept["first"], kept["scale"]
        x, y = (_from_steps(kept[name], first) for name in ("dx", "dy"))
        u, v = project(y * scale[1] + scale[3], x * scale[0] + scale[2])
        _, across = project(kept["across"] * scale[1] + scale[3], np.zeros(len(kept["across"])))
        # the last crossing is Antarctica's, which goes on to the pole
        across = np.append(np.sort(across), 1.0)
        starts = first[:-1]
        boxes = np.stack(
            [
                np.minimum.reduceat(u, starts), np.minimum.reduceat(v, starts),
                np.maximum.reduceat(u, starts), np.maximum.reduceat(v, starts),
            ], axis=1,
        )  # fmt: skip
        return Arcs(u, v, first, kept["turned"], np.ascontiguousarray(boxes), kept["coast"], across)


def _from_steps(steps: npt.NDArray[np.int32], first: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Positions from steps that begin anew with each arc."""
    whole = np.cumsum(steps, dtype=np.int64)
    before = np.concatenate([[0], whole])[first[:-1]]
    return np.asarray(whole - np.repeat(before, np.diff(first)), np.int64)


def colours(theme: Theme) -> tuple[int, int, int, int]:
    """Sea, land, coast and border."""
    dark = number(theme.chart) & 0xFF < 0x80
    ground = number(theme.chart)
    sea = mixed(ground, WATER, 0.13 if dark else 0.17)
    earth = mixed(ground, number(theme.ink), 0.05) if dark else ground
    return sea, earth, mixed(sea, WATER, 0.62), mixed(earth, number(theme.ink), 0.32)


def draw_ground(image: Pixels, view: MapView, size: tuple[float, float], ratio: float, theme: Theme) -> None:
    """Paints land and sea all over an image of `size` screen pixels, `ratio` image pixels each."""
    known = arcs("10m" if view.zoom >= NEAR_FROM else "50m")
    height, width = image.shape
    sea, earth, coast, border = colours(theme)
    scale = view.scale * ratio
    area = np.zeros((height, width + 2), np.float32)
    pieces: list[npt.NDArray[np.float32]] = []
    sorts: list[npt.NDArray[np.int32]] = []
    for turn, (ox, oy) in enumerate(copies(view, size, ratio)):
        if not turn:
            land.from_the_left(known.across * scale + oy, area)
        left, top = -ox / scale, -oy / scale
        right, bottom = left + width / scale, top + height / scale
        found = np.empty(len(known.boxes), np.int32)
        some = found[: land.choose(known.boxes, left, top, right, bottom, True, found)]
        outer = some[known.coast[some]]
        land.outline(known.u, known.v, known.first, known.turned, outer, known.boxes, scale, ox, oy, area)
        for sort, chosen in enumerate((some[~known.coast[some]], outer)):
            shown = chosen[known.boxes[chosen, 2] >= left]
            room = int((known.first[shown + 1] - known.first[shown]).sum())
            out = np.empty((room, 4), np.float32)
            count = land.lines_of(
                known.u, known.v, known.first, shown, scale, ox, oy, float(width), float(height), out
            )
            pieces.append(out[:count])
            sorts.append(np.full(count, sort, np.int32))
    land.develop(area, sea, earth, image)
    whole = np.concatenate(pieces)
    wide = np.array([BORDER * ratio, COAST * ratio], np.float32)
    none = np.zeros(2, np.float32)
    ink, solid = np.array([border, coast], np.uint32), np.ones(2, np.float32)
    paths.draw(image, whole, np.concatenate(sorts), ink, wide, solid, none, np.zeros(len(whole), np.float32))


def copies(view: MapView, size: tuple[float, float], ratio: float) -> Iterator[tuple[float, float]]:
    """Where the corner (0, 0) of each copy of the world that shows lies on the image."""
    scale = view.scale
    left = view.u - size[0] / 2 / scale
    right = view.u + size[0] / 2 / scale
    for turn in range(int(np.floor(left)), int(np.floor(right)) + 1):
        yield (turn - left) * scale * ratio, (size[1] / 2 - view.v * scale) * ratio


@dataclass(frozen=True)
class Towns:
    """Towns, most inhabitants first, and countries, for their names on the map."""

    names: list[str]
    u: Reals
    v: Reals
    people: npt.NDArray[np.int64]
    countries: list[str]
    country_u: Reals
    country_v: Reals
    country_reach: Reals


@cache
def towns() -> Towns:
    """All towns of the gazetteer; read once."""
    book = gazetteer.load(FOLDER)
    order = gazetteer.largest(book.places)
    frame = book.places[order]
    u, v = project(frame["lat"].to_numpy() / 1000, frame["lon"].to_numpy() / 1000)
    cu, cv = project(book.countries["lat"].to_numpy(), book.countries["lon"].to_numpy())
    return Towns(
        frame["name"].to_list(), u, v, frame["people"].to_numpy().astype(np.int64),
        book.countries["name"].to_list(), cu, cv, book.countries["reach"].to_numpy().astype(np.float64),
    )  # fmt: skip
