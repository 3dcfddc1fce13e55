"""Where entities lie on a chart: linked ones together, groups apart, nothing on top of anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from workbench.kernels.apart import push_apart
from workbench.kernels.coarsening import cluster, incidence, merge_links
from workbench.kernels.evening import even_out
from workbench.kernels.forces import settle, settle_small
from workbench.kernels.jit import Flags, Floats, Indexes
from workbench.kernels.packing import pack
from workbench.kernels.union_find import join

Model = Literal["clustered", "even", "by size"]
Tell = Callable[[int, int], None]

SMALL = 40  # nodes up to which a component is laid out exactly
ROOMY = 300  # nodes up to which there is room for every caption: wider spacing, and shaped like a screen
SHAPE = 1.6  # how much wider than high
STRETCH = 1.7  # how far at most one direction is stretched for it
AREA = 2.0  # square units a node has on average


def layout(
    n: int,
    start: Indexes,
    end: Indexes,
    weight: Floats | None = None,
    *,
    model: Model = "by size",
    seed: int = 1,
    size: Floats | None = None,
    xy: Floats | None = None,
    free: Flags | None = None,
    tell: Tell | None = None,
) -> Floats:
    """Positions [n, 2] in chart units, the same for the same arguments on the same machine.

    `weight` says how strongly links pull (charts that are evened out hardly heed it), `size` how large icons
    are against the normal. Where `free` is False the node stays exactly at its `xy`. `model`: "clustered"
    draws groups together, "even" spreads nodes evenly, "by size" is even for what fits a screen and clustered
    beyond.
    `tell(done, total)` hears about progress in nodes, and may raise to stop.
    """
    if n == 0:
        return np.zeros((0, 2), np.float32)
    if model == "by size":
        model = "even" if n <= ROOMY else "clustered"
    pulls = (
        np.ones(len(start), np.float32)
        if weight is None
        else np.log2(1 + np.maximum(weight, 0)).astype(np.float32)
    )
    a, b, w = merge_links(start.astype(np.int32), end.astype(np.int32), pulls, n)
    group = join(n, a, b)
    out = _components(n, a, b, w, group, model, seed, tell)
    room = 0.5 if n <= ROOMY else 0.32
    radius = np.full(n, room, np.float32) if size is None else (room * np.maximum(size, 1)).astype(np.float32)
    everything = np.ones(n, np.bool_)
    if n <= ROOMY and model == "even":
        _even_out(out, a, b, group)
    if free is None or free.all() or xy is None:
        _separate(out, radius, everything)
        out = pack(out, group, 2.2 * room)
        push_apart(out, radius, everything, 20)
        if n <= ROOMY:
            out = _shaped(out)
        return np.asarray(out - (out.min(axis=0) + out.max(axis=0)) / 2, np.float32)
    return _around_pinned(out, xy, free, a, b, w, radius, model)


def _components(
    n: int, a: Indexes, b: Indexes, w: Floats, group: Indexes, model: Model, seed: int, tell: Tell | None
) -> Floats:
    """Lays out every component for itself, one unit being the usual distance to the nearest neighbour."""
    xy = np.zeros((n, 2), np.float32)
    sizes = np.bincount(group)
    local = np.full(n, -1, np.int32)
    done = 0
    for c in np.flatnonzero(sizes > SMALL):
        nodes = np.flatnonzero(group == c)
        local[nodes] = np.arange(len(nodes))
        links = group[a] == c
        xy[nodes] = _connected(len(nodes), local[a[links]], local[b[links]], w[links], model, seed)
        xy[nodes] *= np.float32(_growth(xy[nodes]))
        done += len(nodes)
        if tell:
            tell(done, n)
    small = sizes[group] <= SMALL
    if small.any():
        nodes = np.flatnonzero(small)
        nodes = nodes[np.argsort(group[nodes], kind="stable")]
        local[nodes] = np.arange(len(nodes))
        links = small[a]
        first, neighbour, _ = incidence(len(nodes), local[a[links]], local[b[links]], w[links])
        begins = np.flatnonzero(np.diff(group[nodes], prepend=-1))
        places = (np.random.default_rng(seed).random((len(nodes), 2)) * 2).astype(np.float32)
        settle_small(
            places, np.append(begins, len(nodes)).astype(np.int32), first.astype(np.int32), neighbour, 200
        )
        xy[nodes] = places * np.float32(1.5)
    if tell:
        tell(n, n)
    return xy


def _connected(n: int, a: Indexes, b: Indexes, w: Floats, model: Model, seed: int) -> Floats:
    """Lays out one connected component, coarse to fine (Walshaw, 2003)."""
    random = np.random.default_rng(seed)
    even = model == "even"
    mass = _masses(n, a, b, even)
    levels: list[tuple[Indexes, Indexes, Floats, Floats, Indexes]] = []
    count = n
    while count > 60 and len(levels) < 30:
        first, neighbour, heavy = incidence(count, a, b, w)
        of, clusters = cluster(first, neighbour, heavy, mass, random.permutation(count).astype(np.int32))
        if clusters > 0.9 * count:
            break
        levels.append((a, b, w, mass, of))
        a, b, w = merge_links(of[a], of[b], w, clusters)
        mass = np.bincount(of, mass, clusters).astype(np.float32)
        count = clusters
    xy = (random.random((count, 2)) * np.sqrt(n)).astype(np.float32)
    settle(xy, a, b, w, mass, steps=300, hot=0.1 * float(np.sqrt(n)), cold=0.05, even=even)
    for a, b, w, mass, of in reversed(levels):
        count = len(of)
        spread = np.sqrt(np.bincount(of, mass)[of])[:, None] * 0.7
        xy = (xy[of] + (random.random((count, 2)) - 0.5) * spread).astype(np.float32)
        steps = 60 if count > 20000 else 100 if count > 2000 else 150
        hot = max(1.0, 0.5 * float(np.sqrt(n / count)))
        settle(xy, a, b, w, mass, steps=steps, hot=hot, cold=0.03, even=even)
    return np.asarray(xy, np.float32)


def _masses(n: int, a: Indexes, b: Indexes, even: bool) -> Floats:
    """How strongly nodes repel: all alike, or by their number of links, which sets groups apart."""
    if even:
        return np.ones(n, np.float32)
    return ((np.bincount(a, minlength=n) + np.bincount(b, minlength=n) + 1) * 0.35).astype(np.float32)


def _growth(xy: Floats) -> float:
    """The factor that gives most nodes AREA square units each; the outermost few do not count."""
    low, high = np.percentile(xy, [3, 97], axis=0)
    return float(np.sqrt(AREA * len(xy) / max(float(np.prod(high - low)), 1e-6)))


def _separate(xy: Floats, radius: Floats, free: Flags) -> None:
    """Pushes overlapping nodes apart; where crowds have no room even so, the picture grows, evenly."""
    small = len(xy) <= 3000
    for _ in range(20 if small else 3):
        if push_apart(xy, radius, free, 200 if small else 40) == 0:
            return
        xy *= np.float32(1.06)


def _even_out(xy: Floats, a: Indexes, b: Indexes, group: Indexes) -> None:
    """Evens out every component for itself, in place."""
    local = np.full(len(xy), -1, np.int32)
    for c in np.flatnonzero(np.bincount(group) > 2):
        nodes = np.flatnonzero(group == c)
        local[nodes] = np.arange(len(nodes))
        inside = group[a] == c
        xy[nodes] = even_out(xy[nodes], local[a[inside]], local[b[inside]])


def _shaped(xy: Floats) -> Floats:
    """Turned so that it is widest from left to right, then stretched towards the shape of a screen; distances only
    grow, so nothing comes to lie on anything."""
    middle = xy.mean(axis=0)
    _, axes = np.linalg.eigh((xy - middle).T.astype(float) @ (xy - middle))
    axes = axes[:, ::-1]
    # an axis has no direction of its own: keep the one nearer to how it lay
    turned = (xy - middle) @ (axes * np.where(np.diag(axes) < 0, -1.0, 1.0))
    wide, high = np.maximum(np.ptp(turned, axis=0), 1.0)
    turned[:, 0] *= float(np.clip(SHAPE * high / wide, 1.0, STRETCH))
    turned[:, 1] *= float(np.clip(wide / (SHAPE * high), 1.0, STRETCH))
    return np.asarray(turned, np.float32)


def _around_pinned(
    out: Floats, xy: Floats, free: Flags, a: Indexes, b: Indexes, w: Floats, radius: Floats, model: Model
) -> Floats:
    """Turns and moves a fresh layout onto the pinned nodes (Kabsch, 1976), then lets the free ones settle."""
    pinned = ~free
    was, now = out[pinned].astype(float), xy[pinned].astype(float)
    left, _, right = np.linalg.svd((was - was.mean(axis=0)).T @ (now - now.mean(axis=0)))
    out = ((out - was.mean(axis=0)) @ (left @ right) + now.mean(axis=0)).astype(np.float32)
    out[pinned] = xy[pinned]
    lengths = np.hypot(*(out[a] - out[b]).T) if len(a) else np.ones(1)
    even = model == "even"
    mass = _masses(len(out), a, b, even)
    length = float(np.clip(np.median(lengths), 0.5, 4.0))
    settle(out, a, b, w, mass, steps=120, hot=0.5, cold=0.02, even=even, free=free, length=length)
    push_apart(out, radius, free, 200)
    return out
