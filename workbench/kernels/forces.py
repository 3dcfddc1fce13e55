"""The forces of a layout: everything repels everything, links pull together.

Repulsion falls off with distance. Far away it is the gradient of a field found on a grid by fast Fourier
transform (particle-mesh), nearby it is summed pair by pair: O(n + m) a step (Hockney and Eastwood, 1981).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import fft

from workbench.kernels.jit import Flags, Floats, Indexes, kernel

STRENGTH = 0.2  # of repulsion against springs, in squared ideal lengths
CROWD = 36  # pairs summed for each row of three neighbouring cells; beyond it a sample stands for all
CALM = 0.3  # furthest move, in cells, below which the field far away is found anew only every other time


@lru_cache(maxsize=8)
def _field(cells: int) -> tuple[npt.NDArray[np.complex64], npt.NDArray[np.complex64]]:
    """The transformed force of a unit mass on a grid twice `cells` wide, horizontally and vertically."""
    size = 2 * cells
    steps = np.fft.fftfreq(size, 1 / size).astype(np.float32)
    x, y = np.meshgrid(steps, steps)
    squared = x * x + y * y + np.float32(1.0)
    return fft.rfft2(x / squared), fft.rfft2(y / squared)


def field_of(grid: Floats) -> tuple[Floats, Floats]:
    """The force that the masses on a square grid exert at each of its points, horizontally and vertically."""
    cells = len(grid)
    towards_x, towards_y = _field(cells)
    # the grid is surrounded by as much nothing, so that what is to the left does not act from the right
    masses = fft.fft(fft.rfft(grid, n=2 * cells, axis=1), n=2 * cells, axis=0, overwrite_x=True)
    x, y = (
        fft.irfft(fft.ifft(masses * towards, axis=0, overwrite_x=True)[:cells], axis=1, overwrite_x=True)
        for towards in (towards_x, towards_y)
    )
    return x[:, :cells], y[:, :cells]


@kernel
def bounds(xy: Floats) -> tuple[float, float, float, float]:
    """The box around all positions: left, top, right, bottom."""
    left, top, right, bottom = xy[0, 0], xy[0, 1], xy[0, 0], xy[0, 1]
    for i in range(1, xy.shape[0]):
        left, right = min(left, xy[i, 0]), max(right, xy[i, 0])
        top, bottom = min(top, xy[i, 1]), max(bottom, xy[i, 1])
    return left, top, right, bottom


@kernel
def spread_mass(xy: Floats, mass: Floats, left: float, top: float, per: float, grid: Floats) -> None:
    """Adds each node's mass to the four grid points around it."""
    grid[:] = 0
    for i in range(xy.shape[0]):
        x, y = (xy[i, 0] - left) * per, (xy[i, 1] - top) * per
        a, b = int(x), int(y)
        fx, fy = np.float32(x - a), np.float32(y - b)
        grid[b, a] += mass[i] * (1 - fx) * (1 - fy)
        grid[b, a + 1] += mass[i] * fx * (1 - fy)
        grid[b + 1, a] += mass[i] * (1 - fx) * fy
        grid[b + 1, a + 1] += mass[i] * fx * fy


@kernel
def feel_field(
    xy: Floats,
    mass: Floats,
    left: float,
    top: float,
    per: float,
    fx: Floats,
    fy: Floats,
    strength: float,
    force: Floats,
) -> None:
    """Sets each node's force to the field at its place, taken from the four grid points around it."""
    edge = np.float32(fx.shape[0] - 1.001)
    for i in range(xy.shape[0]):
        x = min(max((xy[i, 0] - left) * per, 0.0), edge)
        y = min(max((xy[i, 1] - top) * per, 0.0), edge)
        a, b = int(x), int(y)
        u, v = np.float32(x - a), np.float32(y - b)
        s = np.float32(strength) * mass[i]
        p, q, r, t = (1 - u) * (1 - v) * s, u * (1 - v) * s, (1 - u) * v * s, u * v * s
        force[i, 0] = p * fx[b, a] + q * fx[b, a + 1] + r * fx[b + 1, a] + t * fx[b + 1, a + 1]
        force[i, 1] = p * fy[b, a] + q * fy[b, a + 1] + r * fy[b + 1, a] + t * fy[b + 1, a + 1]


