"""Links drawn one by one: smooth lines of any width, dashed or solid, with arrow heads and loops."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.kernels.jit import Flags, Floats, Indexes, Pixels, kernel
from workbench.kernels.pixels import blend, cut

ROUND, SQUARE, DIAMOND = 0, 1, 2


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
def edge_of(shape: int, radius: float, ux: float, uy: float) -> float:
    """How far the outline of a shape lies from its middle in the direction (ux, uy)."""
    if shape == SQUARE:
        return min(radius / max(abs(ux), abs(uy)), radius * 1.25)
    if shape == DIAMOND:
        return radius * 1.18 / (abs(ux) + abs(uy))
    return radius


@kernel
def shifted(
    x0: float, y0: float, x1: float, y1: float, lane: float, lanes: int, gap: float, room: float
) -> tuple[float, float, float, float]:
    """A link moved sideways into its lane, so that several between the same two entities stay apart.

    `gap` is the wished distance between lanes, `room` the width all of them may take.
    """
    if lane == 0.0:
        return x0, y0, x1, y1
    dx, dy = x1 - x0, y1 - y0
    length = max(math.sqrt(dx * dx + dy * dy), 1e-6)
    aside = lane * min(gap, room / max(lanes - 1, 1))
    return (
        x0 - dy / length * aside,
        y0 + dx / length * aside,
        x1 - dy / length * aside,
        y1 + dx / length * aside,
    )


@kernel
def draw_links(
    image: Pixels,
    segments: Floats,
    chosen: Indexes,
    ends: Indexes,
    lane: Floats,
    lanes: npt.NDArray[np.uint8],
    loop: Floats,
    width: Floats,
    colour: Pixels,
    dashed: Flags,
    directed: Flags,
    shape: npt.NDArray[np.uint8],
    radius: Floats,
    scale: float,
    ox: float,
    oy: float,
    pixel: float,
    arrows: bool,
    extra: float,
    opacity: float,
) -> None:
    """Draws the chosen links, each `extra` pixels wider than its own width.

    `width` [m] and `radius` [n] are in pixels of the image, of which `pixel` make one of the screen.
    """
    for link in chosen:
        a, b = ends[link, 0], ends[link, 1]
        x0, y0 = segments[link, 0] * scale + ox, segments[link, 1] * scale + oy
        x1, y1 = segments[link, 2] * scale + ox, segments[link, 3] * scale + oy
        thick = width[link] + extra
        dash = 5.0 * pixel + width[link] if dashed[link] else 0.0
        if a == b:
            size = radius[a] * (0.8 + 0.25 * abs(lane[link]))
            x0 += loop[link, 0] * radius[a] * 1.25
            y0 += loop[link, 1] * radius[a] * 1.25
            circle(image, x0, y0, size, thick, colour[link], opacity, dash)
            continue
        room = 1.3 * min(radius[a], radius[b])
        x0, y0, x1, y1 = shifted(x0, y0, x1, y1, lane[link], lanes[link], 8.0 * pixel, room)
        dx, dy = x1 - x0, y1 - y0
        length = max(math.sqrt(dx * dx + dy * dy), 1e-6)
        ux, uy = dx / length, dy / length
        head = 6.0 * pixel + 1.4 * width[link]
        start, finish = edge_of(shape[a], radius[a], ux, uy), edge_of(shape[b], radius[b], ux, uy)
        if arrows and directed[link] and length > start + finish + 1.5 * head:
            tip = finish + 2.0 * pixel
            neck = tip + 0.8 * head
            line(
                image, x0, y0, x1 - ux * neck, y1 - uy * neck, thick, colour[link], opacity, dash, dash * 0.8
            )
            half = 2.4 * pixel + 0.85 * width[link] + 0.5 * extra
            arrow(
                image, x1 - ux * tip, y1 - uy * tip, ux, uy, head + 0.5 * extra, half, colour[link], opacity
            )
        else:
            line(image, x0, y0, x1, y1, thick, colour[link], opacity, dash, dash * 0.8)
