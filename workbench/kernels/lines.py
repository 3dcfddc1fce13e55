"""Single strokes: smooth lines of any width, arrow heads, circles and discs."""

from __future__ import annotations

import math

from workbench.kernels.jit import Pixels, kernel
from workbench.kernels.pixels import blend, cut


@kernel
def line(
    image: Pixels,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    width: float,
    colour: int,
    opacity: float,
    dash: float,
    gap: float,
) -> None:
    """Draws a smooth line; positions are pixels, `dash` of 0 means solid.

    Every pixel near the line is covered by how far its centre lies inside the line's edges.
    """
    height, breadth = image.shape
    dx, dy = x1 - x0, y1 - y0
    length = math.sqrt(dx * dx + dy * dy)
    if length < 0.01:
        return
    margin = width + 2.0
    inside, enter, leave = cut(x0, y0, x1, y1, -margin, -margin, breadth + margin, height + margin)
    if not inside:
        return
    ux, uy = dx / length, dy / length
    half = 0.5 * width + 0.5
    most = min(1.0, width) * opacity * 256.0
    flat = abs(dx) >= abs(dy)
    ahead = ux if flat else uy
    reach = half / abs(ahead)
    slope = (uy if flat else ux) / ahead
    begin = (x0 if flat else y0) + enter * (dx if flat else dy)
    finish = (x0 if flat else y0) + leave * (dx if flat else dy)
    if begin > finish:
        begin, finish = finish, begin
    limit_along, limit_across = (breadth, height) if flat else (height, breadth)
    first, last = max(0, math.floor(begin - 1.0)), min(limit_along - 1, math.ceil(finish + 1.0))
    origin_along, origin_across = (x0, y0) if flat else (y0, x0)
    for a in range(first, last + 1):
        middle = origin_across + (a + 0.5 - origin_along) * slope
        low, high = max(0, math.floor(middle - reach)), min(limit_across - 1, math.floor(middle + reach))
        for b in range(low, high + 1):
            px, py = (a + 0.5 - x0, b + 0.5 - y0) if flat else (b + 0.5 - x0, a + 0.5 - y0)
            along = px * ux + py * uy
            cover = min(half - abs(px * uy - py * ux), along + 0.5, length - along + 0.5)
            if dash > 0.0 and cover > 0.0:
                phase = along - math.floor(along / (dash + gap)) * (dash + gap)
                cover = min(cover, max(min(phase, dash - phase), phase - dash - gap) + 0.5)
            if cover > 0.0:
                strength = int(min(cover, 1.0) * most)
                if flat:
                    image[b, a] = blend(image[b, a], colour, strength)
                else:
                    image[a, b] = blend(image[a, b], colour, strength)


@kernel
def arrow(
    image: Pixels,
    x: float,
    y: float,
    ux: float,
    uy: float,
    length: float,
    half: float,
    colour: int,
    opacity: float,
) -> None:
    """Draws a filled arrow head with its tip at (x, y), pointing along (ux, uy)."""
    height, breadth = image.shape
    reach = length + half + 1.0
    left, right = max(0, math.floor(x - reach)), min(breadth - 1, math.ceil(x + reach))
    top, bottom = max(0, math.floor(y - reach)), min(height - 1, math.ceil(y + reach))
    flank = 1.0 / math.sqrt(length * length + half * half)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            px, py = column + 0.5 - x, row + 0.5 - y
            back = -(px * ux + py * uy)
            aside = abs(px * uy - py * ux)
            cover = min((back * half - aside * length) * flank, length - back) + 0.5
            if cover > 0.0:
                image[row, column] = blend(image[row, column], colour, int(min(cover, 1.0) * opacity * 256.0))


@kernel
def circle(
    image: Pixels, x: float, y: float, radius: float, width: float, colour: int, opacity: float, dash: float
) -> None:
    """Draws the outline of a circle; `dash` is the length of dashes and gaps, 0 for solid."""
    height, breadth = image.shape
    reach = radius + width + 1.0
    left, right = max(0, math.floor(x - reach)), min(breadth - 1, math.ceil(x + reach))
    top, bottom = max(0, math.floor(y - reach)), min(height - 1, math.ceil(y + reach))
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            px, py = column + 0.5 - x, row + 0.5 - y
            away = math.sqrt(px * px + py * py)
            cover = 0.5 * width + 0.5 - abs(away - radius)
            if cover > 0.0 and dash > 0.0:
                turn = math.atan2(py, px) * radius
                if turn - math.floor(turn / (2.0 * dash)) * 2.0 * dash > dash:
                    cover = 0.0
            if cover > 0.0:
                image[row, column] = blend(image[row, column], colour, int(min(cover, 1.0) * opacity * 256.0))


@kernel
def disc(image: Pixels, x: float, y: float, radius: float, colour: int) -> None:
    """Draws a filled smooth circle."""
    height, breadth = image.shape
    reach = radius + 1.0
    for row in range(max(0, math.floor(y - reach)), min(height - 1, math.ceil(y + reach)) + 1):
        for column in range(max(0, math.floor(x - reach)), min(breadth - 1, math.ceil(x + reach)) + 1):
            px, py = column + 0.5 - x, row + 0.5 - y
            cover = radius + 0.5 - math.sqrt(px * px + py * py)
            if cover > 0.0:
                image[row, column] = blend(image[row, column], colour, int(min(cover, 1.0) * 256.0))
