"""How much the records that pass filters add up to, behind each of some links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl

from workbench.case import assets
from workbench.case.cases import Case
from workbench.case.record_fields import judges, sums
from workbench.case.scope import Stretch, passing_all, scope_of
from workbench.model.filters import OF_RECORDS, Filter
from workbench.model.graph import Graph, Indexes


def totals(
    case: Case,
    graph: Graph,
    filters: Sequence[Filter],
    moments: Stretch,
    nodes: Indexes,
    links: Iterable[int],
) -> dict[int, dict[str, str]]:
    """What the records behind links (by id) add up to, by asset, over those that pass all filters that are on and lie
    in a stretch of time; exact."""
    scope = scope_of(case, graph, nodes)
    tests = tuple(dict.fromkeys(f.test for f in filters if f.on and f.by in OF_RECORDS))
    asked = np.zeros(len(scope.links) + 1, bool)
    asked[1:] = np.isin(graph.link_ids[scope.links], list(links))
    parts = []
    with scope.guard:
        for records in scope.records(case):
            if not judges("amount", records.kind):
                continue
            passing = passing_all(case, records, tests)
            begin, end = records.window(moments)
            passing[:begin] = passing[end:] = False
            units, asset = sums(case, records)
            for numbers in records.columns:
                at = np.flatnonzero(passing & asked[numbers])
                parts.append(
                    pl.DataFrame({"link": numbers[at], "asset": asset[at]}).with_columns(
                        units=units.gather(at).cast(pl.Decimal(38, 0))
                    )
                )
    if not parts:
        return {}
    codes = assets.codes(case.db)
    found: dict[int, dict[str, str]] = {}
    summed = pl.concat(parts).drop_nulls("units").group_by("link", "asset").agg(pl.col("units").sum())
    for link, asset, units in summed.sort("link", "asset").iter_rows():
        id = int(graph.link_ids[scope.links[link - 1]])
        found.setdefault(id, {})[codes[asset]] = assets.text(int(units), codes[asset])
    return found
