"""A map as one picture: from a scene and a view to pixels. Wants a QGuiApplication for its letters."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage, QPainter

from workbench.drawing.map_ground import draw_ground
from workbench.drawing.map_layers import Shot, draw_areas, draw_heat, draw_points, draw_ways
from workbench.drawing.map_scene import Layers, MapScene
from workbench.drawing.map_tiles import Tiles
from workbench.drawing.map_view import MapView, fitting
from workbench.drawing.map_words import write
from workbench.drawing.theme import LIGHT, Theme
from workbench.model.geography import unproject

EVERYTHING = Layers()
__all__ = ["fit", "render"]


def render(
    scene: MapScene,
    view: MapView,
    size: tuple[float, float],
    theme: Theme = LIGHT,
    *,
    layers: Layers = EVERYTHING,
    chosen: frozenset[int] = frozenset(),
    ratio: float = 1.0,
    tiles: Tiles | None = None,
    text: float = 1.0,
) -> QImage:
    """Draws what a view of `size` screen pixels shows; the image has `ratio` pixels for each in both directions,
    and words are `text` times as large as usual."""
    width, height = (max(1, round(side * ratio)) for side in size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.bits(), np.uint32).reshape(height, width)
    draw_ground(pixels, view, size, ratio, theme)
    shot = Shot(pixels, view, size, ratio, theme, scene, chosen, text)
    if tiles is not None:
        painter = QPainter(image)
        painter.scale(ratio, ratio)
        tiles.draw(painter, view, size)
        painter.end()
    if layers.heat:
        draw_heat(shot)
    if layers.cells:
        draw_areas(shot)
    if layers.parcels:
        draw_ways(shot, scene.parcels)
    if layers.ways:
        draw_ways(shot, scene.ways)
    if layers.places:
        draw_points(shot)
    painter = QPainter(image)
    painter.scale(ratio, ratio)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    write(shot, painter, layers)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def fit(scene: MapScene, size: tuple[float, float], room: float = 60.0) -> MapView:
    """The view in which all of a scene shows."""
    lat, lon = unproject(*scene.everywhere)
    return fitting(lat, lon, *size, room)
