"""Shot: what one frame is made of: a scene, where it is seen from, and the pixels it goes to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from workbench.drawing.chart import Floats, Indexes
from workbench.drawing.easel import Easel
from workbench.drawing.fitting_beside import Box
from workbench.drawing.headings import Written, written
from workbench.drawing.icons import RING
from workbench.drawing.scene import ICON, Scene
from workbench.drawing.theme import Theme
from workbench.drawing.view import View
from workbench.kernels.arcs import BOW, bows
from workbench.kernels.jit import Pixels

MANY_LINKS = 6000  # in view: from here on they are shown as density
SMALLEST_ICON = 9.0  # screen pixels; smaller entities are dots
NONE = np.zeros(0, np.int32)


@dataclass(frozen=True, eq=False)
class Highlights:
    """What is selected, as the chart's numbers of entities and links."""

    entities: Indexes = field(default_factory=lambda: NONE)
    links: Indexes = field(default_factory=lambda: NONE)


@dataclass(frozen=True)
class Shot:
    """`entities`, most important first, and `links` are what is in view, `chosen` those of them selected.

    `ratio` is image pixels per screen pixel; `half` [n] is half the width of every icon in screen pixels. `whole` says
    that nothing in view was left out.
    """

    scene: Scene
    view: View
    theme: Theme
    ratio: float
    pixels: Pixels
    easel: Easel
    entities: Indexes
    links: Indexes
    half: Floats
    chosen: Indexes
    chosen_links: Indexes
    headings: Written
    whole: bool = True
    text: float = 1.0  # how much larger words are than usual
    taken: tuple[Box, ...] = ()  # screen pixels on which no words should stand, for something floats there

    @property
    def letters(self) -> float:
        """Image pixels a screen pixel of a letter takes."""
        return self.ratio * self.text

    @property
    def scale(self) -> float:
        """Image pixels a chart unit takes."""
        return self.view.per_unit * self.ratio

    @property
    def origin(self) -> tuple[float, float]:
        """Where chart position (0, 0) lies on the image."""
        return self.view.ox * self.ratio, self.view.oy * self.ratio

    @property
    def icon_size(self) -> float:
        """Screen pixels of an icon of size 1."""
        return ICON * self.scene.zoom(self.view)

    @property
    def as_icons(self) -> bool:
        """Whether entities are large enough to be icons."""
        return self.icon_size >= SMALLEST_ICON

    @property
    def dense(self) -> bool:
        """Whether links are too many to tell apart."""
        return len(self.links) > MANY_LINKS

    def links_within(self, pixels: int) -> Indexes:
        """The links in view, or those of a whole shot within some more image pixels around it."""
        if not pixels:
            return self.links
        height, width = (side / self.ratio for side in self.pixels.shape)
        return _links_in(
            self.scene, self.view, (width, height), float(self.half.max(initial=0.0)) + pixels / self.ratio
        )

    def at(self, entities: Indexes) -> tuple[Floats, Floats]:
        """Image positions of entities."""
        x, y = self.scene.xy[entities].T
        ox, oy = self.origin
        return (x * self.scale + ox).astype(np.float32), (y * self.scale + oy).astype(np.float32)

    def bows(self, links: Indexes) -> Floats:
        """How many screen pixels the middles of links lie beside the straight way."""
        scene = self.scene
        x0, y0, x1, y1 = (
            np.ascontiguousarray(v) for v in scene.segments[links].T * np.float32(self.view.per_unit)
        )
        room = np.float32(BOW) * self.half[scene.ends[links]].min(axis=1, initial=np.float32(1e6))
        out = np.empty(len(links), np.float32)
        bows(x0, y0, x1, y1, scene.lane[links], scene.lanes[links], room.astype(np.float32), out)
        return out

    def is_chosen(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether each entity of the chart is in view and selected."""
        chosen = np.zeros(len(self.scene.chart), np.bool_)
        chosen[self.chosen] = True
        return chosen


def aim(
    scene: Scene,
    view: View,
    size: tuple[int, int],
    theme: Theme,
    highlights: Highlights,
    ratio: float,
    pixels: Pixels,
    easel: Easel,
    without: Indexes = NONE,
    text: float = 1.0,
    taken: tuple[Box, ...] = (),
) -> Shot:
    """Finds what a view of `size` screen pixels has to show, `without` some entities and their links."""
    half = scene.radius(view)
    reach = float(half.max(initial=0.0)) + 2 * RING
    left, top = view.to_chart(-reach, -reach)
    right, bottom = view.to_chart(size[0] + reach, size[1] + reach)
    entities = scene.by_importance(scene.entities_in(left, top, right, bottom))
    links = _links_in(scene, view, size, reach)
    if len(without):
        gone = np.zeros(len(scene.chart), np.bool_)
        gone[without] = True
        entities = entities[~gone[entities]]
        links = links[~(gone[scene.ends[links, 0]] | gone[scene.ends[links, 1]])]
    return Shot(
        scene=scene,
        view=view,
        theme=theme,
        ratio=ratio,
        pixels=pixels,
        easel=easel,
        entities=entities,
        links=links,
        half=half,
        chosen=_among(entities, highlights.entities, len(scene.chart)),
        chosen_links=_among(links, scene.place_of_link[highlights.links], len(scene.link)),
        headings=written(scene.chart.headings, view, size, text) if scene.chart.headings else Written(),
        text=text,
        taken=taken,
        whole=not len(without),
    )


def only(shot: Shot, scene: Scene, moving: Indexes, highlights: Highlights) -> Shot:
    """A shot of nothing but some entities and their links, where they are on another scene of the same chart."""
    entities, links = scene.by_importance(moving), scene.links_at(moving)
    return replace(
        shot, scene=scene, entities=entities, links=links,
        chosen=_among(entities, highlights.entities, len(scene.chart)),
        chosen_links=_among(links, scene.place_of_link[highlights.links], len(scene.link)),
    )  # fmt: skip


def _links_in(scene: Scene, view: View, size: tuple[float, float], reach: float) -> Indexes:
    """The links a view shows within `reach` screen pixels around it."""
    reach += scene.beside(view)
    left, top = view.to_chart(-reach, -reach)
    right, bottom = view.to_chart(size[0] + reach, size[1] + reach)
    return scene.links_in(left, top, right, bottom)


def _among(numbers: Indexes, wanted: Indexes, most: int) -> Indexes:
    """Those of some numbers below `most` that are wanted."""
    if not len(wanted):
        return NONE
    among = np.zeros(most, np.bool_)
    among[wanted] = True
    return numbers[among[numbers]]
