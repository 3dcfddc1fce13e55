"""What an answer says of itself: method and settings, how sure it is, innocent explanations, coverage, what was left
out."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.questions.answer import Answer
from workbench.questions.held import Held
from workbench.questions.question import Question
from workbench.ui.asking.question_list import said
from workbench.ui.parts.labels import heading, label
from workbench.ui.parts.scrolling import scrolling


class Itself(QWidget):
    """Headings with sentences below them, in the order a reader doubts."""

    def __init__(self, held: Held, question: Question, answer: Answer) -> None:
        super().__init__()
        inside = QWidget()
        self.place = QVBoxLayout(inside)
        self.place.setContentsMargins(14, 8, 14, 10)
        self.place.setSpacing(4)
        told = []
        for parameter in question.parameters:
            value = answer.settings.get(parameter.name)
            shown = parameter.written(value, held.caption) or self.tr("nothing chosen")
            told.append(self.tr("{setting}: {value}.").format(setting=said(parameter.label), value=shown))
        self._part(self.tr("How it was found"), [answer.method, *told, self._version(answer)])
        self._part(self.tr("How sure"), [answer.sure])
        self.steady = label("", wraps=True)
        self.place.addWidget(self.steady)
        self.show_steady(answer.steady)
        self._part(self.tr("What may be innocent"), list(answer.innocent))
        if answer.held:
            own = ", ".join(held.caption(entity) for entity in sorted(answer.held))
            self._part(
                self.tr("Whose own records are held"),
                [self.tr("{who}: marked ◆ in the table, for they always look central.").format(who=own)],
            )
        self._part(self.tr("Coverage"), list(answer.coverage))
        self._part(self.tr("Left out"), list(answer.left_out) or [self.tr("Nothing.")])
        self.place.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inside))

    def _version(self, answer: Answer) -> str:
        return self.tr("Question {id}, version {version}.").format(id=answer.question, version=answer.version)

    def _part(self, title: str, sentences: list[str]) -> None:
        there = [said(sentence) for sentence in sentences if sentence]
        if there:
            self.place.addWidget(heading(title))
            for sentence in there:
                self.place.addWidget(label(sentence, wraps=True))

    def show_steady(self, sentence: str) -> None:
        """Says how the answer changes when links are taken away, once that is known."""
        self.steady.setText(
            said(sentence) or self.tr("It is being asked again with a tenth of the links taken away …")
        )
