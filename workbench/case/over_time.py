"""When the records of a chart happened: all of it and what is selected, in the order of time, in memory.

Bars of any stretch are counted from these columns by looking up where it begins and ends, so that zooming needs no pass
over records. What is kept for all takes 9 bytes a record at most, for the selection 8 and 4 for each column of links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.case import filtering
from workbench.case.behind import Behind, Mask, Numbers, Whole
from workbench.case.cases import Case
from workbench.case.happened import Happened, OverTime
from workbench.case.local_hours import UNKNOWN
from workbench.case.owned import by_owner, owned_by
from workbench.case.owners import Periods
from workbench.case.record_fields import coded, durations, judges
from workbench.case.scope import Scope, of_records, passing_all, scope_of
from workbench.kernels import brushing
from workbench.model.filters import OF_ENTITIES, Filter
from workbench.model.graph import Graph, Indexes

NOTHING = np.zeros(0, np.int64)
MOST_ALIKE = 64  # offsets from UTC that are told apart


@dataclass(frozen=True)
class _Seen:
    """What was read last of all records of a chart: kept, for it does not change with the selection."""

    scope: Scope
    filters: tuple[Filter, ...]
    visible: Mask
    passing: list[Mask]
    every: tuple[Whole, ...]
    exact: tuple[Whole, ...]
    untimed: int
    offset: int
    stating: int


def over_time(
    case: Case,
    graph: Graph,
    nodes: Indexes,
    filters: Sequence[Filter],
    entities: Iterable[int] = (),
    links: Iterable[int] = (),
    had: Mapping[int, Periods] | None = None,
) -> OverTime:
    """The records behind the links among some nodes that filters leave visible, and those of the selected entities'
    and the selected links among them. Where owners stand for what they `had`, records are the owners' of their
    moment, and links those between owners."""
    scope = scope_of(case, graph, nodes)
    with scope.guard:
        on = tuple(f.test for f in filters if f.on)
        seen = _seen(case, scope, on)
        picked, asked = named(graph, entities), list(links)
        wanted = _selected(scope, picked | owned_by(picked, had or {}), asked) & seen.visible
        chosen: list[Happened] = []
        untimed: list[Numbers] = []
        if wanted.any():
            for place, records in enumerate(scope.records(case)):
                mine = _making(records, wanted, seen.passing[place] if seen.passing else None)
                if not seen.passing:
                    mine &= passing_all(case, records, of_records(on))
                chosen.append(as_happened(case, records, np.flatnonzero(mine[: records.timed])))
                late = np.flatnonzero(mine[records.timed :]) + records.timed
                untimed.append(np.ascontiguousarray(records.columns[:, late]))
        found = OverTime(
            seen.every, seen.exact, tuple(part for part in chosen if len(part)), seen.untimed,
            sum(columns.shape[1] for columns in untimed), scope.nodes[scope.start], scope.nodes[scope.end],
            _directed(case, graph, scope.links), wanted, seen.offset, seen.stating,
        )  # fmt: skip
        if not had:
            return found
        return by_owner(found, picked, np.isin(graph.link_ids[scope.links], asked or NOTHING), had, untimed)


def _seen(case: Case, scope: Scope, on: tuple[Filter, ...]) -> _Seen:
    known = case.kept.get("over time")
    same = isinstance(known, _Seen) and known.scope is scope and known.filters == on
    if isinstance(known, _Seen) and same and not any(f.by in OF_ENTITIES for f in on):
        return known  # names and tags of entities may change meanwhile
    visible = filtering.left(case, scope, on, None).links & scope.judged if on else scope.judged
    tests, untimed = of_records(on), 0
    every: list[Whole] = []
    exact: list[Whole] = []
    passings: list[Mask] = []
    offsets: dict[int, int] = {}
    for records in scope.records(case):
        passing = passing_all(case, records, tests)
        if not visible.all():
            passing = _making(records, visible, passing)
        untimed += int(passing[records.timed :].sum())
        at, here = records.at[: records.timed], passing[: records.timed]
        every.append(at if here.all() else at[here])
        if len(at):
            clear = here & (coded(case, records, "hour").codes[: records.timed] != UNKNOWN)
            exact.append(every[-1] if clear.sum() == len(every[-1]) else at[clear])
        for offset, count in _offsets(case, records, passing).items():
            offsets[offset] = offsets.get(offset, 0) + count
        if scope.resident is not None:
            passings.append(passing)
    if scope.resident is None:  # segments follow one another in the file, not in time
        every, exact = ([np.sort(np.concatenate([NOTHING, *several]))] for several in (every, exact))
    offset, stating = max(offsets.items(), key=lambda item: (item[1], -abs(item[0])), default=(0, 0))
    known = _Seen(scope, on, visible, passings, tuple(every), tuple(exact), untimed, offset, stating)
    case.kept["over time"] = known
    return known


def _making(records: Behind, wanted: Mask, passing: Mask | None) -> Mask:
    """Which records that pass make any of some links."""
    mine = np.ones(len(records), bool) if passing is None else passing.copy()
    brushing.drop_unseen(records.columns, np.concatenate([np.zeros(1, bool), wanted]), mine)
    return mine


def _selected(scope: Scope, nodes: Mask, links: Iterable[int]) -> Mask:
    graph = scope.graph
    touching: Mask = nodes[scope.nodes[scope.start]] | nodes[scope.nodes[scope.end]]
    return touching | np.isin(graph.link_ids[scope.links], list(links) or NOTHING)


def named(graph: Graph, entities: Iterable[int]) -> Mask:
    """Which nodes some entities are, members of groups among them."""
    wanted = set(entities)
    nodes: Mask = np.isin(graph.ids, np.fromiter(wanted, np.int64, len(wanted)))
    nodes[[graph.node_of[e] for e in graph.grouped if e in wanted and e in graph.node_of]] = True
    return nodes


def _directed(case: Case, graph: Graph, links: Indexes) -> Mask:
    of_kind = np.array([case.kinds.links[k].directed for k in graph.link_kinds], bool)
    directed: Mask = of_kind[graph.link_kind[links]] if len(links) else np.zeros(0, bool)
    return directed


def as_happened(case: Case, records: Behind, rows: npt.NDArray[np.intp]) -> Happened:
    """Some of the records that tell when they were."""
    whole = len(rows) == len(records)
    seconds = np.full(len(rows), -1, np.int32)
    hours, weekdays = (np.full(len(rows), UNKNOWN, np.uint8) for _ in range(2))
    if len(rows):
        if judges("duration", records.kind):
            seconds = durations(case, records)[rows]
        hours, weekdays = (coded(case, records, by).codes[rows] for by in ("hour", "weekday"))
    at = records.at if whole else records.at[rows]
    columns = records.columns if whole else np.ascontiguousarray(records.columns[:, rows])
    return Happened(records.kind, at, columns, seconds, hours, weekdays)


def _offsets(case: Case, records: Behind, passing: Mask) -> dict[int, int]:
    """How many records state each distance from UTC (minutes) for themselves."""
    known = records.known.get("offset")
    moment = records.kind.moment
    if known is None and moment is not None:
        frame = records.read(case, [f"{moment.id}.offset"])
        known = records.known["offset"] = (
            frame.to_series().fill_null(0).to_numpy() if frame.width else np.zeros(0, np.int16)
        )
    if known is None or not len(known):
        return {}
    values = known[: records.timed][passing[: records.timed]].astype(np.int64)
    if not len(values):
        return {}
    counts = np.bincount(values - values.min())
    most = np.argsort(-counts, kind="stable")[:MOST_ALIKE]
    return {int(k + values.min()): int(counts[k]) for k in most.tolist() if counts[k]}
