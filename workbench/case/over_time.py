"""When the records of a chart happened: all of it and what is selected, in the order of time, in memory.

Bars of any stretch are counted from these columns by looking up where it begins and ends, so that zooming needs no pass
over records. What is kept for all takes 9 bytes a record at most, for the selection 8 and 4 for each column of links.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.case import behind as behind_of
from workbench.case import filtering, included
from workbench.case.behind import Behind, Mask, Numbers, Wanted, Whole
from workbench.case.cases import Case
from workbench.case.links import DRAWN
from workbench.case.local_hours import UNKNOWN
from workbench.case.record_fields import coded, durations, judges
from workbench.case.scope import Scope, of_records, passing_all, scope_of
from workbench.kernels import brushing
from workbench.model.filters import OF_ENTITIES, Filter
from workbench.model.graph import Graph, Indexes
from workbench.model.kinds import RecordKind

NOTHING = np.zeros(0, np.int64)
MOST_ALIKE = 64  # offsets from UTC that are told apart


@dataclass(frozen=True)
class Happened:
    """Records of one kind that tell when they were, by time: `at` UTC microseconds, `columns` (k, n) the numbers of the
    links they make, `seconds` how long each took (-1 where that is not told), `hours` and `weekdays` those of the
    case's zone (255 where only the day is told, or nothing)."""

    kind: RecordKind
    at: Whole
    columns: Numbers
    seconds: npt.NDArray[np.int32]
    hours: npt.NDArray[np.uint8]
    weekdays: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True)
class OverTime:
    """`every` are the times of all records seen on the chart, a column for each kind, each in order, `exact` those of
    them that tell more than the day; `chosen` the records of the selection among them. `untimed` of them, and
    `chosen_untimed` of those selected, do not tell when.

    `start` and `end` are the nodes that link k + 1 joins, `directed` whether that has a direction, `wanted` whether it
    is one of the selection's. `offset` are the minutes east of UTC that most records state for themselves, `stating`
    how many state that one.
    """

    every: tuple[Whole, ...]
    exact: tuple[Whole, ...]
    chosen: tuple[Happened, ...]
    untimed: int
    chosen_untimed: int
    start: Indexes
    end: Indexes
    directed: Mask
    wanted: Mask
    offset: int
    stating: int

    @property
    def records(self) -> int:
        """How many records tell when they were."""
        return sum(len(at) for at in self.every)

    @property
    def ends(self) -> tuple[int, int] | None:
        """The first moment and one after the last, None where no record tells any."""
        there = [at for at in self.every if len(at)]
        if not there:
            return None
        return int(min(at[0] for at in there)), int(max(at[-1] for at in there)) + 1

    def bars(self, edges: Whole) -> Whole:
        """How many of all records lie between each edge and the next."""
        return counted(self.every, edges)

    def chosen_bars(self, edges: Whole) -> Whole:
        """How many of the selection's."""
        return counted([part.at for part in self.chosen], edges)


def nothing() -> OverTime:
    """Where there is no chart."""
    none = np.zeros(0, np.int32)
    no = np.zeros(0, bool)
    return OverTime((), (), (), 0, 0, none, none, no, no, 0, 0)


def counted(columns: Iterable[Whole], edges: Whole) -> Whole:
    """How many of some moments, each column in order, lie between each edge and the next."""
    found = np.zeros(max(len(edges) - 1, 0), np.int64)
    for at in columns:
        found += np.diff(np.searchsorted(at, edges))
    return found


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
) -> OverTime:
    """The records behind the links among some nodes that filters leave visible, and those of the selected entities'
    and the selected links among them."""
    scope = scope_of(case, graph, nodes)
    with scope.guard:
        on = tuple(f.test for f in filters if f.on)
        seen = _seen(case, scope, on)
        wanted = _selected(scope, entities, links) & seen.visible
        chosen: list[Happened] = []
        untimed = 0
        if wanted.any():
            for place, records in enumerate(scope.records(case)):
                mine = _making(records, wanted, seen.passing[place] if seen.passing else None)
                if not seen.passing:
                    mine &= passing_all(case, records, of_records(on))
                untimed += int(mine[records.timed :].sum())
                chosen.append(_happened(case, records, np.flatnonzero(mine[: records.timed])))
        return OverTime(
            seen.every, seen.exact, tuple(part for part in chosen if len(part)), seen.untimed, untimed,
            scope.nodes[scope.start], scope.nodes[scope.end], _directed(case, graph, scope.links), wanted,
            seen.offset, seen.stating,
        )  # fmt: skip


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


def _selected(scope: Scope, entities: Iterable[int], links: Iterable[int]) -> Mask:
    graph = scope.graph
    nodes = named(graph, entities)
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


def _happened(case: Case, records: Behind, rows: npt.NDArray[np.intp]) -> Happened:
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


# -- of one entity, wherever it is told of ----------------------------------------------------------------------


def life(
    case: Case,
    graph: Graph,
    filters: Sequence[Filter],
    entities: Iterable[int],
    links: Iterable[int] = (),
    among: Indexes | None = None,
) -> tuple[list[Happened], int]:
    """All records of the case behind some entities' links and some links, on the chart or not, that pass the filters
    of records; and how many of them do not tell when they were. `among` names the links by number instead."""
    if among is None:
        nodes, asked = named(graph, entities), set(links)
        mine = nodes[graph.start] | nodes[graph.end]
        mine |= np.isin(graph.link_ids, np.fromiter(asked, np.int64, len(asked)))
        among = np.flatnonzero(mine).astype(np.int32)
    tests = of_records(filters)
    found, untimed = [], 0
    for records in _behind(case, graph, among):
        passing = passing_all(case, records, tests)
        untimed += int(passing[records.timed :].sum())
        found.append(_happened(case, records, np.flatnonzero(passing[: records.timed])))
    return [part for part in found if len(part)], untimed


def _behind(case: Case, graph: Graph, links: Indexes) -> list[Behind]:
    """The records behind some links; those asked for last are kept."""
    key = (included.codes(case.db, included.readings(case.db)), links.tobytes())
    kept = case.kept.setdefault("lives", {})
    assert isinstance(kept, dict)
    for place, (asked, known) in list(kept.items()):
        if asked == key:
            kept[place] = kept.pop(place)
            return list(known)
    kinds = [graph.link_kinds[k] for k in np.unique(graph.link_kind[links]).tolist()]
    simple = [
        k
        for k in kinds
        if case.kinds.links[k].made_by and not any(m.other for m in case.kinds.links[k].made_by)
    ]
    ids = graph.link_ids[links]
    of_kind = np.isin(graph.link_kind[links], [list(graph.link_kinds).index(k) for k in simple])
    judged = of_kind & ((ids < DRAWN) | (ids >= 1 << 62)) & (graph.count[links] > 0)
    wanted = Wanted(np.where(judged, ids, 0), simple)
    made: list[Behind] = []
    for record in dict.fromkeys(m.record for k in simple for m in case.kinds.links[k].made_by):
        whole = behind_of.gathered(case, record, wanted, behind_of.BUDGET)
        several = [whole] if whole is not None else list(behind_of.folded(case, record, wanted))
        made += [records for records in several if len(records)]
    while len(kept) >= 3:
        kept.pop(next(iter(kept)))
    kept[max(kept, default=0) + 1] = (key, made)
    return made
