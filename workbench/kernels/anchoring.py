"""A fresh layout brought to where it belongs: onto what must not move, or to a free spot near where it was."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import ConvexHull

from workbench.kernels.apart import push_apart
from workbench.kernels.jit import Flags, Floats

GOLDEN = 2.399963  # radians: the turn between two spots that are tried
FINE = 8.0  # how many steps the search takes across half of what it places
ROUNDS = 400


def onto(fresh: Floats, xy: Floats, fixed: Flags, others: Floats, room: float) -> Floats:
    """Moves a layout so that it fits the fixed nodes best, sets those exactly where they are, and pushes the free ones
    off them and off `others` [k, 2]: `room` is half the distance kept."""
    out = np.asarray(fresh + (xy[fixed] - fresh[fixed]).mean(axis=0), np.float32)
    out[fixed] = xy[fixed]
    everything = np.concatenate([out, others]).astype(np.float32)
    free = np.concatenate([~fixed, np.zeros(len(others), np.bool_)])
    push_apart(everything, np.full(len(everything), room, np.float32), free, ROUNDS)
    return everything[: len(out)]


def own_place(fresh: Floats, was: Floats, others: Floats, room: float) -> Floats:
    """Moves a layout as a whole to the spot nearest to the middle of where its nodes were that no other takes.

    `others` [k, 2] stand around; none of them will be nearer than `room` to the hull of the layout.
    """
    middle = (fresh.min(axis=0) + fresh.max(axis=0)) / 2
    out = np.asarray(fresh - middle + was.mean(axis=0), np.float32)
    if not len(others):
        return out
    normals, offsets = _hull(out)
    reach = float(np.ptp(out, axis=0).max()) / 2 + room
    step = max(room, reach / FINE)
    furthest = float(np.hypot(*np.ptp(np.concatenate([others, was]), axis=0))) + 2 * reach
    spots = int((furthest / step) ** 2) + 2
    for turn in range(spots):
        away = step * math.sqrt(turn)
        shift = away * np.array([math.cos(GOLDEN * turn), math.sin(GOLDEN * turn)])
        outside = ((others - shift) @ normals.T + offsets).max(axis=1)
        if (outside >= room).all():
            return np.asarray(out + shift, np.float32)
    raise AssertionError("beyond everything there is a free spot")


def _hull(xy: Floats) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """The sides of the convex hull as outward normals [k, 2] and offsets [k]; of what has no area, those of its box."""
    low, high = xy.min(axis=0), xy.max(axis=0)
    if len(xy) > 3 and float((high - low).min()) > 1e-3:
        sides = ConvexHull(xy, qhull_options="QJ").equations
        return sides[:, :2], sides[:, 2]
    normals = np.array([[1, 0], [-1, 0], [0, 1], [0, -1]], np.float32)
    return normals, np.array([-high[0], low[0], -high[1], low[1]], np.float32)
