"""What cannot be placed and why; of several places of one name an analyst chooses, on a stated basis."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.app.actions.places import locate
from workbench.app.places import Unplaced, book
from workbench.app.session import Session
from workbench.model.gazetteer import Place
from workbench.model.problems import Problem
from workbench.ui import appearance, words
from workbench.ui.map import saying
from workbench.ui.parts.labels import button, label


class UnplacedDialog(QDialog):
    """Lists what has no place, addresses with several possible ones first; choosing one of them is a step of its own,
    marked as the analyst's assessment."""

    def __init__(self, session: Session, missing: Sequence[Unplaced], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What cannot be placed"))
        self.resize(760, 480)
        self.session, self.missing = session, list(missing)
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 18, 20, 16)
        place.setSpacing(10)
        place.addWidget(label(self.tr("What cannot be placed"), "title"))
        place.addWidget(
            label(
                self.tr(
                    "Nothing is guessed: a name that several places have is shown at none of them until somebody says "
                    "which is meant."
                ),
                "muted", wraps=True,
            )
        )  # fmt: skip
        self.table = self._make_table()
        place.addWidget(self.table, 1)
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("The place it may be"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(24)
        self.choice.setEditable(True)
        self.choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.choice.lineEdit().setPlaceholderText(self.tr("Latitude, longitude, or a town and country"))
        self.choice.editTextChanged.connect(lambda text: self._enable())
        self.basis = QLineEdit()
        self.basis.setPlaceholderText(self.tr("How do you know?"))
        self.basis.setAccessibleName(self.tr("How do you know?"))
        self.basis.textChanged.connect(lambda text: self._enable())
        self.wrong = label("", "warning", wraps=True)
        self.put = button(self.tr("Place it there"), self._put, "primary")
        line = QHBoxLayout()
        line.addWidget(self.choice, 2)
        line.addWidget(self.basis, 2)
        line.addWidget(self.put)
        place.addLayout(line)
        place.addWidget(self.wrong)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(button(self.tr("Close"), self.close))
        place.addLayout(below)
        self.table.currentCellChanged.connect(lambda row, column, *before: self._offer(row))
        if self.missing:
            self.table.setCurrentCell(0, 0)
        self._enable()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self.missing), 4)
        table.setHorizontalHeaderLabels(
            [self.tr("WHAT"), self.tr("KIND"), self.tr("RECORDS"), self.tr("WHY")]
        )
        table.setAccessibleName(self.tr("What cannot be placed"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(appearance.scaled(26))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        kinds = self.session.open_case.kinds.entities
        for row, one in enumerate(self.missing):
            why = saying.unplaced(one)
            if one.others:
                why += f" ({words.number(len(one.others))})"
            cells = (words.isolated(one.caption), kinds[one.kind].name, words.number(one.records), why)
            for column, text in enumerate(cells):
                table.setItem(row, column, QTableWidgetItem(text))
        for column, width in enumerate((300, 90, 80)):
            table.setColumnWidth(column, appearance.scaled(width))
        return table

    def _offer(self, row: int) -> None:
        """Offers the places that may be meant by the current row."""
        self.choice.clear()
        self.choice.setEditText("")
        if 0 <= row < len(self.missing):
            for place in self.missing[row].others:
                self.choice.addItem(self._name(place), place)
        self._enable()

    def _name(self, place: Place) -> str:
        country = book().country_name(place.country)
        text = self.tr("{name}, {region} {country}: {people} inhabitants")
        return text.format(
            name=place.name, region=place.region, country=country, people=words.number(place.people)
        )

    def _enable(self) -> None:
        there = 0 <= self.table.currentRow() < len(self.missing)
        self.choice.setEnabled(there)
        self.basis.setEnabled(there)
        said = bool(self.choice.currentText().strip() and self.basis.text().strip())
        self.put.setEnabled(there and said)

    def _put(self) -> None:
        """Places the current row where the choice says, and goes on with the next one."""
        row, said = self.table.currentRow(), self.choice.currentText().strip()
        place = self.choice.itemData(self.choice.findText(said))
        where = f"{place.latitude:.5f}, {place.longitude:.5f}" if place is not None else said
        try:
            locate(self.session, where, self.basis.text().strip(), self.missing[row].entity)
        except Problem as problem:
            return self.wrong.setText(words.problem(problem.what, problem.hint))
        self.wrong.setText("")
        del self.missing[row]
        self.table.removeRow(row)
        self.basis.clear()
        return self._offer(self.table.currentRow())
