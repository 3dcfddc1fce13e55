"""The rows that were not taken in: file, row, column, reason and the row itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from workbench.app.session import Session
from workbench.case import rejects, sources
from workbench.case.rejects import Reject
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
        close = button(self.tr("Close"), self.close)
        place.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
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

    def _show_row(self, row: int) -> None:
        item = self.model.item(row, 0)
        if item is not None:
            self.row.show_row(self._found[item.data(Qt.ItemDataRole.UserRole)].raw)


def _sortable(n: int) -> QStandardItem:
    item = QStandardItem()
    item.setData(n, Qt.ItemDataRole.DisplayRole)
    return item
