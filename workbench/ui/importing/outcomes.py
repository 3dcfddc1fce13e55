"""What became of the files: one table of all; of the chosen one its rows, checks, surprises and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from workbench.app.outcome import Outcome, total
from workbench.app.session import Session
from workbench.case import sources, twins
from workbench.case.cases import Case
from workbench.case.twins import Joined
from workbench.ui import words
from workbench.ui.dialogs.rejects import RejectsDialog, save_rejects
from workbench.ui.importing.outcome_table import OutcomeTable
from workbench.ui.importing.strip import Strip
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import CopyButton, Elided, Flow, button, clear, heading, label
from workbench.ui.parts.scrolling import scrolling
from workbench.ui.parts.tables import point_at_row

Retry = Callable[[Outcome], object]
LEAST = 110  # pixels that neither the files nor what is said of one give up


class Outcomes(QWidget):
    """`retry` reads the rejected rows of a file again with a mended recipe; without one, that is not offered."""

    def __init__(self, session: Session, outcomes: list[Outcome], *, retry: Retry | None = None) -> None:
        super().__init__()
        self.session, self.outcomes, self._retry = session, outcomes, retry
        self._joined: list[Joined] = []
        self._names: dict[int, str] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        self.table = OutcomeTable(outcomes)
        inside = QWidget()
        self.place = QVBoxLayout(inside)
        self.place.setContentsMargins(0, 0, 6, 0)
        self.place.setSpacing(8)
        area = scrolling(inside)
        if len(outcomes) > 1:
            whole.addWidget(heading(self.tr("All files")))
            whole.addWidget(Strip(total(outcomes)))
            split = QSplitter(Qt.Orientation.Vertical)
            split.setChildrenCollapsible(False)
            split.setObjectName("Gap")
            split.setHandleWidth(9)
            self.table.setMinimumHeight(LEAST)
            area.setMinimumHeight(LEAST)
            split.addWidget(self.table)
            split.addWidget(area)
            split.setStretchFactor(1, 1)
            whole.addWidget(split, 1)
        else:
            whole.addWidget(area, 1)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._show(now.row()))
        if outcomes:
            point_at_row(self.table, 0)
        self._look_for_joined()

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self.outcomes):
            return
        clear(self.place)
        outcome = self.outcomes[row]
        self.place.addWidget(Elided(outcome.path.name, "value"))
        if outcome.problem:
            self.place.addWidget(label(words.problem(outcome.problem), "warning", wraps=True))
            self.place.addStretch(1)
            return
        if outcome.already:
            text = self.tr("The case holds this very file already, read in this very way.")
            self.place.addWidget(label(text, wraps=True))
        if outcome.restated:
            text = self.tr("What was said of it now is kept beside what was said before, and counts.")
            self.place.addWidget(label(text, wraps=True))
        if outcome.counts is not None:
            self.place.addWidget(Strip(outcome.counts))
            self._say_news(outcome)
        self._say_checks(outcome)
        self._say_joined(outcome)
        self._say_surprises(outcome)
        self._say_actions(outcome)
        line = QHBoxLayout()
        line.addWidget(Elided(self.tr("SHA-256 {hash}").format(hash=outcome.sha256), "muted"), 1)
        line.addWidget(CopyButton(outcome.sha256, self.tr("Copy the whole SHA-256")))
        self.place.addLayout(line)
        self.place.addStretch(1)

    def _say_news(self, outcome: Outcome) -> None:
        c = outcome.counts
        assert c is not None
        said = self.tr("{new} new entities, {known} the case knew already, {links} new links.").format(
            new=words.number(c.new_entities),
            known=words.number(c.known_entities),
            links=words.number(c.new_links),
        )
        self.place.addWidget(label(said, wraps=True))
        found = self.session.library.name_of(outcome.recipe)
        self.place.addWidget(label(self.tr("Read as {recipe}.").format(recipe=found), "muted", wraps=True))
        if c.withheld:
            text = self.tr(
                "Withheld rows lie outside the authorised period: counted, not read, and not kept."
            )
            self.place.addWidget(label(text, "muted", wraps=True))

    def _say_checks(self, outcome: Outcome) -> None:
        if not outcome.checks:
            return
        self.place.addWidget(heading(self.tr("What the file says of itself")))
        for sentence, good in outcome.checks:
            self.place.addWidget(
                label(("✓ " if good else "▲ ") + sentence, "good" if good else "warning", wraps=True)
            )

    def _say_surprises(self, outcome: Outcome) -> None:
        if not outcome.surprises:
            return
        self.place.addWidget(heading(self.tr("Worth a look")))
        for sentence, rows in outcome.surprises:
            text = sentence
            if rows and not any(c.isdigit() for c in sentence):
                text = self.tr("{sentence}: {count}").format(sentence=sentence, count=words.number(rows))
            self.place.addWidget(label("▲ " + text, "warning", wraps=True))

    def _look_for_joined(self) -> None:
        """Reads which events these files share with others."""

        def read(case: Case, job: object) -> tuple[list[Joined], dict[int, str]]:
            return twins.listed(case), {s.id: s.name for s in sources.listed(case)}

        def show(found: tuple[list[Joined], dict[int, str]]) -> None:
            self._joined, self._names = found
            if self._joined:
                self._show(max(self.table.currentIndex().row(), 0))

        self.session.look(
            self.tr("Reading what files share"), read, while_there(self, show), replaces="joined"
        )

    def _say_joined(self, outcome: Outcome) -> None:
        """Events that another source tells as well, in other words: joined as one, and how to take that back."""
        reading = outcome.counts.reading if outcome.counts is not None else 0
        found = [j for j in self._joined if j.reading == reading]
        if not found:
            return
        self.place.addWidget(heading(self.tr("The same events in other sources")))
        for joined in found:
            kind = self.session.open_case.kinds.records[joined.kind]
            said = (
                self.tr(
                    "{count} {kinds} are told by {source} as well, at most {seconds} s apart: counted apart."
                )
                if joined.split
                else self.tr(
                    "{count} {kinds} are told by {source} as well, at most {seconds} s apart: counted once."
                )
            )
            text = said.format(
                count=words.number(joined.records), kinds=kind.plural.lower(), seconds=words.number(joined.seconds),
                source=words.isolated(self._names.get(joined.earlier_source, "")),
            )  # fmt: skip
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(label(text, wraps=True), 1)
            do = self.tr("Count them once again") if joined.split else self.tr("Split them again")
            line.addWidget(button(do, lambda joined=joined: self._turn(joined), "pill"))
            self.place.addWidget(row)

    def _turn(self, joined: Joined) -> None:
        pair = [(joined.reading, joined.earlier)]
        act = twins.join if joined.split else twins.split
        title = self.tr("Counting shared events")
        self.session.work(
            title, lambda case, job: act(case, pair), while_there(self, lambda _: self._look_for_joined())
        )

    def _say_actions(self, outcome: Outcome) -> None:
        c = outcome.counts
        if c is None or not c.rejected:
            return
        count = self.tr("%Ln rows rejected", "", c.rejected)
        self.place.addWidget(label("▲ " + count, "warning"))
        row = QWidget()
        flow = Flow(row, gap=8)
        flow.addWidget(button(self.tr("Open the list…"), lambda: self.open_rejects(outcome), "pill"))
        flow.addWidget(button(self.tr("Save the list…"), lambda: self._save_rejects(outcome), "pill"))
        if self._retry is not None:
            retry = self._retry
            text = self.tr("Mend the recipe and read them again…")
            flow.addWidget(button(text, lambda: retry(outcome), "pill"))
        self.place.addWidget(row)

    def open_rejects(self, outcome: Outcome) -> None:
        """Opens the list of rejected rows."""
        RejectsDialog(self.session, outcome.source, self.window()).open()

    def _save_rejects(self, outcome: Outcome) -> None:
        filter = self.tr("Tables (*.csv *.xlsx)")
        start = f"{Path(outcome.path.name).stem}_rejected.csv"
        path = QFileDialog.getSaveFileName(self, self.tr("Save the rejected rows"), start, filter)[0]
        if path:
            save_rejects(self.session, outcome.source, Path(path))
