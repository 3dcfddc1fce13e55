"""Many links at once: thin lines are counted per pixel, then shown on a logarithmic scale."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.jit import Floats, Indexes, Pixels, kernel
from workbench.kernels.pixels import cut

LEVELS = 16  # counts one full line adds to a pixel: the steps its two-pixel smoothing can tell apart
BATCH = 256  # lines prepared at a time
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
    longer axis one pixel at a time and shares LEVELS between the two pixels it lies between (Wu, 1991). Where it
    crosses the border its pixels are those it would have on a larger image.
    """
    height, width = tallies.shape
    flat = tallies.ravel()
    per, left, top = np.float32(scale), np.float32(ox), np.float32(oy)
    none, one, parts = np.float32(0.0), np.float32(1.0), np.float32(65536.0)
    right, bottom = np.float32(width - 2.01), np.float32(height - 2.01)
    ends = np.empty((4, BATCH), np.float32)
    begins, steps, places = (
        np.empty((3, BATCH), np.int32),
        np.empty(BATCH, np.int32),
        np.empty(BATCH, np.int32),
    )
    advances, colours = np.empty(BATCH, np.int32), np.empty(BATCH, np.uint32)
    crossing = np.empty(BATCH, np.int32)
    for first in range(0, chosen.size, BATCH):
        lines = 0
        for k in range(first, min(first + BATCH, chosen.size)):
            link = np.uint64(chosen[k])
            x0, y0 = segments[link, 0] * per + left, segments[link, 1] * per + top
            x1, y1 = segments[link, 2] * per + left, segments[link, 3] * per + top
            crossing[lines] = -1
            if min(x0, x1) < none or min(y0, y1) < none or max(x0, x1) > right or max(y0, y1) > bottom:
                inside, enter, leave = cut(x0, y0, x1, y1, -1.0, -1.0, float(width), float(height))
                if not inside:
                    continue
                crossing[lines] = chosen[k]
                dx, dy = x1 - x0, y1 - y0
                x1, y1 = np.float32(x0 + leave * dx), np.float32(y0 + leave * dy)
                x0, y0 = np.float32(x0 + enter * dx), np.float32(y0 + enter * dy)
            ends[0, lines], ends[1, lines], ends[2, lines], ends[3, lines] = x0, y0, x1, y1
            colours[lines] = np.uint32(tint[link]) << np.uint32(24)
            lines += 1
        # without branches, so that several lines are prepared at a time
        for k in range(lines):
            flatter = abs(ends[2, k] - ends[0, k]) >= abs(ends[3, k] - ends[1, k])
            along0, along1 = (ends[0, k], ends[2, k]) if flatter else (ends[1, k], ends[3, k])
            across0, across1 = (ends[1, k], ends[3, k]) if flatter else (ends[0, k], ends[2, k])
            back = along1 < along0
            length, slope = abs(along1 - along0), across0 - across1 if back else across1 - across0
            places[k] = np.int32((across1 if back else across0) * parts)
            advances[k] = np.int32(slope / max(length, one) * parts)
            steps[k] = np.int32(length) + np.int32(1)
            begins[1, k] = 1 if flatter else width
            begins[2, k] = width if flatter else 1
            begins[0, k] = np.int32(along1 if back else along0) * begins[1, k]
        for k in range(lines):
            if crossing[k] >= 0:
                _add_crossing(segments[crossing[k]], scale, ox, oy, colours[k], tallies)
                continue
            at, step_along, step_across = (
                np.int64(begins[0, k]),
                np.int64(begins[1, k]),
                np.int64(begins[2, k]),
            )
            place, advance, colour = np.int64(places[k]), np.int64(advances[k]), colours[k]
            for _ in range(steps[k]):
                # unsigned, or every access would check for counting from the end: half the time
                pixel = np.uint64(at + (place >> 16) * step_across)
                share = np.uint32((place >> 12) & 15)
                flat[pixel] = ((flat[pixel] & np.uint32(COUNT)) + np.uint32(LEVELS) - share) | colour
                pixel += np.uint64(step_across)
                flat[pixel] = ((flat[pixel] & np.uint32(COUNT)) + share) | colour
                place += advance
                at += step_along


@kernel
def _add_crossing(segment: Floats, scale: float, ox: float, oy: float, colour: int, tallies: Pixels) -> None:
    """Adds what of a line lies on the image, in steps that do not depend on where the border is."""
    height, width = tallies.shape
    x0, y0, x1, y1 = (
        segment[0] * scale + ox,
        segment[1] * scale + oy,
        segment[2] * scale + ox,
        segment[3] * scale + oy,
    )
    flatter = abs(x1 - x0) >= abs(y1 - y0)
    along0, along1, across0, across1 = (x0, x1, y0, y1) if flatter else (y0, y1, x0, x1)
    if along1 < along0:
        along0, along1, across0, across1 = along1, along0, across1, across0
    far, wide = (width, height) if flatter else (height, width)
    length = along1 - along0
    begin, last = np.int64(np.floor(along0)), np.int64(length)
    advance = np.int64(
        np.float32(across1 - across0) / max(np.float32(length), np.float32(1.0)) * np.float32(65536.0)
    )
    place = np.int64(np.floor(across0 * 65536.0))
    for k in range(max(np.int64(0), -begin), min(last, far - 1 - begin) + 1):
        here = place + k * advance
        across, share = here >> 16, np.uint32((here >> 12) & 15)
        for side in range(2):
            if 0 <= across + side < wide:
                row, column = (across + side, begin + k) if flatter else (begin + k, across + side)
                more = share if side else np.uint32(LEVELS) - share
                tallies[row, column] = ((tallies[row, column] & np.uint32(COUNT)) + more) | np.uint32(colour)


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


def warm() -> None:
    """Makes these kernels ready."""
    segments, _ = samples.segments()
    add_lines(segments, samples.ALL, 1.0, 0.0, 0.0, np.zeros(3, np.uint8), samples.image())
    develop(samples.image(), np.zeros((1, 4), np.uint32), samples.image())
