"""Where entities stand on a chart: computed off the GUI thread, and never moving what the analyst placed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from workbench.app.layouts import LAYOUTS, Part, Show, Tell, Wish
from workbench.app.seen import nodes_on, seen
from workbench.case import charts
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.engine import Database
from workbench.kernels.anchoring import onto, own_place
from workbench.kernels.layout import layout
from workbench.kernels.placing import place_new
from workbench.model.graph import Graph, Indexes
from workbench.model.problems import Problem

ROOM = 0.36  # chart units: half of what is kept between a moved entity and one that stayed
BESIDE = 1.0  # chart units kept round a selection that was laid out by itself

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Arranged:
    """A layout that is computed and not yet kept: positions `xy` [n, 2] of the `nodes` of `graph`.

    Those marked in `stayed` stand where they stood, pinned, or placed by the analyst and not selected. `chosen` says
    whether only a selection was laid out.
    """

    wish: Wish
    graph: Graph
    nodes: Indexes
    xy: Floats
    stayed: Flags
    chosen: bool

    def sentence(self) -> str:
        """What the analyst should know of it; "" where there is nothing to say."""
        count = int(self.stayed.sum())
        if not count:
            return ""
        who = "1 entity stayed" if count == 1 else f"{count:,} entities stayed"
        if self.chosen:
            return f"{who} in place: pinned."
        return f"{who} in place: pinned, or placed by hand. Select what was placed by hand to have it laid out too."


def compute(
    case: Case,
    graph: Graph,
    chart: Chart,
    wish: Wish,
    only: Iterable[int] = (),
    *,
    tell: Tell | None = None,
    show: Show | None = None,
) -> Arranged:
    """Lays out what is seen of a chart, or only some entities of it within their own place; changes nothing.

    Pinned entities stay exactly where they are, and those placed by hand unless they are among `only`. `tell(done,
    total)` hears about progress and may raise to stop; `show` is given unfinished positions of all nodes.
    """
    here = seen(case, graph, chart)
    chosen = {graph.node_of[e] for e in only if e in graph.node_of}
    nodes = here.nodes if not chosen else here.nodes[np.isin(here.nodes, list(chosen))]
    if not len(nodes):
        raise Problem("there is nothing to lay out", "show something on the chart first")
    among = np.isin(graph.start[here.links], nodes) & np.isin(graph.end[here.links], nodes)
    part = Part(case, graph, nodes, here.links[among])
    was, known = _standing(graph, chart, nodes)
    kept = _nodes_of(graph, chart.pinned if chosen else chart.pinned | chart.placed)
    stayed = np.asarray(np.isin(nodes, kept) & known)
    if stayed.all():
        raise Problem("everything here is pinned or placed by hand", "let some of it go, or select it")
    alone = not chosen and not stayed.any()
    if wish.name == "force" and stayed.any() and not chosen:
        xy = layout(len(part), *part.ends, part.weight, xy=was, free=~stayed, tell=tell)
    else:
        xy = LAYOUTS[wish.name].run(part, wish, tell, show if alone else None)
        if stayed.any():
            xy = onto(xy, was, stayed, ROOM)
        elif chosen and known.any():
            others = here.everything[~np.isin(here.everything, nodes)]
            around, there = _standing(graph, chart, others)
            xy = own_place(xy, was[known], around[there], BESIDE)
    return Arranged(wish, graph, nodes, xy, stayed, bool(chosen))


def keep(db: Database, case: Case, chart: int, made: Arranged) -> None:
    """Keeps a computed layout, inside a step; what came or was pinned or moved meanwhile stays where it is."""
    if all(chart != id for id, _ in charts.listed_from(db)):
        raise Problem("the chart is gone", "undo what removed it, then lay it out again")
    now = charts.read_from(db, chart)
    moved = _moved(made, now)
    let_go = [(e, 0.0, 0.0) for e in moved if e in now.placed]
    charts.pin(db, chart, let_go, False)
    positions = now.positions | moved
    entities = np.array(sorted(positions), np.int64)
    xy = np.array([positions[int(e)] for e in entities], np.float32).reshape(-1, 2)
    charts.keep_layout(db, chart, entities, xy)
    said = f"{made.wish.name}:{made.wish.by}" if made.wish.by else made.wish.name
    charts.relook(db, chart, lambda look: replace(look, arranged=said))


def laid_out(case: Case, graph: Graph, chart: Chart, wish: Wish) -> Chart:
    """The chart as it would be after a layout; nothing is kept."""
    return replace(chart, positions=chart.positions | _moved(compute(case, graph, chart, wish), chart))


def _moved(made: Arranged, chart: Chart) -> dict[int, tuple[float, float]]:
    """The entities of a chart that a layout moves, and to where."""
    fixed = chart.pinned if made.chosen else chart.pinned | chart.placed
    place = {int(n): k for k, n in enumerate(made.nodes)}
    moved = {}
    for entity in (*chart.shown, *chart.hidden):
        at = place.get(made.graph.node_of.get(entity, -1))
        if at is not None and entity not in fixed and not made.stayed[at]:
            moved[entity] = (float(made.xy[at, 0]), float(made.xy[at, 1]))
    return moved


def arrange(
    db: Database, case: Case, graph: Graph, chart: int, *, anew: bool = False, tell: Tell | None = None
) -> None:
    """Gives every shown entity of a chart a place, inside a step.

    Without `anew` what stands somewhere stays there and new entities go beside their neighbours; with it all are
    laid out again by their links, except what the analyst placed or pinned.
    """
    now = charts.read_from(db, chart)
    entities = np.array([e for e in now.shown if e in graph.node_of], np.int64)
    if not len(entities):
        return
    nodes = nodes_on(graph, now)
    was, known = _standing(graph, now, nodes)
    links = graph.links_between(nodes)
    part = Part(case, graph, nodes, links)
    if anew or not known.any():
        stayed = np.isin(nodes, _nodes_of(graph, now.placed)) & known
        xy = layout(len(part), *part.ends, part.weight, xy=was, free=~stayed, tell=tell)
    else:
        xy = place_new(was, ~known, *part.ends)
    place = {int(n): k for k, n in enumerate(nodes)}
    at = np.array([place[graph.node_of[int(e)]] for e in entities])
    charts.keep_layout(db, chart, entities, xy[at])


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


def _standing(graph: Graph, chart: Chart, nodes: Indexes) -> tuple[Floats, Flags]:
    """Where each node stands [n, 2], and whether it stands anywhere yet."""
    xy, known = np.zeros((len(nodes), 2), np.float32), np.zeros(len(nodes), bool)
    for i, entity in enumerate(graph.ids[nodes].tolist()):
        at = next((chart.positions[m] for m in graph.members(entity) if m in chart.positions), None)
        if at is not None:
            xy[i], known[i] = at, True
    return xy, known


def _nodes_of(graph: Graph, entities: Iterable[int]) -> Indexes:
    return np.array([graph.node_of[e] for e in entities if e in graph.node_of], np.int32)
