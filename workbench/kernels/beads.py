"""Records as beads on a line."""

from __future__ import annotations

from workbench.kernels import samples
from workbench.kernels.jit import Floats, Pixels, kernel
from workbench.kernels.lines import arrow, disc


@kernel
def draw_beads(
    image: Pixels,
    x: Floats,
    y: Floats,
    ux: Floats,
    uy: Floats,
    radius: float,
    colour: Pixels,
    rim: int,
    pixel: float,
) -> None:
    """Draws beads on lines: arrow heads that point along (ux, uy), discs where that is (0, 0), each with a rim."""
    for k in range(x.size):
        if ux[k] == 0.0 and uy[k] == 0.0:
            disc(image, x[k], y[k], radius * 0.85 + pixel, rim)
            disc(image, x[k], y[k], radius * 0.85, colour[k])
        else:
            for outer in (True, False):
                more = 1.6 * pixel if outer else 0.0
                tip = 1.15 * radius + more
                ink = rim if outer else colour[k]
                arrow(
                    image,
                    x[k] + ux[k] * tip,
                    y[k] + uy[k] * tip,
                    ux[k],
                    uy[k],
                    2.2 * radius + 1.7 * more,
                    radius + more,
                    ink,
                    1.0,
                )


def warm() -> None:
    """Makes these kernels ready."""
    one = samples.ONES
    draw_beads(samples.image(), one, one, one, one, 1.0, samples.INK, 0xFFFFFFFF, 1.0)
