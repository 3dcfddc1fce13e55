"""The middle of the window: tabs of charts, the canvas, and what floats on it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.app import charting
from workbench.app.actions.charts import move
from workbench.app.actions.layouts import Unfinished
from workbench.app.jobs import Job
from workbench.app.session import Selection, Session
from workbench.case import charts, sources
from workbench.case.cases import Case
from workbench.drawing.chart import ChartData
from workbench.drawing.theme import Theme
from workbench.model.changes import Changes
from workbench.ui import appearance
from workbench.ui.canvas import ChartCanvas
from workbench.ui.canvas.animation import from_there
from workbench.ui.chart_bar import ChartBar
from workbench.ui.floating import Floating

Tabs = list[tuple[int, str]]


class ChartArea(QWidget):
    """Shows the session's chart. `asked` is the id of an action with answers, `menu_asked` where a context menu is
    wanted, `opened` an entity to look at closely."""

    asked = Signal(str, dict)
    menu_asked = Signal(QPoint)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.session: Session | None = None
        self.drawn: charting.Drawn | None = None
        self._chart: int | None = None
        self._unfinished: Unfinished | None = None
        self._moments: tuple[int, int] | None = None
        self._sources = 0
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(0)
        self.bar = ChartBar()
        self.bar.asked.connect(self.asked)
        self.bar.turned.connect(self._turn)
        place.addWidget(self.bar)
        self.canvas = ChartCanvas(self, appearance.theme())
        place.addWidget(self.canvas, 1)
        self.canvas.selection_changed.connect(self._choose)
        self.canvas.moved.connect(self._move)
        self.canvas.opened.connect(self.opened)
        self.canvas.context_requested.connect(self._menu)
        self.floating = Floating(self.canvas)
        self.floating.asked.connect(self.asked)
        self.floating.everything.connect(self._show_everything)

    # -- following the session -----------------------------------------------------------------------------

    def follow(self, session: Session) -> None:
        self.session = session
        session.changed.connect(self.refresh)
        session.selected.connect(self.pointed)
        session.working.connect(self._grow)

    def _grow(self, job: Job) -> None:
        """Shows a layout as far as it is computed; one that was stopped leaves everything where it was."""
        there = job.unfinished
        if not isinstance(there, Unfinished) or there.chart != self._chart:
            return
        canvas = self.canvas
        if job.state == "running" and there is not self._unfinished and not canvas.held:
            self._unfinished = there
            canvas.glide_to(there.placed(canvas.chart.ids, canvas.positions), fit=True)
        elif job.state in ("cancelled", "failed") and self._unfinished is not None:
            self._unfinished = None
            canvas.glide_to(canvas.chart.xy, fit=True)

    def refresh(self, changes: Changes) -> None:
        """Draws the chart anew where a step concerns it."""
        session = self.session
        if session is None:
            return
        if session.case is None:
            return self._show([], None, None)
        graph, chart = session.graph, session.chart
        self._moments = moments = session.selection.moments

        def read(case: Case, job: Job) -> tuple[Tabs, charting.Drawn, int]:
            drawn = charting.draw(case, graph, chart, moments)
            count = 0 if drawn.shown else sum(s.included for s in sources.listed(case))
            return charts.listed(case), drawn, count

        def show(found: tuple[Tabs, charting.Drawn, int]) -> None:
            if session.case is not None:
                listed, drawn, self._sources = found
                self._show(listed, drawn, chart.id if chart else None)

        session.look(self.tr("Drawing the chart"), read, show, replaces="chart")

    def _show(self, listed: Tabs, drawn: charting.Drawn | None, chart: int | None) -> None:
        self.drawn = drawn
        self.bar.show_charts(listed, chart)
        if drawn is None:  # no case is open: nothing of the last one stays in memory either
            self._chart = None
            return self.canvas.show_chart(charting.nothing().chart, keep_view=True)
        self._show_counts(drawn)  # before the chart, which is fitted beside it
        same = chart == self._chart
        keep_view = same and not self._needs_fitting(drawn.chart)
        self.canvas.show_chart(drawn.chart, keep_view=keep_view, glide=same)
        self._chart = chart
        if self.session is not None:
            self.pointed(self.session.selection)

    def _needs_fitting(self, chart: ChartData) -> bool:
        """Whether the part in view would no longer do: most entities stand elsewhere, or a new one out of sight."""
        canvas = self.canvas
        known = np.isin(chart.ids, canvas.chart.ids)
        if not known.any():
            return True
        was = from_there(canvas.chart, canvas.positions, chart)
        went = np.abs(chart.xy[known] - was[known]).max(axis=1) > 0.01
        new = chart.xy[~known]
        view, size = self.canvas.view, self.canvas.size()
        seen = new * view.per_unit + (view.ox, view.oy)
        outside = ((seen < 0) | (seen > (size.width(), size.height()))).any()
        return bool(went.mean() > 0.5 or outside)

    def _show_counts(self, drawn: charting.Drawn) -> None:
        links = len(self.session.graph.link_ids) if self.session is not None else 0
        self.floating.show_drawn(drawn, sources=self._sources, links=links)

    def _show_everything(self) -> None:
        """Shows the records behind all links in the table."""
        if self.session is not None:
            self.session.select((), (int(link) for link in self.session.graph.link_ids))
            self.asked.emit("panel_records", {"show": True})

    def pointed(self, selection: Selection) -> None:
        """Rings what is selected; another stretch of time is drawn."""
        if self.session is not None and selection.moments != self._moments:
            self.refresh(Changes("", frozenset()))
        if self.session is None or self.drawn is None:
            return
        graph = self.session.graph
        heads = {int(graph.ids[graph.node_of[e]]) for e in selection.entities if e in graph.node_of}
        self.canvas.set_selection(self.drawn.drawn_for(heads), self.drawn.lines_of(selection.links))

    def _choose(self, entities: list[int], lines: list[int]) -> None:
        if self.session is not None and self.drawn is not None:
            self.session.select(self.drawn.entities_of(entities), self.drawn.links_of(lines))

    def _move(self, moved: list[tuple[int, float, float]]) -> None:
        if self.session is not None and self.drawn is not None:
            move(self.session, self.drawn.placed(moved))

    def _menu(self, at: QPoint, entity: int | None, line: int | None) -> None:
        """Points at what was right-clicked, unless it is among what is selected, then asks for the menu."""
        session = self.session
        if session is None or self.drawn is None:
            return
        if entity is not None and entity not in self.canvas.chosen.entities:
            session.select(self.drawn.entities_of([entity]))
        elif line is not None and line not in self.canvas.chosen.links:
            session.select((), self.drawn.links_of([line]))
        elif entity is None and line is None:
            session.select()
        self.menu_asked.emit(at)

    def _turn(self, chart: int) -> None:
        if self.session is not None:
            self.session.show_chart(chart)

    def restyle(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        if self.drawn is not None:
            self._show_counts(self.drawn)
        self.floating.restyle()

    def close_canvas(self) -> None:
        """Keeps what keys moved last, and ends the thread that draws."""
        self.canvas.nudge.tell()
        self.canvas.close()
