"""Peacocks: entities with one link only are fanned round the hub they hang on, the hubs laid out by force."""

from __future__ import annotations

import numpy as np

from workbench.kernels import samples
from workbench.kernels.apart import push_apart
from workbench.kernels.jit import Floats, Indexes
from workbench.kernels.layout import layout
from workbench.kernels.parts import Tell, part_by_part, simple

APART = 0.95  # chart units between neighbours on a fan
FIRST, ROW = 1.5, 0.95  # how far the first row is from the hub, and each next from the one before
CLEAR = 0.42  # radians on either side of a hub's own links that a fan leaves free
NARROW = 2.0  # radians a fan has at least, even where that covers links


def peacock(n: int, start: Indexes, end: Indexes, *, seed: int = 1, tell: Tell | None = None) -> Floats:
    """Positions [n, 2] in chart units; `tell(done, total)` may raise to stop."""
    a, b = simple(n, start, end)

    def lay(nodes: Indexes, links: Indexes, one: Indexes, other: Indexes) -> Floats:
        return _connected(len(nodes), one, other, seed)

    return part_by_part(n, a, b, lay, 1.1, tell)


def _connected(n: int, a: Indexes, b: Indexes, seed: int) -> Floats:
    degree = np.bincount(a, minlength=n) + np.bincount(b, minlength=n)
    core = np.flatnonzero(degree > 1)
    if not len(core):  # a pair
        return np.array([[-0.6, 0], [0.6, 0]], np.float32)[:n]
    hub = np.full(n, -1, np.int32)
    for leaf, at in ((a, b), (b, a)):
        alone = degree[leaf] == 1
        hub[leaf[alone]] = at[alone]
    leaves = np.flatnonzero(hub >= 0)
    local = np.full(n, -1, np.int32)
    local[core] = np.arange(len(core))
    inside = (hub[a] < 0) & (hub[b] < 0)
    one, other = local[a[inside]], local[b[inside]]
    fans = np.bincount(local[hub[leaves]], minlength=len(core))
    ties = np.bincount(one, minlength=len(core)) + np.bincount(other, minlength=len(core))
    # how wide a fan can be depends on where the links go, which is not known yet: about as wide as it has links
    wide = np.where(ties == 0, 2 * np.pi, np.where(ties == 1, 2 * np.pi - 2 * CLEAR, np.pi - CLEAR))
    radius = np.array([_reach(int(k), float(w)) for k, w in zip(fans, wide, strict=True)], np.float32)
    placed = _place_core(len(core), one, other, radius, seed)
    xy = np.zeros((n, 2), np.float32)
    xy[core] = placed
    by_hub = leaves[np.argsort(local[hub[leaves]], kind="stable")]
    for k, mine in enumerate(np.split(by_hub, np.cumsum(fans)[:-1])):
        if len(mine):
            linked = np.concatenate([other[one == k], one[other == k]])
            xy[mine] = placed[k] + _fan(len(mine), placed[linked] - placed[k])
    free = hub >= 0
    push_apart(xy, np.full(n, 0.36, np.float32), free, 60)
    return xy


def _place_core(n: int, a: Indexes, b: Indexes, radius: Floats, seed: int) -> Floats:
    """The hubs and what lies between them, each with the room its fan takes."""
    if n == 1:
        return np.zeros((1, 2), np.float32)
    xy = layout(n, a, b, seed=seed)
    # most room is taken where a fan meets a fan: the whole grows until linked hubs have half of it, the rest is pushed
    length = np.hypot(*(xy[a] - xy[b]).T)
    wanted = radius[a] + radius[b]
    grow = max(1.0, float(np.percentile(wanted / np.maximum(length, 1e-3), 60))) if len(a) else 1.0
    xy *= np.float32(0.7 * min(grow, 40.0) if grow > 1.4 else 1.0)
    free = np.ones(n, np.bool_)
    for _ in range(40):
        if push_apart(xy, radius, free, 100) == 0:
            break
        xy *= np.float32(1.05)
    return xy


def _rows(count: int, wide: float) -> list[int]:
    """How many leaves stand in each row of a fan `wide` radians wide."""
    rows: list[int] = []
    while count > 0:
        radius = FIRST + ROW * len(rows)
        room = max(1, int(wide * radius / APART) + (0 if wide > 6.2 else 1))
        rows.append(min(room, count))
        count -= room
    return rows


def _reach(count: int, wide: float) -> float:
    """The radius a hub takes with its fan."""
    return 0.62 if count == 0 else FIRST + ROW * (len(_rows(count, wide)) - 1) + 0.55


def _fan(count: int, links: Floats) -> Floats:
    """Places [count, 2] round (0, 0) for the leaves of a hub whose own links go in the directions `links`."""
    middle, wide = _widest_gap(np.arctan2(links[:, 1], links[:, 0]))
    rows = _rows(count, wide)
    places = []
    for row, size in enumerate(rows):
        radius = FIRST + ROW * row
        # a row that is not full stands together in the middle of the fan
        step = 2 * np.pi / size if wide > 6.2 else min(wide / max(size - 1, 1), 1.25 * APART / radius)
        angles = middle + (np.arange(size) - (size - 1) / 2) * step
        places.append(np.stack([radius * np.cos(angles), radius * np.sin(angles)], axis=1))
    return np.concatenate(places).astype(np.float32)


def _widest_gap(angles: Floats) -> tuple[float, float]:
    """The middle and the width, in radians, of where no link of the hub goes."""
    if not len(angles):
        return -np.pi / 2, 2 * np.pi
    ordered = np.sort(angles.astype(float))
    gaps = np.diff(ordered, append=ordered[0] + 2 * np.pi)
    widest = int(gaps.argmax())
    return float(ordered[widest] + gaps[widest] / 2), max(float(gaps[widest]) - 2 * CLEAR, NARROW)


def warm() -> None:
    """Makes these kernels ready."""
    peacock(samples.CHAIN, *samples.chain())
