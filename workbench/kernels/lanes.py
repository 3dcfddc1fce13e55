"""Read in time: from left to right as entities first appear, each in a lane of its own near those it deals with."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.kernels import samples
from workbench.kernels.coarsening import Offsets, incidence
from workbench.kernels.jit import Floats, Indexes, kernel
from workbench.kernels.ordering import gathered
from workbench.kernels.parts import Tell, centred, simple

LANE = 0.7  # chart units from one lane to the next where there is room
ROOMY = 60  # lanes up to which there is
AREA = 3.0  # square units for each node beyond
SHAPE = 1.6  # how much wider than high
ICON = 0.7  # chart units kept from icon to icon
REACH = 40  # lanes over which two may exchange


def lanes(
    n: int, start: Indexes, end: Indexes, first_seen: npt.NDArray[np.float64], tell: Tell | None = None
) -> Floats:
    """Positions [n, 2] in chart units: x rises with `first_seen` [n], seconds, NaN where nothing says when.

    Silence takes less room than in proportion. One without a time stands where the earliest of its neighbours does;
    those with no neighbours that have one stand in rows below.
    """
    if n == 0:
        return np.zeros((0, 2), np.float32)
    a, b = simple(n, start, end)
    seen = carried(first_seen, a, b)
    known = ~np.isnan(seen)
    xy = np.zeros((n, 2), np.float32)
    if known.any():
        count = int(known.sum())
        high = LANE * count if count <= ROOMY else max(LANE * ROOMY, float(np.sqrt(AREA * count / SHAPE)))
        xy[known, 0] = _moments(seen[known]) * max(SHAPE * high, 4.0)
        local = np.full(n, -1, np.int32)
        local[known] = np.arange(count)
        inside = known[a] & known[b]
        lane = _lane_of(count, local[a[inside]], local[b[inside]], seen[known])
        if tell:
            tell(n // 2, n)
        xy[known, 1] = lane * high / max(count, 1)
        order = np.lexsort((lane, xy[known, 0])).astype(np.int32)
        at = np.ascontiguousarray(xy[known])
        if count > ROOMY:
            keep_clear(at, order, ICON)
        xy[known] = at
    rest = np.flatnonzero(~known)
    if len(rest):
        columns = max(
            1, int(np.ceil(np.sqrt(len(rest) * SHAPE))), int(np.ptp(xy[known, 0])) if known.any() else 1
        )
        below = float(xy[known, 1].max()) + 2.0 if known.any() else 0.0
        xy[rest, 0] = np.arange(len(rest)) % columns
        xy[rest, 1] = below + np.arange(len(rest)) // columns
    if tell:
        tell(n, n)
    return centred(xy)


def carried(seen: npt.NDArray[np.float64], a: Indexes, b: Indexes) -> npt.NDArray[np.float64]:
    """Times with those of neighbours, the earliest, where one has none."""
    out = seen.astype(float).copy()
    missing = np.isnan(out)
    while missing.any():
        found = np.full(len(out), np.inf)
        for one, other in ((a, b), (b, a)):
            lead = missing[one] & ~missing[other]
            np.minimum.at(found, one[lead], out[other[lead]])
        reached = missing & np.isfinite(found)
        if not reached.any():
            break
        out[reached] = found[reached]
        missing &= ~reached
    return out


def _moments(seen: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Where each time stands between 0 and 1: one after the other, a long silence wider than a short one."""
    times, which = np.unique(seen, return_inverse=True)
    if len(times) == 1:
        return np.full(len(seen), 0.5)
    gaps = np.diff(times)
    # each moment takes a step, so that a busy day has room as well as a silent month
    steps = 1.0 + np.log2(1 + gaps / max(float(np.median(gaps)), 1e-9))
    at = np.concatenate([[0.0], np.cumsum(np.minimum(steps, 6.0))])
    return np.asarray((at / at[-1])[which])


def _lane_of(n: int, a: Indexes, b: Indexes, seen: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """The lane of each node: those that deal with each other near each other, early ones above where that is equal."""
    order = gathered(n, a, b)
    half = n // 2
    if seen[order[:half]].sum() * max(n - half, 1) > seen[order[half:]].sum() * max(half, 1):
        order = order[::-1].copy()
    first, neighbour, _ = incidence(n, a, b, np.ones(len(a), np.float32))
    shorten(order, first, neighbour, REACH, 20 if n <= 5000 else 3)
    lane = np.empty(n, np.int64)
    lane[order] = np.arange(n)
    return lane


@kernel
def shorten(order: Indexes, first: Offsets, neighbour: Indexes, reach: int, rounds: int) -> None:
    """Lets nodes in a row exchange places, in place, up to `reach` apart, wherever links become shorter in all."""
    n = order.size
    place = np.empty(n, np.int32)
    for i in range(n):
        place[order[i]] = i
    for _ in range(rounds):
        swaps = 0
        for p in range(n):
            for q in range(p + 1, min(n, p + reach + 1)):
                i, j = order[p], order[q]
                change = 0
                for k in range(first[i], first[i + 1]):
                    o = neighbour[k]
                    if o != j:
                        change += abs(q - place[o]) - abs(p - place[o])
                for k in range(first[j], first[j + 1]):
                    o = neighbour[k]
                    if o != i:
                        change += abs(p - place[o]) - abs(q - place[o])
                if change < 0:
                    order[p], order[q] = j, i
                    place[j], place[i] = p, q
                    swaps += 1
        if swaps == 0:
            return


@kernel
def keep_clear(xy: Floats, order: Indexes, icon: float) -> None:
    """Moves nodes up or down, in place and in the order given, until none lies on one that came before.

    `order` rises with x, so that only the latest ones can be in the way.
    """
    n = order.size
    taken = np.empty((2, n), np.float32)
    oldest = 0
    for p in range(n):
        i = order[p]
        x, wanted = xy[i, 0], xy[i, 1]
        while oldest < p and xy[order[oldest], 0] < x - icon:
            oldest += 1
        spans = 0
        for q in range(oldest, p):
            dx = x - xy[order[q], 0]
            room = np.sqrt(max(icon * icon - dx * dx, 0.0))
            taken[0, spans] = xy[order[q], 1] - room
            taken[1, spans] = xy[order[q], 1] + room
            spans += 1
        best, least = wanted, np.float32(1e30)
        for c in range(2 * spans + 1):
            y = wanted if c == 0 else taken[(c - 1) % 2, (c - 1) // 2]
            if abs(y - wanted) >= least:
                continue
            clear = True
            for s in range(spans):
                if taken[0, s] + 1e-4 < y < taken[1, s] - 1e-4:
                    clear = False
                    break
            if clear:
                best, least = y, abs(y - wanted)
        xy[i, 1] = best


def warm() -> None:
    """Makes these kernels ready."""
    lanes(samples.CHAIN, *samples.chain(), np.arange(samples.CHAIN, dtype=float))
