"""Timeline: records over time, a stretch to choose that every view follows, and lanes of the selected entities."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from workbench.app import when
from workbench.app.session import Selection
from workbench.app.when import Found, Lanes, Zone
from workbench.case.cases import Case
from workbench.case.happened import nothing
from workbench.drawing.timeline_axis import days_text, stretch_text
from workbench.drawing.timeline_lanes import NUMBER_ROOM
from workbench.drawing.timeline_scene import Events, TimeView
from workbench.model.rhythm import LEAST_DAYS
from workbench.ui import words
from workbench.ui.panels.chart_panel import ChartPanel
from workbench.ui.panels.panel import column
from workbench.ui.timeline import TimeSurface
from workbench.ui.timeline.bar import TimeBar
from workbench.ui.timeline.playing import PART, Player, usual_speed
from workbench.ui.timeline.pointing import words_at


class TimelinePanel(ChartPanel):
    """A drag chooses a stretch of time; a double click or Enter keeps it as a filter. The lanes are those of the
    selected entities."""

    area = Qt.DockWidgetArea.BottomDockWidgetArea
    shown_first = False
    beside = "records"
    roomy = True
    share = 0.44

    def __init__(self) -> None:
        super().__init__("timeline")
        self.title = self.tr("Timeline")
        self.setAccessibleName(self.title)
        self.found = Found(nothing(), Lanes(), {}, when.zones("UTC", nothing()))
        self.events: tuple[Events, int] = Events(), 0
        self.view: TimeView | None = None
        self.surface = TimeSurface()
        self.surface.explain = self.explain
        self.surface.resized = self._draw
        self.surface.ready = self._caught_up
        self.surface.brushed.connect(self._choose)
        self.surface.kept.connect(lambda: self.asked.emit("keep_moments", {}))
        self.surface.looked.connect(self.look)
        self.surface.played.connect(self.play)
        self.player = Player(self, self._caught_up)
        self.player.moved.connect(self._play_on)
        self.player.changed.connect(lambda playing: self.bar.show_playing(playing))
        self._settling = QTimer(self, singleShot=True, interval=40)
        self._settling.timeout.connect(self._read_events)
        inside = QWidget()
        place = column(inside, (8, 0, 8, 6), 4)
        self.bar = self._make_bar()
        place.addWidget(self.bar)
        place.addWidget(self.surface, 1)
        self.hold(inside)
        self.setFocusProxy(self.surface)
        self._nothing()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 150)

    def _make_bar(self) -> TimeBar:
        bar = TimeBar()
        bar.show_zones(self.found.zones)
        bar.played.connect(self.play)
        bar.paced.connect(self._set_speed)
        bar.turned.connect(lambda: (self._draw(), self._say()))
        bar.kept.connect(lambda: self.asked.emit("keep_moments", {}))
        bar.zoomed.connect(self.surface.zoom)
        bar.fitted.connect(self.surface.fit)
        bar.reported.connect(lambda: self.asked.emit("report_timeline", {}))
        return bar

    # -- following the session -----------------------------------------------------------------------------

    def _nothing(self) -> None:
        self.player.stop()
        self.found = Found(nothing(), Lanes(), {}, when.zones("UTC", nothing()))
        self.view = None
        self.forget()
        self.counted.emit("")
        self.say(self.tr("Put something on the chart to see when it happened."))

    def pointed(self, selection: Selection) -> None:
        """Shows the lanes and bars of another selection, and another stretch."""
        if self.player.playing and selection.moments is None:
            self.player.stop()
        self.surface.show_brush(selection.moments)
        self._say()
        self.read_chart()

    def hideEvent(self, event: QHideEvent) -> None:
        self.player.stop()

    def restyle(self) -> None:
        self.surface.redraw()
        self.bar.legend.update()

    def end(self) -> None:
        self.player.stop()

    def read_chart(self) -> None:
        """Asks for the records of the chart and of the selection, where the panel is seen and they changed."""
        session = self.charted
        if session is None or session.chart is None or session.case is None:
            return self._nothing()
        if not self.isVisible():
            return None
        graph, nodes, chart = session.graph, session.seen.everything, session.chart
        entities, links = session.selection.entities, session.selection.links
        looked = chart.looked.filters, chart.looked.persons, tuple(chart.hidden)
        asked = (id(graph), nodes.tobytes(), looked, entities, links, session.case.about.zone)
        others = self.tr("others")

        def read(case: Case, job: object) -> Found:
            return when.found(case, graph, chart, nodes, entities, links, others)

        self.look_once(session, self.tr("Ordering by time"), asked, graph, read, self._show)
        return None

    def _show(self, found: Found) -> None:
        before = when.whole_of(self.found.over)
        first = self.view is None
        self.found, self.events = found, (Events(), 0)
        if found.over.ends is None:
            self.view = None
            self.counted.emit("")
            return self.say(self.tr("Nothing on the chart says when it happened."))
        whole = when.whole_of(found.over)
        if self.view is None or self.view == TimeView(*before):
            self.view = TimeView(*whole)
        self.view = self.view.within(*whole)
        if first:
            self.player.speed = usual_speed(whole[1] - whole[0])
            self.bar.show_speed(self.player.speed)
        self.bar.show_zones(found.zones)
        self.counted.emit(words.number(found.over.records))
        self.show_content()
        if self.session is not None:
            self.surface.show_brush(self.session.selection.moments)
        self._draw()
        self._say()
        return None

    @property
    def zone(self) -> Zone:
        """Whose clock is shown."""
        return self.bar.zone

    # -- drawing -------------------------------------------------------------------------------------------

    def look(self, view: TimeView) -> None:
        """Shows another stretch of time."""
        self.view = view
        self._draw()

    def _draw(self) -> None:
        """Counts the bars anew, at once; events between lanes follow."""
        if self.view is None or self.found.over.ends is None:
            return
        surface = self.surface
        self.surface.show_scene(
            when.scene(
                self.found.over, self.view, self.zone, surface.width(), lanes=self.found.lanes,
                happened=self.events[0], marks=self.found.rhythm[self.zone.id], mirrored=surface.layout_of.mirrored,
            )
        )  # fmt: skip
        if self.found.lanes.lanes:
            self._settling.start()

    def _read_events(self) -> None:
        session, view, found = self.session, self.view, self.found
        if session is None or session.case is None or view is None:
            return
        layout = self.surface.layout_of
        pixels, room = layout.plot, NUMBER_ROOM * layout.text

        def read(case: Case, job: object) -> tuple[Events, int]:
            return when.events(found.over, found.lanes, view, pixels, room)

        def show(events: tuple[Events, int]) -> None:
            if self.found is found and self.view == view:
                self.events = events
                self.surface.show_scene(replace(self.surface.scene, events=events[0]))

        session.look(self.tr("Drawing events"), read, show, replaces="events")

    def _say(self) -> None:
        """What is chosen, or what there is; a reader of screens hears it too."""
        over = self.found.over
        if over.ends is None or self.session is None:
            return
        brush = self.session.selection.moments
        low, high = brush or over.ends
        at = np.array([low, high], np.int64)
        named = stretch_text(low, high, self.zone.zone) if brush else days_text(low, high, self.zone.zone)
        said = [named, self.tr("%Ln records", "", int(over.bars(at)[0]))]
        if over.chosen:
            said.append(self.tr("{n} of the selection").format(n=words.number(int(over.chosen_bars(at)[0]))))
        if over.untimed and brush is None:
            said.append(self.tr("{n} more do not tell when").format(n=words.number(over.untimed)))
        if self.found.lanes.more:
            said.append(
                self.tr("{n} more selected share the lane “others”").format(
                    n=words.number(self.found.lanes.more)
                )
            )
        self.bar.said.say(words.directed(words.DOT.join(said)))
        self.surface.tell(self.tr("Timeline: {said}").format(said=self.bar.said.text()))
        self.bar.keep.setVisible(brush is not None)
        self.bar.legend.show_selection(bool(over.chosen))

    def explain(self, place: QPointF) -> str:
        """What lies at a place."""
        surface, zone = self.surface, self.zone
        few = self.found.rhythm[zone.id].days < LEAST_DAYS
        said = f"{zone.name}\n{zone.note}" if zone.note else zone.name
        return words_at(surface.scene, surface.layout_of, place, said, few)

    # -- choosing and playing ------------------------------------------------------------------------------

    def _caught_up(self) -> bool:
        """Whether what follows the chosen stretch has shown the last one."""
        return self.session is None or self.session.jobs.latest("chart") is None

    def _choose(self, stretch: tuple[int, int] | None) -> None:
        if self.session is not None:
            self.player.stop()
            chosen = self.session.selection
            self.session.select(chosen.entities, chosen.links, stretch)
            self._say()

    def play(self) -> None:
        """Plays from the chosen stretch on, or stops."""
        if self.player.playing:
            return self.player.stop()
        session, view = self.session, self.view
        if session is None or view is None or not self.surface.isVisible():
            return None
        whole = when.whole_of(self.found.over)
        stretch = session.selection.moments or (view.low, view.low + view.span // PART)
        if stretch[1] >= whole[1]:
            stretch = (whole[0], whole[0] + stretch[1] - stretch[0])
        self._play_on(stretch)
        self.player.play(stretch, whole[1])
        return None

    def _play_on(self, stretch: tuple[int, int]) -> None:
        if self.session is None:
            return
        chosen = self.session.selection
        self.session.select(chosen.entities, chosen.links, stretch)
        self.surface.brush = stretch
        self.surface.update()
        if self.view is not None and stretch[1] > self.view.high:
            self.surface.look(self.view.moved(self.view.span))

    def _set_speed(self, speed: int) -> None:
        self.player.speed = speed
