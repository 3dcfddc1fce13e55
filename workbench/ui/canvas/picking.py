"""Picking: what lies under the pointer, in a box or inside a line drawn by hand, by the ids of the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from workbench.drawing.chart import Indexes, Ints
from workbench.drawing.scene import Scene
from workbench.kernels.hits import inside

if TYPE_CHECKING:
    from workbench.ui.canvas.canvas import ChartCanvas

Found = tuple[Ints, Ints]  # ids of entities and of links

NOTHING = np.zeros(0, np.int64)


def under(canvas: ChartCanvas, place: QPointF) -> tuple[int | None, int | None]:
    """The entity under a place on screen, or else the link."""
    scene = canvas.scene
    if scene is None:
        return None, None
    entity = scene.entity_at(canvas.view, place.x(), place.y())
    if entity is not None:
        return int(canvas.chart.ids[entity]), None
    link = scene.link_at(canvas.view, place.x(), place.y())
    return None, None if link is None else int(canvas.chart.link_ids[link])


def in_box(canvas: ChartCanvas, box: QRectF) -> Found:
    """The entities whose middle lies in a box on screen, and the links between them."""
    if canvas.scene is None:
        return NOTHING, NOTHING
    return _with_links(canvas.scene, _in_box(canvas, canvas.scene, box))


def in_line(canvas: ChartCanvas, line: QPolygonF) -> Found:
    """The entities whose middle lies inside a closed line on screen, and the links between them."""
    scene = canvas.scene
    if scene is None or line.size() < 3:
        return NOTHING, NOTHING
    numbers = _in_box(canvas, scene, line.boundingRect())
    edges = np.array([canvas.view.to_chart(p.x(), p.y()) for p in line.toList()], np.float32)
    return _with_links(scene, numbers[inside(scene.xy[numbers], edges)])


def _in_box(canvas: ChartCanvas, scene: Scene, box: QRectF) -> Indexes:
    return scene.entities_in(
        *canvas.view.to_chart(box.left(), box.top()), *canvas.view.to_chart(box.right(), box.bottom())
    )


def _with_links(scene: Scene, numbers: Indexes) -> Found:
    """The ids of entities by number, and of the links between them."""
    chart = scene.chart
    links = scene.link[scene.links_among(numbers)]
    return chart.ids[numbers], chart.link_ids[links]
