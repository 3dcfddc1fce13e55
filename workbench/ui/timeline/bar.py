"""TimeBar: what stands above a timeline: playing, whose clock, what is said of it, and what the bars mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from workbench.app.when import Zone
from workbench.ui import icons, words
from workbench.ui.parts.labels import Elided, button, tool
from workbench.ui.timeline import saying
from workbench.ui.timeline.keys import ZOOM
from workbench.ui.timeline.legend import TimeLegend
from workbench.ui.timeline.playing import SPEEDS


class TimeBar(QWidget):
    """played() to begin or stop; paced(microseconds a second) for another speed; turned() for another clock; kept()
    where the stretch is to stay as a filter; zoomed(times); fitted() to show everything; reported() to put it into
    the report."""

    played = Signal()
    paced = Signal(object)
    turned = Signal()
    kept = Signal()
    zoomed = Signal(float)
    fitted = Signal()
    reported = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.zones: Sequence[Zone] = ()
        self.play = tool("ph.play", self.tr("Play"), self.played.emit, "Space")
        self.speeds = QComboBox()
        self.speeds.setAccessibleName(self.tr("Speed"))
        self.speeds.setToolTip(self.tr("How much time passes in a second"))
        for speed in SPEEDS:
            said = self.tr("{time} a second").format(time=saying.length(speed))
            self.speeds.addItem(words.directed(said), speed)
        self.speeds.activated.connect(lambda: self.paced.emit(self.speeds.currentData()))
        self.clocks = QComboBox()
        self.clocks.setAccessibleName(self.tr("Clock"))
        self.clocks.activated.connect(self._turn)
        self.said = Elided("", "muted")
        self.keep = button(self.tr("keep as a filter"), self.kept.emit, "link")
        self.legend = TimeLegend()
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(2)
        place.addLayout(self._first())
        second = QHBoxLayout()
        second.addWidget(self.said, 1)
        second.addWidget(self.legend)
        place.addLayout(second)

    def _first(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        for made in (self.play, self.speeds, self.clocks):
            line.addWidget(made)
        line.addStretch(1)
        line.addWidget(self.keep)
        for sign, name, act, keys in (
            ("ph.corners-out", self.tr("Show all of the time"), self.fitted.emit, "Home"),
            ("ph.plus", self.tr("Show less time, closer"), lambda: self.zoomed.emit(ZOOM), "+"),
            ("ph.minus", self.tr("Show more time"), lambda: self.zoomed.emit(1 / ZOOM), "-"),
            ("ph.file-plus", self.tr("Add to the report"), self.reported.emit, ""),
        ):
            line.addWidget(tool(sign, name, act, keys))
        return line

    def show_speed(self, speed: int) -> None:
        """Shows the speed in force."""
        self.speeds.setCurrentIndex(self.speeds.findData(speed))

    def show_zones(self, zones: Sequence[Zone]) -> None:
        """Offers these clocks; which of them is chosen stays."""
        at = max(self.clocks.currentIndex(), 0)
        self.zones = zones
        self.clocks.clear()
        for zone in zones:
            said = self.tr("{zone}, as stated").format(zone=zone.name) if zone.id == "source" else zone.name
            self.clocks.addItem(words.directed(said), zone.id)
        self.clocks.setCurrentIndex(at)
        self._explain()

    @property
    def zone(self) -> Zone:
        """Whose clock is shown."""
        return self.zones[max(self.clocks.currentIndex(), 0)]

    def _explain(self) -> None:
        self.clocks.setToolTip(self.zone.note or self.tr("Whose clock the axis shows"))

    def _turn(self) -> None:
        self._explain()
        self.turned.emit()

    def show_playing(self, playing: bool) -> None:
        """Offers to stop while it plays."""
        name = self.tr("Stop") if playing else self.tr("Play")
        self.play.setIcon(icons.sign("ph.stop" if playing else "ph.play"))
        self.play.setToolTip(f"{name} (Space)")
        self.play.setAccessibleName(name)
