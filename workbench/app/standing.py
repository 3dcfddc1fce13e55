"""Where what is drawn of a chart stands."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.app.folding import Folded
from workbench.case.charts import Chart
from workbench.model.graph import Graph


def standing(
    graph: Graph, chart: Chart, folded: Folded
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.bool_]]:
    """Positions [n, 2] of the nodes drawn, and whether each has one: its own, else that of one it stands for."""
    ids = graph.ids[folded.nodes]
    xy, known = np.zeros((len(ids), 2), np.float32), np.zeros(len(ids), bool)
    if chart.positions:
        entities = np.fromiter(chart.positions, np.int64, len(chart.positions))
        places = np.array(list(chart.positions.values()), np.float64)
        order = np.argsort(entities, kind="stable")
        at = order[np.minimum(np.searchsorted(entities[order], ids), len(order) - 1)]
        known = entities[at] == ids
        xy[known] = places[at[known]]
    for i in np.flatnonzero(~known).tolist():
        others = (*graph.members(int(ids[i])), *folded.behind.get(int(folded.nodes[i]), ()))
        there = next((chart.positions[m] for m in others if m in chart.positions), None)
        if there is not None:
            xy[i], known[i] = there, True
    return xy, known
