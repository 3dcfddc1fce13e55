"""Details: who or what is selected, whole, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.app.actions.action import REGISTERED
from workbench.app.session import Selection
from workbench.case import claims
from workbench.model.changes import Changes
from workbench.model.values import told
from workbench.ui import icons, words
from workbench.ui.doubts import doubt
from workbench.ui.panels import known
from workbench.ui.panels.known import Known
from workbench.ui.panels.panel import Panel, column, scrolled
from workbench.ui.parts.labels import CopyButton, Flow, button, clear, heading, label
from workbench.ui.rows import Row, RowList

LISTED = 60


class DetailsPanel(Panel):
    """One entity whole with its notes, judgements and attributions; several as a list; a link by its ends."""

    area = Qt.DockWidgetArea.RightDockWidgetArea

    def __init__(self) -> None:
        super().__init__("details", "")
        self.title = self.tr("Selected")
        self.known: Known | None = None
        self._tile: QLabel | None = None
        inside = QWidget()
        self._place = column(inside, (14, 2, 14, 12), 4)
        self.hold(scrolled(inside))
        self._nothing()

    def refresh(self, changes: Changes) -> None:
        """Reads again: whatever a step did may concern what is selected."""
        if self.session is not None:
            self.pointed(self.session.selection)

    def restyle(self) -> None:
        self._paint_tile()

    def _nothing(self) -> None:
        self.known = None
        self.counted.emit("")
        self.say(self.tr("Click someone or something on the chart to see what is known of it."))

    def pointed(self, selection: Selection) -> None:
        """Shows another selection."""
        session = self.session
        if session is None or session.case is None:
            return self._nothing()
        graph = session.graph
        there = [e for e in selection.entities if e in graph.node_of]
        if len(there) == 1:
            entity = there[0]
            session.look(
                self.tr("Reading details"),
                lambda case, job: known.read(case, graph, entity),
                self._one,
                replaces="details",
            )
        elif there:
            self._several(there)
        elif selection.links:
            links = sorted(selection.links)
            session.look(
                self.tr("Reading details"),
                lambda case, job: [claims.ends(case, link) for link in links[:LISTED]],
                lambda ends: self._links(ends, len(links)),
                replaces="details",
            )
        else:
            self._nothing()

    # -- one entity ----------------------------------------------------------------------------------------

    def _one(self, found: Known) -> None:
        self.known = found
        self.counted.emit("")
        clear(self._place)
        self._place.addLayout(self._head(found))
        self._place.addSpacing(4)
        actions = QWidget()
        flow = Flow(actions)
        somebody = [("involve", self.tr("Involved…"))] if found.is_somebody else []
        for id, text in (
            ("expand", self.tr("Expand")), *somebody, ("attribute", self.tr("Attribute to…")),
            ("note", self.tr("Note")), ("grade", self.tr("Grade…")),
            ("unmark_common" if found.common is not None else "mark_common",
             self.tr("Not a common service") if found.common is not None else self.tr("Common service…")),
        ):  # fmt: skip
            if id in REGISTERED or id == "grade":
                flow.addWidget(button(text, lambda id=id: self.asked.emit(id, {}), "pill"))
        self._place.addWidget(actions)
        self._standing(found)
        if found.common is not None:
            self._fact(
                self.tr("Common service"), found.common, self.tr("It neither joins nor expands unless asked.")
            )
        if found.by_hand is not None:
            analyst, basis = found.by_hand
            self._fact(self.tr("Entered by hand"), basis, analyst)
        if found.same:
            self._fact(self.tr("Shown as one with"), *found.same)
        for other, verdict, why, analyst in found.judgements:
            self._fact(self.tr("Judged: {verdict}").format(verdict=verdict), other, f"{why} ({analyst})")
        for other, attribution in found.attributions:
            said = self.tr("{other}, as its {role}").format(other=other, role=attribution.role)
            self._fact(
                self.tr("Attributed"), said,
                f"{words.standing(attribution.standing)} · {attribution.basis} ({attribution.analyst})",
            )  # fmt: skip
        self._notes(found)
        self._place.addStretch(1)
        self.show_content()

    def _head(self, found: Known) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        self._tile = QLabel()
        self._tile.setFixedSize(40, 40)
        self._tile.setAccessibleName(found.kind.name)
        self._paint_tile()
        line.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(4)
        value = label(words.breakable(found.shown), "value", wraps=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setToolTip(found.value)
        top.addWidget(value, 1)
        top.addWidget(CopyButton(found.value, self.tr("Copy the whole value")), 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(top)
        kind = (
            found.kind.name
            if found.valid
            else self.tr("{kind} · {doubt}").format(kind=found.kind.name, doubt=doubt(found.kind.value))
        )
        if found.caption not in (found.shown, found.value) and not found.value.endswith(found.caption):
            kind = self.tr("{kind} · {caption}").format(kind=kind, caption=found.caption)
        said.addWidget(label(kind, "muted", wraps=True))
        for fact in told(found.kind.value, found.value):
            said.addWidget(label(fact, "muted", wraps=True))
        if found.activity:
            said.addWidget(label(words.listed(words.together(part) for part in found.activity), wraps=True))
        facts = (
            [words.together(self.tr("in %Ln sources", "", found.sources))]
            if found.sources
            else [self.tr("drawn by hand")]
        )
        if found.records:
            facts.insert(0, words.together(self.tr("%Ln records", "", found.records)))
        if found.first is not None and found.last is not None:
            facts.insert(0, words.period(found.first, found.last, words.zone_of(found.zone)))
        said.addWidget(label(words.DOT.join(facts), "muted", wraps=True))
        line.addLayout(said, 1)
        return line

    def _standing(self, found: Known) -> None:
        """How somebody is involved, by which tags, and how it is graded."""
        for one in found.involvement:
            self._fact(
                self.tr("Involvement") if found.is_somebody else self.tr("Involvement of whose it is"),
                words.involvement(one.category), f"{one.basis} ({one.analyst})",
            )  # fmt: skip
        if found.is_somebody and not found.involvement:
            self._fact(self.tr("Involvement"), words.involvement("unknown"))
        for tag in found.tags:
            basis = f"{tag.basis} ({tag.analyst})" if tag.basis else ""
            self._fact(self.tr("Tag"), tag.name, *([basis] if basis else []))
        for grade, basis in found.grades:
            self._fact(self.tr("Grade"), grade, *([basis] if basis else []))

    def _paint_tile(self) -> None:
        if self._tile is not None and self.known is not None:
            self._tile.setPixmap(
                QPixmap.fromImage(icons.kind_tile(self.known.kind, 32, self.devicePixelRatioF()))
            )

    def _fact(self, title: str, *texts: str) -> None:
        name = heading(title)
        name.setContentsMargins(0, 10, 0, 0)
        self._place.addWidget(name)
        for number, text in enumerate(texts):
            said = label(text, "muted" if number else "", wraps=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._place.addWidget(said)

    def _notes(self, found: Known) -> None:
        if not found.notes:
            return
        zone = words.zone_of(found.zone)
        name = heading(self.tr("Notes"))
        name.setContentsMargins(0, 10, 0, 0)
        self._place.addWidget(name)
        for note in found.notes:
            self._place.addWidget(label(note.text, wraps=True))
            by = self.tr("{who}, {when}").format(
                who=note.analyst, when=words.moment(note.at, zone, seconds=False)
            )
            self._place.addWidget(label(by, "muted", wraps=True))

    # -- several, links ------------------------------------------------------------------------------------

    def _several(self, there: list[int]) -> None:
        session = self.session
        assert session is not None and session.case is not None
        self.known, self._tile = None, None
        self.counted.emit("")
        clear(self._place)
        graph, kinds = session.graph, session.case.kinds.entities
        nodes = sorted({graph.node_of[e] for e in there}, key=lambda n: -int(graph.records[n]))
        self._place.addWidget(label(self.tr("%Ln entities selected", "", len(nodes)), "value"))
        if len(nodes) == 2:
            actions = QWidget()
            flow = Flow(actions)
            for id, text in (
                ("path", self.tr("Path between them")), ("draw_link", self.tr("Draw a link…")),
                ("judge", self.tr("Same or not…")),
            ):  # fmt: skip
                if id in REGISTERED:
                    flow.addWidget(button(text, lambda id=id: self.asked.emit(id, {}), "pill"))
            self._place.addWidget(actions)
        rows = RowList(self.tr("Selected"), grows=True, side=0)
        rows.show_rows(
            [
                Row(
                    int(graph.ids[n]), graph.captions[n], words.number(graph.records[n]),
                    kind=kinds[graph.kinds[graph.kind[n]]], tip=graph.values[n],
                )
                for n in nodes[:LISTED]
            ]
        )  # fmt: skip
        rows.opened.connect(lambda row: session.select([row.key]))
        self._place.addWidget(rows)
        if len(nodes) > LISTED:
            self._place.addWidget(label(self.tr("and %Ln more", "", len(nodes) - LISTED), "muted"))
        self._place.addStretch(1)
        self.show_content()

    def _links(self, ends: list[tuple[str, int, int]], count: int) -> None:
        session = self.session
        if session is None or session.case is None:
            return
        self.known, self._tile = None, None
        self.counted.emit("")
        clear(self._place)
        graph, kinds = session.graph, session.case.kinds
        self._place.addWidget(label(self.tr("%Ln links selected", "", count), "value"))
        joined = list(
            dict.fromkeys(graph.node_of[e] for _, a, b in ends for e in (a, b) if e in graph.node_of)
        )
        names = list(dict.fromkeys(kinds.links[kind].name for kind, _, _ in ends))
        self._place.addWidget(label(words.listed(names), "muted", wraps=True))
        rows = RowList(self.tr("What they join"), grows=True, side=0)
        rows.show_rows(
            [
                Row(
                    int(graph.ids[n]),
                    graph.captions[n],
                    kind=kinds.entities[graph.kinds[graph.kind[n]]],
                    tip=graph.values[n],
                )
                for n in joined[:LISTED]
            ]
        )
        rows.opened.connect(lambda row: session.select([row.key]))
        self._place.addWidget(rows)
        self._place.addStretch(1)
        self.show_content()
