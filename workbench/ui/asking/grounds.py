"""What a claim rests on: its reasons in words, and the rows behind it as they stand in the files."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.app import answers
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import records
from workbench.case.cases import Case
from workbench.case.records import Record
from workbench.questions.answer import Row as Claim
from workbench.questions.held import Held
from workbench.ui import words
from workbench.ui.asking.question_list import said
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import label
from workbench.ui.parts.scrolling import scrolling
from workbench.ui.parts.verbatim import Verbatim
from workbench.ui.rows import Row, RowList

READ = 200  # rows behind one claim that are listed; the rest are counted


class Grounds(QWidget):
    """Follows the current claim of an answer."""

    def __init__(self, session: Session, held: Held) -> None:
        super().__init__()
        self.session, self.held = session, held
        self.claim: Claim | None = None
        self._records: list[Record] = []
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(0)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(12, 2, 12, 4)
        inner.setSpacing(3)
        self.why = label("", "", wraps=True)
        inner.addWidget(self.why)
        inner.addStretch(1)
        self.reasons = scrolling(inside)
        self.reasons.setAccessibleName(self.tr("Reasons"))
        place.addWidget(self.reasons, 2)
        self.count = label("", "muted")
        self.count.setContentsMargins(12, 3, 12, 2)
        place.addWidget(self.count)
        self.list = RowList(self.tr("Rows behind it"), side=12)
        self.list.chosen.connect(lambda row: self._show_row(row.value))
        place.addWidget(self.list, 3)
        self.row = Verbatim(lines=4)
        place.addWidget(self.row)

    def show_claim(self, claim: Claim) -> None:
        """Reads what stands behind another claim."""
        self.claim = claim
        self.why.setText("\n".join(said(reason) for reason in claim.why))
        self.reasons.setVisible(bool(claim.why))
        held = self.held

        def read(case: Case, job: Job) -> tuple[list[Record], int]:
            return answers.behind(case, held, claim, READ)

        def show(found: tuple[list[Record], int]) -> None:
            if self.claim is claim:
                self._show(*found)

        self.session.look(
            self.tr("Reading the rows behind it"), read, while_there(self, show), replaces="grounds"
        )

    def _show(self, found: list[Record], total: int) -> None:
        self._records = found
        shown = self.tr("%Ln rows behind it", "", total)
        if total > len(found):
            shown = self.tr("{rows}, the first {count} listed").format(
                rows=shown, count=words.number(len(found))
            )
        self.count.setText(
            shown if total else self.tr("It rests on links that an analyst drew, or on the absence of rows.")
        )
        kinds = self.session.open_case.kinds.records
        zone = words.zone_of(self.session.open_case.about.zone)
        rows = []
        for number, record in enumerate(found):
            when = words.moment(record.at_utc, zone) if record.at_utc is not None else kinds[record.kind].name
            place = self.tr("{file}, row {row}").format(file=record.file, row=words.number(record.row))
            rows.append(
                Row(number, when, under=place, tip=f"{kinds[record.kind].name} · {place}", value=record)
            )
        self.list.show_rows(rows)
        self.row.setVisible(bool(rows))
        if rows:
            self.list.setCurrentIndex(self.list.model_.index(0))
            self._show_row(found[0])

    def _show_row(self, record: Record) -> None:
        def show(text: str) -> None:
            current = self.list.current()
            if current is not None and current.value == record:
                self.row.show_row(text)
                self.row.setToolTip(f"{record.file}, SHA-256 {record.sha256}")

        self.session.look(
            self.tr("Reading the row"), lambda case, job: records.text_of(case, record), while_there(self, show),
            replaces="grounds row",
        )  # fmt: skip

    def restyle(self) -> None:
        self.row.restyle()
