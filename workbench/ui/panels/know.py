"""How do we know: a card for each claim, with its standing, its file, its row and the row itself."""

from __future__ import annotations

import html
from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from workbench.app.session import Selection
from workbench.case import claims
from workbench.case.claims import Claim, Proof
from workbench.case.records import Record
from workbench.model.changes import Changes
from workbench.model.graph import Graph
from workbench.ui import appearance, words
from workbench.ui.panels.panel import Panel, column
from workbench.ui.parts.labels import CopyButton, Elided, Flow, button, clear, label
from workbench.ui.parts.verbatim import Verbatim

PAGE = 8  # cards read at a time


class Card(QFrame):
    """One claim: the sentence, how firmly it stands, and the rows that prove it."""

    def __init__(self, claim: Claim, zone: str, whole: bool, ask: object) -> None:
        super().__init__()
        self.claim = claim
        self.rows: list[Verbatim] = []
        self.setObjectName("Card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        place = column(self)
        top = column_in(place, (11, 9, 9, 8), 2)
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.RichText)
        self.sentence.setWordWrap(True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        top.addWidget(self.sentence)
        self._facts = self._said(claim, zone)
        self.setAccessibleName(f"{claim.sentence}, {words.standing(claim.standing)}")
        self.restyle()
        if claim.basis:
            basis = QLabel(claim.basis)
            basis.setWordWrap(True)
            basis.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            basis.setTextFormat(Qt.TextFormat.PlainText)
            top.addWidget(basis)
        shown = claim.proofs if whole else claim.proofs[:1]
        for number, proof in enumerate(shown):
            more = claim.count - len(shown) if number == len(shown) - 1 else 0
            top = top if number == 0 else column_in(place, (11, 7, 9, 6), 2)
            self._where(top, proof)
            if more > 0:
                link = button(self.tr("and %Ln more rows", "", more), lambda: ask(claim.link), "link")
                self._hash.addWidget(link)
            row = Verbatim()
            row.show_row(proof.text, proof.marks)
            if proof.also:
                places = "; ".join(
                    self.tr("{file}, row {row}").format(file=words.isolated(file), row=words.number(at))
                    for file, at in proof.also
                )
                top.addWidget(
                    label(
                        self.tr("The same event, counted once: {places}").format(places=places),
                        "muted",
                        wraps=True,
                    )
                )
            self.rows.append(row)
            place.addWidget(row)

    def _where(self, place: QVBoxLayout, proof: Proof) -> None:
        record = proof.record
        row, file = words.number(record.row), words.isolated(record.file)
        if proof.word == "element":
            said = self.tr("{file}, element {row}").format(file=file, row=row)
        elif record.sheet and not record.file.startswith(record.sheet):
            said = self.tr("{file}, sheet {sheet}, row {row}").format(
                file=file, sheet=words.isolated(record.sheet), row=row
            )
        else:
            said = self.tr("{file}, row {row}").format(file=file, row=row)
        source = QHBoxLayout()
        source.setSpacing(3)
        source.addWidget(Elided(said, "muted"), 1)
        source.addWidget(CopyButton(proof.text, self.tr("Copy the row, verbatim as it is kept")))
        place.addLayout(source)
        proven = QWidget()
        pair = QHBoxLayout(proven)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(3)
        digest = QLabel(self.tr("SHA-256 {hash}").format(hash=words.shortened(record.sha256)))
        digest.setProperty("role", "muted")
        digest.setToolTip(record.sha256)
        pair.addWidget(digest)
        pair.addWidget(
            CopyButton(record.sha256, self.tr("Copy the whole SHA-256 of {file}").format(file=record.file))
        )
        line = QWidget()
        self._hash = Flow(line, gap=2)
        self._hash.addWidget(proven)
        place.addWidget(line)

    def _said(self, claim: Claim, zone: str) -> str:
        facts = [words.standing(claim.standing)]
        if claim.count > 1:
            facts.append(self.tr("%Ln records", "", claim.count))
        facts += words.totals(claim.totals)
        if claim.first is not None and claim.last is not None:
            there = words.zone_of(zone)
            facts.append(
                words.moment(claim.first, there) if claim.first == claim.last
                else words.period(claim.first, claim.last, there)
            )  # fmt: skip
        return words.DOT.join(facts)

    def restyle(self) -> None:
        muted = appearance.theme().muted
        self.sentence.setText(
            f'<span style="font-weight:600">{html.escape(words.breakable(self.claim.sentence))}</span>'
            f'<br><span style="color:{muted}">{html.escape(self._facts)}</span>'
        )
        for row in self.rows:
            row.restyle()


def column_in(place: QVBoxLayout, margins: tuple[int, int, int, int], gap: int) -> QVBoxLayout:
    """A column inside another."""
    made = QVBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(gap)
    place.addLayout(made)
    return made


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
        inside = QWidget()
        whole = column(inside, (14, 4, 14, 14), 8)
        self._pinned, self._place = (column_in(whole, (0, 0, 0, 0), 8) for _ in range(2))
        whole.addStretch(1)
        self.pinned: list[QWidget] = []
        self.area_ = QScrollArea()
        self.area_.setWidgetResizable(True)
        self.area_.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area_.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area_.setWidget(inside)
        self.hold(self.area_)
        self._nothing()

    def _nothing(self) -> None:
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
        for claim in found:
            card = Card(claim, zone, self._whole, self._show_link)
            self.cards.append(card)
            self._place.addWidget(card)
        left = len(self._links) - len(self.cards)
        if left:
            text = self.tr("Show more ({count} left)").format(count=words.number(left))
            self._place.addWidget(button(text, lambda: self._read(len(self.cards))))
        self.show_content()

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
