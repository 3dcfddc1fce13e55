"""How do we know: a card for each claim, with its standing, its file, its row and the row itself."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from workbench.app.session import Selection
from workbench.case import claims
from workbench.case.claims import Claim
from workbench.case.records import Record
from workbench.model.changes import Changes
from workbench.model.graph import Graph
from workbench.ui import words
from workbench.ui.panels.claim_card import Card, column_in
from workbench.ui.panels.panel import Panel, column, scrolled
from workbench.ui.parts.labels import button, clear, label
from workbench.ui.parts.verbatim import Verbatim
from workbench.ui.turns import Turns

PAGE = 8  # cards read at a time


class KnowPanel(Panel):
    """The claims behind the selection: of its links, or of an entity's own, most records first."""

    area = Qt.DockWidgetArea.RightDockWidgetArea

    def __init__(self) -> None:
        super().__init__("know", "")
        self.title = self.tr("How do we know")
        self.cards: list[Card] = []
        self._links: list[int] = []
        self._graph: Graph | None = None
        self._whole = False
        self._turns = Turns(self)
        inside = QWidget()
        whole = column(inside, (14, 4, 14, 14), 8)
        self._pinned, self._place = (column_in(whole, (0, 0, 0, 0), 8) for _ in range(2))
        whole.addStretch(1)
        self.pinned: list[QWidget] = []
        self.area_ = scrolled(inside)
        self.hold(self.area_)
        self._nothing()

    def _nothing(self) -> None:
        self._turns.drop()
        self.cards, self._links = [], []
        clear(self._place)
        self._unpin()
        self.counted.emit("")
        self.say(self.tr("Select a line or an entity on the chart to see the rows that prove it."))

    def refresh(self, changes: Changes) -> None:
        """Reads again when there is another graph: other records count, or the selection is known only now."""
        if self.session is not None and self.session.graph is not self._graph:
            self._graph = self.session.graph
            self.pointed(self.session.selection)

    def restyle(self) -> None:
        for card in (*self.cards, *(c for c in self.pinned if isinstance(c, Card))):
            card.restyle()

    def pointed(self, selection: Selection) -> None:
        """Shows the claims behind another selection."""
        session = self.session
        if session is None or session.case is None:
            return self._nothing()
        graph = session.graph
        nodes = [graph.node_of[e] for e in selection.entities if e in graph.node_of]
        self._whole = bool(selection.links)
        if selection.links:
            found = [link for link in selection.links if link in graph.link_of]
        elif len(set(nodes)) == 1:
            found = [int(k) for k in graph.link_ids[graph.links_at(nodes[0])]]
        elif nodes:
            found = [int(k) for k in graph.link_ids[graph.links_between(np.array(nodes, np.int32))]]
        else:
            return self._nothing()
        found.sort(key=lambda k: (-int(graph.count[graph.link_of[k]]), k))
        self._links = found
        self._turns.drop()
        clear(self._place)
        self._unpin()
        self.cards = []
        self.counted.emit(self.tr("%Ln claims", "", len(found)).upper() if found else "")
        if not found:
            return self.say(
                self.tr("No record joins these directly; ask for the path between two of them.") if len(set(nodes)) > 1
                else self.tr("No record links this to anything else.")
            )  # fmt: skip
        self.area_.verticalScrollBar().setValue(0)
        self._read(0)

    def _read(self, start: int) -> None:
        session, wanted = self.session, self._links[start : start + PAGE]
        if session is None:
            return
        before, rows = list(self._links), 3 if self._whole else 1

        def show(found: tuple[list[Claim], str]) -> None:
            if before == self._links and len(self.cards) == start:
                self._add(*found)

        session.look(
            self.tr("Reading the rows behind it"),
            lambda case, job: (claims.for_links(case, wanted, rows), case.about.zone),
            show, replaces="know",
        )  # fmt: skip

    def _add(self, found: list[Claim], zone: str) -> None:
        if self._place.count():
            # the button that asked for more
            while self._place.count() > len(self.cards):
                item = self._place.takeAt(self._place.count() - 1)
                if item.widget() is not None:
                    item.widget().deleteLater()
        self._turns.drop()
        self._turns.add(*(lambda claim=claim: self._add_card(claim, zone) for claim in found), self._end)

    def _add_card(self, claim: Claim, zone: str) -> None:
        card = Card(claim, zone, self._whole, self._show_link)
        self.cards.append(card)
        self._place.addWidget(card)
        self.show_content()

    def _end(self) -> None:
        """Offers what is left, below the cards."""
        self.show_content()
        left = len(self._links) - len(self.cards)
        if left:
            text = self.tr("Show more ({count} left)").format(count=words.number(left))
            self._place.addWidget(button(text, lambda: self._read(len(self.cards))))

    def show_record(self, record: Record) -> None:
        """Shows one record's row above all claims."""
        session = self.session
        if session is None:
            return

        def show(found: tuple[Claim, str]) -> None:
            self._pin(Card(*found, True, self._show_link))

        session.look(
            self.tr("Reading the row"), lambda case, job: (claims.for_record(case, record), case.about.zone), show,
            replaces="know one",
        )  # fmt: skip

    def show_reject(self, said: Mapping[str, str]) -> None:
        """Shows one rejected row: where it stands, why it was not taken in, and its text."""
        card = QFrame()
        card.setObjectName("Card")
        place = column(card, (11, 9, 9, 8), 2)
        what = self.tr("{file}, row {row}").format(file=words.isolated(said["source"]), row=said["row"])
        place.addWidget(label(what, "strong", wraps=True))
        why = self.tr("Not taken in: {why}").format(why=said["why"])
        place.addWidget(label(why, "muted", wraps=True))
        row = Verbatim()
        row.show_row(said["raw"])
        place.addWidget(row)
        card.setAccessibleName(f"{what}. {why}")
        self._pin(card)

    def _pin(self, card: QWidget) -> None:
        self._unpin()
        self.pinned = [card]
        self._pinned.addWidget(card)
        self.show_content()
        self.area_.verticalScrollBar().setValue(0)

    def _unpin(self) -> None:
        clear(self._pinned)
        self.pinned = []

    def _show_link(self, link: int) -> None:
        """Points at one link, so that Records lists every row behind it."""
        if self.session is not None:
            self.session.select(self.session.selection.entities, [link])
