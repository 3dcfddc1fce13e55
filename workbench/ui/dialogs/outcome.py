"""What became of each imported file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workbench.app.importing import Outcome
from workbench.app.session import Session
from workbench.ui import words
from workbench.ui.dialogs.rejects import RejectsDialog
from workbench.ui.parts.labels import CopyButton, Elided, button, label


class OutcomeDialog(QDialog):
    """read = kept + duplicate + rejected + withheld, for each file; a file that could not be taken in says why."""

    def __init__(self, session: Session, outcomes: list[Outcome], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session = session
        self.setWindowTitle(self.tr("Import"))
        self.resize(600, min(180 + 110 * len(outcomes), 640))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(22, 18, 22, 16)
        whole.setSpacing(10)
        good = sum(not o.problem for o in outcomes)
        title = self.tr("{good} of {all} files imported") if good < len(outcomes) else self.tr("Imported")
        whole.addWidget(
            label(title.format(good=words.number(good), all=words.number(len(outcomes))), "title")
        )
        inside = QWidget()
        place = QVBoxLayout(inside)
        place.setContentsMargins(0, 0, 6, 0)
        place.setSpacing(14)
        for outcome in outcomes:
            place.addLayout(self._file(outcome))
        place.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole.addWidget(area, 1)
        close = button(self.tr("Close"), self.accept, "primary")
        close.setDefault(True)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
        close.setFocus()

    def _file(self, outcome: Outcome) -> QVBoxLayout:
        place = QVBoxLayout()
        place.setSpacing(2)
        place.addWidget(Elided(outcome.path.name, "value"))
        if outcome.problem:
            place.addWidget(label(words.problem(outcome.problem), "warning", wraps=True))
            return place
        counts = outcome.counts
        if outcome.already:
            place.addWidget(
                label(self.tr("The case holds this very file already, read in this very way."), wraps=True)
            )
        if counts is not None:
            said = self.tr(
                "{read} rows read = {kept} kept + {duplicate} duplicate + {rejected} rejected + {withheld} withheld"
            )
            place.addWidget(
                label(
                    said.format(
                        read=words.number(counts.read), kept=words.number(counts.kept),
                        duplicate=words.number(counts.duplicate), rejected=words.number(counts.rejected),
                        withheld=words.number(counts.withheld),
                    ),
                    wraps=True,
                )
            )  # fmt: skip
            news = self.tr("{new} new and {known} known entities, {links} new links, read as {recipe}")
            place.addWidget(
                label(
                    news.format(
                        new=words.number(counts.new_entities), known=words.number(counts.known_entities),
                        links=words.number(counts.new_links), recipe=outcome.recipe,
                    ),
                    "muted", wraps=True,
                )
            )  # fmt: skip
        line = QHBoxLayout()
        line.addWidget(Elided(self.tr("SHA-256 {hash}").format(hash=outcome.sha256), "muted"), 1)
        line.addWidget(CopyButton(outcome.sha256, self.tr("Copy the whole SHA-256")))
        place.addLayout(line)
        if counts is not None and counts.rejected:
            text = self.tr("%Ln rows rejected", "", counts.rejected)
            line = QHBoxLayout()
            line.addWidget(label("▲ " + text, "warning"))
            line.addWidget(button(self.tr("open list"), lambda: self._open(outcome.source), "link"))
            line.addStretch(1)
            place.addLayout(line)
        return place

    def _open(self, source: int | None) -> None:
        RejectsDialog(self.session, source, self).open()
