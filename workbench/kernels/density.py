"""Many links at once: thin lines are counted per pixel, then shown on a logarithmic scale."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.kernels.jit import Floats, Indexes, Pixels, kernel
from workbench.kernels.pixels import cut

LEVELS = 16  # counts one full line adds to a pixel: the steps its two-pixel smoothing can tell apart
COUNT = 0xFFFFFF  # the bits of a tally that count; those above hold the colour number of the last line


@kernel
def add_lines(
    segments: Floats,
    chosen: Indexes,
    scale: float,
    ox: float,
    oy: float,
    tint: npt.NDArray[np.uint8],
    tallies: Pixels,
) -> None:
    """Adds the chosen lines to `tallies` [height, width], which keep a count and the last line's colour.

    `segments` [m, 4] are chart positions, put on the image by `* scale + (ox, oy)`. A line steps along its
    longer axis one pixel at a time and shares LEVELS between the two pixels it lies between (Wu, 1991).
    """
    height, width = tallies.shape
    flat = tallies.ravel()
    right, bottom = width - 2.01, height - 2.01
    for link in chosen:
        x0, y0 = segments[link, 0] * scale + ox, segments[link, 1] * scale + oy
        x1, y1 = segments[link, 2] * scale + ox, segments[link, 3] * scale + oy
        if min(x0, x1) < 0 or min(y0, y1) < 0 or max(x0, x1) > right or max(y0, y1) > bottom:
            inside, enter, leave = cut(x0, y0, x1, y1, 0.0, 0.0, right, bottom)
            if not inside:
                continue
            dx, dy = x1 - x0, y1 - y0
            x1, y1 = x0 + leave * dx, y0 + leave * dy
            x0, y0 = x0 + enter * dx, y0 + enter * dy
            # rounding in the cut may leave a hair outside
            x0, x1 = min(max(x0, 0.0), right), min(max(x1, 0.0), right)
            y0, y1 = min(max(y0, 0.0), bottom), min(max(y1, 0.0), bottom)
        colour = np.uint32(tint[link]) << np.uint32(24)
        dx, dy = x1 - x0, y1 - y0
        if abs(dx) >= abs(dy):
            along, across, step_along, step_across = x0, y0, 1, width
            length, slope = dx, dy
            if dx < 0:
                along, across, length, slope = x1, y1, -dx, -dy
        else:
            along, across, step_along, step_across = y0, x0, width, 1
            length, slope = dy, dx
            if dy < 0:
                along, across, length, slope = y1, x1, -dy, -dx
        place = int(across * 65536)
        advance = int(slope / max(length, 1.0) * 65536)
        at = int(along) * step_along
        for _ in range(int(length) + 1):
            # unsigned, or every access would check for counting from the end: half the time
            pixel = np.uint64(at + (place >> 16) * step_across)
            share = np.uint32((place >> 12) & 15)
            flat[pixel] = ((flat[pixel] & np.uint32(COUNT)) + np.uint32(LEVELS) - share) | colour
            pixel += np.uint64(step_across)
            flat[pixel] = ((flat[pixel] & np.uint32(COUNT)) + share) | colour
            place += advance
            at += step_along


@kernel
def develop(tallies: Pixels, tones: Pixels, image: Pixels) -> None:
    """Turns tallies into colours by `tones` [colours, levels] and clears them for the next frame."""
    flat, out = tallies.ravel(), image.ravel()
    last = tones.shape[1] - 1
    paper = tones[0, 0]
    for i in range(flat.size):
        tally = flat[i]
        if tally == 0:
            out[i] = paper
        else:
            out[i] = tones[tally >> 24, min(tally & COUNT, last)]
            flat[i] = 0
