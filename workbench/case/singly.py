"""The records behind some links of a chart, one by one and in the order of time: what beads and single lines show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.case import assets
from workbench.case.behind import Behind
from workbench.case.cases import Case
from workbench.case.record_fields import durations, judges, sums
from workbench.case.scope import Stretch, passing_all, scope_of
from workbench.model.filters import OF_RECORDS, Filter
from workbench.model.graph import Graph, Indexes, Ints


@dataclass(frozen=True)
class Single:
    """Records of the graph's links: `link` is the number of each record's link, `at` its time in UTC microseconds or
    `Graph.NO_TIME`, `said` what it says of an amount or a duration, "" for neither. Ordered by time, those without one
    last."""

    link: Indexes
    at: Ints
    said: Sequence[str]

    def __len__(self) -> int:
        return len(self.link)


def singly(
    case: Case, graph: Graph, nodes: Indexes, links: Indexes, filters: Sequence[Filter] = (), moments: Stretch = None,
    *, each: int,
) -> Single:  # fmt: skip
    """The records behind links (by number) among nodes, as filters and a stretch of time leave them; of each link the
    `each` earliest."""
    scope = scope_of(case, graph, nodes)
    tests = tuple(dict.fromkeys(f.test for f in filters if f.on and f.by in OF_RECORDS))
    asked = np.concatenate([np.zeros(1, bool), scope.judged & np.isin(scope.links, links)])
    found: list[tuple[Indexes, Ints, list[str]]] = []
    with scope.guard:
        for records in scope.records(case):
            passing = passing_all(case, records, tests).copy()
            begin, end = records.window(moments)
            passing[:begin] = passing[end:] = False
            for numbers in records.columns:
                at = np.flatnonzero(passing & asked[numbers])
                at = at[_early(numbers[at], each)]
                if len(at):
                    when = np.full(len(at), Graph.NO_TIME, np.int64)
                    timed = at < records.timed
                    when[timed] = records.at[at[timed]]
                    found.append((scope.links[numbers[at] - 1], when, _said(case, records, at)))
    if not found:
        return Single(np.zeros(0, np.int32), np.zeros(0, np.int64), ())
    link, when = (np.concatenate([part[k] for part in found]) for k in (0, 1))
    said = [text for _, _, texts in found for text in texts]
    order = np.lexsort((when, when == Graph.NO_TIME))
    order = order[_early(link[order], each)]
    return Single(link[order].astype(np.int32), when[order], [said[k] for k in order.tolist()])


def _early(numbers: npt.NDArray[np.int32], each: int) -> npt.NDArray[np.bool_]:
    """Which are among the first `each` of their number."""
    order = np.argsort(numbers, kind="stable")
    ranked = numbers[order]
    first = np.flatnonzero(np.diff(ranked, prepend=-1))
    rank = np.empty(len(numbers), np.int64)
    rank[order] = np.arange(len(numbers)) - np.repeat(first, np.diff(first, append=len(numbers)))
    return rank < each


def _said(case: Case, records: Behind, at: npt.NDArray[np.int64]) -> list[str]:
    """What records say of an amount, else of how long they took."""
    if judges("amount", records.kind):
        units, asset = sums(case, records)
        codes = assets.codes(case.db)
        pairs = zip(units.gather(at).to_list(), asset[at].tolist(), strict=True)
        return ["" if u is None else f"{assets.text(int(u), codes[a])} {codes[a]}" for u, a in pairs]
    if judges("duration", records.kind):
        return [f"{n:,} s" if n >= 0 else "" for n in durations(case, records)[at].tolist()]
    return [""] * len(at)
