"""FrameWorker: draws frames of a chart on a thread of its own, always the latest one asked for."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from workbench.drawing.chart import ChartData, Floats, Indexes
from workbench.drawing.easel import Easel
from workbench.drawing.frame import Highlights, Still, render, render_moving, render_still
from workbench.drawing.scene import Scene, prepare
from workbench.drawing.theme import Theme
from workbench.drawing.view import View
from workbench.kernels import warm

FEW = 3000  # links of entities that are being moved up to which the rest is drawn only once
IDLE = 2.0  # seconds after which a thread without work ends


@dataclass(frozen=True)
class Order:
    """What is to be drawn; `xy` are the entities' positions while they are being moved, else None."""

    chart: ChartData
    xy: Floats | None
    view: View
    size: tuple[int, int]
    theme: Theme
    highlights: Highlights
    ratio: float


@dataclass(frozen=True)
class Frame:
    """A finished picture, and the scene that it shows."""

    order: Order
    scene: Scene
    image: QImage


class FrameWorker(QObject):
    """`painted` brings each finished Frame, `failed` what went wrong, both to the thread of the receiver."""

    painted = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._condition = threading.Condition()
        self._order: Order | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._scene: Scene | None = None
        self._easel = Easel()
        self._still: tuple[tuple[object, ...], Still] | None = None

    def ask(self, order: Order) -> None:
        """Draws this next; an order not yet begun is forgotten."""
        with self._condition:
            if self._stopping:
                return
            self._order = order
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="chart frames", daemon=True)
                self._thread.start()
            self._condition.notify()

    def stop(self) -> None:
        """Ends the thread, after the frame at hand; nothing can be asked for afterwards."""
        with self._condition:
            self._stopping = True
            self._condition.notify()
            thread = self._thread
        if thread is not None:
            thread.join()

    @property
    def busy(self) -> bool:
        """Whether a thread is running."""
        return self._thread is not None

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
                self.painted.emit(self._draw(order))
            except Exception as error:
                # raised again by the window's thread, where it is seen
                self.failed.emit(error)

    def _draw(self, order: Order) -> Frame:
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
        return render(scene, order.view, order.size, order.theme, order.highlights, order.ratio, self._easel)

    def _without(self, order: Order, scene: Scene, moving: Indexes) -> Still:
        """What stays where it is while some entities are dragged: drawn once, as long as nothing else changes."""
        asked = order.view, order.size, order.theme, order.highlights, order.ratio, moving.tobytes()
        if self._still is None or self._still[0] != asked:
            made = render_still(
                scene, order.view, order.size, order.theme, order.highlights, order.ratio, self._easel, moving
            )
            self._still = asked, made
        return self._still[1]
