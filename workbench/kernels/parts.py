"""A chart taken apart into its connected parts, each laid out for itself, and put together at one scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from workbench.kernels.coarsening import merge_links
from workbench.kernels.jit import Floats, Indexes
from workbench.kernels.packing import pack
from workbench.kernels.union_find import join

Lay = Callable[[Indexes, Indexes, Indexes, Indexes], Floats]
Tell = Callable[[int, int], None]


def split(
    group: Indexes, a: Indexes, b: Indexes, least: int = 2
) -> Iterator[tuple[Indexes, Indexes, Indexes, Indexes]]:
    """For every group of at least so many nodes, largest first: its nodes, which links are its own, and their ends as
    numbers within it."""
    sizes = np.bincount(group)
    order = np.argsort(group, kind="stable").astype(np.int32)
    begins = np.concatenate([[0], np.cumsum(sizes)])
    of_link = np.argsort(group[a], kind="stable").astype(np.int32)
    link_begins = np.concatenate([[0], np.cumsum(np.bincount(group[a], minlength=len(sizes)))])
    local = np.empty(len(group), np.int32)
    local[order] = np.arange(len(group), dtype=np.int32) - np.repeat(begins[:-1], sizes).astype(np.int32)
    for c in np.argsort(-sizes, kind="stable"):
        if sizes[c] < least:
            return
        links = of_link[link_begins[c] : link_begins[c + 1]]
        yield order[begins[c] : begins[c + 1]], links, local[a[links]], local[b[links]]


def part_by_part(
    n: int, start: Indexes, end: Indexes, lay: Lay, room: float, tell: Tell | None = None
) -> Floats:
    """Positions of all nodes, every connected part laid out by `lay(nodes, links, a, b)` and packed with the others.

    `links` are numbers among the given ones, `a` and `b` their ends within the part. `tell(done, total)` hears about
    progress in nodes, and may raise to stop.
    """
    xy = np.zeros((n, 2), np.float32)
    if n == 0:
        return xy
    a, b = start.astype(np.int32), end.astype(np.int32)
    group = join(n, a, b)
    done = 0
    for nodes, links, one, other in split(group, a, b):
        if tell:
            tell(done, n)
        xy[nodes] = lay(nodes, links, one, other)
        done += len(nodes)
    if tell:
        tell(n, n)
    return centred(pack(xy, group, room))


def centred(xy: Floats) -> Floats:
    """The same with the middle of its box at (0, 0)."""
    if not len(xy):
        return xy
    return np.asarray(xy - (xy.min(axis=0) + xy.max(axis=0)) / 2, np.float32)


def simple(n: int, start: Indexes, end: Indexes) -> tuple[Indexes, Indexes]:
    """The ends of the links with every pair once and no loops."""
    ones = np.ones(len(start), np.float32)
    a, b, _ = merge_links(start.astype(np.int32), end.astype(np.int32), ones, n)
    return a, b
