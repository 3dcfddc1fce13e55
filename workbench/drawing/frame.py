"""Frame: one picture of a scene, from its arrays to pixels."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from workbench.drawing.beads import draw as draw_beads
from workbench.drawing.beads import strung
from workbench.drawing.easel import Easel
from workbench.drawing.entities import draw_entities
from workbench.drawing.links import draw_links
from workbench.drawing.scene import Scene
from workbench.drawing.shot import Highlights, aim
from workbench.drawing.theme import Theme
from workbench.drawing.view import View
from workbench.drawing.words import write_words

__all__ = ["Highlights", "render"]


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

    Wants a QGuiApplication for its letters, and an `easel` of the same thread to be fast from frame to frame; its
    pictures are drawn over once they are let go.
    """
    width, height = (max(1, round(side * device_pixel_ratio)) for side in size)
    if easel is None:
        tools, image = Easel(), QImage(width, height, QImage.Format.Format_RGB32)
        pixels = np.frombuffer(image.bits(), np.uint32).reshape(height, width)
    else:
        tools = easel
        image, pixels = easel.paper(width, height)
    tools.sheet.begin_frame()
    shot = aim(scene, view, size, theme, highlights or Highlights(), device_pixel_ratio, pixels, tools)
    draw_links(shot)
    beads = strung(shot)
    if beads is not None:
        draw_beads(shot, beads)
    draw_entities(shot)
    write_words(shot, beads)
    image.setDevicePixelRatio(device_pixel_ratio)
    return image
