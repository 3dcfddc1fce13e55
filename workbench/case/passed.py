"""What the records that pass a chart's filters say of its links and entities: how many, since when, how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import included, joined, on_demand, summaries
from workbench.case.behind import Behind
from workbench.case.cases import Case
from workbench.case.role_columns import Passing
from workbench.case.scope import Scope, Stretch, Tests, of_records, passing, passing_all, scope_of
from workbench.model.filters import Filter
from workbench.model.graph import Graph, Indexes, Ints

Mask = npt.NDArray[np.bool_]
CHUNK = 1 << 20  # records whose entities are counted at a time
SUMS: dict[str, Any] = {"link": pl.Int32, "asset": pl.Int32, "units": pl.Decimal(38, 0)}


@dataclass(frozen=True)
class Passed:
    """Arrays over the links and nodes of the graph, 0 and `Graph.NO_TIME` for those that are not seen.

    `first` and `last` are UTC microseconds. `records` counts the records behind the seen links of a node, each once;
    -1 where two records make such a link together, for it does not say how many those are. `link_readings` and
    `node_readings` mark by reading what its records stand behind.
    """

    first: Ints
    last: Ints
    records: Ints
    link_readings: dict[int, Mask]
    node_readings: dict[int, Mask]


def passed(
    case: Case, graph: Graph, nodes: Indexes, filters: Sequence[Filter], moments: Stretch, links: Indexes
) -> Passed:
    """What the records behind `links`, the seen ones among `nodes`, say that pass the filters that are on and lie in a
    stretch of time (UTC microseconds, the end left out). What no record tells, such as a link drawn by hand, stays."""
    scope = scope_of(case, graph, nodes)
    size = len(graph.link_ids)
    seen, timed = np.zeros(size, bool), np.full(size, Graph.NO_TIME)
    seen[links] = True
    first, last = np.where(seen, graph.first, timed), np.where(seen, graph.last, timed)
    found = Passed(first, last, np.zeros(len(graph), np.int64), {}, {})
    judged = scope.links[scope.judged]
    found.first[judged], found.last[judged] = np.iinfo(np.int64).max, Graph.NO_TIME
    tests = of_records(filters)
    with scope.guard:
        for records, inside in _inside(case, scope, tests, moments):
            for columns, rows in _shown(scope, records, seen, inside):
                _add(found, graph, records, columns, rows)
        for kind in scope.joined:
            _add_joined(case, graph, kind, found, seen, partial(passing, case, tests=tests, moments=moments))
    found.first[found.first == np.iinfo(np.int64).max] = Graph.NO_TIME
    for there in found.link_readings.values():
        there &= seen
    return found


def _inside(case: Case, scope: Scope, tests: Tests, moments: Stretch) -> Iterator[tuple[Behind, Mask]]:
    """The records behind the links of a scope, and which of them pass; the caller holds its guard."""
    for records in scope.records(case):
        inside = passing_all(case, records, tests)
        begin, end = records.window(moments)
        inside[:begin] = inside[end:] = False
        yield records, inside


def _shown(
    scope: Scope, records: Behind, seen: Mask, inside: Mask
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Of some passing records at a time: the numbers of the graph's links that each makes and that are seen, -1 for
    none, a row for each column of links; and which records these are."""
    of = np.concatenate([np.array([-1]), np.where(seen[scope.links], scope.links, -1)])
    for begin in range(0, len(records), CHUNK):
        rows = np.flatnonzero(inside[begin : begin + CHUNK]) + begin
        columns = of[records.columns[:, rows]]
        some = (columns >= 0).any(axis=0)
        yield columns[:, some], rows[some]


def _readings(records: Behind) -> npt.NDArray[np.int64]:
    each = [segment.reading for segment, _ in records.parts]
    return records.sorted(np.repeat(np.array(each, np.int64), [len(rows) for _, rows in records.parts]))


