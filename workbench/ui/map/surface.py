"""MapSurface: the widget that shows the map. Its thread only moves the last picture; another draws the exact one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.drawing import map as drawing
from workbench.drawing.map_ground import colours
from workbench.drawing.map_scene import Layers, MapScene
from workbench.drawing.map_view import MapView
from workbench.drawing.map_words import draw_scale
from workbench.drawing.theme import Theme
from workbench.ui import appearance
from workbench.ui.map.frames import MapFrames, Order
from workbench.ui.map.hands import MapHands

PAUSE = 90  # milliseconds the map stands still before an exact picture is drawn, where the last one still covers it
AROUND = 96  # screen pixels drawn around what shows, so that a pan has something to show at once


class MapSurface(MapHands):
    """painted() is sent when an exact picture has arrived; what hands do is in `MapHands`."""

    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: Path | None = None
        self.strong: tuple[np.ndarray, np.ndarray] | None = None
        self._picture: tuple[Order, QImage] | None = None
        self._fit_wanted = True
        self._fitted = False  # whether everything shows, and goes on doing so until one looks elsewhere
        self._covered = 0.0
        self._frames = MapFrames()
        self._frames.painted.connect(self._take)
        self._frames.failed.connect(self._raise)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._ask)
        self.destroyed.connect(self._frames.stop)
        QCoreApplication.instance().aboutToQuit.connect(self._frames.stop)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(140, 100)
        self.setAccessibleName(self.tr("Map"))
        self.setAccessibleDescription(
            self.tr(
                "Arrow keys move the map, plus and minus zoom, Home shows everything, Tab goes from place to place"
            )
        )

    def sizeHint(self) -> QSize:
        return QSize(520, 320)

    # --- what is shown ---

    def show_scene(self, scene: MapScene, fit: bool) -> None:
        """Shows another scene; `fit` shows all of it."""
        self.scene, self.strong = scene, None
        self._fit_wanted = self._fit_wanted or fit
        self.redraw()

    def show_layers(self, layers: Layers) -> None:
        self.layers = layers
        self.redraw()

    def show_chosen(self, chosen: frozenset[int]) -> None:
        if chosen != self.chosen:
            self.chosen = chosen
            self.redraw()

    def show_tiles(self, folder: Path | None) -> None:
        """Draws tiles of a folder over the ground."""
        self.tiles = folder
        self.redraw()

    def emphasise(self, line: tuple[np.ndarray, np.ndarray] | None) -> None:
        """Marks one line (latitudes and longitudes projected to the map), and shows it where it is out of sight."""
        self.strong = line
        if line is not None:
            x, y = self.view.to_screen(*line, self.width(), self.height())
            if not ((x > 0) & (x < self.width()) & (y > 0) & (y < self.height())).all():
                self.set_view(MapView(float(np.mean(line[0])) % 1.0, float(np.mean(line[1])), self.view.zoom))
                x, y = self.view.to_screen(*line, self.width(), self.height())
                while self.view.zoom > 2 and (np.ptp(x) > self.width() or np.ptp(y) > self.height()):
                    self.zoom(-1.0)
                    x, y = self.view.to_screen(*line, self.width(), self.height())
        self.update()

    def fit(self) -> None:
        """Shows everything."""
        self._fit_wanted = True
        self.redraw()

    def cover(self, top: float) -> None:
        """Tells how many screen pixels at the top stand under something, which showing everything then leaves free."""
        if top != self._covered:
            self._covered = top
            self._fit_wanted = self._fit_wanted or self._fitted
            self.redraw()

    def set_view(self, view: MapView) -> None:
        self._fitted = False
        self.view = view
        self.redraw()

    @property
    def busy(self) -> bool:
        """Whether an exact picture is still to come."""
        order = self._order()
        return self._picture is None or self._picture[0] != order

    # --- drawing ---

    def _order(self) -> Order:
        size = self.width() + 2 * AROUND, self.height() + 2 * AROUND
        return Order(
            self.scene, self.view, size, appearance.theme(), self.layers, self.chosen, self.devicePixelRatioF(),
            self.tiles, appearance.appearance().size / 100,
        )  # fmt: skip

    def redraw(self) -> None:
        """Shows the last picture where it now belongs, and asks for an exact one."""
        if not self.isVisible():
            return
        if self._fit_wanted:
            self._fit_wanted, self._fitted = False, True
            free = max(self.height() - self._covered, 60.0)
            self.view = drawing.fit(self.scene, (self.width(), free)).panned(0.0, self._covered / 2)
        if self._covers():
            self._soon.start()
        else:
            self._ask()
        self.update()

    def _ask(self) -> None:
        self._soon.stop()
        self._frames.ask(self._order())

    def _covers(self) -> bool:
        """Whether the last picture only has to be moved to show all of the view: then an exact one can wait."""
        if self._picture is None:
            return False
        before, now = self._picture[0], self._order()
        if replace(before, view=now.view) != now or before.view.zoom != now.view.zoom:
            return False
        east = before.view.u + round(now.view.u - before.view.u)
        aside = abs(east - now.view.u), abs(before.view.v - now.view.v)
        return max(aside) * now.view.scale <= AROUND

    def _take(self, picture: tuple[Order, QImage]) -> None:
        self._picture = picture
        self.update()
        self.painted.emit()

    def _raise(self, error: Exception) -> None:
        raise error

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = appearance.theme()
        if self._picture is None:
            painter.fillRect(self.rect(), QColor.fromRgb(colours(theme)[0]))
            return
        order, image = self._picture
        ratio = self.view.scale / order.view.scale
        u = order.view.u + round(self.view.u - order.view.u)
        x = (u - self.view.u) * self.view.scale + self.width() / 2 - order.size[0] * ratio / 2
        y = (order.view.v - self.view.v) * self.view.scale + self.height() / 2 - order.size[1] * ratio / 2
        shown = QRectF(x, y, order.size[0] * ratio, order.size[1] * ratio)
        if not shown.contains(QRectF(self.rect())):
            painter.fillRect(self.rect(), QColor.fromRgb(colours(theme)[0]))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, ratio < 1)
        painter.drawImage(shown, image)
        self._paint_over(painter, theme)

    def _paint_over(self, painter: QPainter, theme: Theme) -> None:
        """What stands still, or changes with the pointer: the scale, the marked line, the box, the focus."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.strong is not None:
            x, y = self.view.to_screen(*self.strong, self.width(), self.height())
            points = [QPointF(float(a), float(b)) for a, b in zip(x, y, strict=True)]
            glow = QColor(theme.accent)
            glow.setAlpha(90)
            painter.setPen(QPen(glow, 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(points)
        left = 14.0 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else self.width() - 150.0
        draw_scale(painter, self.view, left, self.height() - 12.0, theme, appearance.appearance().size / 100)
        if self._box is not None:
            soft = QColor(theme.accent)
            soft.setAlpha(40)
            painter.setPen(QPen(QColor(theme.accent), 1.2))
            painter.setBrush(soft)
            painter.drawRect(self._box)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_wanted = self._fit_wanted or self._fitted
        self.redraw()

    def showEvent(self, event: QEvent) -> None:
        self.redraw()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.redraw()
        return super().event(event)

    def close_frames(self) -> None:
        """Ends the thread that draws."""
        self._frames.stop()
