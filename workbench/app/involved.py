"""What a chart marks of people: how they are involved, as a letter in a colour, and what was entered by hand alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.app.folding import Folded
from workbench.case import drawn, involvement
from workbench.case.cases import Case
from workbench.drawing.look import Badge
from workbench.model.graph import Graph

COLOURS = {
    "suspect": 0xFFB3261E, "convicted": 0xFF6B2A7D, "victim": 0xFF1F63B5, "witness": 0xFF1E7152, "contact": 0xFF5F6773,
}  # fmt: skip
BADGES = tuple(Badge(involvement.LETTERS[c], COLOURS[c], c) for c in involvement.CATEGORIES)
# Of those judged to be one person, what weighs most is shown; the details name each.
_WEIGHT = {
    category: n for n, category in enumerate(("contact", "witness", "victim", "suspect", "convicted"), 1)
}

Numbers = npt.NDArray[np.uint8]


def badges_of(case: Case, graph: Graph, folded: Folded) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """For each node drawn the place of its badge in BADGES counted from 1 (0 = none), and whether an analyst entered it
    and no record names it."""
    known = {e: c for e, c in involvement.categories(case).items() if e in graph.node_of}
    weights = np.zeros(len(graph), np.uint8)
    for entity, category in known.items():
        node = graph.node_of[entity]
        weights[node] = max(int(weights[node]), _WEIGHT[category])
    place = np.zeros(len(_WEIGHT) + 1, np.uint8)
    for category, weight in _WEIGHT.items():
        place[weight] = involvement.CATEGORIES.index(category) + 1
    hand = np.zeros(len(graph), bool)
    entered = [e for e in drawn.entities_by_hand(case) if e in graph.node_of]
    nodes = [graph.node_of[e] for e in entered]
    hand[[n for n in nodes if not graph.records[n]]] = True
    marks = place[weights][folded.nodes]
    closed = np.isin(folded.nodes, list(folded.groups)) if folded.groups else np.zeros(len(marks), bool)
    marks[closed] = 0  # a closed group is nobody
    return marks, hand[folded.nodes] & ~closed
