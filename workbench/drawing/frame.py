"""Frame: one picture of a scene, from its arrays to pixels."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtGui import QImage

from workbench.drawing.chart import Floats, Indexes
from workbench.drawing.easel import Easel
from workbench.drawing.icons import RING, icon, pin_mark, ring
from workbench.drawing.scene import ICON, Scene
from workbench.drawing.theme import Theme, number, on_chart
from workbench.drawing.view import View
from workbench.drawing.words import write_words
from workbench.kernels.density import add_lines, develop
from workbench.kernels.jit import Pixels
from workbench.kernels.pixels import fill
from workbench.kernels.sprites import dots
from workbench.kernels.strokes import draw_links

MANY_LINKS = 6000  # in view: from here on they are shown as density
SMALLEST_ICON = 9.0  # screen pixels; smaller entities are dots
NO_NUMBERS = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Highlights:
    """What is selected, as the chart's numbers of entities and links."""

    entities: Indexes = field(default_factory=lambda: NO_NUMBERS)
    links: Indexes = field(default_factory=lambda: NO_NUMBERS)


@dataclass(frozen=True)
class Shot:
    """What one frame is made of. `ratio` is image pixels per screen pixel; `entities` and `links` are in view."""

    scene: Scene
    view: View
    theme: Theme
    ratio: float
    pixels: Pixels
    entities: Indexes
    links: Indexes
    half: Floats
    chosen: Indexes
    chosen_links: Indexes
    easel: Easel

    @property
    def scale(self) -> float:
        """Image pixels a chart unit takes."""
        return self.view.per_unit * self.ratio

    @property
    def origin(self) -> tuple[float, float]:
        return self.view.ox * self.ratio, self.view.oy * self.ratio

    @property
    def as_icons(self) -> bool:
        """Whether entities are large enough to be icons."""
        return ICON * self.view.scale >= SMALLEST_ICON

    @property
    def dense(self) -> bool:
        """Whether links are too many to tell apart."""
        return len(self.links) > MANY_LINKS

    def at(self, entities: Indexes) -> tuple[Floats, Floats]:
        """Image positions of entities."""
        xy, (ox, oy) = self.scene.xy[entities], self.origin
        return (xy[:, 0] * self.scale + ox).astype(np.float32), (xy[:, 1] * self.scale + oy).astype(
            np.float32
        )


def render(
    scene: Scene,
    view: View,
    size: tuple[int, int],
    theme: Theme,
    highlights: Highlights | None = None,
    device_pixel_ratio: float = 1.0,
    easel: Easel | None = None,
) -> QImage:
    """Draws what a view of `size` screen pixels shows; the image has `device_pixel_ratio` pixels for each.

    Wants a QGuiApplication for its letters, and an `easel` of the same thread to be fast from frame to frame.
    """
    width, height = (max(1, round(side * device_pixel_ratio)) for side in size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.bits(), np.uint32).reshape(height, width)
    shot = _aim(
        scene, view, size, theme, highlights or Highlights(), device_pixel_ratio, pixels, easel or Easel()
    )
    shot.easel.sheet.begin_frame()
    _draw_links(shot)
    if shot.as_icons:
        _draw_icons(shot)
    else:
        _draw_dots(shot)
    write_words(shot)
    image.setDevicePixelRatio(device_pixel_ratio)
    return image


def _aim(
    scene: Scene,
    view: View,
    size: tuple[int, int],
    theme: Theme,
    highlights: Highlights,
    ratio: float,
    pixels: Pixels,
    easel: Easel,
) -> Shot:
    half = scene.radius(view.scale)
    reach = float(half.max(initial=0.0)) + 2 * RING
    left, top = view.to_chart(-reach, -reach)
    right, bottom = view.to_chart(size[0] + reach, size[1] + reach)
    entities = scene.entities_in(left, top, right, bottom)
    links = scene.links_in(left, top, right, bottom)
    among = np.zeros(len(scene.chart), bool)
    among[highlights.entities] = True
    marked = np.zeros(len(scene.link), bool)
    marked[scene.place_of_link[highlights.links]] = True
    return Shot(
        scene,
        view,
        theme,
        ratio,
        pixels,
        entities,
        links,
        half,
        entities[among[entities]],
        links[marked[links]],
        easel,
    )


def _draw_links(shot: Shot) -> None:
    scene = shot.scene
    if not shot.dense:
        fill(shot.pixels, number(shot.theme.chart))
        links = shot.links
        if len(links) <= MANY_LINKS:
            # pale below bright, thin below thick
            links = links[np.lexsort((scene.width[links], ~scene.faded[links]))]
        _stroke(shot, shot.chosen_links, halo=True)
        _stroke(shot, links)
        return
    counts, tints = shot.easel.counts(*shot.pixels.shape)
    ox, oy = shot.origin
    add_lines(scene.segments, shot.links, shot.scale, ox, oy, counts, tints, scene.tint)
    develop(counts, tints, shot.easel.tones(scene, shot.theme), shot.pixels)
    near = scene.links_at(shot.chosen)
    above = np.union1d(near if len(near) <= MANY_LINKS else NO_NUMBERS, shot.chosen_links).astype(np.int32)
    _stroke(shot, shot.chosen_links, halo=True)
    _stroke(shot, above)


