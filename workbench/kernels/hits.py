"""What lies under the pointer."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.arcs import BOW, away_from, bow
from workbench.kernels.culling import BLOCK, cell_of
from workbench.kernels.jit import Floats, Indexes, kernel


@kernel
def entity_at(
    xy: Floats,
    size: Floats,
    half: float,
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
    """The entity nearest to chart position (x, y) within its `size` [n] times `half` + `slack` pixels, or -1.

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
            if away <= half * size[i] + slack and away < nearest:
                best, nearest = i, away
    return best


@kernel
def link_at(
    segments: Floats,
    boxes: Floats,
    ends: Indexes,
    lane: Floats,
    lanes: npt.NDArray[np.uint8],
    loop: Floats,
    width: Floats,
    size: Floats,
    half: float,
    reach: float,
    x: float,
    y: float,
    scale: float,
    slack: float,
) -> int:
    """The link nearest to chart position (x, y) within half its `width` + `slack` pixels, or -1.

    Icons reach `size` [n] times `half` screen pixels from their middles, links at most `reach` beside the straight
    way: lanes and loops lie where they are drawn. `width` [m] is screen pixels.
    """
    best, nearest = -1, 1e30
    far = reach / scale
    left, right, top, bottom = x - far, x + far, y - far, y + far
    for block in range(boxes.shape[0]):
        if (
            boxes[block, 0] > right
            or boxes[block, 2] < left
            or boxes[block, 1] > bottom
            or boxes[block, 3] < top
        ):
            continue
        for i in range(block * BLOCK, min((block + 1) * BLOCK, segments.shape[0])):
            x0, y0, x1, y1 = segments[i, 0], segments[i, 1], segments[i, 2], segments[i, 3]
            if min(x0, x1) > right or max(x0, x1) < left or min(y0, y1) > bottom or max(y0, y1) < top:
                continue
            a, b = ends[i, 0], ends[i, 1]
            x0, y0, x1, y1 = (x0 - x) * scale, (y0 - y) * scale, (x1 - x) * scale, (y1 - y) * scale
            if a == b:
                radius = half * size[a]
                around = radius * (0.8 + 0.25 * abs(lane[i]))
                cx, cy = x0 + loop[i, 0] * radius * 1.25, y0 + loop[i, 1] * radius * 1.25
                away = abs(math.sqrt(cx * cx + cy * cy) - around)
            else:
                length = math.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
                aside = bow(lane[i], lanes[i], length, BOW * half * min(size[a], size[b]))
                away = away_from(0.0, 0.0, x0, y0, x1, y1, aside)
            if away <= 0.5 * width[i] + slack and away < nearest:
                best, nearest = i, away
    return best


@kernel
def inside(xy: Floats, edges: Floats) -> npt.NDArray[np.bool_]:
    """Whether positions [n, 2] lie inside a closed line [k, 2], by how often a way to the right crosses it."""
    found = np.zeros(xy.shape[0], np.bool_)
    for i in range(xy.shape[0]):
        x, y = xy[i, 0], xy[i, 1]
        last = edges.shape[0] - 1
        for k in range(edges.shape[0]):
            x0, y0, x1, y1 = edges[last, 0], edges[last, 1], edges[k, 0], edges[k, 1]
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                found[i] = not found[i]
            last = k
    return found


def warm() -> None:
    """Makes these kernels ready."""
    s, (segments, boxes) = samples, samples.segments()
    entity_at(s.XY, s.ONES, 1.0, *s.GRID, 0.0, 0.0, 0.25, 2, 1.0, 1.0, 1.0, 1.0, 3.0)
    inside(s.XY, s.XY)
    link_at(
        segments, boxes, s.ENDS, s.NO_LANES, s.ONE_LANE, s.XY, s.ONES, s.ONES, 1.0, 4.0, 1.0, 1.0, 1.0, 4.0
    )
