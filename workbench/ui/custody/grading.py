"""Grading: what is graded, the grades it has, and a form by the scheme the agency uses."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.app.gradings import schemes
from workbench.app.session import Session
from workbench.case import findings, gradings, sources
from workbench.case.cases import Case
from workbench.model.grading import Part, Scheme
from workbench.model.problems import Problem
from workbench.ui import appearance, words
from workbench.ui.forms import choose, value_of
from workbench.ui.panels.panel import column
from workbench.ui.parts.labels import button, clear, heading, label

Subject = tuple[str, int]


class Grading(QDialog):
    """Grades one or several things by one scheme; what they were graded before stays and is shown."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Grade"))
        self.setMinimumWidth(appearance.scaled(540))
        self.session, self.case = session, session.open_case
        self.known = schemes()
        self.subjects = self._subjects()
        place = QVBoxLayout(self)
        place.setContentsMargins(22, 18, 22, 16)
        place.setSpacing(10)
        place.addWidget(label(self.tr("Grade"), "title"))
        hint = self.tr(
            "The first grade by a scheme is the original and stays; one given now stands beside it."
        )
        place.addWidget(label(hint, "muted", wraps=True))
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(9)
        place.addLayout(self.form)
        self.what = choose([(str(n), name) for n, (name, _) in enumerate(self.subjects)], "0")
        self.what.currentIndexChanged.connect(lambda _: self._show_before())
        self.form.addRow(self.tr("What"), self.what)
        self.scheme = choose([(s.id, s.name) for s in self.known.values()], self._usual())
        self.scheme.currentIndexChanged.connect(lambda _: self._ask_parts())
        self.form.addRow(self.tr("Scheme"), self.scheme)
        for box in (self.what, self.scheme):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.parts: dict[str, QWidget] = {}
        self.given_by, self.basis = QLineEdit(), QLineEdit()
        self.given_by.setPlaceholderText(session.analyst)
        self.form.addRow(self.tr("Given by"), self.given_by)
        self.form.addRow(self.tr("Basis"), self.basis)
        for field, name in ((self.what, self.tr("What")), (self.scheme, self.tr("Scheme")),
                            (self.given_by, self.tr("Given by")), (self.basis, self.tr("Basis"))):  # fmt: skip
            field.setAccessibleName(name)
        self.before = QWidget()
        column(self.before, gap=3)
        place.addWidget(self.before)
        self.wrong = label("", "warning", wraps=True)
        self.wrong.hide()
        place.addWidget(self.wrong)
        place.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        self.go = button(self.tr("Grade"), self.grade, "primary")
        self.go.setDefault(True)
        line.addWidget(self.go)
        place.addLayout(line)
        self._ask_parts()
        self._show_before()

    def _subjects(self) -> list[tuple[str, list[Subject]]]:
        """What can be graded: what is selected first, then the case, its sources and findings."""
        chosen, graph = self.session.selection, self.session.graph
        made: list[tuple[str, list[Subject]]] = []
        there = sorted(e for e in chosen.entities if e in graph.node_of)
        if len(there) == 1:
            made.append((graph.captions[graph.node_of[there[0]]], [("entity", there[0])]))
        elif there:
            made.append((self.tr("%Ln selected entities", "", len(there)), [("entity", e) for e in there]))
        if chosen.links and not there:
            links = sorted(chosen.links)
            made.append((self.tr("%Ln selected links", "", len(links)), [("link", k) for k in links]))
        made.append((self.tr("The case"), [("case", gradings.CASE)]))
        for source in sources.listed(self.case):
            made.append((self.tr("Source: {name}").format(name=source.name), [("source", source.id)]))
        for finding in findings.listed(self.case):
            said = finding.statement if len(finding.statement) <= 60 else finding.statement[:59] + "…"
            made.append((self.tr("Finding: {said}").format(said=said), [("finding", finding.id)]))
        return made

    def _usual(self) -> str:
        """The scheme this case was graded by last."""
        given = gradings.listed(self.case)
        return given[-1].scheme if given else next(iter(reversed(self.known)))

    @property
    def chosen(self) -> list[Subject]:
        return self.subjects[self.what.currentIndex()][1]

    def _ask_parts(self) -> None:
        """A field for each part of the scheme, between the scheme and who gave the grade."""
        for field in self.parts.values():
            self.form.removeRow(field)
        self.parts = {}
        scheme: Scheme = self.known[self.scheme.currentData()]
        for row, part in enumerate(scheme.parts, 2):
            field = self.parts[part.id] = self._field(part)
            field.setAccessibleName(part.name)
            self.form.insertRow(row, part.name, field)

    def _field(self, part: Part) -> QWidget:
        if part.free:
            return QLineEdit()
        empty = [("", "")] if part.optional or not part.several else []
        made: QComboBox = choose(
            [*empty, *((code, f"{code} – {means}") for code, means in part.codes.items())], "",
            typed=part.several,
        )  # fmt: skip
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if part.several:
            made.setToolTip(self.tr("Several hold at once where they are typed with a +, such as H1+H2"))
        return made

    def _show_before(self) -> None:
        """The grades that the thing has already."""
        clear(self.before.layout())
        given = [g for subject in self.chosen for g in gradings.listed(self.case, *subject)]
        if given:
            self.before.layout().addWidget(heading(self.tr("Graded so far")))
        for one in given:
            said = gradings.words(self.case, one)
            self.before.layout().addWidget(
                label(said if one.original else self.tr("again: ") + said, wraps=True)
            )
        self.before.setVisible(bool(given))

    def grade(self) -> None:
        """Keeps the grade, or says what it lacks."""
        scheme = self.known[self.scheme.currentData()]
        said = {part: self._said(field) for part, field in self.parts.items()}
        try:
            scheme.checked(said)
        except Problem as problem:
            self.wrong.setText(words.problem(problem.what, problem.hint))
            self.wrong.show()
            return
        chosen, by, basis = self.chosen, self.given_by.text(), self.basis.text()

        def work(case: Case, db: Any) -> None:
            for subject, number in chosen:
                gradings.grade(case, db, subject, number, scheme, said, given_by=by, basis=basis)

        self.session.edit(self.tr("Grade {what}").format(what=self.what.currentText()), work)
        self.accept()

    @staticmethod
    def _said(field: QWidget) -> str:
        if isinstance(field, QComboBox) and field.isEditable():
            text = field.currentText().partition(" – ")[0]
            return text.replace(" ", "")
        return str(value_of(field) or "")


def open_grading(session: Session, parent: QWidget) -> Grading:
    """Asks for a grade of what is selected, the case, a source or a finding."""
    made = Grading(session, parent)
    made.open()
    return made
