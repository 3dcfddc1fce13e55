"""What joins the sources? Who and what several of them name, and how these hang together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.model.graph import Graph
from workbench.questions import paths


@dataclass(frozen=True)
class Joins:
    """Entities named by the most sources, best first, with those sources; and the entities of the shortest
    connections among them. `left_out` counts further joins beyond the limit."""

    joins: list[tuple[int, list[int]]]
    connection: list[int]
    left_out: int


def joins(
    graph: Graph, sources_of: Mapping[int, Sequence[int]], worlds: Mapping[int, str], *, limit: int = 12, longest: int = 3
) -> Joins:
    """Ranks entities by how many *worlds* (sorts of record) and then sources name them, rarest first among equals.

    `sources_of` maps entity to sources, `worlds` source to the sort of record it gives. Common services do not
    join. An entity in thousands of records joins everything and says little, so fewer records rank higher.
    Connections of more than `longest` links are left away.
    """
    ranked = []
    for entity, sources in sources_of.items():
        node = graph.node_of.get(entity)
        if node is None or graph.common[node] or len({worlds.get(s, "") for s in sources}) < 2:
            continue
        ranked.append((-len({worlds.get(s, "") for s in sources}), -len(sources), int(graph.records[node]), entity))
    ranked.sort()
    best = [(entity, sorted(sources_of[entity])) for *_, entity in ranked[:limit]]
    found = [entity for entity, _ in best]
    connection: list[int] = []
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            path = paths.shortest(graph, one, other)
            if path.found and len(path.links) <= longest:
                connection += path.entities
    return Joins(best, list(dict.fromkeys(connection)), max(0, len(ranked) - limit))


def hubs(graph: Graph, limit: int = 12) -> list[int]:
    """The entities with most links, common services left out: where to begin when nothing joins the sources."""
    degree = np.bincount(graph.start, minlength=len(graph)) + np.bincount(graph.end, minlength=len(graph))
    degree[graph.common] = 0
    return [int(graph.ids[n]) for n in np.argsort(-degree, kind="stable")[:limit] if degree[n]]
