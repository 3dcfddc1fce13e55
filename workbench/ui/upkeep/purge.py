"""Purging sources: which, what would go, why and on whose word, and a confirmation typed by hand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.app import purging_here
from workbench.app.actions.action import Ask
from workbench.app.session import Session
from workbench.case import protection, purge_plan, purged, sources
from workbench.case.purge_plan import Plan
from workbench.ui import appearance, words
from workbench.ui.forms import FileField
from workbench.ui.panels.panel import scrolled
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import button, heading, label


class PurgeDialog(QDialog):
    """The button does nothing until everything is said and the name of the case is typed."""

    def __init__(self, session: Session, parent: QWidget, chosen: list[int] | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Purge sources"))
        self.session, self.case = session, session.open_case
        self.plan: Plan | None = None
        self.boxes: dict[int, QCheckBox] = {}
        self.name = self.case.about.title or self.case.path.stem
        room = self.screen().availableGeometry()
        self.resize(
            min(appearance.scaled(760), room.width() - 40), min(appearance.scaled(600), room.height() - 60)
        )
        place = QVBoxLayout(self)
        place.setContentsMargins(22, 18, 22, 16)
        place.setSpacing(10)
        place.addWidget(label(self.tr("Purge sources"), "title"))
        place.addWidget(
            label(
                self.tr(
                    "Takes whole sources out of the case for good, with everything that only they brought. The case "
                    "is written to a new file under a new key, and searched for what went. It cannot be undone."
                ),
                "muted", wraps=True,
            )
        )  # fmt: skip
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addLayout(self._which(set(chosen or ())), 1)
        both.addLayout(self._counts(), 1)
        place.addLayout(both, 1)
        place.addLayout(self._form())
        self.wrong = label("", "warning", wraps=True)
        self.wrong.hide()
        place.addWidget(self.wrong)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        self.go = button(self.tr("Purge"), self.purge, "primary")
        line.addWidget(self.go)
        place.addLayout(line)
        self.count()

    def _which(self, chosen: set[int]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(heading(self.tr("Sources")), 0)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 2, 0, 2)
        lines.setSpacing(6)
        gone = purged.sources(self.case.db)
        for source in sources.listed(self.case):
            if source.id not in gone:
                box = QCheckBox(source.name.replace("&", "&&"))
                box.setToolTip(source.name)
                box.setChecked(source.id in chosen)
                box.toggled.connect(lambda _: self.count())
                self.boxes[source.id] = box
                lines.addWidget(box)
        lines.addStretch(1)
        column.addWidget(scrolled(inside), 1)
        return column

    def _counts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(heading(self.tr("What would go")), 0)
        self.said = label("", wraps=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.held = label("", "warning", wraps=True)
        column.addWidget(self.said, 1)
        column.addWidget(self.held)
        return column

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self.why, self.authority = QPlainTextEdit(), QLineEdit()
        self.why.setTabChangesFocus(True)
        self.why.setFixedHeight(appearance.scaled(52))
        certificate = Ask(
            "out", self.tr("Certificate"), "save", filter=self.tr("Documents (*.pdf *.docx *.html)")
        )
        self.out = FileField(certificate, certificate.label)
        self.passphrase, self.confirmed = QLineEdit(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.protected = protection.is_protected(self.case.path)
        rows = [
            (self.tr("Why"), self.why), (self.tr("On whose authority"), self.authority),
            (self.tr("Certificate"), self.out),
        ]  # fmt: skip
        if self.protected:
            rows.append((self.tr("Passphrase of the case"), self.passphrase))
        rows.append((self.tr("Type “{name}” to confirm").format(name=self.name), self.confirmed))
        for text, field in rows:
            field.setAccessibleName(text)
            form.addRow(text, field)
        self.why.textChanged.connect(self._enable)
        for edit in (self.authority, self.passphrase, self.confirmed):
            edit.textChanged.connect(self._enable)
        return form

    @property
    def chosen(self) -> list[int]:
        """The sources that are ticked."""
        return [id for id, box in self.boxes.items() if box.isChecked()]

    def count(self) -> None:
        """Counts what would go with the ticked sources, off this thread."""
        self.plan = None
        self.held.setText("")
        wanted = self.chosen
        self.said.setText(self.tr("Counting …") if wanted else self.tr("Tick the sources that are to go."))
        if wanted:
            self.session.look(
                self.tr("Counting what would go"), lambda case, job: purge_plan.make(case, wanted),
                while_there(self, self._show), replaces="purge",
            )  # fmt: skip
        self._enable()

    def _show(self, plan: Plan) -> None:
        if list(plan.sources) != self.chosen:
            return
        self.plan, counts = plan, plan.counts
        lines = [
            (counts["records"], self.tr("%Ln records", "", counts["records"])),
            (counts["entities"], self.tr("%Ln entities that no other source names", "", counts["entities"])),
            (counts["links"], self.tr("%Ln links that no other source shows", "", counts["links"])),
            (counts["workspace rows"],
             self.tr("%Ln notes, tags, places on charts and the like", "", counts["workspace rows"])),
            (counts["texts struck through"],
             self.tr("%Ln texts in which their values are struck out", "", counts["texts struck through"])),
            (counts["findings"], self.tr("%Ln findings lose support and will say so", "", counts["findings"])),
            (counts["bytes"], self.tr("The originals, {size}").format(size=words.size(counts["bytes"]))),
            (counts["entities kept"],
             self.tr("%Ln entities stay: other sources name them, or you do", "", counts["entities kept"])),
        ]  # fmt: skip
        self.said.setText("\n".join(f"• {text}" for count, text in lines if count))
        if plan.holds:
            self.held.setText(self.tr("Held, and may not be purged: {why}").format(why="; ".join(plan.holds)))
        self._enable()

    def _enable(self) -> None:
        self.go.setEnabled(
            self.plan is not None
            and not self.plan.holds
            and bool(self.why.toPlainText().strip())
            and bool(self.authority.text().strip())
            and (bool(self.passphrase.text()) or not self.protected)
            and self.confirmed.text().strip() == self.name.strip()
        )

    def purge(self) -> None:
        """Does it: the case is closed for as long, and opened again whatever came of it."""
        out = str(self.out.value() or "")
        where = Path(out) if out else None
        if where is not None and where.suffix.lower() not in (".html", ".pdf", ".docx"):
            self.wrong.setText(self.tr("End the name of the certificate in .pdf, .docx or .html."))
            self.wrong.show()
            return
        session, wanted, why = self.session, self.chosen, self.why.toPlainText().strip()
        authority, passphrase = self.authority.text().strip(), self.passphrase.text()
        told = self.tr("Purged. The new file was searched and verified; nothing of it is left there.")
        self.accept()
        purging_here.purge(
            session, wanted, why=why, authority=authority, passphrase=passphrase, out=where,
            done=lambda made: session.told(told),
        )  # fmt: skip
