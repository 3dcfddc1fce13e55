"""Where entities lie on a chart: linked ones together, groups apart, nothing on top of anything."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

import numpy as np

from workbench.kernels import samples
from workbench.kernels.apart import push_apart
from workbench.kernels.coarsening import incidence, merge_links
from workbench.kernels.evening import even_out
from workbench.kernels.forces import settle, settle_small
from workbench.kernels.jit import Flags, Floats, Indexes
from workbench.kernels.multilevel import lay_connected, masses
from workbench.kernels.packing import pack
from workbench.kernels.parts import split
from workbench.kernels.union_find import join

Model = Literal["clustered", "even", "by size"]
Tell = Callable[[int, int], None]
Show = Callable[[Floats], None]

SMALL = 40  # nodes up to which a component is laid out exactly
ROOMY = 300  # nodes up to which there is room for every caption: wider spacing, and shaped like a screen
SHAPE = 1.6  # how much wider than high
STRETCH = 1.7  # how far at most one direction is stretched for it
AREA = 2.0  # square units a node has on average
CROWDED, MORE = 3_000, 2.25  # nodes from which on each has more, and how many times as much at most
APART_UP_TO = 6_000  # nodes up to which no two icons lie on one another
PAUSE, SHARE = (
    0.4,
    10,
)  # seconds between two pictures of an unfinished layout, and how many times what one takes


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
    show: Show | None = None,
) -> Floats:
    """Positions [n, 2] in chart units, the same for the same arguments on the same machine.

    `weight` says how strongly links pull (charts that are evened out hardly heed it), `size` how large icons
    are against the normal. Where `free` is False the node stays exactly at its `xy`. `model`: "clustered"
    draws groups together, "even" spreads nodes evenly, "by size" is even for what fits a screen and clustered
    beyond.
    `tell(done, total)` hears about progress in nodes, and may raise to stop; `show(xy)` is given unfinished
    positions [n, 2] from time to time, the coarse shape first.
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
    out = _components(n, a, b, w, group, model, seed, tell, show)
    room = 0.5 if n <= ROOMY else 0.35 if n <= APART_UP_TO else 0.32
    radius = np.full(n, room, np.float32) if size is None else (room * np.maximum(size, 1)).astype(np.float32)
    everything = np.ones(n, np.bool_)
    if n <= ROOMY and model == "even":
        _even_out(out, a, b, group)
    if free is None or free.all() or xy is None:
        _separate(out, radius, everything)
        out = pack(out, group, 2.2 * room)
        push_apart(out, radius, everything, 20 if n <= APART_UP_TO else 4)
        if n <= ROOMY:
            out = _shaped(out)
        return np.asarray(out - (out.min(axis=0) + out.max(axis=0)) / 2, np.float32)
    return _around_pinned(out, xy, free, a, b, w, radius, model)


class Watch:
    """Tells how far a layout of several components is, and shows it: each as far as it is known."""

    def __init__(self, xy: Floats, group: Indexes, tell: Tell | None, show: Show | None) -> None:
        self.xy, self.group, self.tell, self.show = xy, group, tell, show
        self.done = 0
        self._middles: Floats | None = None
        self._next = 0.0

    def moved(self, nodes: Indexes, share: float, picture: Callable[[], Floats]) -> None:
        """Hears that the component of these nodes is done by this share."""
        if self.tell:
            self.tell(self.done + int(share * len(nodes)), len(self.xy))
        begin = time.monotonic()
        if self.show is None or begin < self._next:
            return
        known = picture()
        if len(known):
            self.xy[nodes] = known * np.float32(_growth(known))
            self.show(self._together())
            now = time.monotonic()
            # the first picture takes longest, for it says where each component belongs
            self._next = now + (max(PAUSE, SHARE * (now - begin)) if self._next else PAUSE)

    def finished(self, nodes: Indexes, xy: Floats) -> None:
        """Hears where the nodes of a component ended up."""
        self.xy[nodes] = xy
        self.done += len(nodes)

    def _together(self) -> Floats:
        """All components side by side; each stays where the first picture put it."""
        sizes = np.bincount(self.group)
        means = np.stack([np.bincount(self.group, self.xy[:, d]) / sizes for d in range(2)], axis=1)
        if self._middles is None:
            packed = pack(self.xy, self.group, 0.7)
            self._middles = np.stack(
                [np.bincount(self.group, packed[:, d]) / sizes for d in range(2)], axis=1
            )
        return np.asarray(self.xy + (self._middles - means)[self.group], np.float32)


