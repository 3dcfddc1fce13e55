"""Where points of a map lie on an image, a hundred thousand at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.kernels.jit import Floats, Indexes, kernel

Reals = npt.NDArray[np.float64]
FURTHEST = 1e7  # pixels: what lies further out need not be exact


@kernel
def place(
    u: Reals, v: Reals, middle_u: float, middle_v: float, scale: float, half_width: float, half_height: float,
    x: Floats, y: Floats,
) -> None:  # fmt: skip
    """Image pixels of points, each in the copy of the world that is nearest to the middle of the view; `scale` is how
    many pixels the world is wide."""
    for k in range(u.size):
        east = u[k] + np.round(middle_u - u[k])
        x[k] = min(max((east - middle_u) * scale + half_width, -FURTHEST), FURTHEST)
        y[k] = min(max((v[k] - middle_v) * scale + half_height, -FURTHEST), FURTHEST)


@kernel
def in_sight(x: Floats, y: Floats, reach: Floats, width: float, height: float, out: Indexes) -> int:
    """Numbers of what shows at least in part, written to `out`; how many."""
    count = 0
    for k in range(x.size):
        if (
            x[k] + reach[k] > 0
            and x[k] - reach[k] < width
            and y[k] + reach[k] > 0
            and y[k] - reach[k] < height
        ):
            out[count] = k
            count += 1
    return count


@kernel
def pieces_of(
    u: Reals, v: Reals, first: Indexes, middle_u: float, middle_v: float, scale: float, half_width: float,
    half_height: float, pieces: Floats, along: Floats,
) -> None:  # fmt: skip
    """The straight pieces [m, 4] of lines in image pixels, and how far from its line's beginning each begins.

    A line lies in the copy of the world nearest to its first point, so that none is torn at the date line.
    """
    at = 0
    for line in range(first.size - 1):
        begin, end = first[line], first[line + 1]
        turn = np.round(middle_u - u[begin]) if end > begin else 0.0
        gone = 0.0
        for k in range(begin, end - 1):
            x0 = (u[k] + turn - middle_u) * scale + half_width
            y0 = (v[k] - middle_v) * scale + half_height
            x1 = (u[k + 1] + turn - middle_u) * scale + half_width
            y1 = (v[k + 1] - middle_v) * scale + half_height
            pieces[at, 0], pieces[at, 1] = (
                min(max(x0, -FURTHEST), FURTHEST),
                min(max(y0, -FURTHEST), FURTHEST),
            )
            pieces[at, 2], pieces[at, 3] = (
                min(max(x1, -FURTHEST), FURTHEST),
                min(max(y1, -FURTHEST), FURTHEST),
            )
            along[at] = gone
            gone += np.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
            at += 1


def warm() -> None:
    """Makes these kernels ready."""
    u, v, first = np.array([0.1, 0.9]), np.array([0.2, 0.8]), np.array([0, 2], np.int32)
    one = np.ones(1, np.float32)
    place(u, v, 0.5, 0.5, 8.0, 4.0, 4.0, np.empty(2, np.float32), np.empty(2, np.float32))
    in_sight(one, one, one, 8.0, 8.0, np.empty(1, np.int32))
    pieces_of(u, v, first, 0.5, 0.5, 8.0, 4.0, 4.0, np.ones((1, 4), np.float32), np.empty(1, np.float32))
