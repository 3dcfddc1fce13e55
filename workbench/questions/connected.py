"""Who is most connected? Entities by how many others they hang together with."""

from __future__ import annotations

import numpy as np

from workbench.model.graph import Graph, Ints


def neighbours(graph: Graph) -> Ints:
    """How many other entities each node is linked with, whatever the kinds of links between two."""
    if not len(graph) or not len(graph.start):
        return np.zeros(len(graph), np.int64)
    low = np.minimum(graph.start, graph.end).astype(np.int64)
    high = np.maximum(graph.start, graph.end).astype(np.int64)
    pairs = np.unique((low * len(graph) + high)[low != high])
    found = np.bincount(pairs // len(graph), minlength=len(graph))
    return found + np.bincount(pairs % len(graph), minlength=len(graph))


def most_connected(graph: Graph, most: int) -> list[int]:
    """The entities with the most neighbours, at most so many, of equal ones those with more records first; common
    services are left out, and so is what nothing hangs together with."""
    counts = neighbours(graph)
    wanted = np.flatnonzero((counts > 0) & ~graph.common)
    order = wanted[np.lexsort((-graph.records[wanted], -counts[wanted]))]
    return [int(entity) for entity in graph.ids[order[: max(most, 0)]]]
