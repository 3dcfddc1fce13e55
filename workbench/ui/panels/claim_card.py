"""The card of a claim: the sentence, how firmly it stands, its file, and the rows that prove it."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from workbench.case.claims import Claim, Proof
from workbench.ui import appearance, words
from workbench.ui.panels.panel import column
from workbench.ui.parts.labels import CopyButton, Elided, Flow, button, label
from workbench.ui.parts.verbatim import Verbatim


class Card(QFrame):
    """One claim: the sentence, how firmly it stands, and the rows that prove it."""

    def __init__(self, claim: Claim, zone: str, whole: bool, ask: Callable[[int], object]) -> None:
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
