"""Which entities a filter lets stay, told by what they are: kind, tags, involvement, names and values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workbench.case import involvement
from workbench.case.cases import Case
from workbench.case.scope import Scope
from workbench.case.words import folded
from workbench.model.filters import Filter
from workbench.model.graph import Graph

Mask = npt.NDArray[np.bool_]


def by_entity(case: Case, scope: Scope, test: Filter) -> Mask:
    """Which nodes of a scope a filter lets stay."""
    graph = scope.graph
    if test.by == "kind":
        return chosen_names(test, graph.kinds)[graph.kind[scope.nodes]]
    if test.by == "text":
        return scope.answer(test, lambda: _by_text(scope, test))
    if test.by == "involvement":
        # of a phone that is nobody's it is not asked whether it is a suspect
        return np.array([not said or _tagged(test, said) for said in involvement_of(case, scope)], bool)
    allowed = np.full(len(scope.nodes), _tagged(test, {""}))
    for node, names in _tags(case, graph).items():
        if scope.place[node] >= 0:
            allowed[scope.place[node]] = _tagged(test, names)
    return allowed


def _by_text(scope: Scope, test: Filter) -> Mask:
    graph, keep, drop = scope.graph, *([folded(v) for v in values] for values in (test.keep, test.drop))
    allowed = np.ones(len(scope.nodes), bool)
    for place, node in enumerate(scope.nodes.tolist()):
        text = folded(f"{graph.captions[node]}\n{graph.values[node]}")
        allowed[place] = (not keep or any(v in text for v in keep)) and not any(v in text for v in drop)
    return allowed


def _tagged(test: Filter, names: set[str]) -> bool:
    return (not test.keep or bool(names & set(test.keep))) and not names & set(test.drop)


def _tags(case: Case, graph: Graph) -> dict[int, set[str]]:
    """The tags of each node that has any."""
    found: dict[int, set[str]] = {}
    for entity, name in case.db.conn.execute("SELECT entity, name FROM tag"):
        if entity in graph.node_of:
            found.setdefault(graph.node_of[entity], set()).add(name)
    return found


def tags_of(case: Case, scope: Scope) -> list[set[str]]:
    """The tags of each node of a scope; that of none is ""."""
    tagged = _tags(case, scope.graph)
    return [tagged.get(int(n), {""}) for n in scope.nodes]


def involvement_of(case: Case, scope: Scope) -> list[set[str]]:
    """How whoever stands behind each node of a scope is involved: people and organisations, unknown where nobody says
    it; identifiers by whom they are attributed to. Empty where there is nobody of whom it could be said."""
    graph = scope.graph
    found: dict[int, set[str]] = {}
    for entity, categories in involvement.through_owners(case).items():
        if entity in graph.node_of:
            found.setdefault(graph.node_of[entity], set()).update(categories)
    asked = np.isin(graph.kind, [n for n, kind in enumerate(graph.kinds) if kind in involvement.KINDS])
    return [found.get(n) or ({involvement.UNKNOWN} if asked[n] else set()) for n in scope.nodes.tolist()]


def chosen_names(test: Filter, names: Sequence[str]) -> Mask:
    """Which of some names a filter keeps."""
    return np.array([(not test.keep or name in test.keep) and name not in test.drop for name in names], bool)
