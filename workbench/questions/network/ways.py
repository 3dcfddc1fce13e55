"""Ways through a network: the shortest, and the next after it, never twice through the same entity."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from itertools import pairwise

import numpy as np

from workbench.kernels.quality import distances
from workbench.model.graph import Indexes
from workbench.questions.network.contacts import Contacts

Way = tuple[int, ...]  # numbers, both ends included
NONE: frozenset[tuple[int, int]] = frozenset()


def steps_from(net: Contacts, one: int) -> Indexes:
    """How many links each is away from one, -1 where nothing leads there."""
    found: Indexes = distances(net.first, net.other, np.array([one], np.int32))[0]
    return found


def walked(net: Contacts, steps: Indexes, start: int) -> Way:
    """A shortest way from where the steps are 0 to `start`, seen from there at each hop by the pair with most records,
    then the one met first; () where nothing leads there."""
    if steps[start] < 0:
        return ()
    way = [start]
    while steps[way[-1]] > 0:
        node = way[-1]
        slots = np.arange(net.first[node], net.first[node + 1])
        slots = slots[steps[net.other[slots]] == steps[node] - 1]
        best = np.lexsort((net.other[slots], -net.records[net.pair[slots]]))[0]
        way.append(int(net.other[slots[best]]))
    return tuple(reversed(way))


def shortest(
    net: Contacts, one: int, other: int, longest: int,
    barred: Collection[int] = (), cut: Collection[tuple[int, int]] = NONE,
) -> Way:  # fmt: skip
    """A shortest way of at most so many links that goes through nobody barred and along no pair cut, () where there is
    none: searched from both ends at once."""
    if one == other or one in barred or other in barred:
        return ()
    before: tuple[dict[int, int], dict[int, int]] = ({one: -1}, {other: -1})
    edges = [[one], [other]]
    for _ in range(longest):
        side = 0 if len(edges[0]) <= len(edges[1]) else 1
        mine, theirs, reached = before[side], before[1 - side], []
        for node in edges[side]:
            for near in net.other[net.first[node] : net.first[node + 1]].tolist():
                if near in mine or near in barred:
                    continue
                if cut and ((node, near) in cut or (near, node) in cut):
                    continue
                mine[near] = node
                if near in theirs:
                    return _joined(before, near)
                reached.append(near)
        edges[side] = reached
        if not reached:
            return ()
    return ()


def _joined(before: tuple[dict[int, int], dict[int, int]], middle: int) -> Way:
    """The way from one end to the other through where the two searches met."""
    begin, rest = [middle], []
    while before[0][begin[-1]] >= 0:
        begin.append(before[0][begin[-1]])
    node = middle
    while before[1][node] >= 0:
        node = before[1][node]
        rest.append(node)
    return (*reversed(begin), *rest)


def next_shortest(net: Contacts, one: int, other: int, longest: int) -> Iterator[Way]:
    """The ways from one to another without going twice through anybody, shortest first (Yen, 1971, with Lawler's saving
    of 1972)."""
    first = shortest(net, one, other, longest)
    if not first:
        return
    waiting: list[tuple[int, Way, int]] = [(len(first), first, 0)]
    found: list[Way] = []
    known = {first}
    while waiting:
        _, way, begin = heapq.heappop(waiting)
        found.append(way)
        yield way
        for place in range(begin, len(way) - 1):
            root = way[: place + 1]
            cut = {(w[place], w[place + 1]) for w in found if w[: place + 1] == root}
            rest = shortest(net, way[place], other, longest - place, root[:-1], cut)
            new = root[:-1] + rest
            if rest and new not in known:
                known.add(new)
                heapq.heappush(waiting, (len(new), new, place))


def pairs_of(net: Contacts, way: Way) -> list[int]:
    """The pairs that a way goes along."""
    return [net.pair_of(a, b) for a, b in pairwise(way)]


def links_along(net: Contacts, way: Way) -> tuple[int, ...]:
    """The ids of all links of a way, hop by hop, at each those with most records first."""
    return tuple(link for pair in pairs_of(net, way) for link in net.links_in(np.array([pair])))
