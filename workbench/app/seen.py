"""What of a chart is seen: its entities and links under its filters, and in a chosen stretch of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.case import links, recounting
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.filtering import Filtered, filtered
from workbench.case.scope import Stretch
from workbench.model import graph as graph_of
from workbench.model.filters import OF_RECORDS, Filter
from workbench.model.graph import Graph, Indexes, Ints


@dataclass(frozen=True)
class Seen:
    """`nodes` and `links` of the graph that are drawn; `count` how many records each link of the graph has here.

    `faded` marks nodes with nothing in the chosen stretch of time. `left` is what the filters left of `everything`
    on the chart, None where there are none, and `brushed` what of that lies in the stretch.
    """

    graph: Graph
    everything: Indexes
    nodes: Indexes
    links: Indexes
    count: Ints
    faded: npt.NDArray[np.bool_]
    filters: tuple[Filter, ...] = ()
    moments: Stretch = None
    left: Filtered | None = None
    brushed: Filtered | None = None

    @property
    def entities(self) -> Ints:
        """The ids of the entities drawn."""
        return self.graph.ids[self.nodes]

    def totals(self, case: Case, wanted: Iterable[int]) -> dict[int, dict[str, str]]:
        """What the records of some links (by id) add up to here, by asset."""
        if self.moments is None and not any(f.by in OF_RECORDS for f in self.filters):
            return {id: said.totals for id, said in links.tallied(case, wanted).items()}
        return recounting.totals(case, self.graph, self.filters, self.moments, self.everything, wanted)


def nothing() -> Seen:
    """What is seen where there is no chart."""
    none = np.zeros(0, np.int32)
    return Seen(graph_of.empty(), none, none, none, np.zeros(0, np.int64), np.zeros(0, bool))


def nodes_on(graph: Graph, chart: Chart) -> Indexes:
    """The graph's nodes that a chart shows, each once, in the chart's order; filters are not asked."""
    return graph.numbers(chart.shown)


def seen(case: Case, graph: Graph, chart: Chart, moments: Stretch = None) -> Seen:
    """What is seen of a chart. What filters hide is left out; in a stretch of time (UTC microseconds, the end left
    out) links are those of its records, and entities without any stay where they are, pale."""
    everything = nodes_on(graph, chart)
    filters = chart.looked.filtering
    if not filters and moments is None:
        among = graph.links_between(everything)
        return Seen(
            graph, everything, everything, among, graph.count, np.zeros(len(everything), bool), brushed=None
        )
    left = filtered(case, graph, filters, nodes=everything, each=False)
    nodes, here, brushed = everything[left.nodes[everything]], left, None
    if moments is not None:
        here = brushed = filtered(case, graph, filters, moments, nodes=everything, each=False)
    shown = np.flatnonzero(here.links).astype(np.int32)
    return Seen(
        graph, everything, nodes, shown, here.count, ~here.nodes[nodes], filters, moments,
        left if filters else None, brushed,
    )  # fmt: skip
