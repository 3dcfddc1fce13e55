"""Fitting a chart into a view in whose corners something floats: as large as can be without lying under it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from workbench.drawing.chart import Floats
from workbench.drawing.view import View, fitting

Box = tuple[float, float, float, float]  # left, top, right, bottom in screen pixels
Margins = tuple[float, float, float, float]
AROUND: Box = (64.0, 26.0, 64.0, 44.0)  # pixels an entity takes with its icon and caption
EDGE: Margins = (70.0, 44.0, 70.0, 60.0)
LEGIBLE = 0.5  # scale from which icons have room for captions at all
LOW = 380.0  # pixels of a view that is low
BARE = 0.4  # of the room for icons and captions where there is less
BINS = 512


def fitting_beside(
    xy: Floats,
    width: float,
    height: float,
    boxes: Sequence[Box],
    *,
    around: Box = AROUND,
    margins: Margins = EDGE,
) -> View:
    """The largest view in which all positions show and none lies under a box, each of which is in a corner of the view.

    A box is passed beside or below (above), whichever leaves more room, and only where something would lie under it.
    In a low view in which icons would be dots, the room for captions is left to them.
    """
    if not len(xy):
        return fitting(xy, width, height, margins=margins)
    few = _outer(xy)
    usual = _fitted(few, width, height, boxes, around, margins)
    if usual.scale >= LEGIBLE or height >= LOW:
        return usual
    bare: Box = (around[0] * BARE, around[1] * BARE, around[2] * BARE, around[3] * BARE)
    rim: Margins = (margins[0] * BARE, margins[1] * BARE, margins[2] * BARE, margins[3] * BARE)
    closer = _fitted(few, width, height, boxes, bare, rim)
    return closer if closer.scale > usual.scale else usual


def _fitted(
    few: Floats, width: float, height: float, boxes: Sequence[Box], around: Box, margins: Margins
) -> View:
    best: View | None = None
    for ways in product((None, "beside", "past"), repeat=len(boxes)):
        left, top, right, bottom = margins
        for way, box in zip(ways, boxes, strict=True):
            if way == "beside":
                if box[0] + box[2] <= width:
                    left = max(left, box[2] + around[0])
                else:
                    right = max(right, width - box[0] + around[2])
            elif way == "past":
                if box[1] + box[3] <= height:
                    top = max(top, box[3] + around[1])
                else:
                    bottom = max(bottom, height - box[1] + around[3])
        view = fitting(few, width, height, margins=(left, top, right, bottom))
        if (best is None or view.scale > best.scale * 1.001) and not _covers(view, few, boxes, around):
            best = view
    return best or fitting(few, width, height, margins=margins)


def _covers(view: View, xy: Floats, boxes: Sequence[Box], around: Box) -> bool:
    """Whether a box lies on any of some positions, with what stands round them."""
    x, y = (xy * view.per_unit + (view.ox, view.oy)).T
    left, top, right, bottom = around
    return any(
        bool(((x - left < b[2]) & (x + right > b[0]) & (y - top < b[3]) & (y + bottom > b[1])).any())
        for b in boxes
    )


def _outer(xy: Floats) -> Floats:
    """Positions of which one lies in a corner wherever one of all does: of each of many upright strips the highest and
    the lowest, at both of its edges."""
    if len(xy) <= 4 * BINS:
        return xy
    low, high = float(xy[:, 0].min()), float(xy[:, 0].max())
    wide = max((high - low) / BINS, 1e-9)
    strip = np.minimum(((xy[:, 0] - low) / wide).astype(np.int64), BINS - 1)
    tops, ends = np.full(BINS, np.inf), np.full(BINS, -np.inf)
    np.minimum.at(tops, strip, xy[:, 1])
    np.maximum.at(ends, strip, xy[:, 1])
    there = np.flatnonzero(np.isfinite(tops))
    edges = [low + (there + share) * wide for share in (0, 1)]
    rows = [np.stack([edge, side[there]], axis=1) for edge in edges for side in (tops, ends)]
    return np.concatenate(rows).astype(np.float32)
