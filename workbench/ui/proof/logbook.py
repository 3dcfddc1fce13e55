"""The log in a window: who did what when and why, by act and by person, to be read and saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from workbench.app import log_list
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import anchored, logbook
from workbench.case.cases import Case
from workbench.case.logbook import Entry
from workbench.model.changes import Changes
from workbench.ui import appearance, words
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import button, label
from workbench.ui.parts.tables import Index, LinesModel, plain, point_at_row


class EntriesModel(LinesModel):
    """A line for each entry, the latest first."""

    def say(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.lines = entries
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return log_list.row(self.lines[index.row()])[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 0:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        return None


class LogDialog(QDialog):
    """Can stay open beside the work, and follows it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(self.tr("The log"))
        room = self.screen().availableGeometry()
        self.resize(
            min(appearance.scaled(980), room.width() - 60), min(appearance.scaled(560), room.height() - 60)
        )
        self.session, self.case = session, session.open_case
        self._every: list[Entry] = []
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 16, 20, 14)
        place.setSpacing(8)
        place.addWidget(label(self.tr("The log"), "title"))
        self.said = label("", "muted", wraps=True)
        place.addWidget(self.said)
        line = QHBoxLayout()
        self.act, self.person = QComboBox(), QComboBox()
        for text, box in ((self.tr("Did"), self.act), (self.tr("Who"), self.person)):
            box.setAccessibleName(text)
            box.setMinimumContentsLength(16)
            line.addWidget(label(text))
            line.addWidget(box)
            line.addSpacing(12)
        self.count = label("", "muted")
        line.addStretch(1)
        line.addWidget(self.count)
        place.addLayout(line)
        self.model = EntriesModel()
        self.model.headers = (
            self.tr("ENTRY"), self.tr("WHEN (UTC)"), self.tr("WHO"), self.tr("DID"), self.tr("WHY"), self.tr("WHAT"),
        )  # fmt: skip
        self.table = plain(QTableView(), self.tr("The log"), appearance.scaled(26))
        self.table.setModel(self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        place.addWidget(self.table, 1)
        place.addLayout(self._buttons(parent))
        self.act.currentIndexChanged.connect(lambda _: self._show())
        self.person.currentIndexChanged.connect(lambda _: self._show())
        session.changed.connect(self._changed)
        self.read()

    def _buttons(self, parent: Any) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(button(self.tr("Save as CSV…"), self._save))
        line.addWidget(button(self.tr("Check this case…"), lambda: parent.perform("verify")))
        line.addStretch(1)
        line.addWidget(button(self.tr("Close"), self.close))
        return line

    def read(self) -> None:
        """Reads the whole log anew, off this thread."""

        def read(case: Case, job: Job) -> tuple[list[Entry], str]:
            return list(logbook.read(case.db))[::-1], anchored.sentence(anchored.standing(case))

        self.session.look(self.tr("Reading the log"), read, while_there(self, self._read), replaces="log")

    def _read(self, found: tuple[list[Entry], str]) -> None:
        self._every, standing = found
        self.said.setText(
            self.tr("By its own account {standing}. 'Check this case' goes through all of it.").format(
                standing=standing
            )
        )
        self._offer(self.act, self.tr("Everything"), sorted({e.act for e in self._every}))
        self._offer(self.person, self.tr("Everybody"), sorted({e.analyst for e in self._every}))
        self._show()

    def _offer(self, box: QComboBox, all: str, names: list[str]) -> None:
        before = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(all, "")
        for name in names:
            box.addItem(name, name)
        box.setCurrentIndex(max(0, box.findData(before)))
        box.blockSignals(False)

    @property
    def shown(self) -> list[Entry]:
        """The entries that are of the chosen act and person."""
        act, person = self.act.currentData(), self.person.currentData()
        return [e for e in self._every if (not act or e.act == act) and (not person or e.analyst == person)]

    def _show(self) -> None:
        shown = self.shown
        self.model.say(shown)
        self.count.setText(self.tr("%Ln entries", "", len(shown)))
        self._share_width()
        if shown:
            point_at_row(self.table, 0)

    def _share_width(self) -> None:
        """Gives reason and content what the short columns leave of the width."""
        short = {0: 60, 1: 164, 2: 112, 3: 112}
        for column, wide in short.items():
            self.table.setColumnWidth(column, appearance.scaled(wide))
        rest = self.table.viewport().width() - sum(appearance.scaled(wide) for wide in short.values())
        self.table.setColumnWidth(4, max(appearance.scaled(80), int(rest * 0.36)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _changed(self, changes: Changes) -> None:
        if self.session.case is not self.case:
            self.close()
        else:  # whatever was done is an entry
            self.read()

    def _save(self) -> None:
        path = QFileDialog.getSaveFileName(
            self, self.tr("Save the log"), "log.csv", self.tr("Tables (*.csv)")
        )[0]
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Writes the entries that are shown, oldest first; that is an entry itself."""
        shown, whole = self.shown[::-1], path.with_suffix(".csv")

        def work(case: Case, job: Job) -> int:
            count = log_list.save(shown, whole)
            case.record("export log", {"rows": count}, {"file": whole.name})
            return count

        said = self.tr("{count} entries written to {file}.")
        self.session.hand_out(
            self.tr("Writing {file}").format(file=whole.name), work,
            lambda count: said.format(count=words.number(count), file=whole.name),
        )  # fmt: skip

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.changed.disconnect(self._changed)
        super().closeEvent(event)


def open_log(session: Session, parent: QWidget) -> LogDialog:
    """Shows the window; the one that is open already comes to the front."""
    made = parent.findChild(LogDialog) or LogDialog(session, parent)
    made.show()
    made.raise_()
    return made
