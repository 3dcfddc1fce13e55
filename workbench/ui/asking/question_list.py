"""The questions by world, to be looked through or searched; the answers kept so far below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from workbench.case.findings import Finding
from workbench.questions.question import WORLDS, Question
from workbench.ui import icons
from workbench.ui.rows import Row, RowList


def said(text: str) -> str:
    """A text of a question in the reader's language; the texts stand in questions/."""
    return QCoreApplication.translate("Questions", text)


class QuestionList(QWidget):
    """`chosen` tells the question one goes to, `kept_chosen` the finding whose question is asked again."""

    chosen = Signal(object)
    kept_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._questions: list[Question] = []
        self._kept: list[Finding] = []
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 4, 0, 0)
        place.setSpacing(4)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Which question?"))
        self.search.setAccessibleName(self.tr("Find a question"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.sign("ph.magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._show)
        self.search.installEventFilter(self)
        self.list = RowList(self.tr("Questions"))
        self.list.chosen.connect(self._choose)
        self.setFocusProxy(self.search)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 0, 8, 0)
        inner.addWidget(self.search)
        place.addLayout(inner)
        place.addWidget(self.list, 1)

    def show_questions(self, questions: Iterable[Question]) -> None:
        self._questions = list(questions)
        self._show()

    def show_kept(self, kept: Sequence[Finding]) -> None:
        """Lists the findings that answer a question."""
        self._kept = list(kept)
        self._show()

    def matching(self, text: str) -> list[Row]:
        """The questions that hold every word of a text, as rows of the search box."""
        wanted = text.casefold().split()
        return [
            Row(
                ("question", q.id), said(q.title), said(WORLDS[q.world]), sign="ph.question", tip=said(q.does),
                value=q.id,
            )
            for q in self._questions
            if wanted and matches(q, wanted)
        ]  # fmt: skip

    def point_at(self, question: str) -> None:
        """Makes a question current, the search undone where it hides it."""
        if not any(row.key == question for row in self.list.model_.rows):
            self.search.clear()
        self.list.point_at(question)

    def _show(self) -> None:
        wanted = self.search.text().casefold().split()
        rows: list[Row] = []
        for world, name in WORLDS.items():
            mine = [q for q in self._questions if q.world == world and matches(q, wanted)]
            if mine:
                rows.append(Row(("world", world), said(name), tone="heading"))
                rows += [Row(q.id, said(q.title), tip=said(q.does), value=q) for q in mine]
        kept = [f for f in self._kept if all(word in f.statement.casefold() for word in wanted)]
        if kept:
            rows.append(Row(("world", "kept"), self.tr("Kept answers"), tone="heading"))
            rows += [
                Row(("kept", f.id), f.statement, sign="ph.bookmark-simple", tip=f.statement, value=f)
                for f in kept
            ]
        self.list.show_rows(rows)

    def _choose(self, row: Row) -> None:
        if isinstance(row.value, Question):
            self.chosen.emit(row.value)
        elif isinstance(row.value, Finding):
            self.kept_chosen.emit(row.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow down and Enter in the search go to the list."""
        if watched is not self.search or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key() if isinstance(event, QKeyEvent) else None
        if key not in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        first = next((n for n, row in enumerate(self.list.model_.rows) if row.tone != "heading"), None)
        if first is not None:
            self.list.setFocus()
            self.list.setCurrentIndex(self.list.model_.index(first))
        return True


def matches(question: Question, wanted: Sequence[str]) -> bool:
    """Whether every word stands somewhere in what the question is called or found by."""
    text = f"{said(question.title)} {question.title} {question.words} {said(question.does)} {question.id}".casefold()
    return all(word in text for word in wanted)
