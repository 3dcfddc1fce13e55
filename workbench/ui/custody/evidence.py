"""Evidence: the exhibits of a case, the hands each went through, its files, and every gap in its record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QTableView, QVBoxLayout, QWidget

from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import acquisitions, custody, exhibits
from workbench.case.acquisitions import Acquisition
from workbench.case.cases import Case
from workbench.case.custody import Custody, Kept
from workbench.model.changes import Changes
from workbench.ui import appearance, words
from workbench.ui.custody.forms import ask_exhibit, ask_handover, ask_which
from workbench.ui.custody.record import Record
from workbench.ui.parts.labels import Flow, button, label
from workbench.ui.parts.tables import Index, LinesModel, plain, point_at_row


class ExhibitsModel(LinesModel):
    """One line for each exhibit, and a last one for the files of none."""

    strays = ""  # what the last line is called

    def say(self, kept: Kept) -> None:
        self.beginResetModel()
        self.lines = [*kept.exhibits, *([kept] if kept.strays else [])]
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        gaps = len(line.gaps) if isinstance(line, Custody) else len(line.strays)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(line, gaps)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and gaps and index.column() == 0:
            return QColor(appearance.theme().warning)
        return None

    def _cells(self, line: Custody | Kept, gaps: int) -> tuple[str, ...]:
        count = f"▲ {words.number(gaps)}" if gaps else ""
        if isinstance(line, Kept):
            return count, "", self.strays, "", "", words.number(len(line.strays))
        said = line.exhibit.said
        return (
            count, line.exhibit.reference, said.description, said.taken_at, line.holder,
            words.number(len(line.sources)) if line.sources else "",
        )  # fmt: skip


class Evidence(QDialog):
    """Can stay open beside the work; `asked` is the id of an action somebody wants done."""

    asked = Signal(str, dict)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(self.tr("Evidence"))
        room = self.screen().availableGeometry()
        self.resize(
            min(appearance.scaled(1040), room.width() - 60), min(appearance.scaled(660), room.height() - 60)
        )
        self.session, self.case = session, session.open_case
        self._wanted = ""
        self._build()
        session.changed.connect(self._changed)
        self.read()

    def _build(self) -> None:
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 16, 20, 14)
        place.setSpacing(8)
        place.addWidget(label(self.tr("Evidence"), "title"))
        self.said = label("", "muted", wraps=True)
        place.addWidget(self.said)
        self.model = ExhibitsModel()
        self.model.strays = self.tr("Files of no described exhibit")
        self.model.headers = (
            self.tr("GAPS"), self.tr("EXHIBIT"), self.tr("WHAT IT IS"), self.tr("SEIZED OR SUPPLIED"),
            self.tr("HELD BY"), self.tr("FILES"),
        )  # fmt: skip
        self.table = plain(QTableView(), self.tr("Exhibits"), appearance.scaled(26))
        self.table.setModel(self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._show())
        self.table.doubleClicked.connect(lambda _: self.describe())
        self.record = Record()
        self.record.chosen.connect(self._offer)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.record)
        both.setSizes([appearance.scaled(190), appearance.scaled(370)])
        place.addWidget(both, 1)
        place.addWidget(self._buttons())

    def _buttons(self) -> QWidget:
        row, inside = QWidget(), QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        flow = Flow(inside, 8)
        self.new = button(self.tr("New exhibit…"), self.begin, "primary")
        self.of_one = [
            button(self.tr("Describe…"), self.describe), button(self.tr("Hand over…"), self.hand_over),
            button(self.tr("Take out"), self.take_out),
        ]  # fmt: skip
        self.correct = button(self.tr("Correct the handover…"), self.correct_handover)
        self.strike = button(self.tr("Take the handover out"), self.take_handover_out)
        self.assign = button(self.tr("Say which exhibit the file is from…"), self.say_exhibit)
        self.sheet = button(self.tr("Save the custody sheet…"), self.save_sheet)
        for made in (self.new, *self.of_one, self.correct, self.strike, self.assign, self.sheet):
            flow.addWidget(made)
        line.addWidget(inside, 1)
        line.addWidget(button(self.tr("Close"), self.close), 0, Qt.AlignmentFlag.AlignBottom)
        return row

    # -- what is there -------------------------------------------------------------------------------------

    def read(self) -> None:
        """Lists the exhibits as they are now; the chosen one stays chosen."""
        if not self._wanted and self.current is not None:
            self._wanted = self.current.exhibit.reference
        kept = custody.of(self.case)
        self.model.say(kept)
        self.table.resizeColumnsToContents()
        for column in range(self.model.columnCount()):
            wide = min(self.table.columnWidth(column) + appearance.scaled(12), appearance.scaled(330))
            self.table.setColumnWidth(column, wide)
        names = [x.exhibit.reference if isinstance(x, Custody) else "" for x in self.model.lines]
        if names:
            point_at_row(
                self.table, names.index(self._wanted) if self._wanted and self._wanted in names else 0
            )
        self._wanted = ""
        if not kept.exhibits:
            said = self.tr(
                "No exhibit is described yet. What is said here stands on the custody sheet and in reports."
            )
        elif kept.gaps:
            said = self.tr(
                "%Ln gaps in the record of custody: each is said below its exhibit.", "", len(kept.gaps)
            )
        else:
            said = self.tr("The record of custody has no gaps.")
        self.said.setText(said)
        self._show()

    def _changed(self, changes: Changes) -> None:
        if self.session.case is not self.case:
            self.close()
        elif changes.tables & {"exhibit", "handover", "source", "included", "case"}:
            self.read()

    @property
    def current(self) -> Custody | None:
        row = self.table.currentIndex().row()
        line = self.model.lines[row] if 0 <= row < len(self.model.lines) else None
        return line if isinstance(line, Custody) else None

    def _show(self) -> None:
        row = self.table.currentIndex().row()
        self.record.show_line(self.model.lines[row] if 0 <= row < len(self.model.lines) else None)
        for made in self.of_one:
            made.setEnabled(self.current is not None)
        self._offer()

    def _offer(self) -> None:
        """Offers what can be done with the handover or file that is chosen below."""
        self.correct.setVisible(self.record.handover is not None)
        self.strike.setVisible(self.record.handover is not None)
        self.assign.setVisible(self.record.source is not None)

    # -- doing ---------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Describes a new exhibit."""
        found = ask_exhibit(self.session, self, None)
        if found is not None:
            reference, said = found
            self._wanted = custody.same(reference)
            title = self.tr("Describe exhibit {reference}").format(reference=self._wanted)
            self._edit(title, lambda case, db: exhibits.describe(case, db, reference, said))

    def describe(self) -> None:
        """Says anew what is said of the chosen exhibit."""
        one = self.current
        found = ask_exhibit(self.session, self, one.exhibit) if one is not None else None
        if one is not None and found is not None:
            reference, said = found
            self._wanted = custody.same(reference)
            title = self.tr("Describe exhibit {reference}").format(reference=self._wanted)
            self._edit(title, lambda case, db: exhibits.rewrite(case, db, one.exhibit.id, reference, said))

    def hand_over(self) -> None:
        """Enters a handover of the chosen exhibit."""
        one = self.current
        if one is None:
            return
        found = ask_handover(self.session, self, one.exhibit, one.holder, None, one.chain)
        if found is not None:
            said, after = found
            title = self.tr("Hand over exhibit {reference}").format(reference=one.exhibit.reference)
            self._edit(
                title, lambda case, db: exhibits.hand_over(case, db, one.exhibit.id, said, after=after)
            )

    def correct_handover(self) -> None:
        """Says anew what is said of the handover chosen below."""
        one, known = self.current, self.record.handover
        if one is None or known is None:
            return
        found = ask_handover(self.session, self, one.exhibit, one.holder, known, one.chain)
        if found is not None:
            title = self.tr("Correct a handover of {reference}").format(reference=one.exhibit.reference)
            self._edit(title, lambda case, db: exhibits.rewrite_handover(case, db, known.id, found[0]))

    def take_handover_out(self) -> None:
        """Takes the handover chosen below out of the chain; undoing brings it back."""
        one, known = self.current, self.record.handover
        if one is not None and known is not None:
            title = self.tr("Take out a handover of {reference}").format(reference=one.exhibit.reference)
            self._edit(title, lambda case, db: exhibits.remove_handover(db, known.id))

    def take_out(self) -> None:
        """Takes the chosen exhibit out with its handovers; undoing brings it back."""
        one = self.current
        if one is not None:
            title = self.tr("Take out exhibit {reference}").format(reference=one.exhibit.reference)
            self._edit(title, lambda case, db: exhibits.remove(db, one.exhibit.id))

    def say_exhibit(self) -> None:
        """Says which exhibit the file chosen below comes from."""
        source = self.record.source
        known = [x.exhibit.reference for x in self.model.lines if isinstance(x, Custody)]
        reference = ask_which(self.session, self, source.name, known, source.exhibit) if source else None
        if source is None or not reference:
            return

        def work(case: Case, job: Job) -> bool:
            return acquisitions.say(case, source.id, Acquisition(exhibit=custody.same(reference)))

        title = self.tr("Say which exhibit {file} is from").format(file=source.name)
        self.session.work(title, work)

    def save_sheet(self) -> None:
        """Saves all of it as a document."""
        self.asked.emit("custody_sheet", {})

    def _edit(self, title: str, work: Callable[[Case, Any], object]) -> None:
        self.session.edit(title, work)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.changed.disconnect(self._changed)
        super().closeEvent(event)


def open_evidence(session: Session, parent: Any) -> Evidence:
    """Shows the window of evidence; the one that is open already comes to the front."""
    found = parent.findChild(Evidence)
    if found is None:
        found = Evidence(session, parent)
        found.asked.connect(parent.perform)
    found.show()
    found.raise_()
    found.activateWindow()
    return found