def _stroke(shot: Shot, links: Indexes, *, halo: bool = False) -> None:
    """Draws links as lines; `halo` draws the soft band below selected ones instead."""
    if not len(links):
        return
    scene, ratio, theme = shot.scene, shot.ratio, shot.theme
    inks = np.array(
        [on_chart(theme, 0xFF000000 | c, bool(c & 0x1000000)) for c in scene.colours.tolist()], np.uint32
    )
    colour = inks[scene.tint]
    if halo:
        colour = np.full(len(scene.link), number(theme.accent), np.uint32)
    thin = float(np.clip(np.sqrt(shot.view.scale), 0.5, 1.0)) * ratio
    arrows = ICON * shot.view.scale >= 14.0
    ox, oy = shot.origin
    draw_links(
        shot.pixels, scene.segments, links, scene.ends, scene.lane, scene.lanes, scene.width * np.float32(thin),
        colour, scene.dashed if not halo else np.zeros_like(scene.dashed), scene.directed, scene.outline,
        shot.half * np.float32(ratio), shot.scale, ox, oy, ratio, arrows and not halo,
        7.0 * ratio if halo else 0.0, 0.28 if halo else 1.0,
    )  # fmt: skip


def _draw_dots(shot: Shot) -> None:
    scene, theme = shot.scene, shot.theme
    entities = shot.entities[np.argsort(-scene.rank[shot.entities])]
    for group, ringed in ((entities, False), (shot.chosen, True)):
        grown = 1 + 0.12 * np.sqrt(scene.degree[group])
        radius = np.clip(shot.half[group] * grown, 1.3, 6.5).astype(np.float32) * np.float32(shot.ratio)
        x, y = shot.at(group)
        if ringed:
            sides = np.ceil(2 * radius).astype(int)
            numbers = [
                shot.easel.sheet.number(
                    ("ring", "round", side, shot.ratio, theme.id),
                    lambda side=side: ring("round", side, shot.ratio, theme),
                )
                for side in sides.tolist()
            ]
            _paste_centred(shot, np.array(numbers, np.int32), x, y)
        rim = 0.7 * shot.ratio if ICON * shot.view.scale > 4.0 else 0.0
        dots(shot.pixels, x, y, radius, _bodies(shot)[_keys(scene, group)], number(theme.chart), rim)


def _keys(scene: Scene, entities: Indexes) -> Indexes:
    """The look of each entity, 256 higher when faded."""
    chart = scene.chart
    return (chart.look[entities].astype(np.int32) + 256 * chart.faded[entities]).astype(np.int32)


def _bodies(shot: Shot) -> Pixels:
    bodies = np.zeros(512, np.uint32)
    for k, look in enumerate(shot.scene.chart.looks):
        bodies[k], bodies[k + 256] = (on_chart(shot.theme, look.colour, faded) for faded in (False, True))
    return bodies


def _draw_icons(shot: Shot) -> None:
    scene, chart, sheet, theme = shot.scene, shot.scene.chart, shot.easel.sheet, shot.theme
    chosen = np.zeros(len(chart), bool)
    chosen[shot.chosen] = True
    entities = shot.entities[
        np.lexsort((-scene.rank[shot.entities], ~chart.faded[shot.entities], chosen[shot.entities]))
    ]
    side = np.maximum(2, 2 * np.round(shot.half[entities] * shot.ratio)).astype(np.int64)
    key = side << 10 | chart.common[entities].astype(np.int64) << 9 | _keys(scene, entities)
    kinds, which = np.unique(key, return_inverse=True)
    numbers = []
    for k in kinds.tolist():
        look, pixels, faded, common = chart.looks[k & 0xFF], k >> 10, bool(k & 0x100), bool(k & 0x200)
        numbers.append(
            sheet.number(
                ("icon", look, pixels, faded, common, theme.id),
                lambda look=look, pixels=pixels, faded=faded, common=common: icon(
                    look, pixels, theme, faded=faded, common=common
                ),
            )
        )
    sprites = np.array(numbers, np.int32)[which] if len(entities) else NO_NUMBERS
    x, y = shot.at(entities)
    ringed = chosen[entities]
    _paste_centred(shot, _rings(shot, entities[ringed], side[ringed]), x[ringed], y[ringed])
    _paste_centred(shot, sprites, x, y)
    _draw_pins(shot)


def _rings(shot: Shot, entities: Indexes, side: Indexes) -> Indexes:
    chart, theme, ratio = shot.scene.chart, shot.theme, shot.ratio
    numbers = []
    for entity, pixels in zip(entities.tolist(), side.tolist(), strict=True):
        shape = chart.looks[chart.look[entity]].shape
        numbers.append(
            shot.easel.sheet.number(
                ("ring", shape, pixels, ratio, theme.id),
                lambda shape=shape, pixels=pixels: ring(shape, pixels, ratio, theme),
            )
        )
    return np.array(numbers, np.int32)


def _draw_pins(shot: Shot) -> None:
    pinned = shot.entities[shot.scene.chart.pinned[shot.entities]]
    if ICON * shot.view.scale < 18.0 or not len(pinned):
        return
    side = round(14 * shot.ratio)
    sprite = shot.easel.sheet.number(("pin", side, shot.theme.id), lambda: pin_mark(side, shot.theme))
    x, y = shot.at(pinned)
    corner = shot.half[pinned] * np.float32(0.82 * shot.ratio)
    _paste_centred(shot, np.full(len(pinned), sprite, np.int32), x + corner, y - corner)


def _paste_centred(shot: Shot, sprites: Indexes, x: Floats, y: Floats) -> None:
    if len(sprites):
        sizes = shot.easel.sheet.sizes(sprites)
        left, top = np.round(x - sizes[:, 0] / 2), np.round(y - sizes[:, 1] / 2)
        shot.easel.sheet.paste(shot.pixels, sprites, left.astype(np.int32), top.astype(np.int32))
