"""Small pictures pasted into the image, and entities too small for one drawn as dots."""

from __future__ import annotations

import math

import numpy as np

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