def _components(
    n: int, a: Indexes, b: Indexes, w: Floats, group: Indexes, model: Model, seed: int,
    tell: Tell | None, show: Show | None,
) -> Floats:  # fmt: skip
    """Lays out every component for itself, one unit being the usual distance to the nearest neighbour."""
    xy = np.zeros((n, 2), np.float32)
    watch = Watch(xy, group, tell, show)
    large = list(split(group, a, b, SMALL + 1))
    for nodes, _, _, _ in large:  # until they are laid out, discs of the right size
        away = np.sqrt(np.arange(len(nodes)) * AREA / np.pi)
        turned = 2.399963 * np.arange(len(nodes))
        xy[nodes] = np.stack([away * np.cos(turned), away * np.sin(turned)], axis=1)
    _small_ones(watch, a, b, w, seed)
    for nodes, links, one, other in large:

        def each(share: float, picture: Callable[[], Floats], nodes: Indexes = nodes) -> None:
            watch.moved(nodes, share, picture)

        listens = each if tell or show else None
        made = lay_connected(len(nodes), one, other, w[links], even=model == "even", seed=seed, each=listens)
        watch.finished(nodes, made * np.float32(_growth(made)))
    if tell:
        tell(n, n)
    return xy


def _small_ones(watch: Watch, a: Indexes, b: Indexes, w: Floats, seed: int) -> None:
    """Lays out the components of at most SMALL nodes."""
    group = watch.group
    small = np.bincount(group)[group] <= SMALL
    nodes = np.flatnonzero(small).astype(np.int32)
    if not len(nodes):
        return
    nodes = nodes[np.argsort(group[nodes], kind="stable")]
    local = np.full(len(group), -1, np.int32)
    local[nodes] = np.arange(len(nodes))
    links = small[a]
    first, neighbour, _ = incidence(len(nodes), local[a[links]], local[b[links]], w[links])
    begins = np.flatnonzero(np.diff(group[nodes], prepend=-1))
    places = (np.random.default_rng(seed).random((len(nodes), 2)) * 2).astype(np.float32)
    settle_small(
        places, np.append(begins, len(nodes)).astype(np.int32), first.astype(np.int32), neighbour, 200
    )
    watch.finished(nodes, places * np.float32(1.5))


def _growth(xy: Floats) -> float:
    """The factor that gives most nodes the room they need; the outermost few do not count."""
    n = len(xy)
    low, high = np.percentile(xy, [3, 97], axis=0)
    each = AREA * min(max(n / CROWDED, 1.0) ** 0.67, MORE)
    return float(np.sqrt(each * n / max(float(np.prod(high - low)), 1e-6)))


def _separate(xy: Floats, radius: Floats, free: Flags) -> None:
    """Pushes overlapping nodes apart; where crowds have no room even so, the picture grows, evenly.

    Up to APART_UP_TO nodes until none overlap; of more, whose icons are dots on any screen, most.
    """
    n = len(xy)
    tries, rounds = (20, 200) if n <= APART_UP_TO else (3, 40) if n <= 4 * APART_UP_TO else (1, 12)
    for _ in range(tries):
        if push_apart(xy, radius, free, rounds) == 0:
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
    mass = masses(len(out), a, b, even)
    length = float(np.clip(np.median(lengths), 0.5, 4.0))
    settle(out, a, b, w, mass, steps=120, hot=0.5, cold=0.02, even=even, free=free, length=length)
    push_apart(out, radius, free, 200)
    return out


def warm() -> None:
    """Makes these kernels ready."""
    layout(73, *samples.ring())
