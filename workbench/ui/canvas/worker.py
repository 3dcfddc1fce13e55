"""FrameWorker: draws frames of a chart on a thread of its own, always the latest one asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QImage

from workbench.drawing.chart import ChartData, Floats, Indexes
from workbench.drawing.easel import Easel
from workbench.drawing.fitting_beside import Box
from workbench.drawing.frame import Highlights, Still, render, render_moving, render_still
from workbench.drawing.scene import Scene, prepare
from workbench.drawing.theme import Theme
from workbench.drawing.view import View
from workbench.kernels import warm
from workbench.ui.frame_thread import FrameThread

FEW = 3000  # links of entities that are being moved up to which the rest is drawn only once


@dataclass(frozen=True)
class Order:
    """What is to be drawn, its words `text` times as large as usual and off boxes that are `taken`; `xy` are the
    entities' positions while they are being moved, else None."""

    chart: ChartData
    xy: Floats | None
    view: View
    size: tuple[int, int]
    theme: Theme
    highlights: Highlights
    ratio: float
    text: float = 1.0
    taken: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Frame:
    """A finished picture, and the scene that it shows."""

    order: Order
    scene: Scene
    image: QImage


class FrameWorker(FrameThread):
    """Orders are `Order`s; `painted` brings each finished Frame."""

    def __init__(self) -> None:
        super().__init__("chart frames", _Drawing().draw)


class _Drawing:
    """Draws one frame after the other, and keeps what the next can use."""

    def __init__(self) -> None:
        self._scene: Scene | None = None
        self._easel = Easel()
        self._still: tuple[tuple[object, ...], Still] | None = None

    def draw(self, order: Order) -> Frame:
        warm.compile_all()
        scene = self._scene
        if scene is None or scene.chart is not order.chart:
            scene = self._scene = prepare(order.chart)
            self._still = None
        if order.xy is None:
            return Frame(order, scene, self._whole(order, scene))
        moved = scene.moved(order.xy)
        went = np.flatnonzero((moved.xy != scene.xy).any(axis=1)).astype(np.int32)
        if len(scene.links_at(went)) > FEW:
            return Frame(order, moved, self._whole(order, moved))
        return Frame(order, moved, render_moving(self._without(order, scene, went), moved))

    def _whole(self, order: Order, scene: Scene) -> QImage:
        return render(
            scene, order.view, order.size, order.theme, order.highlights, order.ratio, self._easel, order.text,
            order.taken,
        )  # fmt: skip

    def _without(self, order: Order, scene: Scene, moving: Indexes) -> Still:
        """What stays where it is while some entities are dragged: drawn once, as long as nothing else changes."""
        drawn = order.view, order.size, order.theme, order.highlights, order.ratio, order.text, order.taken
        asked = *drawn, moving.tobytes()
        if self._still is None or self._still[0] != asked:
            made = render_still(
                scene, order.view, order.size, order.theme, order.highlights, order.ratio, self._easel, moving,
                order.text, order.taken,
            )  # fmt: skip
            self._still = asked, made
        return self._still[1]
