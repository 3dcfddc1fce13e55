"""Surface: the widget on which frames of a chart are shown. It knows where one looks, not what one does there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.drawing.chart import Floats, empty
from workbench.drawing.fitting_beside import AROUND, Box, fitting_beside
from workbench.drawing.fonts import font
from workbench.drawing.frame import Highlights, render
from workbench.drawing.scene import Scene, prepare
from workbench.drawing.theme import LIGHT, Theme
from workbench.drawing.view import View
from workbench.ui import appearance
from workbench.ui.canvas.animation import Glide
from workbench.ui.canvas.worker import Frame, FrameWorker, Order

ZOOM_STEP = 1.25


class Surface(QWidget):
    """The window's thread only moves the last frame about; a worker draws the exact one.

    view_changed(View) is sent whenever another part of the chart shows, painted() when a frame has arrived.
    """

    view_changed = Signal(object)
    painted = Signal()

    def __init__(self, parent: QWidget | None = None, theme: Theme = LIGHT) -> None:
        super().__init__(parent)
        self.chart = empty()
        self.theme = theme
        self.view = View()
        self.scene: Scene | None = None
        self._xy: Floats | None = None
        self._frame: Frame | None = None
        self.floating: Callable[[], Sequence[Box]] = (
            tuple  # in the corners: fitting leaves nothing under them
        )
        self._fit_wanted = True
        self._fitted = False
        self._glide = Glide(self)
        self._worker = FrameWorker()
        self._worker.painted.connect(self._take)
        self._worker.failed.connect(self._raise)
        self.destroyed.connect(self._worker.stop)
        QCoreApplication.instance().aboutToQuit.connect(self._worker.stop)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 90)

    # --- for the canvas to fill in ---

    def highlights(self) -> Highlights:
        """What is selected."""
        return Highlights()

    def paint_over(self, painter: QPainter) -> None:
        """Draws above the frame."""

    # --- what is shown ---

    @property
    def positions(self) -> Floats:
        """Where the entities are at this moment, moved ones included."""
        return self.chart.xy if self._xy is None else self._xy

    def show_positions(self, xy: Floats) -> None:
        """Shows the entities elsewhere, until the next chart is shown."""
        self._xy = xy
        self.redraw()

    def settle_at(self, xy: Floats) -> None:
        """Shows the entities at the end of a movement: the chart's own places, or others until the next chart."""
        self._xy = None if np.array_equal(xy, self.chart.xy) else xy
        self.redraw()

    def glide_to(self, xy: Floats, *, fit: bool) -> None:
        """Moves the entities smoothly to other places; with `fit` the whole of them shows in the end."""
        self._glide.begin(self.positions, xy, self._fitting(xy) if fit else None)
        self._fitted = self._fitted or fit

    @property
    def gliding(self) -> bool:
        """Whether entities are on their way."""
        return self._glide.running

    def arrive(self) -> None:
        """Ends a movement at once, for whoever acts on what is shown."""
        if self._glide.running:
            self._glide.finish()

    def on_screen(self, number: int) -> QPointF:
        """Where the entity of this number shows."""
        return QPointF(*self.view.to_screen(*self.positions[number].tolist()))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.redraw()

    def look(self, view: View) -> None:
        """Shows another part of the chart on the way to where one wants to look."""
        self.view = view
        self.view_changed.emit(view)

    def set_view(self, view: View) -> None:
        self._fitted = False
        self._glide.keep_view()
        self.view = view
        self.view_changed.emit(view)
        self.redraw()

    def fit(self) -> None:
        """Shows the whole chart, and goes on doing so when the window changes its size, until one looks elsewhere."""
        self._fit_wanted = False
        self.arrive()
        self.set_view(self._fitting(self.positions))
        self._fitted = True

    def _fitting(self, xy: Floats) -> View:
        return self.fitting_around(self.chart.reach(xy))

    def fit_again(self) -> None:
        """Shows the whole chart beside what floats on it now, unless one looked elsewhere since it was fitted."""
        if self._fitted and not self._fit_wanted:
            self._fit_wanted = True
            self.redraw()

    def fitting_around(self, points: Floats) -> View:
        """The view in which some places of the chart show beside what floats on it."""
        left, top, right, bottom = (appearance.scaled(side) for side in AROUND)
        around = float(left), float(top), float(right), float(bottom)
        return fitting_beside(points, self.width(), self.height(), self.floating(), around=around)

    def zoom_in(self) -> None:
        self.set_view(self.view.zoomed(ZOOM_STEP, self.width() / 2, self.height() / 2))

    def zoom_out(self) -> None:
        self.set_view(self.view.zoomed(1 / ZOOM_STEP, self.width() / 2, self.height() / 2))

    def grab_picture(self) -> QImage:
        """What the canvas shows, drawn exactly and at once, at the screen's resolution."""
        scene = prepare(self.chart.moved(self.positions))
        ratio, text = self.devicePixelRatioF(), appearance.appearance().size / 100
        return render(scene, self.view, self._size(), self.theme, self.highlights(), ratio, text=text)

    # --- drawing ---

    def _size(self) -> tuple[int, int]:
        return self.width(), self.height()

    def redraw(self) -> None:
        """Shows the last frame where it now belongs, and asks for an exact one."""
        if not self.isVisible():
            return
        if self._fit_wanted:
            self._fit_wanted, self._fitted = False, True
            self.look(self._fitting(self.positions))
        self._worker.ask(
            Order(
                self.chart,
                self._xy,
                self.view,
                self._size(),
                self.theme,
                self.highlights(),
                self.devicePixelRatioF(),
                appearance.appearance().size / 100,
                tuple(self.floating()),
            )
        )
        self.update()

    def _take(self, frame: Frame) -> None:
        self._frame = frame
        if frame.order.chart is self.chart:
            self.scene = frame.scene
        self.update()
        self.painted.emit()

    def _raise(self, error: Exception) -> None:
        raise error

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._frame is None:
            self._paint_before_first(painter)
            return
        order = self._frame.order
        ratio = self.view.scale / order.view.scale
        left, top = self.view.ox - order.view.ox * ratio, self.view.oy - order.view.oy * ratio
        shown = QRectF(left, top, order.size[0] * ratio, order.size[1] * ratio)
        if not shown.contains(QRectF(self.rect())):
            painter.fillRect(self.rect(), QColor(self.theme.chart))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, ratio < 1)
        painter.drawImage(shown, self._frame.image)
        self.paint_over(painter)

    def _paint_before_first(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), QColor(self.theme.chart))
        painter.setPen(QColor(self.theme.muted))
        painter.setFont(font(13))
        if len(self.chart):
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Drawing the chart …"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrive()
        before, now = event.oldSize(), event.size()
        if self._fitted:
            self._fit_wanted = True
        elif before.isValid() and not self._fit_wanted:
            # what was in the middle stays there
            self.view = self.view.panned(
                (now.width() - before.width()) / 2, (now.height() - before.height()) / 2
            )
        self.redraw()

    def showEvent(self, event: QEvent) -> None:
        self.redraw()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.redraw()
        return super().event(event)
