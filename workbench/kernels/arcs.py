"""Links beside one another: how far each bows out, and arcs drawn as smoothly as lines."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.jit import Floats, Pixels, kernel
from workbench.kernels.lines import line
from workbench.kernels.pixels import blend

BOW = 1.2  # radii of an icon between the middles of links that join the same two
STRAIGHT = 0.4  # pixels a link may bow and still be drawn straight


@kernel
def bow(lane: float, lanes: int, length: float, room: float) -> float:
    """How far the middle of a link lies beside the straight way, so that several between the same two stay apart.

    `room` is the wished distance between lanes; all of them together bow by at most half the `length`.
    """
    return lane * min(room, 0.5 * length / max(lanes - 1, 1))


@kernel
def bows(
    x0: Floats,
    y0: Floats,
    x1: Floats,
    y1: Floats,
    lane: Floats,
    lanes: npt.NDArray[np.uint8],
    room: Floats,
    out: Floats,
) -> None:
    """Writes the bow of every link into `out`."""
    for k in range(out.size):
        length = math.sqrt((x1[k] - x0[k]) ** 2 + (y1[k] - y0[k]) ** 2)
        out[k] = bow(lane[k], lanes[k], length, room[k])


@kernel
def away_from(px: float, py: float, x0: float, y0: float, x1: float, y1: float, aside: float) -> float:
    """How far a place lies from a line between two others that bows `aside` at its middle."""
    dx, dy = x1 - x0, y1 - y0
    length = max(math.sqrt(dx * dx + dy * dy), 1e-6)
    ux, uy = dx / length, dy / length
    along, across = (px - x0) * ux + (py - y0) * uy, (py - y0) * ux - (px - x0) * uy
    if abs(aside) < STRAIGHT:
        beyond = along - min(max(along, 0.0), length)
        return math.sqrt(across * across + beyond * beyond)
    side = 1.0 if aside > 0.0 else -1.0
    radius = 0.125 * length * length / abs(aside) + 0.5 * abs(aside)
    up, off = across * side - (abs(aside) - radius), along - 0.5 * length
    if abs(math.atan2(off, up)) <= 2.0 * math.atan(2.0 * abs(aside) / length):
        return abs(math.sqrt(up * up + off * off) - radius)
    beyond = abs(off) - 0.5 * length
    return math.sqrt(across * across + beyond * beyond)


@kernel
def before_end(
    x0: float, y0: float, x1: float, y1: float, aside: float, far: float, further: float
) -> tuple[float, float, float, float]:
    """The place `far` pixels before the end of an arc, and where the arc heads `further` pixels before its end."""
    dx, dy = x1 - x0, y1 - y0
    length = max(math.sqrt(dx * dx + dy * dy), 1e-6)
    ux, uy = dx / length, dy / length
    if abs(aside) < STRAIGHT:
        return x1 - ux * far, y1 - uy * far, ux, uy
    side = 1.0 if aside > 0.0 else -1.0
    radius = 0.125 * length * length / abs(aside) + 0.5 * abs(aside)
    ax, ay = -uy * side, ux * side
    half = 2.0 * math.atan(2.0 * abs(aside) / length)
    x, y = 0.5 * (x0 + x1) + ax * (abs(aside) - radius), 0.5 * (y0 + y1) + ay * (abs(aside) - radius)
    here, there = half - far / radius, half - further / radius
    return (
        x + radius * (math.cos(here) * ax + math.sin(here) * ux),
        y + radius * (math.cos(here) * ay + math.sin(here) * uy),
        math.cos(there) * ux - math.sin(there) * ax,
        math.cos(there) * uy - math.sin(there) * ay,
    )


@kernel
def arc(
    image: Pixels,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    aside: float,
    short: float,
    width: float,
    colour: int,
    opacity: float,
    dash: float,
    gap: float,
) -> None:
    """Draws a smooth arc between two places whose middle lies `aside` to the right of the straight way, ending
    `short` pixels before the second; a line where it hardly bows.

    It is drawn in pieces so short that each is nearly straight; every pixel belongs to one piece, by its angle.
    """
    dx, dy = x1 - x0, y1 - y0
    length = math.sqrt(dx * dx + dy * dy)
    if length < 0.01:
        return
    ux, uy = dx / length, dy / length
    if abs(aside) < STRAIGHT:
        line(image, x0, y0, x1 - ux * short, y1 - uy * short, width, colour, opacity, dash, gap)
        return
    height, breadth = image.shape
    side = 1.0 if aside > 0.0 else -1.0
    radius = 0.125 * length * length / abs(aside) + 0.5 * abs(aside)
    ax, ay = -uy * side, ux * side
    x, y = 0.5 * (x0 + x1) + ax * (abs(aside) - radius), 0.5 * (y0 + y1) + ay * (abs(aside) - radius)
    half_turn = 2.0 * math.atan(2.0 * abs(aside) / length)
    whole = 2.0 * half_turn * radius - short
    if whole <= 0.0:
        return
    turn = whole / radius
    pieces = max(1, math.ceil(turn / min(0.4, math.sqrt(8.0 / radius))))
    half = 0.5 * width + 0.5
    most = min(1.0, width) * opacity * 256.0
    for piece in range(pieces):
        low, high = turn * piece / pieces - half_turn, turn * (piece + 1) / pieces - half_turn
        bx, by = (
            x + radius * (math.cos(low) * ax + math.sin(low) * ux),
            y + radius * (math.cos(low) * ay + math.sin(low) * uy),
        )
        ex, ey = (
            x + radius * (math.cos(high) * ax + math.sin(high) * ux),
            y + radius * (math.cos(high) * ay + math.sin(high) * uy),
        )
        margin = half + 2.0
        if (
            max(bx, ex) < -margin
            or min(bx, ex) > breadth + margin
            or max(by, ey) < -margin
            or min(by, ey) > height + margin
        ):
            continue
        flat = abs(ex - bx) >= abs(ey - by)
        begin, finish = (bx, ex) if flat else (by, ey)
        origin_along, origin_across = (bx, by) if flat else (by, bx)
        slope = (
            ((ey - by) / (ex - bx) if ex != bx else 0.0)
            if flat
            else ((ex - bx) / (ey - by) if ey != by else 0.0)
        )
        reach = (half + 1.2) * math.sqrt(1.0 + slope * slope) + 0.5
        if begin > finish:
            begin, finish = finish, begin
        limit_along, limit_across = (breadth, height) if flat else (height, breadth)
        first, last = max(0, math.floor(begin - margin)), min(limit_along - 1, math.ceil(finish + margin))
        for a in range(first, last + 1):
            middle = origin_across + (a + 0.5 - origin_along) * slope
            for b in range(
                max(0, math.floor(middle - reach)), min(limit_across - 1, math.floor(middle + reach)) + 1
            ):
                px, py = (a + 0.5 - x, b + 0.5 - y) if flat else (b + 0.5 - x, a + 0.5 - y)
                cover = half - abs(math.sqrt(px * px + py * py) - radius)
                if cover <= 0.0:
                    continue
                angle = math.atan2(px * ux + py * uy, px * ax + py * ay)
                if (angle < low and piece > 0) or (angle >= high and piece < pieces - 1):
                    continue
                along = (angle + half_turn) * radius
                cover = min(cover, along + 0.5, whole - along + 0.5)
                if dash > 0.0 and cover > 0.0:
                    phase = along - math.floor(along / (dash + gap)) * (dash + gap)
                    cover = min(cover, max(min(phase, dash - phase), phase - dash - gap) + 0.5)
                if cover > 0.0:
                    strength = int(min(cover, 1.0) * most)
                    if flat:
                        image[b, a] = blend(image[b, a], colour, strength)
                    else:
                        image[a, b] = blend(image[a, b], colour, strength)


def warm() -> None:
    """Makes these kernels ready."""
    one, out = samples.ONES, np.empty(3, np.float32)
    bows(one, one, one, one, samples.NO_LANES, samples.ONE_LANE, one, out)
