"""MapFrames: draws pictures of the map on a thread of its own, always the latest one asked for."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from workbench.drawing.map import render
from workbench.drawing.map_scene import Layers, MapScene
from workbench.drawing.map_tiles import Tiles
from workbench.drawing.map_view import MapView
from workbench.drawing.theme import Theme

IDLE = 2.0  # seconds after which a thread without work ends


@dataclass(frozen=True)
class Order:
    """What is to be drawn; `size` in screen pixels, `ratio` image pixels for each."""

    scene: MapScene
    view: MapView
    size: tuple[int, int]
    theme: Theme
    layers: Layers
    chosen: frozenset[int]
    ratio: float
    tiles: Path | None


class MapFrames(QObject):
    """`painted` brings each finished (Order, QImage), `failed` what went wrong, both to the thread of the receiver."""

    painted = Signal(object, QImage)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._condition = threading.Condition()
        self._order: Order | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._tiles: Tiles | None = None

    def ask(self, order: Order) -> None:
        """Draws this next; an order not yet begun is forgotten."""
        with self._condition:
            if self._stopping:
                return
            self._order = order
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="map frames", daemon=True)
                self._thread.start()
            self._condition.notify()

    def stop(self) -> None:
        """Ends the thread, after the picture at hand; nothing can be asked for afterwards."""
        with self._condition:
            self._stopping = True
            self._condition.notify()
            thread = self._thread
        if thread is not None:
            thread.join()

    @property
    def busy(self) -> bool:
        """Whether something is still to be drawn."""
        with self._condition:
            return self._order is not None

    def _run(self) -> None:
        while True:
            with self._condition:
                if self._order is None and not self._stopping:
                    self._condition.wait(IDLE)
                order, self._order = self._order, None
                if self._stopping or order is None:
                    self._thread = None
                    return
            try:
                self.painted.emit(order, self._draw(order))
            except Exception as error:
                # raised again by the window's thread, where it is seen
                self.failed.emit(error)

    def _draw(self, order: Order) -> QImage:
        if order.tiles is None:
            self._tiles = None
        elif self._tiles is None or self._tiles.folder != order.tiles:
            self._tiles = Tiles(order.tiles)
        return render(
            order.scene, order.view, order.size, order.theme, layers=order.layers, chosen=order.chosen,
            ratio=order.ratio, tiles=self._tiles,
        )  # fmt: skip
