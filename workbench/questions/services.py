"""Who serves everybody? Entities so many others share that they join strangers: a taxi rank, a bank, a courier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.model.graph import Graph
from workbench.questions.connected import neighbours

FEWEST = 50  # neighbours below which nobody is called a service
FACTOR = 2.0  # how many times the neighbours of the 99th of a hundred it must have


@dataclass(frozen=True)
class Service:
    """An entity that looks like a common service: how many share it, and how many would be usual at most."""

    entity: int
    shared_by: int
    usual: int

    @property
    def why(self) -> str:
        """The reason, as it is entered in the list of common services."""
        return f"{self.shared_by:,} others share it; 99 of 100 entities have {self.usual} neighbours at most"


def services(graph: Graph) -> list[Service]:
    """Entities with many times the usual number of neighbours, most first; those marked already are left out.

    A suggestion, for an analyst to refuse: the ringleader of a large group may look the same.
    """
    counts = neighbours(graph)
    if not counts.any():
        return []
    usual = int(np.percentile(counts[counts > 0], 99))
    wanted = np.flatnonzero((counts >= max(FEWEST, FACTOR * usual)) & ~graph.common)
    order = wanted[np.argsort(-counts[wanted], kind="stable")]
    return [Service(int(graph.ids[n]), int(counts[n]), usual) for n in order]
