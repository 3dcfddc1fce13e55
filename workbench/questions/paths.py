"""How are two entities connected? The fewest links from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from workbench.model.graph import Graph
from workbench.model.problems import Problem


@dataclass(frozen=True)
class Path:
    """A chain of entities, both ends included, and for each hop the link with most records.

    Both lists are empty where nothing joins the two; one and the same entity gives itself and no link.
    """

    entities: list[int]
    links: list[int]

    @property
    def found(self) -> bool:
        return bool(self.entities)


def shortest(graph: Graph, one: int, other: int, *, through_common: bool = False) -> Path:
    """The path of fewest links between two entities, whichever way the links point.

    Common services are not gone through unless asked, for they join strangers; as an end they count. Of
    several shortest paths the answer is always the same: at each hop, seen from `other`, the link with most
    records, then the entity entered first. Raises Problem when the graph does not hold an entity.
    """
    start, goal = _node(graph, one), _node(graph, other)
    usable = _usable(graph, [start, goal], through_common)
    return _back(graph, _steps_from(graph, start, usable), start, goal, usable)


def to_each(
    graph: Graph, one: int, others: Sequence[int], *, through_common: bool = False
) -> Iterator[tuple[int, Path]]:
    """The path from an entity to each of some others, as `shortest` has it, in their order; one search serves all."""
    start = _node(graph, one)
    usable = _usable(graph, [start], through_common)
    steps = _steps_from(graph, start, usable)
    for other in others:
        goal = _node(graph, other)
        if graph.common[goal] and goal != start and not through_common:
            yield other, shortest(graph, one, other)
        else:
            yield other, _back(graph, steps, start, goal, usable)


def to_nearest(
    graph: Graph, one: int, kind: str, *, forward: bool = False, through_common: bool = False
) -> Path:
    """The path of fewest links from an entity to the nearest one of a kind.

    With `forward` only along the links' direction: where does the money go? Of several equally near the one that most
    shortest paths lead to, then the one entered first.
    """
    start = _node(graph, one)
    usable = _usable(graph, [start], through_common)
    steps = _steps_from(graph, start, usable, forward)
    wanted = np.flatnonzero((graph.kind == list(graph.kinds).index(kind)) & np.isfinite(steps) & (steps > 0))
    if not len(wanted):
        return Path([], [])
    wanted = wanted[steps[wanted] == steps[wanted].min()]
    ways = _ways(graph, steps, start, int(steps[wanted[0]]), usable, forward)
    nearest = wanted[np.lexsort((graph.ids[wanted], -ways[wanted]))[0]]
    return _back(graph, steps, start, int(nearest), usable, forward)


def _usable(graph: Graph, ends: list[int], through_common: bool) -> npt.NDArray[np.bool_]:
    """The links that may be gone along: none at a common service unless asked or where it is an end."""
    barred = np.zeros(len(graph), bool) if through_common else graph.common.copy()
    barred[ends] = False
    usable: npt.NDArray[np.bool_] = ~barred[graph.start] & ~barred[graph.end]
    return usable


def _back(
    graph: Graph,
    steps: npt.NDArray[np.float64],
    start: int,
    goal: int,
    usable: npt.NDArray[np.bool_],
    forward: bool = False,
) -> Path:
    """Walks from the goal to the start, each hop one step nearer."""
    if not np.isfinite(steps[goal]):
        return Path([], [])
    nodes, links = [goal], []
    while nodes[-1] != start:
        node = nodes[-1]
        at = graph.links_at(node)
        at = at[usable[at]]
        if forward:
            at = at[graph.end[at] == node]
        before = np.where(graph.start[at] == node, graph.end[at], graph.start[at])
        nearer = steps[before] == steps[node] - 1
        at, before = at[nearer], before[nearer]
        best = np.lexsort((graph.link_ids[at], before, -graph.count[at]))[0]
        nodes.append(int(before[best]))
        links.append(int(graph.link_ids[at[best]]))
    return Path([int(graph.ids[n]) for n in reversed(nodes)], links[::-1])


def _ways(
    graph: Graph,
    steps: npt.NDArray[np.float64],
    start: int,
    far: int,
    usable: npt.NDArray[np.bool_],
    forward: bool,
) -> npt.NDArray[np.float64]:
    """How many shortest paths lead from the start to each node, up to `far` steps away."""
    one, other = graph.start[usable], graph.end[usable]
    if not forward:
        one, other = np.concatenate([one, other]), np.concatenate([other, one])
    ways = np.zeros(len(graph), np.float64)
    ways[start] = 1
    for step in range(far):
        hop = (steps[one] == step) & (steps[other] == step + 1)
        np.add.at(ways, other[hop], ways[one[hop]])
    return ways


def _node(graph: Graph, entity: int) -> int:
    node = graph.node_of.get(entity)
    if node is None:
        raise Problem(f"entity {entity} is not in the graph", "include the reading that holds it")
    return node


def _steps_from(
    graph: Graph, start: int, links: npt.NDArray[np.bool_], forward: bool = False
) -> npt.NDArray[np.float64]:
    """How many of the chosen links lead from a node to each other node; infinity where none do."""
    size = len(graph)
    ones = np.ones(int(links.sum()), np.float32)
    joined = csr_array((ones, (graph.start[links], graph.end[links])), shape=(size, size))
    steps: npt.NDArray[np.float64] = dijkstra(joined, directed=forward, indices=start, unweighted=True)
    return steps
