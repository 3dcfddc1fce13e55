"""Entities that bear the same name in other writing: case, accents, spaces and signs aside."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.case import names
from workbench.case.cases import Case
from workbench.case.words import folded
from workbench.model.graph import Graph

SHORTEST = 3  # letters and digits that a name must have to say anything
# what people write as they like; numbers with a form of their own are one entity already
WRITTEN = ("handle", "person", "organisation", "sender", "shipper", "thing", "email")


def bare(text: str) -> str:
    """A text as letters and digits alone, without case and accents."""
    return "".join(c for c in folded(text) if c.isalnum())


def matching(case: Case, graph: Graph, entities: Iterable[int]) -> list[int]:
    """The other entities of the case that are written like one of these, by name, value or the name that contact lists
    give; the kind may differ, for a handle may be a name. What is written alike need not be the same: that is the
    analyst's to judge."""
    nodes = list(dict.fromkeys(graph.node_of[e] for e in entities if e in graph.node_of))
    alike = _written(case, graph)
    known = names.known(case)
    found: dict[int, None] = {}
    for node in nodes:
        for text in _texts(graph, node, known):
            found |= dict.fromkeys(alike.get(text, ()))
    return [int(graph.ids[node]) for node in found if node not in nodes]


def _written(case: Case, graph: Graph) -> dict[str, list[int]]:
    """The nodes that bear a name, by the name without its writing; kept while the graph stands."""
    kept = case.kept.get("written alike")
    if isinstance(kept, tuple) and kept[0] is graph:
        return kept[1]  # type: ignore[no-any-return]
    known = names.known(case)
    kinds = [case.kinds.entities[k].value in WRITTEN for k in graph.kinds]
    named = {graph.node_of[e] for e in known if e in graph.node_of}
    alike: dict[str, list[int]] = {}
    for node in range(len(graph)):
        if kinds[graph.kind[node]] or node in named:
            for text in _texts(graph, node, known):
                alike.setdefault(text, []).append(node)
    case.kept["written alike"] = (graph, alike)
    return alike


def _texts(graph: Graph, node: int, known: dict[int, str]) -> list[str]:
    """What a node is called, without its writing: its name of contact lists, its caption, its value."""
    said = (known.get(int(graph.ids[node]), ""), graph.captions[node], graph.values[node].split(":", 1)[-1])
    return list(dict.fromkeys(text for text in map(bare, said) if len(text) >= SHORTEST))
