"""One connected part laid out by force, from its coarse shape to its details (Walshaw, 2003)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from workbench.kernels.coarsening import cluster, incidence, merge_links
from workbench.kernels.forces import settle
from workbench.kernels.jit import Floats, Indexes

Each = Callable[[float, Callable[[], Floats]], None]
Level = tuple[Indexes, Indexes, Floats, Floats, Indexes]
COARSEST, COARSE_STEPS = 60, 300  # nodes of the coarsest level, and moves on it
FEW = 400  # clusters below which a shape is too coarse to be shown


def lay_connected(
    n: int, a: Indexes, b: Indexes, w: Floats, *, even: bool, seed: int, each: Each | None = None
) -> Floats:
    """Positions [n, 2] of a connected part, links about as long as one unit.

    `each(share, picture)` is called after every move with the share of the work that is done; `picture()` gives
    all positions as far as they are known. It may raise to stop. Empty where too little is known to show.
    """
    random = np.random.default_rng(seed)
    mass = masses(n, a, b, even)
    levels: list[Level] = []
    count = n
    while count > COARSEST and len(levels) < 30:
        first, neighbour, heavy = incidence(count, a, b, w)
        of, clusters = cluster(first, neighbour, heavy, mass, random.permutation(count).astype(np.int32))
        if clusters > 0.9 * count:
            break
        levels.append((a, b, w, mass, of))
        a, b, w = merge_links(of[a], of[b], w, clusters)
        mass = np.bincount(of, mass, clusters).astype(np.float32)
        count = clusters
    work = [COARSE_STEPS * count, *(_steps(len(of)) * len(of) for *_, of in reversed(levels))]
    done = np.cumsum([0, *work]) / max(sum(work), 1)

    def heard(level: int, xy: Floats, steps: int) -> Callable[[int], None] | None:
        """What is called after the moves of a level, numbered from the coarsest."""
        if each is None:
            return None
        finer = [of for *_, of in levels[: len(levels) - level]][::-1]

        def picture() -> Floats:
            return _expanded(xy, finer) if len(xy) >= FEW or not finer else np.zeros((0, 2), np.float32)

        return lambda turn: each(
            float(done[level] + (done[level + 1] - done[level]) * (turn + 1) / steps), picture
        )

    xy = (random.random((count, 2)) * np.sqrt(n)).astype(np.float32)
    settle(
        xy, a, b, w, mass, steps=COARSE_STEPS, hot=0.1 * float(np.sqrt(n)), cold=0.05, even=even,
        each=heard(0, xy, COARSE_STEPS),
    )  # fmt: skip
    for level, (a, b, w, mass, of) in enumerate(reversed(levels), 1):
        count, steps = len(of), _steps(len(of))
        spread = np.sqrt(np.bincount(of, mass)[of])[:, None] * 0.7
        xy = (xy[of] + (random.random((count, 2)) - 0.5) * spread).astype(np.float32)
        hot = max(1.0, 0.5 * float(np.sqrt(n / count)))
        settle(xy, a, b, w, mass, steps=steps, hot=hot, cold=0.03, even=even, each=heard(level, xy, steps))
    return np.asarray(xy, np.float32)


def masses(n: int, a: Indexes, b: Indexes, even: bool) -> Floats:
    """How strongly nodes repel: all alike, or by their number of links, which sets groups apart."""
    if even:
        return np.ones(n, np.float32)
    return ((np.bincount(a, minlength=n) + np.bincount(b, minlength=n) + 1) * 0.35).astype(np.float32)


def _steps(count: int) -> int:
    return 60 if count > 20000 else 100 if count > 2000 else 150


def _expanded(xy: Floats, finer: list[Indexes]) -> Floats:
    """Every node round the place of its cluster, clusters as wide as they hold nodes."""
    if not finer:
        return xy.copy()
    of = np.arange(len(xy), dtype=np.int32)
    for clusters in finer:
        of = of[clusters]
    size = np.bincount(of, minlength=len(xy))
    order = np.argsort(of, kind="stable")
    rank = np.empty(len(of))
    rank[order] = np.arange(len(of)) - np.repeat(np.cumsum(size) - size, size)
    away = 0.6 * np.sqrt(rank)[:, None]
    turned = np.stack([np.cos(2.399963 * rank), np.sin(2.399963 * rank)], axis=1)
    return np.asarray(xy[of] + away * turned, np.float32)
