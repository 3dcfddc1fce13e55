"""What joins the sources? Who and what several of them name, and how these hang together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.model.graph import Graph
from workbench.questions import paths
from workbench.questions.expanding import expand

MASTS = "cell"  # a register names every cell that calls name: who shares an antenna shares a neighbourhood


@dataclass(frozen=True)
class Joins:
    """Entities named by the most sources, best first, with those sources; and the entities of the shortest
    connections among them. `left_out` counts further joins beyond the limit."""

    joins: list[tuple[int, list[int]]]
    connection: list[int]
    left_out: int


def joins(
    graph: Graph, sources_of: Mapping[int, Sequence[int]], *, limit: int = 12, longest: int = 3
) -> Joins:
    """Ranks the entities that several sources name: the rarer the combination of sources, the more it says.

    A thousand phones stand in the files of both operators, and that says nothing; one alone stands in call records,
    a listing and a manifest. Among equals more sources come first, then fewer records. Common services do not join,
    nor do cells.
    `sources_of` maps entity to the sources that name it; connections of more than `longest` links are left away.
    """
    found, often, order = ranked(graph, sources_of)
    best = _whole_groups(order, found, often, limit)
    connection: list[int] = []
    for number, one in enumerate(best):
        for other in best[number + 1 :]:
            path = paths.shortest(graph, one, other)
            if path.found and len(path.links) <= longest:
                connection += path.entities
    return Joins(
        [(e, sorted(found[e])) for e in best], list(dict.fromkeys(connection)), max(0, len(order) - limit)
    )


def ranked(
    graph: Graph, sources_of: Mapping[int, Sequence[int]]
) -> tuple[dict[int, frozenset[int]], Counter[frozenset[int]], list[int]]:
    """The sources of each entity that several name, how often each combination of sources occurs, and the entities in
    the order that `joins` ranks them."""
    found: dict[int, frozenset[int]] = {}
    for entity, sources in sources_of.items():
        node = graph.node_of.get(entity)
        if node is None or graph.common[node] or graph.kinds[graph.kind[node]] == MASTS:
            continue
        if len(set(sources)) > 1:
            found[entity] = frozenset(sources)
    often = Counter(found.values())
    order = sorted(
        found, key=lambda e: (often[found[e]], -len(found[e]), int(graph.records[graph.node_of[e]]), e)
    )
    return found, often, order


def _whole_groups(
    ranked: list[int], found: Mapping[int, frozenset[int]], often: Mapping[frozenset[int], int], limit: int
) -> list[int]:
    """The best of a ranking, cut between combinations of sources where there is more than one to show: of sixty
    phones in the same three files none says more than the others."""
    best: list[int] = []
    for entity in ranked[:limit]:
        if best and len(best) + often[found[entity]] > limit and found[entity] != found[best[-1]]:
            break
        best.append(entity)
    return best


def to_show(graph: Graph, found: Joins, *, fewest: int = 8, around: int = 6) -> list[int]:
    """The entities a chart of the answer shows: the joins and what connects them; where that is next to nothing,
    also those they have most records with; where nothing joins, the entities with most links."""
    shown = list(dict.fromkeys([*(entity for entity, _ in found.joins), *found.connection]))
    if not shown:
        return hubs(graph, 40)
    if len(shown) < fewest:
        for entity in list(shown):
            shown += expand(graph, [entity], shown, limit=around).added
    return shown


def hubs(graph: Graph, limit: int = 12) -> list[int]:
    """The entities with most links, common services left out: where to begin when nothing joins the sources."""
    degree = np.bincount(graph.start, minlength=len(graph)) + np.bincount(graph.end, minlength=len(graph))
    degree[graph.common] = 0
    return [int(graph.ids[n]) for n in np.argsort(-degree, kind="stable")[:limit] if degree[n]]
