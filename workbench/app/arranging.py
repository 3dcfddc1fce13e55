"""Where entities stand on a chart: computed off the GUI thread, and never moving what the analyst placed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from workbench.case import charts
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.kernels.layout import layout
from workbench.kernels.placing import place_new
from workbench.model.graph import Graph

Tell = Callable[[int, int], None]


def arrange(
    db: Database, case: Case, graph: Graph, chart: int, *, anew: bool = False, only: Iterable[int] = (),
    tell: Tell | None = None,
) -> None:  # fmt: skip
    """Gives every shown entity of a chart a place, inside a step.

    Without `anew` what stands somewhere stays there and new entities go beside their neighbours; with it all are
    laid out again (or those in `only`), except what the analyst placed or pinned.
    """
    now = charts.read_from(db, chart)
    entities = np.array([e for e in now.shown if e in graph.node_of], np.int64)
    if not len(entities):
        return
    nodes = np.array([graph.node_of[int(e)] for e in entities], np.int32)
    place = np.full(len(graph), -1, np.int32)
    place[nodes] = np.arange(len(nodes), dtype=np.int32)
    among = graph.links_between(nodes)
    start, end = place[graph.start[among]], place[graph.end[among]]
    weight = np.maximum(graph.count[among], 1).astype(np.float32)
    known = np.array([int(e) in now.positions for e in entities])
    xy = np.array([now.positions.get(int(e), (0.0, 0.0)) for e in entities], np.float32).reshape(-1, 2)
    if anew or not known.any():
        chosen = set(only)
        free = np.array([int(e) not in now.placed and (not chosen or int(e) in chosen) for e in entities])
        xy = layout(len(nodes), start, end, weight, xy=xy, free=free, tell=tell)
    else:
        xy = place_new(xy, ~known, start, end)
    charts.keep_layout(db, chart, entities, xy)


def places(graph: Graph, entities: Iterable[int]) -> dict[int, tuple[float, float]]:
    """Where these entities would stand on a chart of their own: entity -> (x, y)."""
    chosen = [e for e in entities if e in graph.node_of]
    nodes = np.array([graph.node_of[e] for e in chosen], np.int32)
    place = np.full(len(graph), -1, np.int32)
    place[nodes] = np.arange(len(nodes), dtype=np.int32)
    among = graph.links_between(nodes)
    weight = np.maximum(graph.count[among], 1).astype(np.float32)
    xy = layout(len(nodes), place[graph.start[among]], place[graph.end[among]], weight)
    return {e: (float(x), float(y)) for e, (x, y) in zip(chosen, xy, strict=True)}
