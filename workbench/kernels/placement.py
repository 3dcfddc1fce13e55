"""Where captions and pills go: never on an icon or on one another, and off the links where there is room."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.jit import Floats, Indexes, kernel

Grid = npt.NDArray[np.uint8]
CELL = 2.0  # screen pixels a cell of the occupancy grid is wide and high
NOWHERE = np.int32(-2147483648)


@kernel
def occupy(grid: Grid, left: float, top: float, right: float, bottom: float) -> None:
    """Marks a box of the grid as taken; what lies outside the grid is cut off."""
    rows, columns = grid.shape
    for row in range(max(0, math.floor(top / CELL)), min(rows, math.ceil(bottom / CELL))):
        for column in range(max(0, math.floor(left / CELL)), min(columns, math.ceil(right / CELL))):
            grid[row, column] = 1


@kernel
def occupy_all(grid: Grid, x: Floats, y: Floats, half: Floats) -> None:
    """Marks the squares of icons: middle (x, y), `half` as wide and high on either side."""
    for k in range(x.size):
        occupy(grid, x[k] - half[k], y[k] - half[k], x[k] + half[k], y[k] + half[k])


@kernel
def is_free(grid: Grid, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a box lies wholly on the grid and nothing has taken any of it."""
    rows, columns = grid.shape
    if left < 0 or top < 0 or right > columns * CELL or bottom > rows * CELL:
        return False
    for row in range(math.floor(top / CELL), min(rows, math.ceil(bottom / CELL))):
        for column in range(math.floor(left / CELL), min(columns, math.ceil(right / CELL))):
            if grid[row, column]:
                return False
    return True


@kernel
def crosses(
    x0: float, y0: float, x1: float, y1: float, left: float, top: float, right: float, bottom: float
) -> bool:
    """Whether a line passes through a box."""
    if max(x0, x1) < left or min(x0, x1) > right or max(y0, y1) < top or min(y0, y1) > bottom:
        return False
    dx, dy = x1 - x0, y1 - y0
    a = dx * (top - y0) - dy * (left - x0)
    b = dx * (top - y0) - dy * (right - x0)
    c = dx * (bottom - y0) - dy * (left - x0)
    d = dx * (bottom - y0) - dy * (right - x0)
    return min(min(a, b), min(c, d)) <= 0.0 <= max(max(a, b), max(c, d))


@kernel
def crossed_by(lines: Floats, own: int, left: float, top: float, right: float, bottom: float) -> int:
    """How many of the lines, `own` apart, pass through a box."""
    found = 0
    for i in range(lines.shape[0]):
        if i != own and crosses(lines[i, 0], lines[i, 1], lines[i, 2], lines[i, 3], left, top, right, bottom):
            found += 1
    return found


@kernel
def place_captions(
    grid: Grid,
    x: Floats,
    y: Floats,
    half: Floats,
    width: Floats,
    height: Floats,
    lines: Floats,
    most: int,
    out_x: Indexes,
    out_y: Indexes,
) -> int:
    """Places captions in the order given at their icons: below, else above, right or left of them.

    `lines` [k, 4] are the links to keep off where possible (none: the first free place is taken). Writes each
    caption's upper left corner, or NOWHERE without room; stops after `most`; answers how many it placed.
    """
    placed = 0
    for k in range(x.size):
        out_x[k] = NOWHERE
        if placed >= most:
            continue
        best = 1e30
        best_left, best_top = 0.0, 0.0
        for side in range(4):
            if side == 0:
                left, top = x[k] - 0.5 * width[k], y[k] + half[k]
            elif side == 1:
                left, top = x[k] - 0.5 * width[k], y[k] - half[k] - height[k]
            elif side == 2:
                left, top = x[k] + half[k] + 1.0, y[k] - 0.5 * height[k]
            else:
                left, top = x[k] - half[k] - 1.0 - width[k], y[k] - 0.5 * height[k]
            right, bottom = left + width[k], top + height[k]
            if not is_free(grid, left, top, right, bottom):
                continue
            cost = 0.4 * side + crossed_by(lines, -1, left + 3.0, top + 2.0, right - 3.0, bottom - 2.0)
            if cost < best:
                best, best_left, best_top = cost, left, top
            if lines.shape[0] == 0:
                break
        if best < 1e30:
            occupy(grid, best_left, best_top, best_left + width[k], best_top + height[k])
            out_x[k], out_y[k] = round(best_left), round(best_top)
            placed += 1
    return placed


@kernel
def place_pills(
    grid: Grid,
    segments: Floats,
    width: Floats,
    height: Floats,
    lines: Floats,
    own: Indexes,
    out_x: Indexes,
    out_y: Indexes,
) -> int:
    """Places pills on their links: in the middle if it is free, else up to a third of the length aside.

    `segments` [k, 4] are the pills' links between icons, `lines` all links, `own[k]` the pill's among them.
    Links shorter than their pill get none. Writes corners or NOWHERE; answers how many it placed.
    """
    placed = 0
    for k in range(width.size):
        out_x[k] = NOWHERE
        x0, y0 = segments[k, 0], segments[k, 1]
        dx, dy = segments[k, 2] - x0, segments[k, 3] - y0
        length = math.sqrt(dx * dx + dy * dy)
        through = width[k] * abs(dx) / max(length, 1e-6) + height[k] * abs(dy) / max(length, 1e-6)
        if length < through + 8.0:
            continue
        best = 1e30
        best_left, best_top = 0.0, 0.0
        for attempt in range(9):
            aside = 0.08 * ((attempt + 1) // 2) * (1.0 if attempt % 2 else -1.0)
            left, top = x0 + (0.5 + aside) * dx - 0.5 * width[k], y0 + (0.5 + aside) * dy - 0.5 * height[k]
            right, bottom = left + width[k], top + height[k]
            if not is_free(grid, left, top, right, bottom):
                continue
            cost = 4.0 * abs(aside) + crossed_by(lines, own[k], left, top, right, bottom)
            if cost < best:
                best, best_left, best_top = cost, left, top
        if best < 1e30:
            occupy(grid, best_left, best_top, best_left + width[k], best_top + height[k])
            out_x[k], out_y[k] = round(best_left), round(best_top)
            placed += 1
    return placed


def warm() -> None:
    """Makes these kernels ready."""
    grid, one, lines = np.zeros((8, 8), np.uint8), samples.ONES, np.zeros((1, 4), np.float32)
    occupy_all(grid, one, one, one)
    out = np.empty(3, np.int32), np.empty(3, np.int32)
    place_captions(grid, one, one, one, one, one, lines, 3, *out)
    place_pills(grid, np.zeros((3, 4), np.float32), one, one, lines, samples.ALL, *out)
