"""The layouts: what each is called, and how it gets from a part of the graph to positions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.app import grouping, places
from workbench.case import located
from workbench.case.cases import Case
from workbench.case.owners import Pieces
from workbench.kernels.blocks import blocks
from workbench.kernels.circle import circle
from workbench.kernels.concentric import concentric
from workbench.kernels.hierarchy import hierarchy
from workbench.kernels.lanes import lanes
from workbench.kernels.layout import layout
from workbench.kernels.parts import simple
from workbench.kernels.peacock import peacock
from workbench.kernels.places import by_place
from workbench.model.graph import Graph, Indexes
from workbench.model.problems import Problem

Floats = npt.NDArray[np.float32]
Tell = Callable[[int, int], None]
Show = Callable[[Floats], None]

NAMED = 8  # groups of a grid that are named
IMPORTANCE = (("links", "Most others linked to"), ("records", "Most records"))


@dataclass(frozen=True)
class Part:
    """What is laid out: `nodes` of the graph, and the `pieces` of links among them."""

    case: Case
    graph: Graph
    nodes: Indexes
    pieces: Pieces

    def __len__(self) -> int:
        return len(self.nodes)

    @cached_property
    def ends(self) -> tuple[Indexes, Indexes]:
        """Start and end of each link, as numbers among the nodes."""
        place = np.full(len(self.graph), -1, np.int32)
        place[self.nodes] = np.arange(len(self.nodes), dtype=np.int32)
        return place[self.pieces.start], place[self.pieces.end]

    @cached_property
    def weight(self) -> Floats:
        """How many records stand behind each link, one at least."""
        return np.maximum(self.pieces.count, 1).astype(np.float32)

    @cached_property
    def directed(self) -> Floats:
        """1 for links that lead from one to the other, 0 for those that only join."""
        kinds = self.case.kinds.links
        leads = np.array([kinds[k].directed for k in self.graph.link_kinds] or [False], np.float32)
        return np.asarray(leads[self.graph.link_kind[self.pieces.link]], np.float32)

    @cached_property
    def first_seen(self) -> npt.NDArray[np.float64]:
        """When each node first appears in a record behind a link here, in seconds; NaN where none has a time."""
        at = self.graph.first[self.pieces.link]
        timed = at != Graph.NO_TIME
        seen = np.full(len(self), np.inf)
        for ends in self.ends:
            np.minimum.at(seen, ends[timed], at[timed] / 1e6)
        return np.where(np.isinf(seen), np.nan, seen)

    @cached_property
    def lonlat(self) -> npt.NDArray[np.float64]:
        """Longitude and latitude [n, 2] of each node, NaN where no place of it is known."""
        known = places.place_all(self.case, self.graph, located.counts(self.case))
        found = np.full((len(self), 2), np.nan)
        for k, entity in enumerate(self.graph.ids[self.nodes].tolist()):
            spot = known.spot(entity)
            if spot is not None:
                found[k] = spot.longitude, spot.latitude
        return found


@dataclass(frozen=True)
class Wish:
    """Which layout, and what it needs to be told: `by` what it groups or ranks, `tops` the entities that stand
    above."""

    name: str = "force"
    by: str = ""
    tops: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Layout:
    """One way to lay out: its title, the letter that asks for it after Ctrl+L, further words it is known by. `says`
    tells what cannot be seen of the outcome."""

    name: str
    title: str
    letter: str
    words: str
    run: Callable[[Part, Wish, Tell | None, Show | None], Floats]
    says: Callable[[Part, Wish], str] = lambda part, wish: ""


def _force(part: Part, wish: Wish, tell: Tell | None, show: Show | None) -> Floats:
    return layout(len(part), *part.ends, part.weight, tell=tell, show=show)


def _hierarchy(part: Part, wish: Wish, tell: Tell | None, show: Show | None) -> Floats:
    above = np.flatnonzero([int(e) in wish.tops for e in part.graph.ids[part.nodes]]).astype(np.int32)
    return hierarchy(len(part), *part.ends, part.weight, part.directed, above, tell)


def _circle(part: Part, wish: Wish, tell: Tell | None, show: Show | None) -> Floats:
    return circle(len(part), *part.ends, tell)


def _concentric(part: Part, wish: Wish, tell: Tell | None, show: Show | None) -> Floats:
    by = wish.by or "links"
    if by not in dict(IMPORTANCE):
        raise Problem(f"there is no importance by {by}", "one of " + ", ".join(dict(IMPORTANCE)))
    if by == "records":
        important = part.graph.records[part.nodes].astype(float)
    else:
        ends = np.concatenate(simple(len(part), *part.ends))
        important = np.bincount(ends, minlength=len(part)).astype(float)
    return concentric(len(part), *part.ends, important, tell)


def _peacock(part: Part, wish: Wish, tell: Tell | None, show: Show | None) -> Floats:
    return peacock(len(part), *part.ends, tell=tell)


def _grid(part: Part, wish: Wish, tell: Tell | None, show: Show | None) -> Floats:
    group, _ = grouping.groups(part.case, part.graph, part.nodes, wish.by or "kind")
    return blocks(len(part), *part.ends, group, tell)[0]


def _blocks_are(part: Part, wish: Wish) -> str:
    """What the blocks of a grid are; those that have nothing are named so."""
    _, names = grouping.groups(part.case, part.graph, part.nodes, wish.by or "kind")
    shown = [name or f"without a {wish.by}" for name in names[:NAMED]]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"Blocks from the upper left, row by row: {', '.join(shown)}{more}."


def _time(part: Part, wish: Wish, tell: Tell | None, show: Show | None) -> Floats:
    return lanes(len(part), *part.ends, part.first_seen, tell)


def _without_time(part: Part, wish: Wish) -> str:
    count = int(np.isnan(part.first_seen).sum())
    if not count:
        return ""
    who = "1 entity has" if count == 1 else f"{count:,} entities have"
    return f"{who} no time here: put at the earliest time of a neighbour, or below where none has one."


def _place(part: Part, wish: Wish, tell: Tell | None, show: Show | None) -> Floats:
    if np.isnan(part.lonlat).all():
        raise Problem(
            "nothing here has a place that is known",
            "show cells, addresses or places on the chart, and read a register of masts where there is one",
        )
    return by_place(len(part), *part.ends, part.lonlat, tell)


def _without_place(part: Part, wish: Wish) -> str:
    count = int(np.isnan(part.lonlat[:, 0]).sum())
    return f"{count:,} of {len(part):,} have no place of their own: put beside what has one." if count else ""


LAYOUTS: dict[str, Layout] = {
    made.name: made
    for made in (
        Layout("force", "Lay out by links", "F", "force spring organic proximity forceatlas again", _force),
        Layout(
            "hierarchy",
            "Lay out as a hierarchy",
            "H",
            "layered tree levels top down organisation",
            _hierarchy,
        ),
        Layout("circle", "Lay out in a circle", "C", "circular ring round", _circle),
        Layout(
            "concentric", "Lay out in rings by importance", "R", "concentric radial rings degree", _concentric
        ),
        Layout("peacock", "Lay out as fans round hubs", "P", "peacock leaves hubs star fan", _peacock),
        Layout("grid", "Lay out as a grid", "G", "rows blocks kind source country table", _grid, _blocks_are),
        Layout(
            "time",
            "Lay out in time",
            "T",
            "theme lines lanes order events first timeline",
            _time,
            _without_time,
        ),
        Layout(
            "place", "Lay out by place", "M", "map geography where cells addresses", _place, _without_place
        ),
    )
}
