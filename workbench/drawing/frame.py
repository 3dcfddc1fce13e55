"""Frame: one picture of a scene, from its arrays to pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtGui import QImage, QPainter

from workbench.drawing import headings
from workbench.drawing.beads import draw as draw_beads
from workbench.drawing.beads import strung
from workbench.drawing.chart import Indexes
from workbench.drawing.easel import Easel
from workbench.drawing.entities import draw_entities
from workbench.drawing.fitting_beside import Box
from workbench.drawing.links import draw_links, draw_links_above
from workbench.drawing.scene import Scene
from workbench.drawing.shot import Highlights, Shot, aim, only
from workbench.drawing.theme import Theme
from workbench.drawing.view import View
from workbench.drawing.words import write_words

__all__ = ["Highlights", "Still", "render", "render_moving", "render_still"]


@dataclass(frozen=True)
class Still:
    """A frame without some entities that are being moved, and without their links."""

    shot: Shot
    moving: Indexes
    highlights: Highlights


def render(
    scene: Scene,
    view: View,
    size: tuple[int, int],
    theme: Theme,
    highlights: Highlights | None = None,
    device_pixel_ratio: float = 1.0,
    easel: Easel | None = None,
    text: float = 1.0,
    taken: tuple[Box, ...] = (),
) -> QImage:
    """Draws what a view of `size` screen pixels shows; the image has `device_pixel_ratio` pixels for each.

    Words are `text` times as large as usual, and off the boxes that are `taken`. Wants a QGuiApplication for its
    letters, and an `easel` of the same thread to be fast from frame to frame; its pictures are drawn over once they are
    let go.
    """
    width, height = _pixels(size, device_pixel_ratio)
    if easel is None:
        tools, image = Easel(), QImage(width, height, QImage.Format.Format_RGB32)
        pixels = np.frombuffer(image.bits(), np.uint32).reshape(height, width)
    else:
        tools = easel
        image, pixels = easel.paper(width, height)
    tools.sheet.begin_frame()
    ringed = highlights or Highlights()
    _draw(aim(scene, view, size, theme, ringed, device_pixel_ratio, pixels, tools, text=text, taken=taken))
    image.setDevicePixelRatio(device_pixel_ratio)
    return image


def render_still(
    scene: Scene, view: View, size: tuple[int, int], theme: Theme, highlights: Highlights, ratio: float, easel: Easel,
    moving: Indexes, text: float = 1.0, taken: tuple[Box, ...] = (),
) -> Still:  # fmt: skip
    """Draws everything but entities that are being moved, once for many frames."""
    width, height = _pixels(size, ratio)
    easel.sheet.begin_frame()
    pixels = np.zeros((height, width), np.uint32)
    shot = aim(scene, view, size, theme, highlights, ratio, pixels, easel, moving, text, taken)
    _draw(shot)
    return Still(shot, moving, highlights)


def render_moving(still: Still, scene: Scene) -> QImage:
    """Draws the entities that are being moved, where they are on `scene`, above a frame without them."""
    height, width = still.shot.pixels.shape
    image, pixels = still.shot.easel.paper(width, height)
    pixels[:] = still.shot.pixels
    still.shot.easel.sheet.begin_frame()
    shot = replace(only(still.shot, scene, still.moving, still.highlights), pixels=pixels)
    draw_links_above(shot)
    _draw_above_links(shot)
    image.setDevicePixelRatio(still.shot.ratio)
    return image


def _draw(shot: Shot) -> None:
    draw_links(shot)
    if shot.headings.words:
        _draw_headings(shot)
    _draw_above_links(shot)


def _draw_headings(shot: Shot) -> None:
    height, width = shot.pixels.shape
    paper = QImage(shot.pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    painter = QPainter(paper)
    painter.scale(shot.ratio, shot.ratio)
    headings.draw(painter, shot.headings, shot.theme, shot.text)
    painter.end()


def _draw_above_links(shot: Shot) -> None:
    beads = strung(shot)
    if beads is not None:
        draw_beads(shot, beads)
    draw_entities(shot)
    write_words(shot, beads)


def _pixels(size: tuple[int, int], ratio: float) -> tuple[int, int]:
    return max(1, round(size[0] * ratio)), max(1, round(size[1] * ratio))
