"""All records of some entities, on a chart or not: what a pattern of life is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from workbench.case import behind as behind_of
from workbench.case import included
from workbench.case.behind import Behind, Mask
from workbench.case.cases import Case
from workbench.case.happened import Happened
from workbench.case.over_time import as_happened, named
from workbench.case.owned import owned_by, theirs
from workbench.case.owners import Periods
from workbench.case.recorded import recorded
from workbench.case.scope import of_records, passing_all
from workbench.model.filters import Filter
from workbench.model.graph import Graph, Indexes


def life(
    case: Case,
    graph: Graph,
    filters: Sequence[Filter],
    entities: Iterable[int],
    links: Iterable[int] = (),
    among: Indexes | None = None,
    had: Mapping[int, Periods] | None = None,
) -> tuple[list[Happened], int]:
    """All records of the case behind some entities' links and some links, on the chart or not, that pass the filters
    of records; and how many of them do not tell when they were. `among` names the links by number instead. What an
    entity `had` counts for it as long as it was its own."""
    nodes, asked = named(graph, entities), set(links)
    of_links = np.isin(graph.link_ids, np.fromiter(asked, np.int64, len(asked)))
    if among is None:
        mine = nodes | owned_by(nodes, had or {})
        among = np.flatnonzero(mine[graph.start] | mine[graph.end] | of_links).astype(np.int32)
    else:
        had = None
    tests = of_records(filters)
    found, untimed = [], 0
    for records in _behind(case, graph, among):
        passing = passing_all(case, records, tests)
        if had:
            passing &= _theirs(graph, records, among, nodes, of_links, had)
        untimed += int(passing[records.timed :].sum())
        found.append(as_happened(case, records, np.flatnonzero(passing[: records.timed])))
    return [part for part in found if len(part)], untimed


def _theirs(
    graph: Graph, records: Behind, among: Indexes, nodes: Mask, asked: Mask, had: Mapping[int, Periods]
) -> Mask:
    """Which records count for some nodes, or stand behind links asked for, at the time they were."""
    start, end = graph.start[among], graph.end[among]
    timed, untimed = np.split(records.columns, [records.timed], axis=1)
    at = records.at[: records.timed]
    parts = [
        theirs(c, when, start, end, nodes, asked[among], had) for c, when in ((timed, at), (untimed, None))
    ]
    return np.concatenate(parts)


def _behind(case: Case, graph: Graph, links: Indexes) -> list[Behind]:
    """The records behind some links; those asked for last are kept."""
    key = (included.codes(case.db, included.readings(case.db)), links.tobytes())
    kept = case.kept.setdefault("lives", {})
    assert isinstance(kept, dict)
    for place, (asked, known) in list(kept.items()):
        if asked == key:
            kept[place] = kept.pop(place)
            return list(known)
    behind = recorded(case, graph, links)
    made: list[Behind] = []
    for record in behind.records:
        whole = behind_of.gathered(case, record, behind.wanted, behind_of.BUDGET)
        several = [whole] if whole is not None else list(behind_of.folded(case, record, behind.wanted))
        made += [records for records in several if len(records)]
    while len(kept) >= 3:
        kept.pop(next(iter(kept)))
    kept[max(kept, default=0) + 1] = (key, made)
    return made
