"""Filters of the chart: those in force, each with what it removes, and bars of every field to choose and keep."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from workbench.app import bar_filters
from workbench.app.actions.filters import change, exchange_filter, remove_filter, switch_filter
from workbench.app.session import Selection
from workbench.app.typed_filters import understood
from workbench.case.bars import Histogram
from workbench.case.cases import Case
from workbench.case.filtering import Filtered, chosen, filtered
from workbench.case.histograms import histograms
from workbench.model.changes import Changes
from workbench.model.filters import Filter, typed
from workbench.model.problems import Problem
from workbench.ui import filter_words, words
from workbench.ui.panels.panel import Panel, scrolled
from workbench.ui.parts.bar_names import names_of
from workbench.ui.parts.bar_section import BarSection
from workbench.ui.parts.filter_row import FilterRow
from workbench.ui.parts.labels import Flow, button, clear, label

FIELDS = (
    "kind", "link_kind", "type", "time", "hour", "weekday", "duration", "count", "amount", "source", "cell",
    "direction", "standing", "tag", "involvement",
)  # fmt: skip
OPEN = ("kind", "type", "time", "hour", "weekday", "duration")  # at first; the others open with a click


@dataclass(frozen=True)
class Found:
    """What the panel shows: what is left, the sentence and the typed form of each filter, and the bars with names."""

    left: Filtered
    said: list[tuple[str, str]]
    bars: list[tuple[Histogram, list[str], list[str]]]
    zone: str


class FiltersPanel(Panel):
    """A click on a bar selects what it counts, Ctrl adds another, a double click or Enter keeps it as a filter and
    Delete leaves it out."""

    shown_first = False
    beside = "kinds"
    roomy = True

    def __init__(self) -> None:
        super().__init__("filters", "")
        self.title = self.tr("Filters")
        self.setAccessibleName(self.title)
        inside = QWidget()
        place = QVBoxLayout(inside)
        place.setContentsMargins(12, 2, 12, 12)
        place.setSpacing(8)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self.tr("Type a filter, such as hour=22-6"))
        self.edit.setAccessibleName(self.tr("Type a filter"))
        self.edit.setToolTip(
            self.tr(
                "such as kind=phone,wallet or duration>0 or amount=1000..5000 EUR or time=2026-06-01..2026-06-30"
            )
        )
        self.edit.returnPressed.connect(self._typed)
        place.addWidget(self.edit)
        self.wrong = label("", "warning", wraps=True)
        self.wrong.hide()
        place.addWidget(self.wrong)
        self.rows_place = QVBoxLayout()
        self.rows_place.setSpacing(2)
        place.addLayout(self.rows_place)
        self.whole = label("", "strong", wraps=True)
        place.addWidget(self.whole)
        self.all = QWidget()
        line = Flow(self.all)
        self.off = button(self.tr("all off"), lambda: self.asked.emit("switch_filters", {}), "link")
        self.clear_all = button(self.tr("remove all"), lambda: self.asked.emit("remove_filters", {}), "link")
        self.keep_time = button(
            self.tr("keep the chosen time"), lambda: self.asked.emit("keep_moments", {}), "link"
        )
        for made in (self.off, self.clear_all, self.keep_time):
            line.addWidget(made)
        place.addWidget(self.all)
        self.sections: dict[str, BarSection] = {}
        for by in FIELDS:
            section = self.sections[by] = BarSection(by, filter_words.field_name(by), by in OPEN)
            section.chosen.connect(self._choose)
            section.keep.connect(self._keep)
            section.leave_out.connect(self._leave_out)
            section.opened.connect(self._read)
            section.hide()
            place.addWidget(section)
        place.addStretch(1)
        self.scroll = scrolled(inside, by_keys=True)
        self.hold(self.scroll)
        self.setFocusProxy(self.edit)
        self.rows: list[FilterRow] = []
        self._changing: Filter | None = None
        self._moments: tuple[int, int] | None = None
        self._mine: Selection | None = None
        self._stale = True
        self.say(self.tr("Put something on the chart to filter it."))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    # -- following the session -----------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Counts again."""
        self._read()

    def pointed(self, selection: Selection) -> None:
        """Counts again for another stretch of time; lets go of bars that are no longer what is selected."""
        if self._mine is not None and selection != self._mine:
            for section in self.sections.values():
                section.list.let_go()
            self._mine = None
        if selection.moments != self._moments:
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read()

    def restyle(self) -> None:
        for section in self.sections.values():
            section.restyle()

    def _read(self) -> None:
        session = self.charted
        if session is None or session.chart is None:
            self.counted.emit("")
            return self.say(self.tr("Put something on the chart to filter it."))
        on = [f for f in session.chart.looked.filters if f.on]
        self.counted.emit(words.number(len(on)) if on else "")
        self._stale = not self.isVisible()
        if self._stale:
            return None
        graph, nodes, filters = session.graph, session.seen.everything, session.chart.looked.filters
        self._moments = moments = session.selection.moments
        wanted = [by for by, section in self.sections.items() if section.is_open]
        closed = [by for by in self.sections if by not in wanted]

        def read(case: Case, job: object) -> Found:
            left = filtered(case, graph, filters, moments, nodes=nodes)
            made = histograms(case, graph, filters, moments, nodes, wanted)
            zone = case.about.zone
            said = [(filter_words.sentence(case, f), typed(f, zone)) for f in filters]
            return Found(left, said, [(h, *names_of(case, h)) for h in made], zone)

        def show(found: Found) -> None:
            if session.chart is not None and filters == session.chart.looked.filters:
                self._show(found, filters)
                for by in closed:
                    self.sections[by].show()

        session.look(self.tr("Counting what filters leave"), read, show, replaces="filters")
        return None

    def _show(self, found: Found, filters: tuple[Filter, ...]) -> None:
        if [row.filter for row in self.rows] != list(filters):
            self._show_rows(found, filters)
        for row, removed in zip(self.rows, found.left.removed, strict=True):
            row.say(filter_words.hides(removed, found.left.all) if row.filter.on else self.tr("switched off"))
        on = sum(f.on for f in filters)
        brushed = self._moments is not None
        self.whole.setText(
            self.tr("Together: {hidden}").format(hidden=filter_words.hides(found.left.hidden, found.left.all))
        )
        self.whole.setVisible(on + brushed > 1 or (brushed and not on))
        self.off.setText(self.tr("all off") if on else self.tr("all on"))
        self.off.setVisible(bool(filters))
        self.clear_all.setVisible(bool(filters))
        self.keep_time.setVisible(brushed)
        self.all.setVisible(bool(filters) or brushed)
        for histogram, names, marks in found.bars:
            section = self.sections[histogram.by]
            section.show_histogram(histogram, names, marks, filters, found.zone or "UTC")
        self.show_content()

    def _show_rows(self, found: Found, filters: tuple[Filter, ...]) -> None:
        clear(self.rows_place)
        self.rows = []
        session = self.session
        assert session is not None
        for shown, (sentence, test) in zip(filters, found.said, strict=True):
            row = FilterRow(shown, shown.title or sentence, f"{sentence}\n{test}")
            row.switched.connect(lambda f, on: switch_filter(session, f, on))
            row.removed.connect(lambda f: remove_filter(session, f))
            row.named.connect(lambda f, title: exchange_filter(session, f, replace(f, title=title)))
            row.alone.connect(self._alone)
            row.changed.connect(self._change)
            self.rows_place.addWidget(row)
            self.rows.append(row)

    # -- doing ---------------------------------------------------------------------------------------------

    def _alone(self, one: Filter) -> None:
        if self.session is not None:
            change(
                self.session, self.tr("One filter only"),
                lambda filters: tuple(replace(f, on=f.test == one.test) for f in filters),
            )  # fmt: skip

    def _change(self, old: Filter) -> None:
        if self.session is not None:
            self._changing = old
            self.edit.setText(typed(old, self.session.open_case.about.zone))
            self.edit.setFocus()
            self.edit.selectAll()

    def _typed(self) -> None:
        """Adds the filter that was typed; words without a sign are looked for in names and values."""
        session, text = self.session, self.edit.text().strip()
        if session is None or not text:
            return
        try:
            made = understood(session.open_case, text)
        except Problem as problem:
            self.wrong.setText(words.problem(problem.what, problem.hint))
            self.wrong.show()
            return
        self.wrong.hide()
        self.edit.clear()
        old, self._changing = self._changing, None
        if old is None:
            self.asked.emit("filter", {"text": text})
        else:
            exchange_filter(session, old, replace(made, title=old.title))

    def _choose(self, by: str, tests: list[Filter]) -> None:
        """Selects what bars of one field count; of time, the stretch itself."""
        session = self.session
        if session is None or session.chart is None:
            return
        for other, section in self.sections.items():
            if other != by:
                section.list.let_go()
        if by == "time":
            stretch = (
                (min(int(t.low or 0) for t in tests), max(int(t.high or 0) for t in tests)) if tests else None
            )
            self._mine = Selection(session.selection.entities, session.selection.links, stretch)
            return session.select(session.selection.entities, session.selection.links, stretch)
        graph, nodes, filters = session.graph, session.seen.everything, session.chart.looked.filters
        moments = session.selection.moments

        def read(case: Case, job: object) -> tuple[list[int], list[int]]:
            return chosen(case, graph, filters, moments, nodes, tests)

        def show(found: tuple[list[int], list[int]]) -> None:
            self._mine = Selection(frozenset(found[0]), frozenset(found[1]), moments)
            session.select(*found)

        session.look(self.tr("Selecting"), read, show, replaces="bars")
        return None

    def _keep(self, by: str, tests: list[Filter]) -> None:
        self._try(lambda session: bar_filters.keep(session, tests))
        if by == "time" and self.session is not None:
            self.session.select(self.session.selection.entities, self.session.selection.links, None)

    def _leave_out(self, by: str, tests: list[Filter]) -> None:
        self._try(lambda session: bar_filters.leave_out(session, tests))

    def _try(self, work: object) -> None:
        if self.session is None:
            return
        try:
            work(self.session)  # type: ignore[operator]
        except Problem as problem:
            self.session.problem(problem)
