"""What stands on the front of a report: its title, and what it says otherwise than the case does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.app.session import Session
from workbench.case import reports
from workbench.case.reports import Report
from workbench.drawing.written import SIZES
from workbench.ui import appearance
from workbench.ui.parts.labels import button, label


class FrontDialog(QDialog):
    """Describes a report in one step; what is left empty is said as the case says it."""

    def __init__(self, session: Session, report: Report, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session, self.report = session, report
        about = session.open_case.about
        self.setWindowTitle(self.tr("The front of the report"))
        self.setMinimumWidth(appearance.scaled(520))
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 16, 20, 14)
        place.setSpacing(12)
        place.addWidget(label(self.tr("The front of the report"), "title"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(12)
        self.title = QLineEdit(report.title)
        form.addRow(self.tr("Title"), self.title)
        self.fields: dict[str, QLineEdit] = {}
        for key, name, otherwise in (
            ("subtitle", self.tr("Subtitle"), about.title), ("author", self.tr("Author"), session.analyst),
            ("authority", self.tr("Authority"), about.authority), ("purpose", self.tr("Purpose"), about.purpose),
            ("handling", self.tr("Handling code"), about.handling),
        ):  # fmt: skip
            edit = QLineEdit(report.said.get(key, ""))
            edit.setPlaceholderText(otherwise)
            self.fields[key] = edit
            form.addRow(name, edit)
        self.paper = QComboBox()
        for size in SIZES:
            self.paper.addItem(size, size)
        self.paper.setCurrentIndex(max(self.paper.findData(report.said.get("paper", "A4")), 0))
        form.addRow(self.tr("Paper"), self.paper)
        self.language = QComboBox()
        for tag, name in (("en", self.tr("From left to right")), ("ar", self.tr("From right to left"))):
            self.language.addItem(name, tag)
        self.language.setCurrentIndex(max(self.language.findData(report.said.get("language", "en")), 0))
        form.addRow(self.tr("Lines run"), self.language)
        place.addLayout(form)
        place.addWidget(
            label(self.tr("What is left empty is said as the case says it. The handling code stands at head and foot "
                          "of every page."), "muted", wraps=True)
        )  # fmt: skip
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        go = button(self.tr("Set"), self.accept, "primary")
        go.setDefault(True)
        self.title.textChanged.connect(lambda text: go.setEnabled(bool(text.strip())))
        line.addWidget(go)
        place.addLayout(line)

    def accept(self) -> None:
        said = {key: edit.text() for key, edit in self.fields.items()}
        said["paper"] = "" if self.paper.currentData() == "A4" else self.paper.currentData()
        said["language"] = "" if self.language.currentData() == "en" else self.language.currentData()
        title, id = self.title.text(), self.report.id
        self.session.edit(
            self.tr("Describe the report"), lambda case, db: reports.describe(db, id, title, said)
        )
        super().accept()