def _add(found: Passed, graph: Graph, records: Behind, columns: Ints, rows: Ints) -> None:
    readings = _readings(records)[rows]
    at = records.at[rows]
    told = rows < records.timed
    for links in columns:
        there = links >= 0
        np.minimum.at(found.first, links[there & told], at[there & told])
        np.maximum.at(found.last, links[there & told], at[there & told])
        for reading in np.unique(readings).tolist():
            mine = there & (readings == reading)
            known = found.link_readings.setdefault(reading, np.zeros(len(graph.link_ids), bool))
            known[links[mine]] = True
    ends = np.concatenate([np.where(columns >= 0, side[columns], -1) for side in (graph.start, graph.end)])
    ends.sort(axis=0)
    ends[1:][ends[1:] == ends[:-1]] = -1  # a record names an entity once
    named = ends >= 0
    found.records[:] += np.bincount(ends[named], minlength=len(graph))
    for reading in np.unique(readings).tolist():
        known = found.node_readings.setdefault(reading, np.zeros(len(graph), bool))
        known[ends[named & (readings == reading)]] = True


def _add_joined(case: Case, graph: Graph, kind: str, found: Passed, seen: Mask, inside: Passing) -> None:
    """The links that two records make together; both have to pass."""
    codes = included.codes(case.db, included.readings(case.db))
    for making in case.kinds.links[kind].made_by:
        if not making.other:
            continue
        made = joined.links(case.db, case.kinds, making, codes, inside)
        ids = on_demand.numbered(case.kinds, kind, made["start"].to_numpy(), made["end"].to_numpy())
        number = np.array([graph.link_of.get(int(id), -1) for id in ids], np.int64)
        here = (number >= 0) & seen[number]
        number, made = number[here], made.filter(pl.Series(here))
        for name, into, best in (("first", found.first, np.minimum), ("last", found.last, np.maximum)):
            told = made[name].is_not_null().to_numpy()
            best.at(into, number[told], made[name].drop_nulls().to_numpy())
        for reading in made["reading"].unique().to_list():
            mine = number[(made["reading"] == reading).to_numpy()]
            of_links = found.link_readings.setdefault(reading, np.zeros(len(graph.link_ids), bool))
            of_nodes = found.node_readings.setdefault(reading, np.zeros(len(graph), bool))
            of_links[mine] = True
            of_nodes[graph.start[mine]] = of_nodes[graph.end[mine]] = True
        found.records[graph.start[number]] = found.records[graph.end[number]] = -1


def sums(
    case: Case, graph: Graph, nodes: Indexes, filters: Sequence[Filter], moments: Stretch, links: Indexes
) -> tuple[pl.Series, pl.Series]:
    """What those records add up to, over the links of the graph: seconds, and exact amounts of each asset as text."""
    scope = scope_of(case, graph, nodes)
    seen = np.zeros(len(graph.link_ids), bool)
    seen[links] = True
    parts = [pl.DataFrame(schema=SUMS)]
    with scope.guard:
        for records, inside in _inside(case, scope, of_records(filters), moments):
            fields = {
                name
                for kind in graph.link_kinds
                for name in case.kinds.links[kind].totals
                if any(making.record == records.kind.id for making in case.kinds.links[kind].made_by)
            }
            frame = records.read(case, [part for name in fields for part in (name, f"{name}.asset")])
            for columns, rows in _shown(scope, records, seen, inside):
                for name in fields & set(frame.columns):
                    adds = np.array([name in case.kinds.links[kind].totals for kind in graph.link_kinds])
                    parts += _summed(graph, frame, name, columns, rows, adds)
    whole = pl.concat(parts).group_by("link", "asset").agg(pl.col("units").sum())
    wanted = pl.DataFrame({"link": np.arange(len(graph.link_ids), dtype=np.int32)})
    return summaries.in_words(case, whole, wanted)


def _summed(
    graph: Graph, frame: pl.DataFrame, name: str, columns: Ints, rows: Ints, adds: Mask
) -> Iterator[pl.DataFrame]:
    asset = f"{name}.asset"
    for links in columns:
        mine = (links >= 0) & adds[graph.link_kind[links]]
        at = rows[mine]
        said = pl.Series([0]).new_from_index(0, len(at)) if asset not in frame.columns else frame[asset][at]
        yield (
            pl.DataFrame({"link": links[mine].astype(np.int32), "asset": said.fill_null(0).cast(pl.Int32)})
            .with_columns(units=frame[name][at].cast(pl.Decimal(38, 0)))
            .drop_nulls("units")
            .group_by("link", "asset")
            .agg(pl.col("units").sum())
        )
