"""The layers of a map between the ground and the words: heat, areas, ways and stated points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.drawing.map_scene import Areas, Dots, MapScene, Ways
from workbench.drawing.map_view import MapView
from workbench.drawing.theme import Theme, mixed, number, on_chart
from workbench.kernels import on_map, paths, sectors
from workbench.kernels.jit import Floats, Indexes, Pixels
from workbench.kernels.sprites import dots
from workbench.model.geography import Reals

CELL = 4  # image pixels a square of the heat grid is wide
OUTLINED = 4_000  # areas up to which every one has its outline; beyond, the tint alone says enough
ARROWS = 2_000  # lines up to which every one has its arrow
TURN = 2 * np.pi


@dataclass(frozen=True)
class Shot:
    """One picture being made: `pixels` of the image, `size` in screen pixels, `ratio` image pixels for each; `chosen`
    are the entities that are selected."""

    pixels: Pixels
    view: MapView
    size: tuple[float, float]
    ratio: float
    theme: Theme
    scene: MapScene
    chosen: frozenset[int]
    text: float = 1.0  # how much larger words are than usual

    @property
    def window(self) -> tuple[float, float, float, float, float]:
        """Middle, pixels of the world, and half of the image, as the kernels want them."""
        return (
            self.view.u,
            self.view.v,
            self.per_unit,
            self.size[0] * self.ratio / 2,
            self.size[1] * self.ratio / 2,
        )

    def at(self, u: Reals, v: Reals) -> tuple[Floats, Floats]:
        """Image pixels of points, each in its nearest copy of the world."""
        x, y = np.empty(len(u), np.float32), np.empty(len(u), np.float32)
        on_map.place(u, v, *self.window, x, y)
        return x, y

    @property
    def per_unit(self) -> float:
        """Image pixels the world is wide."""
        return self.view.scale * self.ratio

    def in_sight(self, x: Floats, y: Floats, reach: Floats) -> Indexes:
        """Numbers of what shows at least in part."""
        height, width = self.pixels.shape
        found = np.empty(len(x), np.int32)
        return found[: on_map.in_sight(x, y, reach, float(width), float(height), found)]


def _narrow(values: npt.ArrayLike) -> Floats:
    return np.ascontiguousarray(np.clip(values, -1e7, 1e7), np.float32)


def draw_areas(shot: Shot) -> None:
    """Tints what cells cover and how uncertain places are: the more was seen there, the stronger. What lies all around
    the picture, such as the country it is of, would only dye the ground."""
    areas = shot.scene.areas
    x, y = shot.at(areas.u, areas.v)
    radius = _narrow(areas.reach * shot.per_unit)
    seen = shot.in_sight(x, y, radius)
    height, width = shot.pixels.shape
    furthest = np.hypot(np.maximum(x, width - x), np.maximum(y, height - y))[seen]
    around = (areas.sweep[seen] >= TURN - 1e-6) & (furthest <= radius[seen])
    seen = seen[(radius[seen] >= 2.0 * shot.ratio) & ~around]
    if not len(seen):
        return
    picked = np.isin(areas.ids[seen], np.array(sorted(shot.chosen), np.int64))
    colour = _colours(shot, areas, seen, picked)
    cover = 0.05 + 0.12 * _share(areas.often[seen]) + 0.10 * picked
    sectors.tint(
        shot.pixels, x[seen], y[seen], radius[seen], _narrow(areas.begin[seen]), _narrow(areas.sweep[seen]), colour,
        _narrow(cover),
    )  # fmt: skip
    if len(seen) <= OUTLINED:
        _outline(shot, areas, seen, x, y, radius, colour, picked)


def _share(often: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """0 to 1 by how often, on a scale of logarithms."""
    many = np.log1p(np.asarray(often, np.float64))
    return many / max(float(many.max(initial=0.0)), 1e-9)


def _colours(shot: Shot, areas: Areas, seen: Indexes, picked: npt.NDArray[np.bool_]) -> Pixels:
    bodies = np.array([on_chart(shot.theme, look.colour) for look in shot.scene.looks] or [0], np.uint32)
    return np.where(picked, np.uint32(number(shot.theme.accent)), bodies[areas.look[seen]]).astype(np.uint32)


def _outline(
    shot: Shot, areas: Areas, seen: Indexes, x: Floats, y: Floats, radius: Floats, colour: Pixels,
    picked: npt.NDArray[np.bool_],
) -> None:  # fmt: skip
    """The rims of areas; broken where the range is not stated, so that nobody takes it for one."""
    at, begin, sweep = (x[seen], y[seen]), _narrow(areas.begin[seen]), _narrow(areas.sweep[seen])
    counts = np.empty(len(seen), np.int32)
    sectors.rim_lengths(radius[seen], sweep, counts)
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    lines = np.empty((int(first[-1]), 4), np.float32)
    sectors.rims(*at, radius[seen], begin, sweep, first, lines)
    along = np.empty(len(lines), np.float32)
    paths.follow(first, lines, along)
    each = np.repeat(np.arange(len(seen), dtype=np.int32), counts)
    width = _narrow(np.where(picked, 1.8, 1.0) * shot.ratio)
    dash = _narrow(np.where(areas.unsure[seen], 4.0 * shot.ratio, 0.0))
    cover = _narrow(np.where(picked, 1.0, 0.75))
    paths.draw(shot.pixels, lines, each, colour, width, cover, dash, along)


def draw_heat(shot: Shot) -> None:
    """How much was seen where, each sighting spread over all of its area: there is no spot where nobody can be."""
    height, width = shot.pixels.shape
    rows, columns = height // CELL + 2, width // CELL + 2
    grid, spare = np.zeros((rows, columns), np.float32), np.zeros((rows, columns), np.float32)
    areas, points = shot.scene.areas, shot.scene.dots
    for part, begin, sweep in (
        (areas, areas.begin, areas.sweep),
        (points, np.zeros(len(points.u)), np.full(len(points.u), TURN)),
    ):
        x, y = shot.at(part.u, part.v)
        radius = _narrow(part.reach * shot.per_unit)
        seen = shot.in_sight(x, y, radius + np.float32(40))
        sectors.add_heat(
            grid, x[seen] / np.float32(CELL), y[seen] / np.float32(CELL), radius[seen] / np.float32(CELL),
            _narrow(begin[seen]), _narrow(sweep[seen]), _narrow(part.often[seen]),
        )  # fmt: skip
    sectors.spread(grid, max(2, round(3 * shot.ratio)), spare)
    top = float(grid.max(initial=0.0))
    if top > 0:
        tones = np.array(_embers(shot.theme), np.uint32)
        cover = np.minimum(np.linspace(0, 1.5, len(tones)), 0.82)
        sectors.glow(shot.pixels, grid, CELL, top, tones, _narrow(cover))


def _embers(theme: Theme) -> list[int]:
    """From pale to strong, in one hue, so that it also reads in grey."""
    weak, strong = mixed(number(theme.chart), 0xFFE8A33D, 0.75), 0xFFB3261E
    if theme.id == "dark":
        weak, strong = mixed(number(theme.chart), 0xFFB3541E, 0.75), 0xFFFFD27A
    return [mixed(weak, strong, k / 63) for k in range(64)]


def draw_points(shot: Shot) -> None:
    """Stated degrees: a ring as wide as they are exact where that shows, else a small dot with a rim."""
    points: Dots = shot.scene.dots
    x, y = shot.at(points.u, points.v)
    size = np.asarray((2.4 + 2.2 * _share(points.often)) * shot.ratio, np.float32)
    seen = shot.in_sight(x, y, size)
    if len(seen):
        colour = np.full(len(seen), on_chart(shot.theme, 0xFF4F7D4F), np.uint32)
        rim = 0.9 * shot.ratio if len(seen) < 20_000 else 0.0
        dots(shot.pixels, x[seen], y[seen], size[seen], colour, number(shot.theme.chart), rim)


def draw_ways(shot: Shot, ways: Ways) -> None:
    """Lines in their order, each with an arrow where it ends or, a long one, in its middle."""
    if not len(ways):
        return
    lines, along = np.empty((len(ways.each), 4), np.float32), np.empty(len(ways.each), np.float32)
    on_map.pieces_of(ways.u, ways.v, ways.first, *shot.window, lines, along)
    inks, which = np.unique(ways.colour, return_inverse=True)
    colour = np.array([on_chart(shot.theme, c) for c in inks.tolist()], np.uint32)[which]
    dash = np.where(ways.broken, 5.0 * shot.ratio, 0.0)
    cover = np.full(len(ways), 0.92, np.float32)
    paths.draw(
        shot.pixels, lines, ways.each, colour, _narrow(ways.width * shot.ratio), cover, _narrow(dash), along
    )
    if len(ways) <= ARROWS:
        _arrows(shot, lines, colour, ways)


def _arrows(shot: Shot, lines: Floats, colour: Pixels, ways: Ways) -> None:
    first = ways.first - np.arange(len(ways.first), dtype=np.int32)
    tips = []
    for k in range(len(ways)):
        part = slice(int(first[k]), int(first[k + 1]))
        here = lines[part]
        if not len(here):
            continue
        lengths = np.hypot(here[:, 2] - here[:, 0], here[:, 3] - here[:, 1])
        whole = float(lengths.sum())
        if whole < 14 * shot.ratio:
            continue
        target = 0.58 * whole
        at = int(np.searchsorted(np.cumsum(lengths), target))
        at = min(at, len(here) - 1)
        rest = target - float(lengths[:at].sum())
        ux, uy = (here[at, 2:] - here[at, :2]) / max(float(lengths[at]), 1e-6)
        tips.append(
            (
                here[at, 0] + ux * rest,
                here[at, 1] + uy * rest,
                ux,
                uy,
                (7 + 1.6 * ways.width[k]) * shot.ratio,
                k,
            )
        )
    if tips:
        made = np.array(tips, np.float32)
        x, y, ux, uy, size = (np.ascontiguousarray(made[:, i]) for i in range(5))
        paths.heads(shot.pixels, x, y, ux, uy, size, colour[made[:, 5].astype(np.int64)])
