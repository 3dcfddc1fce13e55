"""The rows that were not taken in: file, row, column, reason and the row itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from workbench.app import reject_list
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import rejects, sources
from workbench.case.cases import Case
from workbench.case.rejects import Reject
from workbench.ui import words
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import button, label
from workbench.ui.parts.tables import point_at_row
from workbench.ui.parts.verbatim import Verbatim


class RejectsDialog(QDialog):
    """Lists the rejected rows of one source, or of all; choosing one shows it as it stands in the file."""

    def __init__(self, session: Session, source: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rejected rows"))
        self.resize(860, 520)
        self.session, self.source = session, source
        self._found: list[Reject] = []
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 18, 20, 16)
        place.setSpacing(10)
        self.title = label(self.tr("Rejected rows"), "title")
        place.addWidget(self.title)
        place.addWidget(
            label(
                self.tr("These rows are kept as they came, but nothing was concluded from them."),
                "muted",
                wraps=True,
            )
        )
        self.model = QStandardItemModel(0, 5)
        self.model.setHorizontalHeaderLabels(
            [self.tr("SOURCE"), self.tr("SHEET"), self.tr("ROW"), self.tr("COLUMN"), self.tr("WHY")]
        )
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Rejected rows"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.setSortingEnabled(True)
        self.row = Verbatim()
        place.addWidget(self.table, 1)
        place.addWidget(self.row)
        line = QHBoxLayout()
        line.addWidget(button(self.tr("Save the list…"), self._save))
        line.addStretch(1)
        line.addWidget(button(self.tr("Close"), self.close))
        place.addLayout(line)
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._show_row(now.row()))

        def read(case: object, job: object) -> tuple[list[Reject], dict[int, str]]:
            return rejects.listed(case, source), {s.id: s.name for s in sources.listed(case)}

        session.look(
            self.tr("Reading the rejected rows"), read, while_there(self, self._show), replaces="rejects"
        )

    def _show(self, found: tuple[list[Reject], dict[int, str]]) -> None:
        self._found, names = found
        self.title.setText(
            self.tr("%Ln rows rejected", "", len({(r.reading, r.sheet, r.row) for r in self._found}))
        )
        self.table.setSortingEnabled(False)
        for at, reject in enumerate(self._found):
            items = [
                QStandardItem(names.get(reject.source, "")), QStandardItem(reject.sheet), _sortable(reject.row),
                QStandardItem(reject.column), QStandardItem(reject.reason),
            ]  # fmt: skip
            items[0].setData(at, Qt.ItemDataRole.UserRole)
            for item in items:
                item.setToolTip(item.text())
            self.model.appendRow(items)
        self.table.setColumnHidden(
            1, not any(r.sheet and not names.get(r.source, "").startswith(r.sheet) for r in self._found)
        )
        self.table.resizeColumnsToContents()
        self.table.setColumnWidth(0, min(self.table.columnWidth(0) + 12, 260))
        if self._found:
            point_at_row(self.table, 0)
        self.table.setFocus()

    def _save(self) -> None:
        """Writes the list as a table that can be sent back to whoever gave the file."""
        filter = self.tr("Tables (*.csv *.xlsx)")
        path = QFileDialog.getSaveFileName(self, self.tr("Save the rejected rows"), "rejected.csv", filter)[0]
        if path:
            save_rejects(self.session, self.source, Path(path))

    def _show_row(self, row: int) -> None:
        item = self.model.item(row, 0)
        if item is not None:
            self.row.show_row(self._found[item.data(Qt.ItemDataRole.UserRole)].raw)


def save_rejects(session: Session, source: int | None, path: Path) -> None:
    """Writes the rejected rows of a source, or of all, to a .csv or .xlsx file, and says so."""
    whole = path if path.suffix else path.with_suffix(".csv")

    def work(case: Case, job: Job) -> int:
        count = reject_list.export(case, source, whole)
        case.record("export rejects", {"source": source or 0})
        return count

    said = words.translate("RejectsDialog", "{count} rejected rows written to {file}.")
    title = words.translate("RejectsDialog", "Writing {file}").format(file=whole.name)
    session.hand_out(title, work, lambda count: said.format(count=words.number(count), file=whole.name))


def _sortable(n: int) -> QStandardItem:
    item = QStandardItem()
    item.setData(n, Qt.ItemDataRole.DisplayRole)
    return item
