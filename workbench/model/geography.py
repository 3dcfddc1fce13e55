"""Places on the earth as numbers: the map's projection, distances, great circles and sectors.

Degrees are WGS 84, north and east positive; lengths are metres on a sphere, which is wrong by 0.5 % at most.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]

EARTH = 6_371_008.8  # metres: the mean radius
AROUND = 2 * math.pi * EARTH
NORTHMOST = 85.0511287798066  # degrees: what lies beyond is not on a square map


def project(lat: npt.ArrayLike, lon: npt.ArrayLike) -> tuple[Reals, Reals]:
    """Web Mercator: the world is one unit wide and high, (0, 0) at its north-western corner."""
    latitude = np.clip(np.asarray(lat, np.float64), -NORTHMOST, NORTHMOST)
    u = np.asarray(lon, np.float64) / 360 + 0.5
    v = 0.5 - np.arcsinh(np.tan(np.radians(latitude))) / (2 * math.pi)
    return u, v


def unproject(u: npt.ArrayLike, v: npt.ArrayLike) -> tuple[Reals, Reals]:
    """Latitude and longitude of points of the map; longitudes from -180 to 180."""
    lon = (np.asarray(u, np.float64) * 360) % 360 - 180
    lat = np.degrees(np.arctan(np.sinh((0.5 - np.asarray(v, np.float64)) * 2 * math.pi)))
    return lat, lon


def metres_per_unit(lat: npt.ArrayLike) -> Reals:
    """How many metres on the ground one unit of the map is at a latitude."""
    inside = np.clip(np.asarray(lat, np.float64), -NORTHMOST, NORTHMOST)
    return np.asarray(AROUND * np.cos(np.radians(inside)), np.float64)


def distance(
    lat: npt.ArrayLike, lon: npt.ArrayLike, other_lat: npt.ArrayLike, other_lon: npt.ArrayLike
) -> Reals:
    """Metres between points along great circles (haversine formula)."""
    a, b = np.radians(lat), np.radians(other_lat)
    turn = np.radians(np.asarray(other_lon, np.float64) - np.asarray(lon, np.float64))
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(turn / 2) ** 2
    return np.asarray(2 * EARTH * np.arcsin(np.sqrt(np.clip(half, 0, 1))), np.float64)


def from_there(
    lat: npt.ArrayLike, lon: npt.ArrayLike, bearing: npt.ArrayLike, metres: npt.ArrayLike
) -> tuple[Reals, Reals]:
    """Where one arrives who leaves a point in a direction (degrees clockwise from north) and goes so far."""
    start, course = np.radians(lat), np.radians(bearing)
    arc = np.asarray(metres, np.float64) / EARTH
    end = np.arcsin(
        np.clip(np.sin(start) * np.cos(arc) + np.cos(start) * np.sin(arc) * np.cos(course), -1, 1)
    )
    east = np.arctan2(np.sin(course) * np.sin(arc) * np.cos(start), np.cos(arc) - np.sin(start) * np.sin(end))
    return np.degrees(end), (np.asarray(lon, np.float64) + np.degrees(east) + 540) % 360 - 180


def great_circle(
    lat: float, lon: float, other_lat: float, other_lon: float, points: int
) -> tuple[Reals, Reals]:
    """The shortest way between two points; longitudes go on past 180 rather than jump to the other side."""
    ends = []
    for north, east in ((lat, lon), (other_lat, other_lon)):
        a, b = math.radians(north), math.radians(east)
        ends.append(np.array([math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a)]))
    angle = math.acos(float(np.clip(ends[0] @ ends[1], -1, 1)))
    share = np.linspace(0, 1, points)[:, None]
    if (
        angle < 1e-9 or math.pi - angle < 1e-9
    ):  # the same place, or the other side of the earth: any way is as short
        way = ends[0] * (1 - share) + ends[1] * share
    else:
        way = (np.sin((1 - share) * angle) * ends[0] + np.sin(share * angle) * ends[1]) / math.sin(angle)
    lats = np.degrees(np.arctan2(way[:, 2], np.hypot(way[:, 0], way[:, 1])))
    lons = np.degrees(np.unwrap(np.arctan2(way[:, 1], way[:, 0])))
    return lats, lons + round((lon - float(lons[0])) / 360) * 360


def sector(
    lat: float, lon: float, azimuth: float | None, beam: float, metres: float, steps: int = 48
) -> tuple[Reals, Reals]:
    """The outline of what an antenna may cover, closed: a slice `beam` degrees wide around its azimuth, or a whole
    circle where the azimuth is not known."""
    if azimuth is None or beam >= 360:
        turns = np.linspace(0, 360, steps + 1)
        return from_there(np.full(steps + 1, lat), np.full(steps + 1, lon), turns, metres)
    turns = azimuth + np.linspace(-beam / 2, beam / 2, max(3, math.ceil(steps * beam / 360) + 1))
    lats, lons = from_there(np.full(len(turns), lat), np.full(len(turns), lon), turns, metres)
    return np.concatenate([[lat], lats, [lat]]), np.concatenate([[lon], lons, [lon]])


def narrowest(lon: npt.ArrayLike) -> tuple[float, float]:
    """The narrowest stretch of longitudes that holds all of these: from, to; `to` is above 180 where it crosses the
    date line. Raises ValueError for none."""
    east = np.unique((np.asarray(lon, np.float64) + 180) % 360 - 180)
    if not len(east):
        raise ValueError("there is no longitude")
    gaps = np.append(np.diff(east), east[0] + 360 - east[-1])
    after = int(gaps.argmax())
    if after == len(east) - 1:
        return float(east[0]), float(east[-1])
    return float(east[after + 1]), float(east[after] + 360)
