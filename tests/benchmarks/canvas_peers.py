"""The same graph drawn by pyqtgraph's GraphItem and by a QGraphicsView with items written in Python.

Each function answers a call that draws the k-th frame of a pan, at once and as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsScene, QGraphicsView

from workbench.drawing.view import UNIT, View

Frame = Callable[[int], None]


def graph_item(xy: np.ndarray, ends: np.ndarray, view: View, size: tuple[int, int], smooth: bool) -> Frame:
    """pyqtgraph: lines and dots; no captions, icons, arrows or weights."""
    shown = pyqtgraph.GraphicsLayoutWidget()
    shown.resize(*size)
    box = shown.addViewBox()
    box.setAspectLocked(True)
    box.invertY(True)
    looks = {"pen": pyqtgraph.mkPen("#8a93a3"), "symbolBrush": "#3f6fb5", "symbolPen": None, "pxMode": True}
    box.addItem(pyqtgraph.GraphItem(pos=xy.astype(float), adj=ends, size=3, **looks))
    shown.show()
    QApplication.processEvents()

    def draw(k: int, shown: Any = shown) -> None:
        pyqtgraph.setConfigOptions(antialias=smooth)  # read whenever it paints
        left, top = view.panned(7 * k, 0).to_chart(0, 0)
        right, bottom = view.panned(7 * k, 0).to_chart(*size)
        box.setRange(xRange=(left, right), yRange=(top, bottom), padding=0, disableAutoRange=True)
        # paints what setRange has asked for, once
        QApplication.processEvents()

    return draw


class Node(QGraphicsItem):
    """A dot with its caption."""

    BOX = QRectF(-40, -8, 80, 30)

    def __init__(self, x: float, y: float, colour: QColor, text: str) -> None:
        super().__init__()
        self.setPos(x, y)
        self.colour, self.text = colour, text

    def boundingRect(self) -> QRectF:
        return self.BOX

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour)
        painter.drawEllipse(QPointF(0, 0), 8, 8)
        painter.setPen(Qt.GlobalColor.black)
        painter.drawText(QPointF(-38, 20), self.text)


class Edge(QGraphicsItem):
    """A straight line."""

    PEN = QPen(QColor("#8a93a3"), 0)

    def __init__(self, line: QLineF) -> None:
        super().__init__()
        self.line = line
        self.box = QRectF(line.p1(), line.p2()).normalized().adjusted(-1, -1, 1, 1)
        self.setZValue(-1)

    def boundingRect(self) -> QRectF:
        return self.box

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        painter.setPen(self.PEN)
        painter.drawLine(self.line)


def graphics_view(
    xy: np.ndarray, ends: np.ndarray, captions: list[str], view: View, size: tuple[int, int]
) -> Frame:
    """QGraphicsView as most Python programs use it: an item for each entity and link, captions, no arrows."""
    scene = QGraphicsScene()
    scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
    at = (xy * UNIT).tolist()
    blue = QColor("#3f6fb5")
    for a, b in ends.tolist():
        scene.addItem(Edge(QLineF(*at[a], *at[b])))
    for (x, y), text in zip(at, captions, strict=True):
        scene.addItem(Node(x, y, blue, text))
    shown = QGraphicsView(scene)
    shown.resize(*size)
    shown.setRenderHint(QPainter.RenderHint.Antialiasing)
    image = QImage(*size, QImage.Format.Format_RGB32)

    def draw(k: int, shown: Any = shown) -> None:
        image.fill(0xFFFFFFFF)
        left, top = view.panned(7 * k, 0).to_chart(0, 0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        source = QRectF(left * UNIT, top * UNIT, size[0] / view.scale, size[1] / view.scale)
        scene.render(painter, QRectF(0, 0, *size), source)
        painter.end()

    return draw
