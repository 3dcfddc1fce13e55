"""A question before it is asked: what it shows, what it wants to be told, and the button that asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.app.session import Session
from workbench.questions.question import Question
from workbench.ui.asking.fields import EntityField, field_for
from workbench.ui.asking.question_list import said
from workbench.ui.dialogs.manual import has_page, open_page
from workbench.ui.parts.labels import button, label
from workbench.ui.parts.scrolling import scrolling


class QuestionForm(QWidget):
    """`asked` tells that the question is to be asked, with the texts of its fields."""

    asked = Signal()

    def __init__(self, question: Question, session: Session) -> None:
        super().__init__()
        self.question, self.session = question, session
        inside = QWidget()
        place = QVBoxLayout(inside)
        place.setContentsMargins(14, 6, 14, 8)
        place.setSpacing(7)
        place.addWidget(label(said(question.title), "title", wraps=True))
        place.addWidget(label(said(question.does), "muted", wraps=True))
        page = f"ask_{question.id}"
        if has_page(page):
            shown = button(
                self.tr("What it can and cannot show"), lambda: open_page(page, self.window()), "link"
            )
            place.addWidget(shown, 0, Qt.AlignmentFlag.AlignLeading)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(6)
        place.addLayout(form)
        self.fields: dict[str, Any] = {}
        for parameter in question.parameters:
            field = field_for(parameter, session)
            field.setToolTip(said(parameter.help))
            field.setAccessibleName(said(parameter.label))
            field.setAccessibleDescription(said(parameter.help))
            self.fields[parameter.name] = field
            form.addRow("" if parameter.type == "yes" else said(parameter.label), field)
        self.in_time = QCheckBox(self.tr("Only in the chosen stretch of time"))
        self.in_time.setVisible(session.selection.moments is not None)
        form.addRow("", self.in_time)
        self.wrong = label("", "warning", wraps=True)
        self.wrong.hide()
        place.addWidget(self.wrong)
        self.go = button(self.tr("Ask"), self.asked.emit, "primary")
        place.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolling(inside), 1)
        below = QHBoxLayout()  # in sight however long the form is
        below.setContentsMargins(14, 4, 14, 8)
        below.addWidget(self.go)
        below.addStretch(1)
        outer.addLayout(below)
        self._take_selection()
        first = next((f for f in self.fields.values() if isinstance(f, EntityField)), self.go)
        self.setFocusProxy(first)

    def _take_selection(self) -> None:
        """Fills the first field for entities with what is selected: that is what one mostly asks about."""
        chosen = sorted(self.session.selection.entities)
        field = next((f for f in self.fields.values() if isinstance(f, EntityField)), None)
        if chosen and field is not None:
            field.put_entities(chosen)

    def texts(self) -> dict[str, str]:
        """What is written in the fields, by parameter."""
        return {name: field.text() for name, field in self.fields.items()}

    def moments(self) -> tuple[int, int] | None:
        """The stretch of time to which the question is narrowed."""
        return self.session.selection.moments if self.in_time.isChecked() else None

    def put(self, settings: Mapping[str, Any]) -> None:
        """Fills the fields with what the question was told before."""
        graph = self.session.graph

        def entity(id: int) -> str:
            node = graph.node_of.get(id)
            return "" if node is None else f"{graph.kinds[graph.kind[node]]}:{graph.values[node]}"

        for parameter in self.question.parameters:
            if parameter.name in settings:
                self.fields[parameter.name].put(parameter.written(settings[parameter.name], entity))

    def complain(self, sentence: str) -> None:
        """Says what is wrong about what is written here; "" takes it away."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        else:
            super().keyPressEvent(event)
