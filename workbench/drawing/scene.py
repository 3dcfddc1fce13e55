"""Scene: a chart sorted and indexed so that the kernels find what is in view at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

from workbench.drawing.chart import ChartData, Flags, Floats, Indexes
from workbench.drawing.order import Grid, drawing_order, grid_of, lanes_of, loop_directions, tints
from workbench.drawing.view import View
from workbench.kernels.arcs import BOW
from workbench.kernels.culling import (
    BLOCK,
    bound,
    bound_some,
    entities_in,
    gather,
    links_among,
    links_in,
    sort_by_rank,
)
from workbench.kernels.hits import entity_at, link_at
from workbench.kernels.strokes import DIAMOND, ROUND, SQUARE

ICON = 34.0  # screen pixels of an icon of size 1 at scale 1
ROOMY = 300  # entities up to which icons may fill the room between them
FILLED = 0.46  # how much of their spacing icons fill at most
PALE, COMMON = 1 << 8, 1 << 9  # the bits by which keys of faded and of common entities differ
OUTLINES = {"round": ROUND, "hexagon": ROUND, "rounded": SQUARE, "square": SQUARE, "diamond": DIAMOND}


@dataclass(frozen=True)
class Scene:
    """A chart with its links in drawing order: `link[k]` is the chart's number of the scene's link k.

    Links are sorted by length and place, so that blocks of neighbours can be skipped together.
    """

    chart: ChartData
    link: Indexes
    ends: Indexes
    segments: Floats
    boxes: Floats
    lane: Floats
    lanes: npt.NDArray[np.uint8]
    width: Floats
    faded: Flags
    standing: npt.NDArray[np.uint8]
    directed: Flags
    colours: npt.NDArray[np.uint32]
    tint: npt.NDArray[np.uint8]
    outline: npt.NDArray[np.uint8]
    degree: Indexes
    importance: Indexes
    rank: Indexes
    loop: Floats

    @property
    def xy(self) -> Floats:
        return self.chart.xy

    @cached_property
    def place_of_link(self) -> Indexes:
        """The scene's number of each of the chart's links."""
        place = np.empty(len(self.link), np.int32)
        place[self.link] = np.arange(len(self.link), dtype=np.int32)
        return place

    @cached_property
    def _incidence(self) -> tuple[npt.NDArray[np.int64], Indexes]:
        both = self.ends.ravel()
        order = np.argsort(both, kind="stable")
        return np.searchsorted(both[order], np.arange(len(self.chart) + 1)), (order // 2).astype(np.int32)

    def links_at(self, entities: Indexes) -> Indexes:
        """The scene's links that touch any of these entities, each once."""
        first, links = self._incidence
        spans = [links[first[i] : first[i + 1]] for i in entities]
        return np.unique(np.concatenate(spans)) if spans else np.zeros(0, np.int32)

    def links_among(self, entities: Indexes) -> Indexes:
        """The scene's links with both ends among these entities."""
        among = np.zeros(len(self.chart), np.bool_)
        among[entities] = True
        out = np.empty(len(self.link), np.int32)
        return out[: links_among(self.ends, among, out)]

    @cached_property
    def spacing(self) -> float:
        """How far apart, in chart units, all but the closest entities of a small chart lie; 0 on a large one."""
        if not 1 < len(self.chart) <= ROOMY:
            return 0.0
        tree: Any = KDTree
        apart, _ = tree(self.xy).query(self.xy, k=2)
        return float(np.percentile(apart[:, 1], 10))

    def zoom(self, view: View) -> float:
        """How much larger icons are than at scale 1. A long thread seen whole leaves room between its entities: there
        they stay as large as their spacing allows, for a dot says nothing."""
        return max(view.zoom, min(1.0, FILLED * self.spacing * view.per_unit / ICON))

    def radius(self, view: View) -> Floats:
        """Half the icon's width of every entity in a view, in screen pixels."""
        return half_icon(self.chart.size, self.zoom(view))

    @cached_property
    def keys(self) -> Indexes:
        """The look of each entity, with PALE and COMMON added where they hold."""
        chart = self.chart
        return np.asarray(chart.look.astype(np.int32) + PALE * chart.faded + COMMON * chart.common, np.int32)

    @cached_property
    def grown(self) -> Floats:
        """How large each entity is as a dot: those with more links are larger."""
        return np.asarray(self.chart.size * (1 + 0.12 * np.sqrt(self.degree)), np.float32)

    @cached_property
    def largest(self) -> float:
        """The greatest size of an icon."""
        return float(self.chart.size.max(initial=0.0))

    @cached_property
    def has_loops(self) -> bool:
        """Whether any link leads from an entity to itself."""
        return bool(self.loop.any())

    @cached_property
    def _furthest(self) -> float:
        """How far from the straight way links lie at most, in radii of icons: by lanes, or by loops."""
        loops = self.loop.any(axis=1)
        lanes = float(np.abs(self.lane[~loops]).max(initial=0.0))
        around = float(np.abs(self.lane[loops]).max(initial=0.0))
        return max(BOW * lanes, (2.05 + 0.25 * around) if loops.any() else 0.0)

    def beside(self, view: View) -> float:
        """How many screen pixels links lie beside the straight way at most."""
        return self._furthest * 0.5 * ICON * self.zoom(view) * self.largest

    def by_importance(self, entities: Indexes) -> Indexes:
        """These entities, the most important first: pinned ones, then those with most links."""
        if len(entities) == len(self.importance):
            return self.importance
        if len(entities) * 16 < len(self.importance):
            return entities[np.argsort(self.rank[entities])]
        out = np.empty(len(entities), np.int32)
        sort_by_rank(entities, self.rank, self.importance, out)
        return out

    def links_in(self, left: float, top: float, right: float, bottom: float) -> Indexes:
        """The scene's links whose box meets a box in chart units."""
        out = np.empty(len(self.link), np.int32)
        return out[: links_in(self.segments, self.boxes, left, top, right, bottom, out)]

    def entities_in(self, left: float, top: float, right: float, bottom: float) -> Indexes:
        """The entities whose middle lies in a box in chart units."""
        g = self.grid
        out = np.empty(len(self.chart), np.int32)
        found = entities_in(
            self.xy, g.first, g.order, g.left, g.top, g.per, g.cells, left, top, right, bottom, out
        )
        return out[:found]

    def entity_at(self, view: View, px: float, py: float, slack: float = 3.0) -> int | None:
        """The entity shown at a screen position, or None."""
        if not len(self.chart):
            return None
        x, y = view.to_chart(px, py)
        g, half = self.grid, 0.5 * ICON * self.zoom(view)
        found = entity_at(
            self.xy, self.chart.size, half, g.first, g.order, g.left, g.top, g.per, g.cells, x, y, view.per_unit,
            half * self.largest, slack,
        )  # fmt: skip
        return None if found < 0 else int(found)

    def link_at(self, view: View, px: float, py: float, slack: float = 4.0) -> int | None:
        """The chart's number of the link shown at a screen position, or None."""
        if not len(self.link):
            return None
        x, y = view.to_chart(px, py)
        half = 0.5 * ICON * self.zoom(view)
        found = link_at(
            self.segments, self.boxes, self.ends, self.lane, self.lanes, self.loop, self.width,
            self.chart.size, half, self.beside(view) + slack + 8.0, x, y, view.per_unit, slack,
        )  # fmt: skip
        return None if found < 0 else int(self.link[found])

    @cached_property
    def grid(self) -> Grid:
        """The entities by place."""
        return grid_of(self.xy)

    def moved(self, xy: Floats) -> Scene:
        """The same chart with its entities elsewhere; the order of the links stays. Where few have moved, only their
        links are looked at."""
        chart = self.chart.moved(xy)
        went = np.flatnonzero((chart.xy != self.xy).any(axis=1)).astype(np.int32)
        segments, boxes = self.segments.copy(), self.boxes.copy()
        if len(went) * 16 < len(chart):
            links = self.links_at(went)
            segments[links] = chart.xy[self.ends[links]].reshape(-1, 4)
            bound_some(segments, np.unique(links // BLOCK).astype(np.int32), boxes)
        else:
            gather(chart.xy, self.ends, segments)
            bound(segments, boxes)
        made = replace(self, chart=chart, segments=segments, boxes=boxes)
        for name in ("keys", "grown", "largest", "place_of_link", "_incidence", "_furthest", "has_loops"):
            if name in self.__dict__:  # what does not depend on places
                made.__dict__[name] = self.__dict__[name]
        return made


def link_width(weight: Any) -> Any:
    """The width of links in screen pixels at scale 1, growing with the logarithm of what they carry."""
    return (1.3 + 0.5 * np.log2(np.clip(weight, 1, 512))).astype(np.float32)


def half_icon(size: Floats, zoom: float) -> Floats:
    """Half the width of icons of these sizes in screen pixels."""
    return np.asarray(0.5 * ICON * zoom * size, np.float32)


def prepare(chart: ChartData) -> Scene:
    """Sorts and indexes a chart: milliseconds for thousands of links, half a second for a million."""
    xy = np.ascontiguousarray(chart.xy, np.float32)
    order = drawing_order(xy, chart.ends)
    ends = np.ascontiguousarray(chart.ends[order], np.int32)
    segments = np.empty((len(ends), 4), np.float32)
    boxes = np.empty((-(-len(ends) // BLOCK), 4), np.float32)
    gather(xy, ends, segments)
    bound(segments, boxes)
    lane, lanes = lanes_of(ends, len(chart))
    faded = chart.faded[ends[:, 0]] | chart.faded[ends[:, 1]]
    colours, tint = tints(chart.link_colour[order], faded)
    degree = np.bincount(ends.ravel(), minlength=len(chart)).astype(np.int32)
    weight = degree + 1e6 * chart.pinned - 1e3 * chart.common - 1e6 * chart.faded
    importance = np.argsort(-weight, kind="stable").astype(np.int32)
    rank = np.empty(len(chart), np.int32)
    rank[importance] = np.arange(len(chart))
    outlines = np.array([OUTLINES[look.shape] for look in chart.looks] or [ROUND], np.uint8)
    return Scene(
        chart=chart,
        link=order,
        ends=ends,
        segments=segments,
        boxes=boxes,
        lane=lane,
        lanes=lanes,
        width=link_width(chart.weight[order]),
        faded=faded,
        standing=np.ascontiguousarray(chart.standing[order]),
        directed=np.ascontiguousarray(chart.directed[order]),
        colours=colours,
        tint=tint,
        outline=outlines[chart.look],
        degree=degree,
        importance=importance,
        rank=rank,
        loop=loop_directions(xy, ends),
    )
