"""Straight pieces of lines with width, colour and dashes, drawn smoothly one after the other."""

from __future__ import annotations

import math

import numpy as np

from workbench.kernels import samples
from workbench.kernels.jit import Floats, Indexes, Pixels, kernel
from workbench.kernels.pixels import blend, cut


@kernel
def draw(
    image: Pixels, pieces: Floats, each: Indexes, colour: Pixels, width: Floats, cover: Floats, dash: Floats,
    along: Floats,
) -> None:  # fmt: skip
    """Draws `pieces` [m, 4] in pixels of the image, in their order; piece k belongs to line each[k].

    Of each line: `width` in pixels, `cover` from 0 to 1, `dash` the length of a dash and of the gap after it (0 for
    none). `along` is how far from the beginning of its line a piece begins, so that dashes go on from piece to piece.
    """
    height, breadth = image.shape
    for k in range(pieces.shape[0]):
        line = each[k]
        x0, y0, x1, y1 = pieces[k, 0], pieces[k, 1], pieces[k, 2], pieces[k, 3]
        reach = width[line] * 0.5 + 1.5
        inside, enter, leave = cut(x0, y0, x1, y1, -reach, -reach, breadth + reach, height + reach)
        if not inside:
            continue
        dx, dy = x1 - x0, y1 - y0
        length = math.sqrt(dx * dx + dy * dy)
        # a thin line is as pale as it is thin
        half = max(width[line], 1.0) * 0.5
        strength = cover[line] * min(width[line], 1.0) * 256.0
        far = along[k] + enter * length
        bx, by = x0 + leave * dx, y0 + leave * dy
        ax, ay = x0 + enter * dx, y0 + enter * dy
        part = length * (leave - enter)
        if part < 1e-6:
            continue
        ux, uy = dx / length, dy / length
        flat = abs(ux) >= abs(uy)
        spread = (half + 0.5) / max(abs(ux), abs(uy))
        low, high = (min(ax, bx), max(ax, bx)) if flat else (min(ay, by), max(ay, by))
        size, across = (breadth, height) if flat else (height, breadth)
        for step in range(max(0, math.floor(low)), min(size - 1, math.floor(high)) + 1):
            # a piece covers its share of its first and last pixel, so that the next one can go on there
            share = min(step + 1.0, high) - max(float(step), low)
            if share <= 0.0:
                continue
            centre = step + 0.5
            on = ay + (centre - ax) * uy / ux if flat else ax + (centre - ay) * ux / uy
            if dash[line] > 0.0:
                gone = far + abs((centre - ax) / ux if flat else (centre - ay) / uy)
                if gone % (2.0 * dash[line]) > dash[line]:
                    continue
            for other in range(max(0, math.floor(on - spread)), min(across - 1, math.floor(on + spread)) + 1):
                away = abs(other + 0.5 - on) * (abs(ux) if flat else abs(uy))
                body = min(half + 0.5 - away, 1.0)
                if body <= 0.0:
                    continue
                amount = int(body * share * strength)
                if flat:
                    image[other, step] = blend(image[other, step], colour[line], amount)
                else:
                    image[step, other] = blend(image[step, other], colour[line], amount)


@kernel
def heads(image: Pixels, x: Floats, y: Floats, ux: Floats, uy: Floats, size: Floats, colour: Pixels) -> None:
    """Draws arrow heads with their tips at (x, y), pointing along (ux, uy), `size` pixels long."""
    height, breadth = image.shape
    for k in range(x.size):
        long, wide = size[k], size[k] * 0.42
        reach = long + 2.0
        for row in range(max(0, math.floor(y[k] - reach)), min(height - 1, math.floor(y[k] + reach)) + 1):
            for column in range(
                max(0, math.floor(x[k] - reach)), min(breadth - 1, math.floor(x[k] + reach)) + 1
            ):
                dx, dy = x[k] - (column + 0.5), y[k] - (row + 0.5)
                back = dx * ux[k] + dy * uy[k]
                side = abs(dx * uy[k] - dy * ux[k])
                body = min(min(back + 0.5, long + 0.5 - back), wide * back / long + 0.5 - side)
                if body > 0.0:
                    image[row, column] = blend(image[row, column], colour[k], int(min(body, 1.0) * 256.0))


@kernel
def follow(first: Indexes, pieces: Floats, along: Floats) -> None:
    """How far from the beginning of its line each piece begins; line l has the pieces from first[l] on."""
    for line in range(first.size - 1):
        gone = 0.0
        for k in range(first[line], first[line + 1]):
            along[k] = gone
            gone += math.sqrt((pieces[k, 2] - pieces[k, 0]) ** 2 + (pieces[k, 3] - pieces[k, 1]) ** 2)


def warm() -> None:
    """Makes these kernels ready."""
    one, ink, pieces = np.ones(1, np.float32), np.zeros(1, np.uint32), np.ones((1, 4), np.float32)
    draw(samples.image(), pieces, np.zeros(1, np.int32), ink, one, one, one, one)
    heads(samples.image(), one, one, one, one, one, ink)
    follow(np.array([0, 1], np.int32), pieces, one.copy())
