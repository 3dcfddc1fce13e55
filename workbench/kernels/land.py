"""Land and sea: the outline of the land filled with smooth edges, whatever number of points it has."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.jit import Indexes, Pixels, kernel
from workbench.kernels.pixels import blend

Reals = npt.NDArray[np.float64]
Shares = npt.NDArray[np.float32]


@kernel
def choose(
    boxes: Reals, left: float, top: float, right: float, bottom: float, aside: bool, out: Indexes
) -> int:
    """Numbers of the arcs whose box [n, 4] meets a part of the map, written to `out`; how many.

    With `aside` also those to its left: what they enclose may reach into it.
    """
    count = 0
    for arc in range(boxes.shape[0]):
        if boxes[arc, 3] < top or boxes[arc, 1] > bottom or boxes[arc, 0] > right:
            continue
        if aside or boxes[arc, 2] >= left:
            out[count] = arc
            count += 1
    return count


@kernel
def outline(
    u: Reals, v: Reals, first: Indexes, turned: npt.NDArray[np.bool_], arcs: Indexes, boxes: Reals, scale: float,
    ox: float, oy: float, area: Shares,
) -> None:  # fmt: skip
    """Adds the arcs to `area` [height, width + 2]: what each edge covers to its right, with its sign.

    Map position p lies at `p * scale + (ox, oy)` on the image. Signed areas as in R. Levien's font-rs (2016).
    """
    height, width = area.shape[0], area.shape[1] - 2
    for k in range(arcs.size):
        arc = arcs[k]
        begin, end = first[arc], first[arc + 1]
        # what lies to the left covers each line as its chord does
        beside = boxes[arc, 2] * scale + ox < 0
        step = end - begin - 1 if beside else 1
        for i in range(begin, end - 1, max(step, 1)):
            j = i + max(step, 1)
            x0, y0 = u[i] * scale + ox, v[i] * scale + oy
            x1, y1 = u[j] * scale + ox, v[j] * scale + oy
            if turned[arc]:
                x0, y0, x1, y1 = x1, y1, x0, y0
            _edge(x0, y0, x1, y1, area, width, height)


@kernel
def from_the_left(across: Reals, area: Shares) -> None:
    """Lets land come in from the left of the image: from row across[0] to across[1], from across[2] to across[3], …"""
    height, width = area.shape[0], area.shape[1] - 2
    for k in range(0, across.size - 1, 2):
        _edge(0.0, across[k + 1], 0.0, across[k], area, width, height)


@kernel
def _edge(x0: float, y0: float, x1: float, y1: float, area: Shares, width: int, height: int) -> None:
    if y0 == y1:
        return
    sign = 1.0
    if y0 > y1:
        x0, y0, x1, y1, sign = x1, y1, x0, y0, -1.0
    if y1 <= 0.0 or y0 >= height:
        return
    slope = (x1 - x0) / (y1 - y0)
    if y0 < 0.0:
        x0, y0 = x0 - y0 * slope, 0.0
    last = min(float(height), y1)
    x = x0
    row = int(y0)
    while row < last:
        upper, lower = max(float(row), y0), min(row + 1.0, last)
        dy = lower - upper
        next_x = x + slope * dy
        low, high = min(x, next_x), max(x, next_x)
        low, high = min(max(low, 0.0), float(width)), min(max(high, 0.0), float(width))
        cover = sign * dy
        begin, behind = int(low), int(np.ceil(high))
        if behind <= begin + 1:
            middle = 0.5 * (low + high) - begin
            area[row, begin] += cover * (1.0 - middle)
            area[row, begin + 1] += cover * middle
        else:
            share = 1.0 / (high - low)
            inside = low - begin
            first = 0.5 * share * (1.0 - inside) ** 2
            left = 0.5 * share * (high - behind + 1.0) ** 2
            area[row, begin] += cover * first
            if behind == begin + 2:
                area[row, begin + 1] += cover * (1.0 - first - left)
            else:
                second = share * (1.5 - inside)
                area[row, begin + 1] += cover * (second - first)
                for column in range(begin + 2, behind - 1):
                    area[row, column] += cover * share
                third = second + (behind - begin - 3) * share
                area[row, behind - 1] += cover * (1.0 - third - left)
            area[row, behind] += cover * left
        x = next_x
        row += 1


@kernel
def develop(area: Shares, sea: int, land: int, image: Pixels) -> None:
    """Turns areas into colours, and clears them for the next frame."""
    height, width = image.shape
    for row in range(height):
        covered = np.float32(0.0)
        for column in range(width):
            covered += area[row, column]
            share = min(abs(covered), np.float32(1.0))
            image[row, column] = blend(sea, land, int(share * np.float32(256.0) + np.float32(0.5)))
        area[row, :] = 0.0


@kernel
def lines_of(
    u: Reals, v: Reals, first: Indexes, arcs: Indexes, scale: float, ox: float, oy: float, width: float,
    height: float, out: Shares,
) -> int:  # fmt: skip
    """The pieces [m, 4] of arcs that may show on an image, in its pixels; how many. What runs along the edge of the
    world (the date line, where two halves of a country meet) is no coast and left out; so are pieces shorter than a
    third of a pixel, which join the next one."""
    count = 0
    for k in range(arcs.size):
        arc = arcs[k]
        at = first[arc]
        x0, y0 = u[at] * scale + ox, v[at] * scale + oy
        for i in range(first[arc] + 1, first[arc + 1]):
            x1, y1 = u[i] * scale + ox, v[i] * scale + oy
            edge = abs(u[i] - 0.5) > 0.49999 and abs(u[i - 1] - 0.5) > 0.49999
            polar = v[i] > 0.9999 and v[i - 1] > 0.9999
            if not edge and not polar:
                if abs(x1 - x0) + abs(y1 - y0) < 0.34 and i < first[arc + 1] - 1:
                    continue
                if (
                    max(x0, x1) >= -2
                    and min(x0, x1) <= width + 2
                    and max(y0, y1) >= -2
                    and min(y0, y1) <= height + 2
                ):
                    if count == out.shape[0]:
                        return count
                    out[count, 0], out[count, 1], out[count, 2], out[count, 3] = x0, y0, x1, y1
                    count += 1
            x0, y0 = x1, y1
    return count


def warm() -> None:
    """Makes these kernels ready."""
    u, v, first = np.array([0.1, 0.9]), np.array([0.2, 0.8]), np.array([0, 2], np.int32)
    boxes, arcs, turned = np.array([[0.1, 0.2, 0.9, 0.8]]), np.zeros(1, np.int32), np.zeros(1, np.bool_)
    choose(boxes, 0.0, 0.0, 1.0, 1.0, True, np.empty(1, np.int32))
    area = np.zeros((8, 10), np.float32)
    from_the_left(v, area)
    outline(u, v, first, turned, arcs, boxes, 8.0, 0.0, 0.0, area)
    develop(area, 0xFF000000, 0xFFFFFFFF, samples.image())
    lines_of(u, v, first, arcs, 8.0, 0.0, 0.0, 8.0, 8.0, np.ones((1, 4), np.float32))
