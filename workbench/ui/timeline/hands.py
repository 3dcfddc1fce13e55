"""TimeHands: what mouse and keys do on a timeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from workbench.drawing.timeline_axis import DAY
from workbench.drawing.timeline_layout import Layout
from workbench.drawing.timeline_scene import TimeScene, TimeView
from workbench.ui import appearance
from workbench.ui.timeline import keys
from workbench.ui.timeline.pointing import stretch_at

WHEEL = 1 / 240  # zooms for an eighth of a degree of the wheel
TREMBLE = 4.0  # screen pixels a press may move and still be a click
HOLD = 6.0  # screen pixels beside an end of the stretch at which it is held
FOLLOWED = 15  # milliseconds between two stretches that are told while a hand moves
NOTHING = TimeScene((0, DAY), TimeView(0, DAY), UTC)


class TimeHands(QWidget):
    """brushed(stretch) is sent for the chosen stretch (UTC microseconds, the end left out) or None, while a hand moves
    it too; kept() where it is to stay as a filter; looked(view) for another view; played() to begin or stop playing."""

    brushed = Signal(object)
    kept = Signal()
    looked = Signal(object)
    played = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = NOTHING
        self.brush: tuple[int, int] | None = None
        self.scroll = 0.0
        self.ready: Callable[[], bool] = lambda: True  # whether those who follow have shown the last stretch
        self._press: QPointF | None = None
        self._last = QPointF()
        self._does = ""  # what the pressed pointer does: new, move, low, high, zoom, pan, outline
        self._held: tuple[int, int] = (0, 0)
        self.zoomed_to: tuple[float, float] | None = None  # places between which Shift drags
        self._late = QTimer(self, singleShot=True, interval=FOLLOWED)
        self._late.timeout.connect(self._tell)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # -- what there is -------------------------------------------------------------------------------------

    @property
    def layout_of(self) -> Layout:
        """Where its parts stand now."""
        text = appearance.appearance().size / 100
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return Layout(self.width(), self.height(), len(self.scene.lanes), self.scroll, mirrored, text)

    def moment_at(self, x: float) -> int:
        """The moment at a place."""
        layout = self.layout_of
        return self.scene.view.at(x - layout.left, layout.plot)

    def place_of(self, at: int) -> float:
        """Where a moment stands."""
        layout = self.layout_of
        return layout.left + self.scene.view.x(at, layout.plot)

    # -- looking and choosing ------------------------------------------------------------------------------

    def look(self, view: TimeView) -> None:
        """Shows another stretch, never losing sight of all records."""
        view = view.within(*self.scene.whole)
        if view != self.scene.view:
            self.looked.emit(view)

    def fit(self) -> None:
        """Shows everything."""
        self.look(TimeView(*self.scene.whole))

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Shows so many times less of the time; the moment at a place stays there, else the middle of the chosen
        stretch."""
        layout = self.layout_of
        if x is None:
            middle = (
                sum(self.brush) // 2 if self.brush else sum((self.scene.view.low, self.scene.view.high)) // 2
            )
            x = min(max(self.scene.view.x(middle, layout.plot), 0.0), layout.plot)
        self.look(self.scene.view.zoomed(1 / factor, x, layout.plot))

    def choose(self, low: int, high: int, *, at_once: bool = False) -> None:
        """Chooses a stretch; whoever follows hears of it at once or, while a hand moves, of the latest soon."""
        low, high = sorted((low, high))
        self.brush = (low, max(high, low + 1))
        self.update()
        if at_once:
            self._late.stop()
            self.brushed.emit(self.brush)
        elif not self._late.isActive():
            self._late.start()

    def _tell(self) -> None:
        """Tells the latest stretch, once the one before is shown everywhere."""
        if self.ready():
            self.brushed.emit(self.brush)
        else:
            self._late.start()

    def let_go(self) -> None:
        """Chooses no stretch."""
        self._late.stop()
        self.brush = None
        self.update()
        self.brushed.emit(None)

    @property
    def waiting(self) -> bool:
        """Whether a stretch is still to be told."""
        return self._late.isActive()

    # -- the mouse -----------------------------------------------------------------------------------------

    def _what(self, place: QPointF) -> str:
        layout = self.layout_of
        if place.y() <= layout.outline.bottom():
            return "outline"
        if self.brush is not None:
            low, high = (self.place_of(at) for at in self.brush)
            near = HOLD if high - low > 3 * HOLD else max((high - low) / 3, 2.0)
            if abs(place.x() - high) <= near or (high < place.x() <= high + HOLD):
                return "high"
            if abs(place.x() - low) <= near or (low - HOLD <= place.x() < low):
                return "low"
            if low < place.x() < high:
                return "move"
        return "new"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        place = event.position()
        self._press = self._last = place
        left = event.button() == Qt.MouseButton.LeftButton
        if not left:
            self._does = "pan"
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._does = "zoom"
        else:
            self._does = self._what(place)
        self._held = self.brush or (self.moment_at(place.x()),) * 2
        if self._does == "outline":
            self._look_at(place.x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._press is None:
            return self._hover(place)
        if self._does == "outline":
            self._look_at(place.x())
        elif self._dragged(place):
            self._drag(place)
        self._last = place
        return None

    def _drag(self, place: QPointF) -> None:
        assert self._press is not None
        begin, now = self.moment_at(self._press.x()), self.moment_at(place.x())
        if self._does == "pan":
            layout = self.layout_of
            by = round((self._last.x() - place.x()) / layout.plot * self.scene.view.span)
            self._scroll_by(self._last.y() - place.y())
            self.look(self.scene.view.moved(by))
        elif self._does == "zoom":
            self.zoomed_to = (self._press.x(), place.x())
            self.update()
        elif self._does == "new":
            self.choose(begin, now)
        elif self._does == "move":
            self.choose(self._held[0] + now - begin, self._held[1] + now - begin)
        elif self._does == "low":
            self.choose(now, self._held[1])
        elif self._does == "high":
            self.choose(self._held[0], now)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place, does = event.position(), self._does
        if self._press is not None:
            if does == "zoom" and self._dragged(place):
                low, high = sorted((self.moment_at(self._press.x()), self.moment_at(place.x())))
                self.look(TimeView(low, max(high, low + 1)).zoomed(1, 0, 1))
            elif does == "new" and not self._dragged(place):
                self._click(place)
            elif does in ("new", "move", "low", "high") and self._dragged(place) and self.brush is not None:
                self.choose(*self.brush, at_once=True)
        self._press = self.zoomed_to = None
        self._does = ""
        self._hover(place)
        self.update()

    def _click(self, place: QPointF) -> None:
        """Chooses the time of what lies there, such as a bar with records; elsewhere lets go of what is chosen."""
        meant = stretch_at(self.scene, self.layout_of, place)
        if meant is not None:
            self.choose(*meant, at_once=True)
        elif self.brush is not None:
            self.let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keeps the chosen stretch as a filter; on the outline shows everything."""
        if event.position().y() <= self.layout_of.outline.bottom():
            self.fit()
        elif self.brush is not None and event.button() == Qt.MouseButton.LeftButton:
            self.kept.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms at the pointer; sideways, or with Shift, moves along; with Ctrl scrolls the lanes."""
        turned, place, layout = event.angleDelta(), event.position(), self.layout_of
        sideways = turned.x() or (turned.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._scroll_by(-turned.y() / 4)
        elif sideways:
            self.look(self.scene.view.moved(round(-sideways / 960 * self.scene.view.span)))
        else:
            self.zoom(2.0 ** (turned.y() * WHEEL), place.x() - layout.left)
        event.accept()

    def _dragged(self, place: QPointF) -> bool:
        return self._press is not None and (place - self._press).manhattanLength() > TREMBLE

    def _look_at(self, x: float) -> None:
        """Shows what lies around a place of the outline."""
        layout, (low, high) = self.layout_of, self.scene.whole
        middle = TimeView(low, high).at(x - layout.left, layout.plot)
        self.look(self.scene.view.moved(middle - (self.scene.view.low + self.scene.view.high) // 2))

    def _scroll_by(self, pixels: float) -> None:
        scroll = min(max(self.scroll + pixels, 0.0), self.layout_of.hidden)
        if scroll != self.scroll:
            self.scroll = scroll
            self.update()

    def _hover(self, place: QPointF) -> None:
        """Shows what a press would do here, and says what lies here."""
        shapes = Qt.CursorShape
        wanted = {"low": shapes.SizeHorCursor, "high": shapes.SizeHorCursor, "move": shapes.OpenHandCursor}
        self.setCursor(wanted.get(self._what(place), shapes.ArrowCursor))

    # -- keys ----------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        wanted = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if wanted and keys.is_mine(event, self.brush is not None):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & keys.OTHERS:
            return super().keyPressEvent(event)
        if key in keys.SIDEWAYS:
            self._step(keys.SIDEWAYS[key], shift)
        elif key in keys.ABOVE:
            self._scroll_by(keys.lanes(key))
        elif key in keys.CLOSER:
            self.zoom(keys.CLOSER[key])
        elif key in keys.ALONG:
            self.look(self.scene.view.moved(keys.ALONG[key] * self.scene.view.span // 2))
        elif key == Qt.Key.Key_Home:
            self.fit()
        elif key == Qt.Key.Key_End and self.brush is not None:
            self.look(keys.around(self.brush))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.brush is not None:
            self.kept.emit()
        elif key == Qt.Key.Key_Space:
            self.played.emit()
        elif key == Qt.Key.Key_Escape and self.brush is not None:
            self.let_go()
        else:
            super().keyPressEvent(event)
        return None

    def _step(self, by: int, widen: bool) -> None:
        """Moves the chosen stretch by a bar, or its end; where none is chosen, chooses the first bar in view."""
        stretch = keys.stepped(self.scene.edges, self.brush, by, widen)
        if stretch is not None:
            self.choose(*stretch, at_once=True)
            self._follow()

    def _follow(self) -> None:
        """Keeps the chosen stretch in sight."""
        if self.brush is None:
            return
        view = self.scene.view
        if self.brush[1] > view.high:
            self.look(view.moved(min(self.brush[1] - view.high, self.brush[0] - view.low)))
        elif self.brush[0] < view.low:
            self.look(view.moved(self.brush[0] - view.low))
