"""The window in which a letter is made of what is selected: which letter, to whom, on what basis, and its text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from workbench.app import letters
from workbench.app.letters import Template
from workbench.app.session import Session
from workbench.case import entities, requests
from workbench.case.requests import Request
from workbench.model.problems import Problem
from workbench.ui import appearance, words
from workbench.ui.parts.labels import button, heading, label

DAY = "2026-06-30"


class NewLetter(QDialog):
    """Fills the chosen letter as long as nobody has written in it; `entered` is told the reference in the end."""

    def __init__(
        self,
        session: Session,
        chosen: Sequence[int],
        today: date,
        entered: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session, self.case, self.chosen, self.today = session, session.open_case, list(chosen), today
        self._entered = entered
        self.templates = letters.templates()
        self.by_hand = False  # whether somebody wrote in the letter
        self.setWindowTitle(self.tr("A letter"))
        room = self.screen().availableGeometry()
        self.resize(
            min(appearance.scaled(1020), room.width() - 60), min(appearance.scaled(680), room.height() - 60)
        )
        self._build()
        self.letter.currentIndexChanged.connect(self._other_letter)
        for edit in self.fields.values():
            edit.textChanged.connect(lambda text: self.fill())
        self.fill()

    def _build(self) -> None:
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 16, 20, 14)
        place.setSpacing(10)
        place.addWidget(label(self.tr("A letter about %Ln identifiers", "", len(self.chosen)), "title"))
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._left())
        both.addWidget(self._right())
        both.setStretchFactor(1, 1)
        both.setSizes([appearance.scaled(360), appearance.scaled(640)])
        place.addWidget(both, 1)
        self.wrong = label("", "warning", wraps=True)
        self.wrong.hide()
        place.addWidget(self.wrong)
        line = QHBoxLayout()
        self.gaps = label("", "muted", wraps=True)
        line.addWidget(self.gaps, 1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        self.go = button(self.tr("Enter the request"), self.enter, "primary")
        self.go.setDefault(True)
        line.addWidget(self.go)
        place.addLayout(line)

    def _left(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 10, 0)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        self.letter = QComboBox()
        self.letter.setAccessibleName(self.tr("Letter"))
        for template in sorted(self.templates.values(), key=self._fitting):
            self.letter.addItem(template.name, template.id)
        form.addRow(self.tr("Letter"), self.letter)
        self.fields: dict[str, QLineEdit] = {}
        for key, name, hint in (
            ("provider", self.tr("To"), self.tr("who is asked")),
            ("legal_basis", self.tr("Legal basis"), self.tr("order, warrant, article …")),
            ("first", self.tr("From"), DAY), ("last", self.tr("Until"), DAY), ("due", self.tr("Answer by"), DAY),
            ("reference", self.tr("Our reference"), ""),
        ):  # fmt: skip
            edit = QLineEdit()
            edit.setPlaceholderText(hint)
            edit.setAccessibleName(name)
            self.fields[key] = edit
            form.addRow(name, edit)
        for key, text in (
            ("reference", requests.next_reference(self.case, self.today)),
            ("due", self._due()),
        ):
            self.fields[key].setText(text)
        column.addLayout(form)
        column.addSpacing(6)
        column.addWidget(heading(self.tr("Identifiers")))
        self.about = QPlainTextEdit()
        self.about.setReadOnly(True)
        self.about.setAccessibleName(self.tr("Identifiers"))
        self.left_out = label("", "warning", wraps=True)
        column.addWidget(self.about, 1)
        column.addWidget(self.left_out)
        return side

    def _right(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(heading(self.tr("The letter")))
        head.addStretch(1)
        self.again = button(self.tr("Fill it in again"), self._fill_again, "link")
        self.again.hide()
        head.addWidget(self.again)
        column.addLayout(head)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("The letter"))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._written)
        column.addWidget(self.text, 1)
        column.addWidget(
            label(
                self.tr("The line {identifiers} becomes the table of identifiers when the letter is saved."),
                "muted", wraps=True,
            )
        )  # fmt: skip
        return side

    def _fitting(self, template: Template) -> tuple[int, bool, str]:
        """Letters about more of what is chosen come first; those that are about anything, after them."""
        return len(letters.refused(self.case, template, self.chosen)), not template.kinds, template.name

    @property
    def template(self) -> Template:
        return self.templates[self.letter.currentData()]

    @property
    def about_ids(self) -> list[int]:
        """The chosen entities that this letter can be about."""
        refused = set(letters.refused(self.case, self.template, self.chosen))
        return [entity for entity in self.chosen if entity not in refused]

    def _due(self) -> str:
        return letters.answer_by(self.template, self.today)

    def _other_letter(self) -> None:
        self.fields["due"].setText(self._due())
        self.fill()

    def request(self) -> Request:
        """What stands in the fields, with the letter as it would be filled in."""
        said = {key: edit.text().strip() for key, edit in self.fields.items()}
        template = self.template
        return Request(
            said["reference"], template.sort, said["provider"], template.provider_sort, said["legal_basis"],
            said["first"], said["last"], "\n".join(template.wanted), due=said["due"], template=template.id,
            entities=tuple(self.about_ids),
        )  # fmt: skip

    def fill(self) -> None:
        """Fills the letter anew, unless somebody wrote in it; says whom it is about and what is not said yet."""
        named = [entities.named(self.case, entity) for entity in self.about_ids]
        self.about.setPlainText("\n".join(entities.shown(self.case, kind, value) for kind, value in named))
        refused = len(self.chosen) - len(named)
        self.left_out.setText(
            self.tr(
                "%Ln of what is selected is nothing that this provider can look up, and is left out.",
                "",
                refused,
            )
        )
        self.left_out.setVisible(refused > 0)
        if not self.by_hand:
            self.text.blockSignals(True)
            self.text.setPlainText(letters.filled(self.case, self.template, self.request(), self.today))
            self.text.blockSignals(False)
        self._say_gaps()

    def _fill_again(self) -> None:
        self.by_hand = False
        self.again.hide()
        self.fill()

    def _written(self) -> None:
        self.by_hand = True
        self.again.show()
        self._say_gaps()

    def _say_gaps(self) -> None:
        gaps = letters.gaps(self.text.toPlainText())
        self.gaps.setText(self.tr("%Ln things are not said yet and stand as […]", "", gaps) if gaps else "")

    def enter(self) -> None:
        """Enters the request as one step; what is missing is said here."""
        request = replace(self.request(), letter=self.text.toPlainText().strip())
        try:
            requests.checked(request)
        except Problem as problem:
            self.wrong.setText(words.problem(problem.what, problem.hint))
            self.wrong.show()
            return

        def work(case: object, db: object) -> None:
            requests.enter(case, db, request)  # type: ignore[arg-type]

        title = self.tr("Request {reference} to {provider}")
        title = title.format(reference=request.reference, provider=request.provider)
        self.session.edit(title, work, lambda _: self._entered(request.reference))
        self.accept()
