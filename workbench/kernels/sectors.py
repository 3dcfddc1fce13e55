"""Where something may have been: slices and circles, filled as a tint or added up as heat."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.jit import Floats, Indexes, Pixels, kernel
from workbench.kernels.pixels import blend

Shares = npt.NDArray[np.float32]


@kernel
def _covers(dx: float, dy: float, radius: float, begin: float, sweep: float) -> bool:
    """Whether a slice holds the point (dx, dy) from its tip; y runs downwards, angles clockwise from north."""
    if dx * dx + dy * dy > radius * radius:
        return False
    if sweep >= 2.0 * math.pi:
        return True
    turn = (math.atan2(dx, -dy) - begin) % (2.0 * math.pi)
    return turn <= sweep


@kernel
def tint(
    image: Pixels,
    x: Floats,
    y: Floats,
    radius: Floats,
    begin: Floats,
    sweep: Floats,
    colour: Pixels,
    cover: Floats,
) -> None:
    """Tints slices with their tips at (x, y): `radius` pixels, from `begin` on `sweep` radians clockwise."""
    height, breadth = image.shape
    for k in range(x.size):
        amount = int(cover[k] * 256.0)
        for row in range(
            max(0, math.floor(y[k] - radius[k])), min(height - 1, math.floor(y[k] + radius[k])) + 1
        ):
            dy = row + 0.5 - y[k]
            wide = math.sqrt(max(radius[k] * radius[k] - dy * dy, 0.0))
            left = max(0, math.floor(x[k] - wide))
            for column in range(left, min(breadth - 1, math.floor(x[k] + wide)) + 1):
                if _covers(column + 0.5 - x[k], dy, radius[k], begin[k], sweep[k]):
                    image[row, column] = blend(image[row, column], colour[k], amount)


@kernel
def add_heat(
    grid: Shares, x: Floats, y: Floats, radius: Floats, begin: Floats, sweep: Floats, weight: Floats
) -> None:
    """Spreads each weight evenly over the slice it belongs to; what was seen there may have been anywhere in it."""
    height, breadth = grid.shape
    for k in range(x.size):
        if radius[k] < 1.0 or sweep[k] <= 0.0:
            column, row = math.floor(x[k]), math.floor(y[k])
            if 0 <= column < breadth and 0 <= row < height:
                grid[row, column] += weight[k]
            continue
        each = weight[k] / max(0.5 * sweep[k] * radius[k] * radius[k], 1.0)
        for row in range(
            max(0, math.floor(y[k] - radius[k])), min(height - 1, math.floor(y[k] + radius[k])) + 1
        ):
            dy = row + 0.5 - y[k]
            wide = math.sqrt(max(radius[k] * radius[k] - dy * dy, 0.0))
            left = max(0, math.floor(x[k] - wide))
            for column in range(left, min(breadth - 1, math.floor(x[k] + wide)) + 1):
                if _covers(column + 0.5 - x[k], dy, radius[k], begin[k], sweep[k]):
                    grid[row, column] += each


@kernel
def spread(grid: Shares, reach: int, spare: Shares) -> None:
    """Blurs a grid: three running means along each direction, which together are close to a bell."""
    height, breadth = grid.shape
    share = np.float32(1.0 / (2 * reach + 1))
    for _ in range(3):
        for row in range(height):
            total = np.float32(0.0)
            for column in range(-reach, breadth):
                if column + reach < breadth:
                    total += grid[row, column + reach]
                if column - reach - 1 >= 0:
                    total -= grid[row, column - reach - 1]
                if column >= 0:
                    spare[row, column] = total * share
        for column in range(breadth):
            total = np.float32(0.0)
            for row in range(-reach, height):
                if row + reach < height:
                    total += spare[row + reach, column]
                if row - reach - 1 >= 0:
                    total -= spare[row - reach - 1, column]
                if row >= 0:
                    grid[row, column] = max(total * share, np.float32(0.0))


@kernel
def glow(image: Pixels, grid: Shares, cell: int, top: float, tones: Pixels, cover: Floats) -> None:
    """Lays a grid of `cell` pixels a square over the image: `tones` and `cover` by how hot, on a square-root scale
    up to `top`; between the middles of squares it goes over smoothly."""
    height, breadth = image.shape
    rows, columns = grid.shape
    last = tones.size - 1
    for row in range(height):
        y = (row + 0.5) / cell - 0.5
        r = min(max(math.floor(y), 0), rows - 2)
        fy = min(max(y - r, 0.0), 1.0)
        for column in range(breadth):
            x = (column + 0.5) / cell - 0.5
            c = min(max(math.floor(x), 0), columns - 2)
            fx = min(max(x - c, 0.0), 1.0)
            upper = grid[r, c] * (1 - fx) + grid[r, c + 1] * fx
            lower = grid[r + 1, c] * (1 - fx) + grid[r + 1, c + 1] * fx
            hot = upper * (1 - fy) + lower * fy
            if hot <= 0.0:
                continue
            tone = min(int(math.sqrt(min(hot / top, 1.0)) * last), last)
            if tone > 0:
                image[row, column] = blend(image[row, column], tones[tone], int(cover[tone] * 256.0))


@kernel
def rim_lengths(radius: Floats, sweep: Floats, count: Indexes) -> None:
    """How many straight pieces the rim of each slice is drawn with: five pixels each, two more for its sides."""
    for k in range(radius.size):
        steps = int(min(max(radius[k] * sweep[k] / 5.0, 6.0), 160.0))
        count[k] = steps + (0 if sweep[k] >= 2.0 * math.pi else 2)


@kernel
def rims(
    x: Floats, y: Floats, radius: Floats, begin: Floats, sweep: Floats, first: Indexes, pieces: Floats
) -> None:
    """The rims of slices as straight pieces [m, 4]: those of slice k from first[k] to first[k + 1]."""
    for k in range(x.size):
        at, end = first[k], first[k + 1]
        whole = sweep[k] >= 2.0 * math.pi
        steps = end - at - (0 if whole else 2)
        px, py = x[k], y[k]
        if whole:
            px, py = x[k] + radius[k] * math.sin(begin[k]), y[k] - radius[k] * math.cos(begin[k])
        for step in range(1 if whole else 0, steps + 1):
            turn = begin[k] + sweep[k] * step / steps
            nx, ny = x[k] + radius[k] * math.sin(turn), y[k] - radius[k] * math.cos(turn)
            pieces[at, 0], pieces[at, 1], pieces[at, 2], pieces[at, 3] = px, py, nx, ny
            px, py = nx, ny
            at += 1
        if not whole:
            pieces[at, 0], pieces[at, 1], pieces[at, 2], pieces[at, 3] = px, py, x[k], y[k]


def warm() -> None:
    """Makes these kernels ready."""
    one, ink, count = np.ones(1, np.float32), np.zeros(1, np.uint32), np.zeros(1, np.int32)
    tint(samples.image(), one, one, one, one, one, ink, one)
    rim_lengths(one, one, count)
    rims(one, one, one, one, one, np.array([0, 8], np.int32), np.empty((8, 4), np.float32))
    grid = np.zeros((4, 4), np.float32)
    add_heat(grid, one, one, one, one, one, one)
    spread(grid, 1, np.zeros((4, 4), np.float32))
    glow(samples.image(), grid, 4, 1.0, ink, one)
