"""Which links of a graph have records behind them, and of which kinds: what is neither drawn nor without any."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.case.behind import Mask, Wanted
from workbench.case.cases import Case
from workbench.case.links import DRAWN
from workbench.model.graph import Graph, Indexes


@dataclass(frozen=True)
class Recorded:
    """`judged` marks those of the links that have records, `wanted` numbers them; `records` are the kinds of record
    that make them one by one, `joined` the kinds of link that two records make together."""

    judged: Mask
    wanted: Wanted
    records: list[str]
    joined: list[str]


def recorded(case: Case, graph: Graph, links: Indexes) -> Recorded:
    """Of some links of the graph, by number."""
    declared = case.kinds.links
    kinds = [graph.link_kinds[k] for k in np.unique(graph.link_kind[links]).tolist()]
    made = [k for k in kinds if declared[k].made_by]
    of_kind = np.isin(graph.link_kind[links], [list(graph.link_kinds).index(k) for k in made])
    ids = graph.link_ids[links]
    judged = of_kind & ((ids < DRAWN) | np.array(ids >= 1 << 62)) & (graph.count[links] > 0)
    return Recorded(
        judged,
        Wanted(np.where(judged, ids, 0), made),
        list(dict.fromkeys(m.record for k in made for m in declared[k].made_by if not m.other)),
        [k for k in made if any(m.other for m in declared[k].made_by)],
    )
