"""Links drawn one by one: smooth lines of any width, dashed or solid, with arrow heads and loops."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.arcs import BOW, arc, before_end, bow
from workbench.kernels.jit import Flags, Floats, Indexes, Pixels, kernel
from workbench.kernels.lines import arrow, circle

ROUND, SQUARE, DIAMOND = 0, 1, 2
STATED, DERIVED, ASSESSED = 0, 1, 2


@kernel
def edge_of(shape: int, radius: float, ux: float, uy: float) -> float:
    """How far the outline of a shape lies from its middle in the direction (ux, uy)."""
    if shape == SQUARE:
        return min(radius / max(abs(ux), abs(uy)), radius * 1.25)
    if shape == DIAMOND:
        return radius * 1.18 / (abs(ux) + abs(uy))
    return radius


@kernel
def dashes(standing: int, width: float, pixel: float) -> tuple[float, float]:
    """The lengths of dashes and gaps: none where stated, dashes where derived, dots where assessed."""
    if standing == STATED:
        return 0.0, 0.0
    if standing == DERIVED:
        dash = 5.0 * pixel + width
        return dash, 0.8 * dash
    dot = max(width, 1.8 * pixel)
    return dot, 2.2 * pixel + 0.6 * dot


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
    standing: npt.NDArray[np.uint8],
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
    """Draws the chosen links, each `extra` pixels wider than its own width; several between the same two as arcs.

    `width` [m] and `radius` [n] are in pixels of the image, of which `pixel` make one of the screen.
    """
    for link in chosen:
        a, b = ends[link, 0], ends[link, 1]
        x0, y0 = segments[link, 0] * scale + ox, segments[link, 1] * scale + oy
        x1, y1 = segments[link, 2] * scale + ox, segments[link, 3] * scale + oy
        thick = width[link] + extra
        dash, gap = dashes(standing[link], width[link], pixel)
        if a == b:
            size = radius[a] * (0.8 + 0.25 * abs(lane[link]))
            x0 += loop[link, 0] * radius[a] * 1.25
            y0 += loop[link, 1] * radius[a] * 1.25
            circle(image, x0, y0, size, thick, colour[link], opacity, dash)
            continue
        dx, dy = x1 - x0, y1 - y0
        length = max(math.sqrt(dx * dx + dy * dy), 1e-6)
        aside = bow(lane[link], lanes[link], length, BOW * min(radius[a], radius[b]))
        # at the end an arc heads this much away from the straight way
        turn = 2.0 * math.atan(2.0 * aside / length)
        ux, uy = dx / length, dy / length
        hx, hy = ux * math.cos(turn) + uy * math.sin(turn), uy * math.cos(turn) - ux * math.sin(turn)
        head = 6.0 * pixel + 1.4 * width[link]
        start, finish = edge_of(shape[a], radius[a], ux, uy), edge_of(shape[b], radius[b], hx, hy)
        if not (arrows and directed[link] and length > start + finish + 1.5 * head):
            arc(image, x0, y0, x1, y1, aside, 0.0, thick, colour[link], opacity, dash, gap)
            continue
        tip = finish + 2.0 * pixel
        half = 2.4 * pixel + 0.85 * width[link] + 0.5 * extra
        arc(image, x0, y0, x1, y1, aside, tip + 0.8 * head, thick, colour[link], opacity, dash, gap)
        px, py, qx, qy = before_end(x0, y0, x1, y1, aside, tip, tip + 0.5 * head)
        arrow(image, px, py, qx, qy, head + 0.5 * extra, half, colour[link], opacity)


def warm() -> None:
    """Makes these kernels ready."""
    s = samples
    draw_links(
        s.image(), s.segments()[0], s.ALL, s.ENDS, s.NO_LANES, s.ONE_LANE, s.XY, s.ONES, s.INK, s.ONE_LANE, s.YES,
        s.ONE_LANE, s.ONES, 1.0, 0.0, 0.0, 1.0, True, 0.0, 1.0,
    )  # fmt: skip
