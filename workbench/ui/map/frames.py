"""MapFrames: draws pictures of the map on a thread of its own, always the latest one asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from workbench.drawing.map import render
from workbench.drawing.map_scene import Layers, MapScene
from workbench.drawing.map_tiles import Tiles
from workbench.drawing.map_view import MapView
from workbench.drawing.theme import Theme
from workbench.ui.frame_thread import FrameThread


@dataclass(frozen=True)
class Order:
    """What is to be drawn; `size` in screen pixels, `ratio` image pixels for each, words `text` times as large as
    usual."""

    scene: MapScene
    view: MapView
    size: tuple[int, int]
    theme: Theme
    layers: Layers
    chosen: frozenset[int]
    ratio: float
    tiles: Path | None
    text: float = 1.0


class MapFrames(FrameThread):
    """Orders are `Order`s; `painted` brings each with its finished picture."""

    def __init__(self) -> None:
        super().__init__("map frames", _Drawing().draw)


class _Drawing:
    """Draws one picture after the other; the tiles of a folder are read once."""

    def __init__(self) -> None:
        self._tiles: Tiles | None = None

    def draw(self, order: Order) -> tuple[Order, QImage]:
        if order.tiles is None:
            self._tiles = None
        elif self._tiles is None or self._tiles.folder != order.tiles:
            self._tiles = Tiles(order.tiles)
        image = render(
            order.scene, order.view, order.size, order.theme, layers=order.layers, chosen=order.chosen,
            ratio=order.ratio, tiles=self._tiles, text=order.text,
        )  # fmt: skip
        return order, image
