"""The middle of the window: tabs of charts, the canvas, and what floats on it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QTabBar, QVBoxLayout, QWidget

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
from workbench.ui import appearance, words
from workbench.ui.canvas import ChartCanvas
from workbench.ui.canvas.animation import from_there
from workbench.ui.empty_chart import WIDE, EmptyChart
from workbench.ui.forms import asked
from workbench.ui.parts.filter_pill import FilterPill
from workbench.ui.parts.labels import button, tool
from workbench.ui.parts.pills import Legend, Meanings, Pill

MARGIN = 12
WIDEST_TAB = 260
Tabs = list[tuple[int, str]]
Kinds = list[tuple[str, int, int]]
ROOM = (70.0, 66.0, 70.0, 84.0)  # pixels kept free of entities beneath the pills when fitting
SECOND_PILL = 36.0  # what a second one takes below the first


class ChartTabs(QTabBar):
    """Tabs as wide as their titles are while they are chosen, so that none moves or is cut when another is."""

    def tabSizeHint(self, index: int) -> QSize:
        strong = self.font()
        strong.setWeight(QFont.Weight.DemiBold)
        room = QFontMetrics(strong).horizontalAdvance(self.tabText(index)) + 34
        size = super().tabSizeHint(index)
        return QSize(min(max(size.width(), room), WIDEST_TAB), size.height())


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
        self._tabs: list[tuple[int, str]] = []
        self._sources = 0
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(0)
        place.addWidget(self._make_bar())
        self.canvas = ChartCanvas(self, appearance.theme())
        self.canvas.margins = ROOM
        place.addWidget(self.canvas, 1)
        self.canvas.selection_changed.connect(self._choose)
        self.canvas.moved.connect(self._move)
        self.canvas.opened.connect(self.opened)
        self.canvas.context_requested.connect(self._menu)
        self.counts = self._make_counts()
        self.filters = FilterPill(self.canvas, lambda: self.asked.emit("panel_filters", {"show": True}))
        self.tools = self._make_tools()
        self.legend, self.meanings = Legend(self.canvas), Meanings(self.canvas)
        self.empty = EmptyChart(self.canvas)
        self.empty.asked.connect(self.asked)
        self.empty.everything.connect(self._show_everything)
        self.canvas.installEventFilter(self)

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("ChartBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(bar)
        line.setContentsMargins(6, 0, 8, 0)
        line.setSpacing(2)
        self.tabs = ChartTabs()
        self.tabs.setAccessibleName(self.tr("Charts"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.tabs.currentChanged.connect(self._turn)
        self.tabs.tabBarDoubleClicked.connect(lambda at: self.asked.emit("rename_chart", {}))
        self.add = tool("ph.plus", self.tr("New chart"), lambda: self.asked.emit("new_chart", {}))
        line.addWidget(self.tabs)
        line.addWidget(self.add)
        line.addStretch(1)
        return bar

    def _make_counts(self) -> Pill:
        pill = Pill(self.canvas)
        self.count = QLabel()
        self.count.setTextFormat(Qt.TextFormat.RichText)
        self.show_hidden = button(self.tr("show"), lambda: self.asked.emit("show_hidden", {}), "link")
        pill.line.addWidget(self.count)
        pill.line.addWidget(self.show_hidden)
        return pill

    def _make_tools(self) -> Pill:
        pill = Pill(self.canvas)
        pill.line.setContentsMargins(4 + Pill.SHADOW, 3 + Pill.SHADOW, 4 + Pill.SHADOW, 3 + Pill.SHADOW)
        pill.line.setSpacing(0)
        for sign, name, act, keys in (
            ("ph.corners-out", self.tr("Fit the whole chart"), self.canvas.fit, "Ctrl+0"),
            ("ph.plus", self.tr("Zoom in"), self.canvas.zoom_in, "+"),
            ("ph.minus", self.tr("Zoom out"), self.canvas.zoom_out, "-"),
            (
                "ph.tree-structure",
                self.tr("Lay out again"),
                lambda: self.asked.emit("lay_out", {}),
                "Ctrl+L, L",
            ),
            (
                "ph.dots-three",
                self.tr("Lines: in one bundle, singly, or as beads"),
                lambda: self.asked.emit("lines_next", {}),
                "Ctrl+Alt+L",
            ),
            ("ph.image", self.tr("Save a picture"), lambda: self.asked.emit("picture", {}), "Ctrl+Shift+P"),
        ):
            pill.line.addWidget(tool(sign, name, act, keys))
        return pill

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

        def read(case: Case, job: Job) -> tuple[Tabs, charting.Drawn, Kinds, int]:
            drawn = charting.draw(case, graph, chart, moments)
            count = 0 if drawn.shown else sum(s.included for s in sources.listed(case))
            return charts.listed(case), drawn, charting.legend(case, drawn, graph), count

        def show(found: tuple[Tabs, charting.Drawn, Kinds, int]) -> None:
            if session.case is not None:
                listed, drawn, legend, self._sources = found
                self._show(listed, drawn, chart.id if chart else None, legend)

        session.look(self.tr("Drawing the chart"), read, show, replaces="chart")

    def _show(
        self, listed: list[tuple[int, str]], drawn: charting.Drawn | None, chart: int | None,
        legend: list[tuple[str, int, int]] | None = None,
    ) -> None:  # fmt: skip
        self.drawn = drawn
        self._show_tabs(listed, chart)
        if drawn is None:
            return
        meaning = drawn.meaning
        self.meanings.show_meaning(
            asked(meaning.colours), meaning.groups, meaning.sizes, asked(meaning.lines)
        )
        same = chart == self._chart
        keep_view = same and not self._needs_fitting(drawn.chart)
        left, top, right, bottom = ROOM
        self.canvas.margins = (
            left,
            top + (SECOND_PILL if drawn.filtered or drawn.brushed else 0.0),
            right,
            bottom + (0 if self.meanings.isHidden() else self.meanings.sizeHint().height() - 2 * Pill.SHADOW),
        )
        self.canvas.show_chart(drawn.chart, keep_view=keep_view, glide=same)
        self._chart = chart
        self._show_counts(drawn)
        self.legend.show_kinds(legend or [])
        if self.session is not None:
            self.pointed(self.session.selection)
        self._place()

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

    def _show_tabs(self, listed: list[tuple[int, str]], chart: int | None) -> None:
        self.tabs.blockSignals(True)
        if listed != self._tabs:
            while self.tabs.count():
                self.tabs.removeTab(0)
            for id, title in listed:
                at = self.tabs.addTab(title.replace("&", "&&"))
                self.tabs.setTabData(at, id)
                self.tabs.setTabToolTip(at, title)
            self._tabs = listed
        for at in range(self.tabs.count()):
            if self.tabs.tabData(at) == chart:
                self.tabs.setCurrentIndex(at)
        self.tabs.blockSignals(False)

    def _show_counts(self, drawn: charting.Drawn) -> None:
        muted = appearance.theme().muted
        shown = self.tr("<b>{shown} of {all}</b> entities shown").format(
            shown=words.number(drawn.shown), all=words.number(drawn.total)
        )
        if drawn.hidden:
            hidden = self.tr("%Ln hidden", "", drawn.hidden)
            shown += f' <span style="color:{muted}">· {hidden} ·</span>'
        self.count.setText(shown)
        self.show_hidden.setVisible(bool(drawn.hidden))
        self.counts.setVisible(bool(drawn.total))
        self.filters.show_drawn(drawn)
        self.tools.setVisible(bool(drawn.shown))
        self.empty.setVisible(not drawn.shown)
        if not drawn.total:
            self.empty.say(
                self.tr("Drop files here: call records, transactions, listings, parcel manifests.")
            )
        elif drawn.filtered is not None and drawn.filtered.hidden.entities:
            self.empty.say(self.tr("The filters hide everything on this chart."))
        elif drawn.hidden:
            self.empty.say(self.tr("Everything on this chart is hidden."))
        elif self.session is not None:
            self.empty.offer(sources=self._sources, links=len(self.session.graph.link_ids))

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

    def _turn(self, at: int) -> None:
        id = self.tabs.tabData(at)
        if self.session is not None and id is not None:
            self.session.show_chart(id)

    def restyle(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        if self.drawn is not None:
            self._show_counts(self.drawn)
        for pill in (self.counts, self.filters, self.tools, self.legend, self.meanings):
            pill.update()

    def close_canvas(self) -> None:
        """Ends the thread that draws."""
        self.canvas.close()

    # -- placing what floats -------------------------------------------------------------------------------

    def eventFilter(self, watched: object, event: object) -> bool:
        if watched is self.canvas and isinstance(event, QResizeEvent):
            self._place()
        return False

    def _place(self) -> None:
        size = self.canvas.size()
        reach = MARGIN - Pill.SHADOW
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft

        def put(widget: QWidget, right: bool, bottom: bool) -> None:
            wanted = widget.sizeHint().boundedTo(QSize(max(size.width() - 2 * reach, 40), size.height()))
            widget.resize(wanted)
            x = size.width() - wanted.width() - reach if right != mirrored else reach
            y = size.height() - wanted.height() - reach if bottom else reach
            widget.move(x, y)
            widget.raise_()

        put(self.counts, False, False)
        put(self.filters, False, False)
        self.filters.move(self.filters.x(), self.counts.y() + self.counts.height() - 2 * Pill.SHADOW + 6)
        put(self.tools, True, False)
        self.legend.fit(size.width() - 2 * reach)
        put(self.legend, False, True)
        put(self.meanings, False, True)
        self.meanings.move(self.meanings.x(), self.meanings.y() - self.legend.height() + Pill.SHADOW)
        width = min(WIDE, size.width() - 40)
        height = self.empty.sizeHint().height()
        self.empty.setGeometry((size.width() - width) // 2, (size.height() - height) // 2, width, height)
        self.empty.raise_()
