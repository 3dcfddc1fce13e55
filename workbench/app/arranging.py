"""Where entities stand on a chart: computed off the GUI thread, and never moving what the analyst placed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.app.folding import Folded, fold
from workbench.app.guiding import guides_of, with_later
from workbench.app.layouts import LAYOUTS, Part, Show, Tell, Wish
from workbench.app.seen import nodes_on, seen
from workbench.app.standing import standing
from workbench.case import charts
from workbench.case.cases import Case
from workbench.case.charts import Chart
from workbench.case.engine import Database
from workbench.case.owners import Pieces
from workbench.kernels.anchoring import onto, own_place
from workbench.kernels.layout import layout
from workbench.kernels.placing import place_new
from workbench.model.graph import Graph, Indexes
from workbench.model.guides import Guides
from workbench.model.problems import Problem

ROOM = 0.36  # chart units: half of what is kept between a moved entity and one that stayed
BESIDE = 1.0  # chart units kept round a selection that was laid out by itself

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Place = tuple[float, float]


@dataclass(frozen=True)
class Arranged:
    """A layout that is computed and not yet kept: positions `xy` [n, 2] of what is drawn, `part`, and from it where
    each entity of the chart goes, `moved`.

    Those marked in `stayed` [n] stand where they stood, pinned, or placed by the analyst and not selected. `chosen`
    says whether only a selection was laid out.
    """

    wish: Wish
    part: Part
    xy: Floats
    moved: Mapping[int, Place]
    stayed: Flags
    chosen: bool

    @cached_property
    def guides(self) -> Guides | None:
        """What the places of this layout mean; None where they mean nothing."""
        return guides_of(self.part, self.wish, self.xy, self.stayed)

    def sentence(self) -> str:
        """What the analyst should know of it and cannot see; "" where there is nothing to say."""
        said = LAYOUTS[self.wish.name].says(self.part, self.wish)
        count = int(self.stayed.sum())
        if count:
            who = "1 entity" if count == 1 else f"{count:,} entities"
            why = (
                "pinned."
                if self.chosen
                else "pinned, or placed by hand. What was placed by hand moves when selected."
            )
            said = f"{who} stayed in place: {why} {said}"
        return said.strip()


def drawn(case: Case, graph: Graph, chart: Chart) -> Folded:
    """What is drawn of a chart in all its time: this is what layouts lay out."""
    return fold(case, graph, chart, seen(case, graph, chart))


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
    """Lays out what is drawn of a chart, or only some entities of it within their own place; changes nothing.

    Pinned entities stay exactly where they are, and those placed by hand unless they are among `only`. `tell(done,
    total)` hears about progress and may raise to stop; `show` is given unfinished positions of all that is drawn.
    """
    folded = drawn(case, graph, chart)
    everything, only = folded.nodes, list(only)
    chosen = np.isin(everything, _drawn_for(graph, folded, only)) if only else np.ones(len(everything), bool)
    nodes = everything[chosen]
    if not len(nodes):
        raise Problem("there is nothing to lay out", "show something on the chart first")
    part = Part(case, graph, nodes, _among(folded.pieces, nodes))
    stood, known = standing(graph, chart, folded)
    was, has_place = stood[chosen], known[chosen]
    kept = _drawn_for(graph, folded, chart.pinned if only else chart.pinned | chart.placed)
    stayed = np.asarray(np.isin(nodes, kept) & has_place)
    if stayed.all():
        raise Problem("everything here is pinned or placed by hand", "let some of it go, or select it")
    if wish.name == "force" and stayed.any() and not only:
        xy = layout(len(part), *part.ends, part.weight, xy=was, free=~stayed, tell=tell)
    else:
        alone = not only and not stayed.any()
        xy = LAYOUTS[wish.name].run(part, wish, tell, show if alone else None)
        others = stood[~chosen & known]
        if stayed.any():
            xy = onto(xy, was, stayed, others, ROOM)
        elif only and has_place.any():
            xy = own_place(xy, was[has_place], others, BESIDE)
    return Arranged(wish, part, xy, _moved(chart, folded, part, xy, was, stayed), stayed, bool(only))


def _among(pieces: Pieces, nodes: Indexes) -> Pieces:
    """The pieces of links with both ends among some nodes."""
    both = np.isin(pieces.start, nodes) & np.isin(pieces.end, nodes)
    return Pieces(pieces.link[both], pieces.start[both], pieces.end[both], pieces.count[both])


def _drawn_for(graph: Graph, folded: Folded, entities: Iterable[int]) -> Indexes:
    """The nodes drawn for some entities: their own, and those that stand for them."""
    wanted = set(entities)
    standing_for = [node for node, others in folded.behind.items() if not wanted.isdisjoint(others)]
    return np.concatenate([graph.numbers(wanted), np.array(standing_for, np.int32)])


def _moved(
    chart: Chart, folded: Folded, part: Part, xy: Floats, was: Floats, stayed: Flags
) -> dict[int, Place]:
    """Where each entity goes; a closed group takes its members with it, who keep their places within it."""
    graph, moved = part.graph, dict[int, Place]()
    for k, node in enumerate(part.nodes.tolist()):
        if stayed[k]:
            continue
        x, y = xy[k].tolist()
        if node in folded.groups:
            dx, dy = (xy[k] - was[k]).tolist()
            there = {e: chart.positions[e] for e in folded.behind[node] if e in chart.positions}
            moved |= {e: (a + dx, b + dy) for e, (a, b) in there.items()}
        moved |= dict.fromkeys(graph.members(int(graph.ids[node])), (x, y))
    return moved


def keep(db: Database, chart: int, made: Arranged) -> None:
    """Keeps a computed layout, inside a step; what was pinned or moved meanwhile stays where it is."""
    if all(chart != id for id, _ in charts.listed_from(db)):
        raise Problem("the chart is gone", "undo what removed it, then lay it out again")
    now = charts.read_from(db, chart)
    moved = _movable(made, now)
    charts.pin(db, chart, [(e, 0.0, 0.0) for e in moved if e in now.placed], False)
    positions = now.positions | moved
    entities = np.array(sorted(positions), np.int64)
    xy = np.array([positions[int(e)] for e in entities], np.float32).reshape(-1, 2)
    charts.keep_layout(db, chart, entities, xy)
    said = f"{made.wish.name}:{made.wish.by}" if made.wish.by else made.wish.name
    # who stood somewhere and had no part in it, such as what was hidden, does not stand in it when it shows again
    others = [] if made.chosen else sorted(now.positions.keys() - made.moved.keys())
    charts.relook(
        db, chart, lambda look: with_later(replace(look, arranged=said, guides=made.guides), others)
    )


def laid_out(case: Case, graph: Graph, chart: Chart, wish: Wish) -> Chart:
    """The chart as it would be after a layout; nothing is kept."""
    made = compute(case, graph, chart, wish)
    look = replace(chart.looked, guides=made.guides).written()
    return replace(chart, positions=chart.positions | _movable(made, chart), look=look)


def _movable(made: Arranged, chart: Chart) -> dict[int, Place]:
    """Of what a layout moves, all that may still be moved."""
    fixed = chart.pinned if made.chosen else chart.pinned | chart.placed
    return {e: at for e, at in made.moved.items() if e not in fixed}


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
    among = graph.links_between(nodes)
    everything = Folded(
        nodes,
        np.zeros(len(nodes), bool),
        Pieces(among, graph.start[among], graph.end[among], graph.count[among]),
    )
    was, known = standing(graph, now, everything)
    part = Part(case, graph, nodes, everything.pieces)
    if anew or not known.any():
        stayed = np.isin(nodes, graph.numbers(now.placed)) & known
        xy = layout(len(part), *part.ends, part.weight, xy=was, free=~stayed, tell=tell)
        charts.relook(db, chart, lambda look: replace(look, guides=None))
    else:
        xy = place_new(was, ~known, *part.ends)
        new = graph.ids[nodes[~known]].tolist()
        charts.relook(db, chart, lambda look: with_later(look, new))
    place = np.full(len(graph), -1, np.int32)
    place[nodes] = np.arange(len(nodes), dtype=np.int32)
    at = xy[place[graph.node_of.numbers(entities)]]
    if now.looked.persons:
        # whoever stands for others has a place, too, without being on the chart
        others = sorted(charts.layout(db, chart).keys() - set(now.shown))
        entities = np.concatenate([entities, np.array(others, np.int64)])
        at = np.concatenate([at, np.array([now.positions[e] for e in others], np.float32).reshape(-1, 2)])
    charts.keep_layout(db, chart, entities, at)


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
