"""How what is on a chart is spread over the values of a field: bars that are filters at the same time.

`here` counts what all other filters and the chosen stretch of time leave, so that a bar says what choosing it would
show; `all` counts what the chart holds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workbench.case import entity_filters, filtering
from workbench.case.bars import MOST, Bar, Histogram, in_steps, steps
from workbench.case.cases import Case
from workbench.case.filtering import BOTH_WAYS, ONE_WAY
from workbench.case.involvement import UNKNOWN
from workbench.case.record_bars import GATHERED
from workbench.case.record_fields import judges
from workbench.case.scope import Scope, Stretch, passing_all, scope_of
from workbench.kernels import brushing
from workbench.model.filters import OF_ENTITIES, OF_RECORDS, Filter
from workbench.model.graph import Graph, Indexes
from workbench.model.kinds import STANDINGS

NUMBERS = (1, 2, 5, 10, 20, 50, 100, 1000, None)  # where bars of numbers of records begin


def histograms(
    case: Case,
    graph: Graph,
    filters: Sequence[Filter],
    moments: Stretch,
    nodes: Indexes,
    wanted: Sequence[str],
) -> list[Histogram]:
    """The histograms of some fields over the part of the graph among some nodes; empty fields have no bars."""
    scope = scope_of(case, graph, nodes)
    on = [f.test for f in filters if f.on]
    made = []
    with scope.guard:
        for by in wanted:
            others = [f for f in on if f.by != by]
            stretch = None if by == "time" else moments
            if by in OF_RECORDS:
                made.append(_of_records(case, scope, by, others, stretch, on))
            else:
                made.append(_of_graph(case, scope, by, others, stretch))
    return made


# -- entities and links --------------------------------------------------------------------------------------


def _of_graph(case: Case, scope: Scope, by: str, others: list[Filter], moments: Stretch) -> Histogram:
    state = filtering.left(case, scope, others, moments)
    graph = scope.graph
    if by == "tag":
        return _said(by, entity_filters.tags_of(case, scope), "", state.nodes)
    if by == "involvement":
        return _said(by, entity_filters.involvement_of(case, scope), UNKNOWN, state.nodes)
    if by == "text":
        return Histogram(by, "entities", ())
    if by in OF_ENTITIES:
        return _counted(by, "entities", graph.kinds, graph.kind[scope.nodes], state.nodes)
    if by == "link_kind":
        return _counted(by, "links", graph.link_kinds, graph.link_kind[scope.links], state.links)
    if by == "standing":
        return _counted(by, "links", STANDINGS, graph.standing[scope.links], state.links)
    return _pairs(case, scope, by, state)


def _counted(
    by: str, of: str, names: Sequence[str], codes: npt.NDArray[np.integer], here: npt.NDArray[np.bool_]
) -> Histogram:
    whole = np.bincount(codes, minlength=len(names))
    some = np.bincount(codes[here], minlength=len(names))
    order = sorted(np.flatnonzero(whole).tolist(), key=lambda n: (-whole[n], names[n]))
    return Histogram(
        by, of, tuple(Bar(Filter(by, keep=(names[n],)), int(some[n]), int(whole[n])) for n in order)
    )


def _said(by: str, said: list[set[str]], nothing: str, here: npt.NDArray[np.bool_]) -> Histogram:
    """How many entities analysts said each word of; those of whom nothing is said stand last."""
    counts: dict[str, list[int]] = {}
    for place, names in enumerate(said):
        for name in names:
            bar = counts.setdefault(name, [0, 0])
            bar[0] += int(here[place])
            bar[1] += 1
    listed = sorted(
        (item for item in counts.items() if item[0] != nothing), key=lambda item: (-item[1][1], item[0])
    )
    bars = [Bar(Filter(by, keep=(name,)), *found) for name, found in listed[:MOST]]
    if listed and nothing in counts:
        bars.append(Bar(Filter(by, keep=(nothing,)), *counts[nothing]))
    return Histogram(by, "entities", tuple(bars), max(len(listed) - MOST, 0))


def _pairs(case: Case, scope: Scope, by: str, state: filtering.State) -> Histogram:
    """Of every two that hang together, how many records they have, or whether their links run both ways."""
    whole = filtering.left(case, scope, [], None)
    if by == "count":
        spread = [filtering.pair_totals(scope, np.append(0, s.count), s.links) for s in (state, whole)]
        counts = [in_steps(s[s > 0], NUMBERS) for s in spread]
        tests = steps(by, NUMBERS)
    else:
        counts = [
            np.bincount(filtering.pair_ways(case, scope, s.links), minlength=4)[:3] for s in (state, whole)
        ]
        tests = [Filter(by, keep=(way,)) for way in (BOTH_WAYS, ONE_WAY, "")]
    bars = [
        Bar(test, int(here), int(all_of)) for test, here, all_of in zip(tests, *counts, strict=True) if all_of
    ]
    return Histogram(by, "pairs", tuple(bars))


# -- records -------------------------------------------------------------------------------------------------


def _of_records(
    case: Case, scope: Scope, by: str, others: list[Filter], moments: Stretch, on: list[Filter]
) -> Histogram:
    """Counts each record once; one that several filters of links and entities leave no link is not here."""
    tests = [f for f in others if f.by in OF_RECORDS]
    visible = np.ones(len(scope.links) + 1, bool)
    visible[0] = False
    if len(tests) < len(others):
        visible[1:] = filtering.left(case, scope, others, moments).links
    gathering = GATHERED[by](case, scope, on)
    for records in scope.records(case):
        if not judges(by, records.kind):
            continue
        passing = passing_all(case, records, tests)
        begin, end = records.window(moments)
        passing[:begin] = passing[end:] = False
        if not visible[1:].all():
            brushing.drop_unseen(records.columns, visible, passing)
        gathering.add(case, records, passing)
    return gathering.made()
