"""One hop out: who and what hangs on some entities, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.model.graph import Graph


@dataclass(frozen=True)
class Expansion:
    """Entities one link away that were not there yet: those added, how many the limit left out, and the common
    services that were not gone through."""

    added: list[int]
    left_out: int
    common: int

    def sentence(self, limit: int) -> str:
        """What the expansion did, in words."""
        said = f"{len(self.added)} added" if self.added else "Nothing new to add"
        if self.left_out:
            said += f", {self.left_out:,} more left out by the limit of {limit}"
        if self.common:
            said += f", {self.common} common {'service' if self.common == 1 else 'services'} not gone through"
        return said + "."


def expand(
    graph: Graph, entities: Sequence[int], shown: Iterable[int], *, kind: str | None = None, limit: int,
    through_common: bool = False,
) -> Expansion:  # fmt: skip
    """The neighbours of entities by all kinds of link or one, those with most records first.

    Common services are added as neighbours, but the neighbours of a common service are not unless asked.
    """
    there = {graph.node_of[e] for e in shown if e in graph.node_of}
    there |= {graph.node_of[e] for e in entities if e in graph.node_of}
    weight: dict[int, int] = {}
    held = 0
    for entity in entities:
        node = graph.node_of.get(entity)
        if node is None:
            continue
        if graph.common[node] and not through_common:
            held += 1
            continue
        at = graph.links_at(node)
        if kind is not None:
            at = at[graph.link_kind[at] == list(graph.link_kinds).index(kind)]
        others = np.where(graph.start[at] == node, graph.end[at], graph.start[at])
        for other, count in zip(others.tolist(), graph.count[at].tolist(), strict=True):
            if other not in there:
                weight[other] = weight.get(other, 0) + count
    ranked = sorted(weight, key=lambda n: (-weight[n], n))
    return Expansion([int(graph.ids[n]) for n in ranked[:limit]], max(0, len(ranked) - limit), held)
