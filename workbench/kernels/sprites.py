"""Small pictures pasted into the image, and entities too small for one drawn as dots."""

from __future__ import annotations

import math

import numpy as np

from workbench.kernels import samples
from workbench.kernels.jit import Floats, Indexes, Pixels, kernel
from workbench.kernels.pixels import blend


@kernel
def paste(
    image: Pixels,
    sheet: Pixels,
    offset: Indexes,
    width: Indexes,
    height: Indexes,
    which: Indexes,
    x: Indexes,
    y: Indexes,
) -> None:
    """Pastes sprite `which[k]` with its upper left corner at (x[k], y[k]), whatever lies outside cut off.

    Sprites lie one after another in `sheet`, row by row, as premultiplied ARGB.
    """
    rows, columns = image.shape
    for k in range(which.size):
        sprite = which[k]
        wide, high, begin = width[sprite], height[sprite], offset[sprite]
        left, top = x[k], y[k]
        for row in range(max(0, -top), min(high, rows - top)):
            for column in range(max(0, -left), min(wide, columns - left)):
                ink = sheet[begin + row * wide + column]
                alpha = ink >> 24
                if alpha == 0:
                    continue
                if alpha == 255:
                    image[top + row, left + column] = ink
                    continue
                under = image[top + row, left + column]
                keep = 256 - alpha - (alpha >> 7)
                red_blue = (((under & 0xFF00FF) * keep) >> 8) & 0xFF00FF
                green = (((under & 0xFF00) * keep) >> 8) & 0xFF00
                image[top + row, left + column] = np.uint32(
                    0xFF000000 | ((red_blue | green) + (ink & 0xFFFFFF))
                )


@kernel
def mixed_in(under: np.uint32, red_blue: np.uint32, green: np.uint32, cover: np.uint32) -> np.uint32:
    """What `blend` gives, of a colour whose channels were taken apart beforehand."""
    keep = np.uint32(256) - cover
    return np.uint32(
        np.uint32(0xFF000000)
        | ((((under & np.uint32(0xFF00FF)) * keep + red_blue * cover) >> np.uint32(8)) & np.uint32(0xFF00FF))
        | ((((under & np.uint32(0xFF00)) * keep + green * cover) >> np.uint32(8)) & np.uint32(0xFF00))
    )


@kernel
def specks(
    image: Pixels,
    xy: Floats,
    entities: Indexes,
    scale: float,
    ox: float,
    oy: float,
    grown: Floats,
    half: float,
    least: float,
    most: float,
    bodies: Pixels,
    keys: Indexes,
    larger: Indexes,
) -> int:
    """Draws entities of at most a pixel's radius as specks, the first of them last; all others are put into `larger`.

    `xy` [n, 2] are chart positions, put on the image by `* scale + (ox, oy)`; the radius is `grown` [n] times `half`
    within `least` and `most` pixels, the colour `bodies[keys]`. Answers how many are larger or lie at the border.
    """
    height, breadth = image.shape
    flat = image.ravel()
    per, left, top = np.float32(scale), np.float32(ox), np.float32(oy)
    none, one, steps = np.float32(0.0), np.float32(1.0), np.float32(16.0)
    found, below, full = 0, np.uint64(breadth), np.uint32(16)
    for k in range(entities.size - 1, -1, -1):
        i = np.uint64(entities[k])
        x, y = xy[i, 0] * per + left, xy[i, 1] * per + top
        radius = min(max(grown[i] * np.float32(half), np.float32(least)), np.float32(most))
        if radius > one or x < 2 or y < 2 or x >= breadth - 2 or y >= height - 2:
            larger[found] = entities[k]
            found += 1
            continue
        column, row = np.int64(x), np.int64(y)
        across, down = x - column, y - row
        # sixteenths of the pixels to the left and right, above and below that the speck covers
        west = np.uint32(max(radius - across, none) * steps)
        east = np.uint32(max(across + radius - one, none) * steps)
        north = np.uint32(max(radius - down, none) * steps)
        south = np.uint32(max(down + radius - one, none) * steps)
        colour = np.uint32(bodies[keys[i]])
        red_blue, green = colour & np.uint32(0xFF00FF), colour & np.uint32(0xFF00)
        at = np.uint64((row - 1) * breadth + column)
        before, after = at - np.uint64(1), at + np.uint64(1)
        flat[before] = mixed_in(flat[before], red_blue, green, west * north)
        flat[at] = mixed_in(flat[at], red_blue, green, full * north)
        flat[after] = mixed_in(flat[after], red_blue, green, east * north)
        at, before, after = at + below, before + below, after + below
        flat[before] = mixed_in(flat[before], red_blue, green, west * full)
        flat[at] = colour
        flat[after] = mixed_in(flat[after], red_blue, green, east * full)
        at, before, after = at + below, before + below, after + below
        flat[before] = mixed_in(flat[before], red_blue, green, west * south)
        flat[at] = mixed_in(flat[at], red_blue, green, full * south)
        flat[after] = mixed_in(flat[after], red_blue, green, east * south)
    return found


@kernel
def dots(
    image: Pixels, x: Floats, y: Floats, radius: Floats, colour: Pixels, rim: int, rim_width: float
) -> None:
    """Draws smooth discs in the order given, each with a rim that sets it off from what lies under it."""
    height, breadth = image.shape
    flat = image.ravel()
    for k in range(x.size):
        outer = radius[k] + rim_width + 0.5
        left, right = max(0, math.floor(x[k] - outer)), min(breadth - 1, math.floor(x[k] + outer))
        top, bottom = max(0, math.floor(y[k] - outer)), min(height - 1, math.floor(y[k] + outer))
        core = max(radius[k] - 0.5, 0.0) ** 2
        for row in range(top, bottom + 1):
            dy = row + 0.5 - y[k]
            for column in range(left, right + 1):
                dx = column + 0.5 - x[k]
                squared = dx * dx + dy * dy
                if squared >= outer * outer:
                    continue
                pixel = np.uint64(row * breadth + column)
                if squared <= core:
                    flat[pixel] = colour[k]
                    continue
                away = math.sqrt(squared)
                under = flat[pixel]
                if rim_width > 0.0:
                    under = blend(under, rim, int(min(outer - away, 1.0) * 200.0))
                body = min(radius[k] + 0.5 - away, 1.0)
                if body > 0.0:
                    under = blend(under, colour[k], int(body * 256.0))
                flat[pixel] = under


def warm() -> None:
    """Makes these kernels ready."""
    one, none, at = np.ones(3, np.int32), np.zeros(3, np.int32), samples.XY
    paste(samples.image(), np.zeros(4, np.uint32), none, one, one, none, one, one)
    ink = samples.INK
    specks(
        samples.image(), at, samples.ALL, 1.0, 0.0, 0.0, samples.ONES, 1.0, 0.5, 2.0, ink, none, np.empty(3, np.int32)
    )  # fmt: skip
    dots(samples.image(), at[:, 0].copy(), at[:, 1].copy(), samples.ONES, ink, 0xFFFFFFFF, 1.0)
