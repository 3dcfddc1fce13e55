"""Single pixels of a 0xffRRGGBB image, and the cutting of lines at its borders."""

from __future__ import annotations

import numpy as np

from workbench.kernels import samples
from workbench.kernels.jit import Pixels, kernel


@kernel
def blend(under: int, over: int, cover: int) -> np.uint32:
    """The colour that results when `over` covers `cover` 256ths of a pixel of colour `under`."""
    keep = 256 - cover
    red_blue = (((under & 0xFF00FF) * keep + (over & 0xFF00FF) * cover) >> 8) & 0xFF00FF
    green = (((under & 0xFF00) * keep + (over & 0xFF00) * cover) >> 8) & 0xFF00
    return np.uint32(0xFF000000 | red_blue | green)


@kernel
def cut(
    x0: float, y0: float, x1: float, y1: float, left: float, top: float, right: float, bottom: float
) -> tuple[bool, float, float]:
    """The part of a line inside a box, as two shares of its length (Liang and Barsky, 1984).

    Answers (False, 0, 0) when no part of it is inside.
    """
    enter, leave = 0.0, 1.0
    dx, dy = x1 - x0, y1 - y0
    for side in range(4):
        if side == 0:
            rate, room = -dx, x0 - left
        elif side == 1:
            rate, room = dx, right - x0
        elif side == 2:
            rate, room = -dy, y0 - top
        else:
            rate, room = dy, bottom - y0
        if rate == 0.0:
            if room < 0.0:
                return False, 0.0, 0.0
            continue
        share = room / rate
        if rate < 0.0:
            if share > leave:
                return False, 0.0, 0.0
            enter = max(enter, share)
        else:
            if share < enter:
                return False, 0.0, 0.0
            leave = min(leave, share)
    return True, enter, leave


@kernel
def fill(image: Pixels, colour: int) -> None:
    """Paints the whole image in one colour."""
    image[:] = np.uint32(colour)


def warm() -> None:
    """Makes these kernels ready."""
    fill(samples.image(), 0xFF000000)