@kernel
def repel_near(
    xy: Floats, mass: Floats, left: float, top: float, per: float, cells: int, strength: float, force: Floats
) -> None:
    """Adds what the grid is too coarse to see: the repulsion between nodes of neighbouring cells."""
    n = xy.shape[0]
    cell = np.empty(n, np.int32)
    first = np.zeros(cells * cells + 1, np.int32)
    for i in range(n):
        cell[i] = int((xy[i, 1] - top) * per) * cells + int((xy[i, 0] - left) * per)
        first[cell[i] + 1] += 1
    for c in range(cells * cells):
        first[c + 1] += first[c]
    place = first[:-1].copy()
    # sorted copies, so that neighbours in the plane are neighbours in memory
    sorted_x, sorted_y = np.empty(n, np.float32), np.empty(n, np.float32)
    sorted_mass = np.empty(n, np.float32)
    which = np.empty(n, np.int32)
    for i in range(n):
        k = place[cell[i]]
        place[cell[i]] += 1
        sorted_x[k], sorted_y[k], sorted_mass[k] = xy[i, 0], xy[i, 1], mass[i]
        which[k] = i
    width = np.float32(1.0 / (per * per))
    tiny = np.float32(1e-6)
    for k in range(n):
        i = which[k]
        x, y = sorted_x[k], sorted_y[k]
        row, column = cell[i] // cells, cell[i] % cells
        left_cell, right_cell = max(0, column - 1), min(cells - 1, column + 1)
        ax, ay = np.float32(0), np.float32(0)
        for r in range(max(0, row - 1), min(cells, row + 2)):
            # the three cells of a row lie side by side in memory
            begin, end = first[r * cells + left_cell], first[r * cells + right_cell + 1]
            stride = max(1, (end - begin) // CROWD)
            if stride == 1:
                for j in range(begin, end):
                    dx, dy = x - sorted_x[j], y - sorted_y[j]
                    squared = dx * dx + dy * dy + tiny
                    push = sorted_mass[j] * width / (squared * (squared + width))
                    ax += dx * push
                    ay += dy * push
            else:
                bx, by = np.float32(0), np.float32(0)
                for j in range(begin + k % stride, end, stride):
                    dx, dy = x - sorted_x[j], y - sorted_y[j]
                    squared = dx * dx + dy * dy + tiny
                    push = sorted_mass[j] * width / (squared * (squared + width))
                    bx += dx * push
                    by += dy * push
                ax += np.float32(stride) * bx
                ay += np.float32(stride) * by
        force[i, 0] += np.float32(strength) * mass[i] * ax
        force[i, 1] += np.float32(strength) * mass[i] * ay


@kernel
def pull_links(
    xy: Floats, start: Indexes, end: Indexes, weight: Floats, length: float, even: bool, force: Floats
) -> None:
    """Adds the pull of links: growing with the square of their length when `even`, else with the length."""
    for k in range(start.size):
        a, b = start[k], end[k]
        dx, dy = xy[b, 0] - xy[a, 0], xy[b, 1] - xy[a, 1]
        pull = weight[k]
        if even:
            pull *= np.float32(np.sqrt(dx * dx + dy * dy) / length)
        force[a, 0] += pull * dx
        force[a, 1] += pull * dy
        force[b, 0] -= pull * dx
        force[b, 1] -= pull * dy


@kernel
def step(xy: Floats, force: Floats, mass: Floats, furthest: float, free: Flags) -> None:
    """Moves every free node along its force, no further than `furthest`."""
    for i in range(xy.shape[0]):
        if not free[i]:
            continue
        fx, fy = force[i, 0] / mass[i], force[i, 1] / mass[i]
        size = np.sqrt(fx * fx + fy * fy) + 1e-9
        share = min(size, furthest) / size
        xy[i, 0] += np.float32(fx * share)
        xy[i, 1] += np.float32(fy * share)


def settle(
    xy: Floats,
    start: Indexes,
    end: Indexes,
    weight: Floats,
    mass: Floats,
    *,
    steps: int,
    hot: float,
    cold: float,
    even: bool,
    free: Flags | None = None,
    length: float = 1.0,
    each: Callable[[int], None] | None = None,
) -> None:
    """Lets the nodes move `steps` times, in place, the longest move falling from `hot` to `cold` lengths.

    `length` is that of an ideal link. `even` is the model of Fruchterman and Reingold (1991); without it,
    ForceAtlas2's (Jacomy and others, 2014). `each(turn)` is called after every move, and may raise to stop.
    """
    n = len(xy)
    if n < 2:
        return
    cells = int(2 ** np.clip(np.ceil(np.log2(np.sqrt(n))), 4, 9))
    force = np.zeros_like(xy)
    grid = np.zeros((cells, cells), np.float32)
    moves = np.ones(n, np.bool_) if free is None else free
    strength = STRENGTH * length * length
    stale = True
    for turn in range(steps):
        furthest = length * hot * (cold / hot) ** (turn / max(1, steps - 1))
        left, top, right, bottom = bounds(xy)
        cell = max(max(right - left, bottom - top) / (cells - 2.5), 1e-6)
        left, top, per = left - 0.5 * cell, top - 0.5 * cell, 1 / cell
        if stale:
            spread_mass(xy, mass, left, top, per, grid)
            far = (*field_of(grid), left, top, per)
        stale = furthest > CALM * cell or not stale
        field_x, field_y, far_left, far_top, far_per = far
        feel_field(xy, mass, far_left, far_top, far_per, field_x, field_y, strength * far_per, force)
        repel_near(xy, mass, left, top, per, cells, strength, force)
        pull_links(xy, start, end, weight, length, even, force)
        step(xy, force, mass, furthest, moves)
        if each:
            each(turn)


@kernel
def settle_small(
    xy: Floats, first_node: Indexes, first_link: Indexes, neighbour: Indexes, steps: int
) -> None:
    """Lays out many small components exactly and each for itself, in place.

    Component c has the nodes first_node[c]:first_node[c + 1], node i the neighbours at
    first_link[i]:first_link[i + 1].
    """
    for c in range(first_node.size - 1):
        begin, end = first_node[c], first_node[c + 1]
        if end - begin < 2:
            continue
        for turn in range(steps):
            furthest = 0.5 * (1.0 - turn / steps) + 0.01
            for i in range(begin, end):
                fx, fy = 0.0, 0.0
                for j in range(begin, end):
                    if i != j:
                        dx, dy = xy[i, 0] - xy[j, 0], xy[i, 1] - xy[j, 1]
                        squared = dx * dx + dy * dy + 1e-4
                        fx += dx / squared
                        fy += dy / squared
                for k in range(first_link[i], first_link[i + 1]):
                    j = neighbour[k]
                    dx, dy = xy[j, 0] - xy[i, 0], xy[j, 1] - xy[i, 1]
                    away = np.sqrt(dx * dx + dy * dy)
                    fx += dx * away
                    fy += dy * away
                size = np.sqrt(fx * fx + fy * fy) + 1e-9
                share = min(size, furthest) / size
                xy[i, 0] += fx * share
                xy[i, 1] += fy * share
