"""How good a layout is: stress, neighbourhoods kept, links that cross, icons on one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

from workbench.kernels import samples
from workbench.kernels.coarsening import Offsets, incidence, merge_links
from workbench.kernels.jit import Floats, Indexes, kernel

SOURCES = 60  # nodes from which distances are measured for stress; a smaller chart is measured whole
ASKED = 2_000  # nodes whose neighbourhood is compared
NEAREST = 60  # neighbours compared at most
ALL_PAIRS = 12_000  # links up to which every pair is tried for a crossing
SAMPLE = 4_000_000  # pairs tried beyond that


@dataclass(frozen=True)
class Quality:
    """Measures of one layout.

    `stress`: mean of (d - s |p - q|)² / d² over pairs a graph distance d apart, s the best scale; 0 is perfect.
    `neighbourhood`: mean Jaccard index of a node's k neighbours and the k nearest nodes; 1 is perfect.
    `crossings`: pairs of links that cross, estimated from a sample unless `counted`. `overlaps`: pairs of icons that
    lie on one another.
    """

    stress: float
    neighbourhood: float
    crossings: int
    counted: bool
    overlaps: int


def measure(xy: Floats, start: Indexes, end: Indexes, icon: Any = 0.425, *, seed: int = 0) -> Quality:
    """The quality of positions [n, 2]; `icon` is how wide icons are in chart units, one number or [n]."""
    n = len(xy)
    a, b, w = merge_links(start.astype(np.int32), end.astype(np.int32), np.ones(len(start), np.float32), n)
    first, neighbour, _ = incidence(n, a, b, w)
    at = np.ascontiguousarray(xy, np.float32)
    random = np.random.default_rng(seed)
    crossings, counted = crossings_of(at, a, b, seed)
    return Quality(
        _stress(at, first, neighbour, random) if len(a) else 0.0,
        _neighbourhood(at, first, neighbour, random) if len(a) else 1.0,
        crossings, counted, len(overlapping(at, icon)),
    )  # fmt: skip


@kernel
def distances(first: Offsets, neighbour: Indexes, sources: Indexes) -> Indexes:
    """How many links each node [k, n] is away from each of the k sources; -1 where nothing leads there."""
    n = first.size - 1
    out = np.full((sources.size, n), -1, np.int32)
    queue = np.empty(n, np.int32)
    for s in range(sources.size):
        queue[0] = sources[s]
        out[s, sources[s]] = 0
        head, tail = 0, 1
        while head < tail:
            node = queue[head]
            head += 1
            for k in range(first[node], first[node + 1]):
                other = neighbour[k]
                if out[s, other] < 0:
                    out[s, other] = out[s, node] + 1
                    queue[tail] = other
                    tail += 1
    return out


def _stress(xy: Floats, first: Offsets, neighbour: Indexes, random: np.random.Generator) -> float:
    n = len(xy)
    sources = random.choice(n, min(n, SOURCES), replace=False).astype(np.int32)
    wanted = distances(first, neighbour, sources)
    shown = np.hypot(*(xy[sources].astype(float)[:, None] - xy[None]).transpose(2, 0, 1))
    pairs = wanted > 0
    d, x = wanted[pairs].astype(float), shown[pairs]
    if not len(d) or not x.any():
        return 0.0
    scale = (x / d).sum() / (x * x / (d * d)).sum()
    return float((((d - scale * x) / d) ** 2).mean())


def _neighbourhood(xy: Floats, first: Offsets, neighbour: Indexes, random: np.random.Generator) -> float:
    linked = np.flatnonzero(np.diff(first) > 0)
    asked = linked if len(linked) <= ASKED else random.choice(linked, ASKED, replace=False)
    wanted = np.minimum(np.diff(first)[asked], NEAREST)
    tree: Any = KDTree(xy)
    _, near = tree.query(xy[asked], k=min(int(wanted.max()) + 1, len(xy)))
    shares = []
    for node, k, found in zip(asked.tolist(), wanted.tolist(), near, strict=True):
        linked_to = set(neighbour[first[node] : first[node + 1]].tolist())
        beside = set(found[found != node][:k].tolist())
        shares.append(len(linked_to & beside) / len(linked_to | beside))
    return float(np.mean(shares))


@kernel
def _turn(ax: float, ay: float, bx: float, by: float, cx: float, cy: float) -> float:
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)


@kernel
def _cross(xy: Floats, a: int, b: int, c: int, d: int) -> bool:
    if a in (c, d) or b in (c, d):
        return False
    ax, ay, bx, by = xy[a, 0], xy[a, 1], xy[b, 0], xy[b, 1]
    cx, cy, dx, dy = xy[c, 0], xy[c, 1], xy[d, 0], xy[d, 1]
    if max(ax, bx) < min(cx, dx) or max(cx, dx) < min(ax, bx):
        return False
    one = _turn(ax, ay, bx, by, cx, cy) * _turn(ax, ay, bx, by, dx, dy)
    return one < 0 and _turn(cx, cy, dx, dy, ax, ay) * _turn(cx, cy, dx, dy, bx, by) < 0


@kernel
def _every_pair(xy: Floats, start: Indexes, end: Indexes) -> int:
    found = 0
    for i in range(start.size):
        for j in range(i + 1, start.size):
            if _cross(xy, start[i], end[i], start[j], end[j]):
                found += 1
    return found


@kernel
def _some_pairs(xy: Floats, start: Indexes, end: Indexes, pairs: int, seed: int) -> int:
    state = np.uint64(seed * 2 + 1)
    found = 0
    for _ in range(pairs):
        state = state * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
        i = int((state >> np.uint64(33)) % np.uint64(start.size))
        state = state * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
        j = int((state >> np.uint64(33)) % np.uint64(start.size))
        if i != j and _cross(xy, start[i], end[i], start[j], end[j]):
            found += 1
    return found


def crossings_of(xy: Floats, start: Indexes, end: Indexes, seed: int = 0) -> tuple[int, bool]:
    """How many pairs of links cross, and whether that was counted rather than estimated."""
    m = len(start)
    if m <= ALL_PAIRS:
        return int(_every_pair(xy, start, end)), True
    return round(_some_pairs(xy, start, end, SAMPLE, seed) / SAMPLE * m * (m - 1) / 2), False


def overlapping(xy: Floats, icon: Any) -> npt.NDArray[np.intp]:
    """The pairs [k, 2] of nodes whose icons, `icon` wide, lie on one another."""
    if len(xy) < 2:
        return np.zeros((0, 2), np.intp)
    wide = np.broadcast_to(np.asarray(icon, float), len(xy))
    tree: Any = KDTree(xy)
    pairs = np.asarray(tree.query_pairs(float(wide.max()), output_type="ndarray"), np.intp).reshape(-1, 2)
    apart = np.hypot(*(xy[pairs[:, 0]].astype(float) - xy[pairs[:, 1]]).T)
    return np.asarray(pairs[apart < (wide[pairs[:, 0]] + wide[pairs[:, 1]]) / 2])


def warm() -> None:
    """Makes these kernels ready."""
    start, end = samples.chain()
    measure(
        np.stack([np.arange(samples.CHAIN), np.zeros(samples.CHAIN)], axis=1).astype(np.float32), start, end
    )
