"""MapView: which part of the world shows, and how large."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.model.geography import Reals, metres_per_unit, narrowest, project, unproject

TILE = 256.0  # screen pixels the whole world takes at zoom 0
NEAREST = 19.0
CLOSEST_FIT = 13.0  # zoom beyond which fitting does not go: a single place is shown with what is around it


@dataclass(frozen=True)
class MapView:
    """The point (u, v) of the map, the world being one unit wide, shows in the middle; each zoom doubles the size."""

    u: float = 0.5
    v: float = 0.5
    zoom: float = 1.0

    @property
    def scale(self) -> float:
        """Screen pixels the world takes."""
        return float(TILE * 2.0**self.zoom)

    def to_screen(
        self, u: npt.ArrayLike, v: npt.ArrayLike, width: float, height: float
    ) -> tuple[Reals, Reals]:
        """Where points show, each in the copy of the world that is nearest to the middle of the view."""
        east = np.asarray(u, np.float64)
        east = east + np.round(self.u - east)
        x = (east - self.u) * self.scale + width / 2
        return x, (np.asarray(v, np.float64) - self.v) * self.scale + height / 2

    def to_map(self, x: float, y: float, width: float, height: float) -> tuple[float, float]:
        return self.u + (x - width / 2) / self.scale, self.v + (y - height / 2) / self.scale

    def degrees_at(self, x: float, y: float, width: float, height: float) -> tuple[float, float]:
        """Latitude and longitude of what shows at a point of the screen."""
        lat, lon = unproject(*self.to_map(x, y, width, height))
        return float(lat), float(lon)

    def panned(self, dx: float, dy: float) -> MapView:
        """The view after the map was drawn aside by some pixels."""
        return MapView(
            (self.u - dx / self.scale) % 1.0, min(max(self.v - dy / self.scale, 0.0), 1.0), self.zoom
        )

    def zoomed(self, steps: float, x: float, y: float, width: float, height: float) -> MapView:
        """The view some zooms nearer, what shows at (x, y) staying there."""
        zoom = min(max(self.zoom + steps, furthest(width, height)), NEAREST)
        u, v = self.to_map(x, y, width, height)
        scale = TILE * 2.0**zoom
        there = u - (x - width / 2) / scale, v - (y - height / 2) / scale
        return MapView(there[0] % 1.0, min(max(there[1], 0.0), 1.0), zoom)

    def metres(self, pixels: float) -> float:
        """What so many screen pixels in the middle are on the ground."""
        lat, _ = unproject(self.u, self.v)
        return pixels / self.scale * float(metres_per_unit(lat))


def furthest(width: float, height: float) -> float:
    """The zoom at which the world is as wide as the view, or a little higher."""
    return max(math.log2(max(width, height * 0.8, 64.0) / TILE), 0.0)


def fitting(
    lat: npt.ArrayLike, lon: npt.ArrayLike, width: float, height: float, room: float = 48.0
) -> MapView:
    """The view in which all points show, with `room` pixels around them; the world where there are none."""
    if not np.size(lat):
        return MapView(0.5, 0.42, furthest(width, height))
    west, east = narrowest(lon)
    (left, right), (low, high) = (
        project([0.0, 0.0], [west, east])[0],
        project([np.max(lat), np.min(lat)], [0.0, 0.0])[1],
    )
    wide, tall = max(right - left, 1e-9), max(high - low, 1e-9)
    space = max(width - 2 * room, 40.0), max(height - 2 * room, 40.0)
    zoom = math.log2(min(space[0] / wide, space[1] / tall) / TILE)
    zoom = min(max(zoom, furthest(width, height)), CLOSEST_FIT)
    return MapView(float((left + right) / 2 % 1.0), float((low + high) / 2), zoom)
