"""What lies under the pointer."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.kernels.culling import BLOCK, cell_of
from workbench.kernels.jit import Floats, Indexes, kernel
from workbench.kernels.strokes import shifted


@kernel
def entity_at(
    xy: Floats,
    radius: Floats,
    first: npt.NDArray[np.int32],
    order: Indexes,
    grid_left: float,
    grid_top: float,
    per: float,
    cells: int,
    x: float,
    y: float,
    scale: float,
    largest: float,
    slack: float,
) -> int:
    """The entity nearest to chart position (x, y) within its `radius` [n] + `slack` pixels, or -1.

    `scale` is pixels per chart unit, `largest` the greatest radius in pixels.
    """
    reach = (largest + slack) / scale
    best, nearest = -1, 1e30
    begin, end = cell_of(x - reach, grid_left, per, cells), cell_of(x + reach, grid_left, per, cells)
    for row in range(cell_of(y - reach, grid_top, per, cells), cell_of(y + reach, grid_top, per, cells) + 1):
        for k in range(first[row * cells + begin], first[row * cells + end + 1]):
            i = order[k]
            dx, dy = (xy[i, 0] - x) * scale, (xy[i, 1] - y) * scale
            away = math.sqrt(dx * dx + dy * dy)
            if away <= radius[i] + slack and away < nearest:
                best, nearest = i, away
    return best


@kernel
def distance(px: float, py: float, x0: float, y0: float, x1: float, y1: float) -> float:
    """How far a point lies from a line between two points."""
    dx, dy = x1 - x0, y1 - y0
    share = ((px - x0) * dx + (py - y0) * dy) / max(dx * dx + dy * dy, 1e-12)
    share = min(max(share, 0.0), 1.0)
    ex, ey = x0 + share * dx - px, y0 + share * dy - py
    return math.sqrt(ex * ex + ey * ey)


@kernel
def link_at(
    segments: Floats,
    boxes: Floats,
    ends: Indexes,
    lane: Floats,
    lanes: npt.NDArray[np.uint8],
    loop: Floats,
    width: Floats,
    radius: Floats,
    x: float,
    y: float,
    scale: float,
    slack: float,
) -> int:
    """The link nearest to chart position (x, y) within half its `width` + `slack` pixels, or -1.

    `radius` [n] and `width` [m] are screen pixels: lanes and loops lie where they are drawn.
    """
    best, nearest = -1, 1e30
    largest = 0.0
    for i in range(radius.size):
        largest = max(largest, radius[i])
    reach = (slack + 8.0 + 4.0 * largest) / scale
    for block in range(boxes.shape[0]):
        if (
            boxes[block, 0] > x + reach
            or boxes[block, 2] < x - reach
            or boxes[block, 1] > y + reach
            or boxes[block, 3] < y - reach
        ):
            continue
        for i in range(block * BLOCK, min((block + 1) * BLOCK, segments.shape[0])):
            a, b = ends[i, 0], ends[i, 1]
            x0, y0 = (segments[i, 0] - x) * scale, (segments[i, 1] - y) * scale
            x1, y1 = (segments[i, 2] - x) * scale, (segments[i, 3] - y) * scale
            if a == b:
                size = radius[a] * (0.8 + 0.25 * abs(lane[i]))
                cx, cy = x0 + loop[i, 0] * radius[a] * 1.25, y0 + loop[i, 1] * radius[a] * 1.25
                away = abs(math.sqrt(cx * cx + cy * cy) - size)
            else:
                room = 1.3 * min(radius[a], radius[b])
                x0, y0, x1, y1 = shifted(x0, y0, x1, y1, lane[i], lanes[i], 8.0, room)
                away = distance(0.0, 0.0, x0, y0, x1, y1)
            if away <= 0.5 * width[i] + slack and away < nearest:
                best, nearest = i, away
    return best
