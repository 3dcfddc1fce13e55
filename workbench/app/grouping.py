"""Entities by what they have in common: their kind, the files that name them, a number's country, their tags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import phonenumbers

from workbench.case import entities, involvement, notes, sources
from workbench.case.cases import Case
from workbench.model.graph import Graph, Indexes
from workbench.model.problems import Problem

Name = Callable[[Case, Graph, Indexes], Sequence[str]]


def groups(case: Case, graph: Graph, nodes: Indexes, by: str) -> tuple[Indexes, list[str]]:
    """The group of each node, and what the groups are called, the largest first; those that have nothing come last."""
    if by not in ATTRIBUTES:
        raise Problem(f"nothing is grouped by {by}", "one of " + ", ".join(ATTRIBUTES))
    named = np.array(list(ATTRIBUTES[by][1](case, graph, nodes)), str)
    names, group, count = np.unique(named, return_inverse=True, return_counts=True)
    order = np.lexsort((names, -count, names == ""))
    place = np.empty(len(names), np.int32)
    place[order] = np.arange(len(names))
    return place[group.ravel()].astype(np.int32), [str(names[k]) for k in order]


def _kinds(case: Case, graph: Graph, nodes: Indexes) -> Sequence[str]:
    titles = [case.kinds.entities[k].plural if k in case.kinds.entities else k for k in graph.kinds]
    return [titles[k] for k in graph.kind[nodes].tolist()]


def _sources(case: Case, graph: Graph, nodes: Indexes) -> Sequence[str]:
    titles = {s.id: s.name for s in sources.listed(case)}
    named = entities.sources_of(case, graph.ids[nodes].tolist())
    return [", ".join(titles[s] for s in there) for there in named]


def _tags(case: Case, graph: Graph, nodes: Indexes) -> Sequence[str]:
    return [", ".join(notes.tags(case, e)) for e in graph.ids[nodes].tolist()]


def _involvement(case: Case, graph: Graph, nodes: Indexes) -> Sequence[str]:
    known = involvement.categories(case)
    return [next((known[m] for m in graph.members(e) if m in known), "") for e in graph.ids[nodes].tolist()]


def _countries(case: Case, graph: Graph, nodes: Indexes) -> Sequence[str]:
    """The country that a telephone number or a bank account (IBAN) belongs to."""
    found = []
    for node in nodes.tolist():
        kind, value = graph.kinds[graph.kind[node]], graph.values[node]
        declared = case.kinds.entities.get(kind)
        country_of = COUNTRY_OF.get(declared.value if declared else "")
        found.append(country_of(value) if country_of else "")
    return found


@cache
def _calling(value: str) -> str:
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return ""
    # a number outside the plan still belongs to who has its country code
    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(
        number.country_code or 0
    )
    return region if region not in ("001", "ZZ") else ""


def _iban(value: str) -> str:
    return value[:2] if value[:2].isalpha() and value[:2].isupper() and value[2:4].isdigit() else ""


COUNTRY_OF: dict[str, Callable[[str], str]] = {"phone": _calling, "account": _iban}

ATTRIBUTES: dict[str, tuple[str, Name]] = {
    "kind": ("Kind", _kinds),
    "source": ("Source", _sources),
    "country": ("Country", _countries),
    "tag": ("Tag", _tags),
    "involvement": ("Involvement", _involvement),
}
