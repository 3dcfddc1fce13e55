"""A map as an image file: title, map with its scale, what the signs mean, and how much could not be placed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from workbench.drawing import application
from workbench.drawing.chart import Look
from workbench.drawing.fonts import font
from workbench.drawing.legend import MARGIN, Item, LinkLook, draw, height
from workbench.drawing.map import EVERYTHING, fit, render
from workbench.drawing.map_scene import Layers, MapScene
from workbench.drawing.map_tiles import Tiles
from workbench.drawing.map_view import MapView
from workbench.drawing.map_words import draw_scale
from workbench.drawing.picture import TITLE
from workbench.drawing.theme import LIGHT, Theme, number
from workbench.model.problems import Problem

SOURCES = "Borders: Natural Earth. Places: GeoNames (CC BY 4.0)."


def draw_map(
    scene: MapScene,
    size: tuple[int, int] = (1600, 1000),
    theme: Theme = LIGHT,
    *,
    layers: Layers = EVERYTHING,
    lines: Sequence[LinkLook] = (),
    title: str = "",
    footer: str = "",
    view: MapView | None = None,
    chosen: frozenset[int] = frozenset(),
    tiles: Path | None = None,
    device_pixel_ratio: float = 1.0,
) -> QImage:
    """The whole scene, or what `view` shows of it, on `size` screen pixels; `lines` are what the ways mean."""
    application.ensure()
    used = set(scene.marks.look.tolist()) | set(scene.areas.look.tolist())
    looks: list[Look] = [look for k, look in enumerate(scene.looks) if k in used and look.name]
    items: list[Item] = [*looks, *lines]
    footer = f"{footer} {SOURCES}".strip()
    top, band = TITLE if title else 0.0, height(items, footer, size[0])
    area = float(size[0]), max(1.0, round(size[1] - top - band))
    shown = view or fit(scene, area)
    picture = render(
        scene, shown, area, theme, layers=layers, chosen=chosen, ratio=device_pixel_ratio,
        tiles=Tiles(tiles) if tiles is not None else None,
    )  # fmt: skip
    width, tall = (round(side * device_pixel_ratio) for side in size)
    image = QImage(width, tall, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(device_pixel_ratio)
    image.fill(QColor(theme.chart))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawImage(QPointF(0, top), picture)
    draw_scale(painter, shown, MARGIN, top + area[1] - 14, theme)
    if title:
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(16, strong=True))
        painter.drawText(QRectF(MARGIN, 0, size[0] - 2 * MARGIN, TITLE), Qt.AlignmentFlag.AlignVCenter, title)
    draw(painter, items, footer, size[0], size[1] - band, theme)
    painter.end()
    return image


def save(scene: MapScene, path: Path | str, size: tuple[int, int] = (1600, 1000), **given: object) -> None:
    """Writes the picture as PNG; what else is given is for `draw_map`. Problem where it cannot be written."""
    image = draw_map(scene, size, **given)  # type: ignore[arg-type]
    if not QImageWriter(str(path), QByteArray(b"PNG")).write(image):
        raise Problem(
            f"the picture {Path(path).name} could not be written", "choose a folder you may write to"
        )


def line(name: str, colour: str, broken: bool = False) -> LinkLook:
    """What a line of the map means, for its legend."""
    return LinkLook(name, number(colour), broken)
