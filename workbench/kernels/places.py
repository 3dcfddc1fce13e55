"""By place: entities where they are on the earth, those of one place fanned round it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.apart import push_apart
from workbench.kernels.jit import Flags, Floats, Indexes
from workbench.kernels.parts import Tell, centred, simple
from workbench.kernels.placing import place_new

ROOM = 0.45  # half the distance kept between icons
AREA = 4.0  # square units a node has on average
GOLDEN = 2.399963  # the turn from one to the next round a place


def by_place(
    n: int, start: Indexes, end: Indexes, lonlat: npt.NDArray[np.float64], tell: Tell | None = None
) -> Floats:
    """Positions [n, 2] in chart units, north up; `lonlat` [n, 2] in degrees, NaN where a place is not known.

    Distances are true to one another near the middle latitude. Entities without a place go beside their neighbours.
    """
    known: Flags = np.asarray(~np.isnan(lonlat).any(axis=1))
    xy = np.zeros((n, 2), np.float32)
    if not known.any():
        return place_new(xy, ~known, start, end)
    at = _projected(lonlat[known])
    spots, which, count = np.unique(np.round(at, 9), axis=0, return_inverse=True, return_counts=True)
    which = which.ravel()
    spots -= spots.mean(axis=0)
    span = float(np.ptp(spots, axis=0).max())
    if len(spots) > 1 and span > 0:
        spots *= math.sqrt(AREA * n) * 1.4 / span
    order = np.argsort(which, kind="stable")
    rank = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
    fanned = np.empty((len(at), 2))
    away = 0.75 * np.sqrt(rank)
    fanned[order, 0] = spots[which[order], 0] + away * np.cos(GOLDEN * rank)
    fanned[order, 1] = spots[which[order], 1] + away * np.sin(GOLDEN * rank)
    placed = fanned.astype(np.float32)
    push_apart(placed, np.full(len(placed), ROOM, np.float32), np.ones(len(placed), np.bool_), 300)
    xy[known] = placed
    if tell:
        tell(n // 2, n)
    out = place_new(xy, ~known, *_hung_on(known, *simple(n, start, end)))
    if tell:
        tell(n, n)
    return centred(out)


def _hung_on(known: Flags, a: Indexes, b: Indexes) -> tuple[Indexes, Indexes]:
    """For each node without a place one link to a neighbour nearer to one: beside one is better than between many."""
    reached = known.copy()
    hung: list[Indexes] = []
    on: list[Indexes] = []
    one, other = np.concatenate([a, b]), np.concatenate([b, a])
    while True:
        lead = np.flatnonzero(~reached[one] & reached[other])
        if not len(lead):
            return np.concatenate([*hung, one[:0]]), np.concatenate([*on, one[:0]])
        nodes, first = np.unique(one[lead], return_index=True)
        hung.append(nodes.astype(np.int32))
        on.append(other[lead[first]])
        reached[nodes] = True


def _projected(lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Degrees as a plane, x to the east and y to the south, cut where fewest are so that a date line divides none."""
    longitude = np.mod(lonlat[:, 0], 360.0)
    ordered = np.sort(np.unique(longitude))
    gaps = np.diff(ordered, append=ordered[0] + 360.0)
    begin = float(ordered[(int(gaps.argmax()) + 1) % len(ordered)])
    x = np.mod(longitude - begin, 360.0)
    middle = math.radians(float(np.clip(np.median(lonlat[:, 1]), -80.0, 80.0)))
    return np.stack([x * math.cos(middle), -lonlat[:, 1]], axis=1)


def warm() -> None:
    """Makes these kernels ready."""
    by_place(samples.CHAIN, *samples.chain(), np.zeros((samples.CHAIN, 2)))
