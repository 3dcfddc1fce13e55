"""What the file does not say and the analyst must: one question at a time, its answers side by side with what speaks
for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from workbench.ingest import date_evidence
from workbench.ingest.preview import Preview
from workbench.ingest.undecided import Answer, Question
from workbench.ui import words
from workbench.ui.importing.file import File
from workbench.ui.importing.saying import orders
from workbench.ui.parts.labels import Elided, button, clear, label
from workbench.ui.words import translate

SHOWN = 3
LEAVE_OUT, AS_TABLE = "leave out", "as a table"  # answers to what becomes of a text


class AnswerCard(QFrame):
    """One answer: what it says, what speaks for it, and a button to give it."""

    def __init__(self, answer: Answer, give: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("Card")
        place = QVBoxLayout(self)
        place.setContentsMargins(12, 8, 12, 10)
        place.setSpacing(3)
        self.button = button(answer.words, give)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.setAccessibleDescription("; ".join(answer.evidence))
        place.addWidget(self.button)
        for text in answer.evidence[: SHOWN + 1]:
            place.addWidget(Elided(text, "muted"))
        place.addStretch(1)


class QuestionBox(QFrame):
    """The question that is open, amber; hidden while none is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Question")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setVisible(False)
        self.asked: Question | None = None
        self.buttons: dict[str, QWidget] = {}
        self.password: QLineEdit | None = None
        place = QVBoxLayout(self)
        place.setContentsMargins(12, 8, 12, 10)
        place.setSpacing(6)
        self.text = label("", "strong", wraps=True)
        place.addWidget(self.text)
        self.line = QHBoxLayout()
        self.line.setSpacing(10)
        place.addLayout(self.line)

    def ask(self, question: Question, give: Callable[[str], object]) -> None:
        """Asks; the same question asked again keeps its focus."""
        if question == self.asked and self.isVisible():
            return
        self._begin(question.about)
        self.asked = question
        for answer in question.answers:
            card = AnswerCard(answer, lambda value=answer.value: give(value))
            self.buttons[answer.value] = card.button
            self.line.addWidget(card, 1)
        self.show()

    def ask_password(self, about: str, give: Callable[[str], object]) -> None:
        """Asks for the password of a locked file."""
        if self.password is not None and self.isVisible() and self.text.text() == about:
            return
        self._begin(about)
        edit = QLineEdit()
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.setAccessibleName(self.tr("Password"))
        edit.setPlaceholderText(self.tr("Password"))
        edit.setMaximumWidth(280)
        edit.returnPressed.connect(lambda: give(edit.text()))
        self.password = edit
        self.line.addWidget(edit)
        self.line.addWidget(button(self.tr("Open"), lambda: give(edit.text())))
        self.line.addWidget(label(self.tr("It opens the archive and is kept nowhere."), "muted"))
        self.line.addStretch(1)
        self.show()
        edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_question(self) -> None:
        """Nothing is open any more."""
        self.asked, self.password = None, None
        self.hide()

    def _begin(self, about: str) -> None:
        clear(self.line)
        self.buttons, self.password, self.asked = {}, None, None
        self.text.setText(about)


def date_question(found: Preview, column: str) -> Question | None:
    """Which comes first in a column of dates, with how it would read either way; None where all ways say the same, or
    no way reads them."""
    readings = date_evidence.readings(date_evidence.column_of(found, column))
    if not readings:
        return None
    if len(readings) > 1 and len({r.shown for r in readings}) < 2:
        return None
    zone = words.zone_of("UTC")
    answers = []
    for reading in readings:
        evidence = [
            translate("Question", "{text} is {day}").format(
                text=words.isolated(text), day=words.isolated(words.day(date_evidence.at(day)))
            )
            for text, day in reading.shown[:2]
        ]
        evidence.append(
            translate("Question", "the first rows then reach from {first} to {last}").format(
                first=words.isolated(words.day(words.local(reading.first, zone))),
                last=words.isolated(words.day(words.local(reading.last, zone))),
            )
        )
        if reading.ascending == 1:
            evidence.append(translate("Question", "and follow one another in time"))
        elif any(other.ascending == 1 for other in readings):
            evidence.append(translate("Question", "but jump to and fro in time"))
        answers.append(Answer(reading.order, _capital(orders()[reading.order]), tuple(evidence)))
    about = translate(
        "Question", "What do the dates in {column} have first? These rows can be read both ways."
    )
    return Question("date_order", about.format(column=words.isolated(column)), tuple(answers), column)


def open_question(file: File, *, several: bool) -> Question | None:
    """The first thing that a file leaves open; `several` says that it may also be left out."""
    if file.is_text:
        return _text_question(file, several)
    recipe = file.recipe
    if recipe is None or file.found is None:
        return None
    if file.questions:
        return file.questions[0]
    for question in of_facts(file.found.facts.get("questions", ())):
        if question.id != "date_order" and not getattr(recipe.layout, question.id, "-"):
            return question
    for column in file.preview.undecided if file.preview is not None else ():
        found = date_question(file.preview, column) if file.preview is not None else None
        if found is not None:
            return found
    return None


def _text_question(file: File, several: bool) -> Question:
    """What a file of running text is, and what can be done with what stands in it."""
    about = translate(
        "Question",
        "{file} is running text, not a table: Clew takes in files whose rows each tell one thing that happened.",
    )
    answers = []
    if several:
        why = (
            translate("Question", "the other files are imported without it"),
            translate("Question", "a note can be written on whom it is about"),
        )
        answers.append(Answer(LEAVE_OUT, translate("Question", "Leave it out"), why))
    chat = (
        translate("Question", "each line becomes a row, its parts cut at commas or blanks"),
        translate("Question", "for a chat, drop the export of WhatsApp or Telegram instead"),
        translate("Question", "for a list inside the text, copy the list and paste it as a table"),
    )
    answers.append(Answer(AS_TABLE, translate("Question", "Read it as a table all the same"), chat))
    return Question("text", about.format(file=words.isolated(file.path.name)), tuple(answers))


def of_facts(said: Sequence[object]) -> list[Question]:
    """The questions a reader has, as its facts hold them."""
    return [Question.of(one) for one in said if isinstance(one, dict)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
