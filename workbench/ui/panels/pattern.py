"""Pattern of life: the selection's hours of the week beside another's, first and last of day, silences."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from workbench.app import pattern as room
from workbench.app.actions.filters import change
from workbench.app.pattern import Pattern, Subject
from workbench.app.session import Selection
from workbench.app.when import case_zone
from workbench.case.cases import Case
from workbench.drawing.pattern import Cell
from workbench.drawing.timeline_axis import stretch_text
from workbench.model.filters import Filter
from workbench.ui import words
from workbench.ui.panels.chart_panel import ChartPanel
from workbench.ui.panels.panel import column, scrolled
from workbench.ui.parts.labels import Elided, button
from workbench.ui.pattern import saying
from workbench.ui.pattern.side import Side

WIDE = 860  # screen pixels from which three weeks stand side by side


class PatternPanel(ChartPanel):
    """Shows the selection's week. A click on an hour selects the links with records in it, a double click or Enter
    keeps it as a filter. Two selected entities are compared, or one that is kept with what is selected next."""

    area = Qt.DockWidgetArea.BottomDockWidgetArea
    shown_first = False
    beside = "timeline"
    roomy = True
    share = 0.48

    def __init__(self) -> None:
        super().__init__("pattern")
        self.title = self.tr("Pattern of life")
        self.setAccessibleName(self.title)
        self.pinned: Subject | None = None
        self.shown: list[Pattern] = []
        self._subjects: list[Subject] = []
        self._mine: Selection | None = None
        self.sides = [Side(self.tr("Hours of the week")), Side(self.tr("Hours of the other's week"))]
        self.between = Side(self.tr("Difference"))
        for side in (*self.sides, self.between):
            side.week.chosen.connect(lambda cells, side=side: self._choose(side, cells))
            side.week.kept.connect(self._keep)
        inside = QWidget()
        place = column(inside, (12, 0, 12, 10), 6)
        place.addLayout(self._make_bar())
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(10)
        place.addLayout(self.grid)
        place.addStretch(1)
        self.scroll = scrolled(inside, by_keys=True)
        self.hold(self.scroll)
        self.setFocusProxy(self.sides[0].week)
        self._nothing()

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 150)

    def _make_bar(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.note = Elided("", "muted")
        self.compare = button(self.tr("compare with another"), self._pin, "link")
        self.compare.setToolTip(
            self.tr("Keeps this week; select somebody else to see both and the difference")
        )
        line.addWidget(self.note, 1)
        line.addWidget(self.compare)
        return line

    # -- following the session -----------------------------------------------------------------------------

    def _nothing(self) -> None:
        self.forget()
        self.pinned, self.shown = None, []
        self.counted.emit("")
        self.say(self.tr("Put something on the chart to see in which hours of the week it happens."))

    def pointed(self, selection: Selection) -> None:
        """Shows another selection's week; links chosen by hours here are still those of the same subject."""
        if self._mine is not None and (selection.entities, selection.links) != (
            self._mine.entities, self._mine.links,
        ):  # fmt: skip
            self._mine = None
            for side in (*self.sides, self.between):
                side.week.mark(chosen=())
        self.read_chart()

    def restyle(self) -> None:
        for side in (*self.sides, self.between):
            side.week.restyle()

    def _wanted(self) -> list[Subject]:
        """Whose weeks are shown."""
        session = self.session
        assert session is not None
        if self._mine is not None:
            return self._subjects
        chosen, graph = session.selection, session.graph
        entities = frozenset(e for e in chosen.entities if e in graph.node_of)
        if not entities and not chosen.links:
            now = Subject(title=self.tr("Everything on the chart"), everything=True)
        elif len(entities) == 2 and self.pinned is None:
            return [
                self._one(e) for e in sorted(entities, key=lambda e: -int(graph.records[graph.node_of[e]]))
            ]
        elif len(entities) == 1 and not chosen.links:
            now = self._one(next(iter(entities)))
        elif entities:
            now = Subject(entities, frozenset(), self.tr("%Ln entities", "", len(entities)))
        else:
            now = Subject(frozenset(), chosen.links, self.tr("%Ln links selected", "", len(chosen.links)))
        if self.pinned is not None and self.pinned != now:
            return [self.pinned, now]
        return [now]

    def _one(self, entity: int) -> Subject:
        assert self.session is not None
        graph = self.session.graph
        return Subject(frozenset({entity}), frozenset(), graph.captions[graph.node_of[entity]])

    def read_chart(self) -> None:
        """Asks for the weeks, where the panel is seen and they are not known yet."""
        session = self.charted
        if session is None or session.chart is None or session.case is None:
            return self._nothing()
        if not self.isVisible():
            return None
        graph, filters, moments = session.graph, session.chart.looked.filters, session.selection.moments
        subjects = self._wanted()
        seen = session.seen.links
        asked = (id(graph), id(seen), tuple(subjects), filters, moments, session.case.about.zone)

        def read(case: Case, job: object) -> list[Pattern]:
            return [room.pattern(case, graph, subject, filters, moments, seen) for subject in subjects]

        def show(found: list[Pattern]) -> None:
            self._show(found, filters)

        title = self.tr("Counting hours of the week")
        if self.look_once(session, title, asked, (graph, seen), read, show):
            self._subjects = subjects
        return None

    # -- showing -------------------------------------------------------------------------------------------

    def _show(self, found: list[Pattern], filters: tuple[Filter, ...]) -> None:
        self.shown = found
        if not any(p.records for p in found):
            self.counted.emit("")
            return self.say(self.tr("Nothing of this says in which hour it happened."))
        assert self.session is not None
        zone = case_zone(self.session.open_case.about.zone)
        kept = room.kept_by(filters)
        for side, pattern in zip(self.sides, found, strict=False):
            side.show_pattern(pattern, zone, self._choose_time)
            side.week.mark(kept=kept)
        if len(found) == 2:
            one, other = found
            self.between.title.say(self.tr("Difference, in percent points"))
            self.between.week.show_values(room.difference(one, other), signed=True)
            self.between.week.say = lambda cell: saying.more(one, other, cell)
            self.between.week.mark(kept=kept)
            self.between.said.setText(
                self.tr("+ more of the first's records lie there, − more of the second's (hatched)")
            )
        self._say()
        self._place()
        self.show_content()
        return None

    def _say(self) -> None:
        session = self.session
        assert session is not None
        zone = case_zone(session.open_case.about.zone)
        said = [self.tr("Clock of {zone}").format(zone=str(zone))]
        if session.selection.moments is not None:
            said.append(stretch_text(*session.selection.moments, zone))
        self.note.say(words.directed(words.DOT.join(said)))
        self.counted.emit(words.number(self.shown[0].records))
        self.compare.setText(
            words.directed(
                self.tr("compare no more") if self.pinned is not None else self.tr("compare with another")
            )
        )

    def _place(self) -> None:
        """Side by side where there is room for it, else the difference below."""
        count = len(self.shown)
        wide = self.width() >= WIDE
        for side in (*self.sides, self.between):
            self.grid.removeWidget(side)
        places = {self.sides[0]: (0, 0, 1, 1 if count > 1 else 2)}
        if count > 1:
            places[self.sides[1]] = (0, 1, 1, 1)
            places[self.between] = (0, 2, 1, 1) if wide else (1, 0, 1, 2)
        for side in (*self.sides, self.between):
            side.setVisible(side in places)
        for side, (row, across, rows, columns) in places.items():
            self.grid.addWidget(side, row, across, rows, columns, Qt.AlignmentFlag.AlignTop)
        for across in range(3):
            used = across < (count + 1 if count > 1 and wide else 2)
            self.grid.setColumnStretch(across, 1 if used else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if len(self.shown) > 1:
            self._place()

    # -- doing ---------------------------------------------------------------------------------------------

    def _pin(self) -> None:
        """Keeps the week shown, to compare it with what is selected next; or lets go of it."""
        if self.pinned is None and self.shown:
            self.pinned = self.shown[0].subject
            self._mine = None
            if self.session is not None:
                self.session.told(self.tr("Now select somebody else to compare with."))
            self._say()
        else:
            self.pinned = None
        self.read_chart()

    def _choose_time(self, low: int, high: int) -> None:
        if self.session is not None:
            chosen = self.session.selection
            self.session.select(chosen.entities, chosen.links, (low, high))

    def _choose(self, side: Side, cells: frozenset[Cell]) -> None:
        """Selects the subject's links with records in these hours; none lets go."""
        session = self.session
        if session is None or session.chart is None or not self._subjects:
            return
        for other in (*self.sides, self.between):
            if other is not side:
                other.week.mark(chosen=())
        subject = self._subjects[1] if side is self.sides[1] else self._subjects[0]
        moments = session.selection.moments
        if not cells:
            self._mine = Selection(subject.entities, frozenset(), moments)
            return session.select(subject.entities)
        tests = room.hours_filters((d for d, _ in cells), (h for _, h in cells))
        if not tests:  # the whole week
            return session.select(subject.entities, subject.links)
        graph, nodes, filters = session.graph, session.seen.everything, session.chart.looked.filters

        def read(case: Case, job: object) -> list[int]:
            return room.links_in(case, graph, subject, filters, moments, nodes, tests)

        def show(links: list[int]) -> None:
            self._mine = Selection(frozenset(), frozenset(links), moments)
            session.select((), links)

        session.look(self.tr("Selecting"), read, show, replaces="hours")
        return None

    def _keep(self, cells: frozenset[Cell]) -> None:
        """Keeps hours of weekdays as filters, in one step."""
        if self.session is None or not cells:
            return
        tests = room.hours_filters((d for d, _ in cells), (h for _, h in cells))
        said = saying.hours(min(cells)) if len(cells) == 1 else self.tr("hours of the week")
        change(
            self.session, self.tr("Filter: {hours}").format(hours=said),
            lambda filters: (*(f for f in filters if f.by not in room.OWN), *tests),
        )  # fmt: skip
        for side in (*self.sides, self.between):
            side.week.mark(chosen=())
