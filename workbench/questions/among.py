"""Links between entities, for the chart that shows an answer."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.model.graph import Graph


def links_between(graph: Graph, one: int, others: Iterable[int]) -> list[int]:
    """Ids of the links between an entity and some others, those with most records first."""
    here = graph.node_of.get(one)
    there = {graph.node_of[e] for e in others if e in graph.node_of}
    if here is None or not there:
        return []
    found = []
    for link in graph.links_at(here).tolist():
        ends = int(graph.start[link]), int(graph.end[link])
        if (ends[1] if ends[0] == here else ends[0]) in there:
            found.append((-int(graph.count[link]), int(graph.link_ids[link])))
    return [link for _, link in sorted(found)]
