"""Who had an identifier when: the records of its links, given to the person it was attributed to at that time.

An attribution holds from then to then. A record goes to the owner of its moment; where nobody had the identifier
then, or several are said to have had it, it stays with the identifier itself. Records without a time go to an owner
whom no period limits. Nothing is kept: the next import is counted in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import assessments, assets
from workbench.case.cases import Case
from workbench.case.record_fields import judges, sums
from workbench.case.scope import Scope, Stretch, passing_all, scope_of
from workbench.model.filters import OF_RECORDS, Filter
from workbench.model.graph import Graph, Indexes, Ints

EVER = np.iinfo(np.int64)
Totals = Mapping[tuple[int, int, int], dict[str, str]]


@dataclass(frozen=True)
class Pieces:
    """Parts of links, each between two nodes that stand at its ends: `link` numbers of the graph's links, `start` and
    `end` of its nodes, `count` records. `totals` says what the records of a piece add up to by asset, where a link was
    cut into several: (link, start, end) -> asset -> amount."""

    link: Indexes
    start: Indexes
    end: Indexes
    count: Ints
    totals: Totals = field(default_factory=dict)


@dataclass(frozen=True)
class Periods:
    """Whose an identifier was: from `begin[i]` on it was that of node `owner[i]`, -1 for nobody or several."""

    begin: Ints
    owner: Indexes

    @property
    def only(self) -> int:
        """The one owner at all times, else -1."""
        return int(self.owner[0]) if len(self.owner) == 1 else -1


def periods(case: Case, graph: Graph, nodes: Indexes, hidden: Sequence[int] = ()) -> dict[int, Periods]:
    """Of each node with attributed owners among some nodes, whose it was when. `hidden` entities own nothing."""
    among = set(nodes.tolist())
    said: dict[int, list[tuple[int, int, int]]] = {}
    for a in assessments.attributions(case):
        node, owner = graph.node_of.get(a.entity, -1), graph.node_of.get(a.owner, -1)
        if node in among and owner >= 0 and owner != node and a.owner not in hidden:
            first = EVER.min if a.first is None else a.first
            last = EVER.max if a.last is None else a.last
            said.setdefault(node, []).append((first, last, owner))
    return {node: _cut(rows) for node, rows in said.items()}


def _cut(rows: Sequence[tuple[int, int, int]]) -> Periods:
    """Periods that may overlap, cut where any begins or ends; both ends of a period are inside."""
    edges = {EVER.min} | {f for f, _, _ in rows} | {t + 1 for _, t, _ in rows if t < EVER.max}
    begin: list[int] = []
    owner: list[int] = []
    for edge in sorted(edges):
        there = {o for f, t, o in rows if f <= edge <= t}
        one = there.pop() if len(there) == 1 else -1
        if not owner or owner[-1] != one:
            begin.append(edge)
            owner.append(one)
    return Periods(np.array(begin, np.int64), np.array(owner, np.int32))


def pieces(
    case: Case, graph: Graph, nodes: Indexes, links: Indexes, count: Ints, had: Mapping[int, Periods],
    filters: Sequence[Filter] = (), moments: Stretch = None,
) -> Pieces:  # fmt: skip
    """Links among nodes as pieces between the owners of their ends; `count` is of all the graph's links as filters and
    moments leave them, and is counted anew where an owner changed."""
    start, end = graph.start[links].copy(), graph.end[links].copy()
    moving = {node for node, p in had.items() if p.only < 0}
    for ends in (start, end):
        for node, p in had.items():
            if node not in moving:
                ends[ends == node] = p.only
    cut = np.isin(graph.start[links], list(moving)) | np.isin(graph.end[links], list(moving))
    if not cut.any():
        return Pieces(links, start, end, count[links])
    found = _recounted(case, graph, nodes, links[cut], had, filters, moments)
    whole = ~cut
    return Pieces(
        np.concatenate([links[whole], found.link]),
        np.concatenate([start[whole], found.start]),
        np.concatenate([end[whole], found.end]),
        np.concatenate([count[links[whole]], found.count]),
        found.totals,
    )


def _recounted(
    case: Case, graph: Graph, nodes: Indexes, links: Indexes, had: Mapping[int, Periods],
    filters: Sequence[Filter], moments: Stretch,
) -> Pieces:  # fmt: skip
    scope = scope_of(case, graph, nodes)
    tests = tuple(dict.fromkeys(f.test for f in filters if f.on and f.by in OF_RECORDS))
    asked = np.concatenate([np.zeros(1, bool), np.isin(scope.links, links)])
    parts, amounts = [], []
    with scope.guard:
        for records in scope.records(case):
            passing = passing_all(case, records, tests)
            begin, end = records.window(moments)
            passing[:begin] = passing[end:] = False
            summed = sums(case, records) if judges("amount", records.kind) else None
            for numbers in records.columns:
                at = np.flatnonzero(passing & asked[numbers])
                link = scope.links[numbers[at] - 1]
                when = np.where(at < records.timed, records.at[at], EVER.max)
                timed = at < records.timed
                piece = pl.DataFrame(
                    {
                        "link": link,
                        "start": at_ends(graph.start[link], when, timed, had),
                        "end": at_ends(graph.end[link], when, timed, had),
                    }
                )
                parts.append(piece)
                if summed is not None:
                    units, asset = summed
                    more = {"asset": pl.Series(asset[at]), "units": units.gather(at).cast(pl.Decimal(38, 0))}
                    amounts.append(piece.with_columns(**more))
    parts.append(_without_records(scope, graph, links, had))
    keys = ["link", "start", "end"]
    counted = pl.concat([p.select(keys).cast(pl.Int64) for p in parts]).group_by(keys).len("n").sort(keys)
    link, begins, ends = (counted[k].to_numpy().astype(np.int32) for k in keys)
    unjudged = ~scope.judged[np.searchsorted(scope.links, link)] if len(link) else np.zeros(0, bool)
    count = np.where(unjudged, graph.count[link], counted["n"].to_numpy()).astype(np.int64)
    return Pieces(link, begins, ends, count, _totals(case, amounts, keys))


def _without_records(scope: Scope, graph: Graph, links: Indexes, had: Mapping[int, Periods]) -> pl.DataFrame:
    """Links that no record stands behind stay where they are: nobody knows when they were."""
    bare = np.intersect1d(scope.links[~scope.judged], links).astype(np.int32)
    ends = [np.array([_ever(int(n), had) for n in side[bare]], np.int32) for side in (graph.start, graph.end)]
    return pl.DataFrame({"link": bare, "start": ends[0], "end": ends[1]})


def _ever(node: int, had: Mapping[int, Periods]) -> int:
    only = had[node].only if node in had else -1
    return only if only >= 0 else node


def at_ends(ends: Indexes, when: Ints, timed: npt.NDArray[np.bool_], had: Mapping[int, Periods]) -> Indexes:
    """Who stands at one end of each record."""
    found = ends.copy()
    owned = np.flatnonzero(np.isin(ends, list(had)))
    if not len(owned):
        return found
    owned = owned[np.argsort(ends[owned], kind="stable")]
    nodes, begins = np.unique(ends[owned], return_index=True)
    for node, at in zip(nodes.tolist(), np.split(owned, begins[1:]), strict=True):
        known = had[node]
        owner = known.owner[np.searchsorted(known.begin, when[at], "right") - 1]
        owner = np.where(timed[at], owner, known.only)
        found[at] = np.where(owner >= 0, owner, node)
    return found


def _totals(case: Case, amounts: Sequence[pl.DataFrame], keys: Sequence[str]) -> Totals:
    if not amounts:
        return {}
    codes = assets.codes(case.db)
    found: dict[tuple[int, int, int], dict[str, str]] = {}
    summed = pl.concat(amounts).drop_nulls("units").group_by(*keys, "asset").agg(pl.col("units").sum())
    for link, start, end, asset, units in summed.sort(*keys, "asset").iter_rows():
        code = codes[asset]
        found.setdefault((link, start, end), {})[code] = assets.text(int(units), code)
    return found
