"""Ask: the questions in plain words by world, the form of one, and its answer with the rows it rests on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from workbench.app import kept_answers, questions
from workbench.app.jobs import Job
from workbench.app.kept_answers import Asked
from workbench.app.sitting import enter, of_answer
from workbench.case import entities, findings
from workbench.case.cases import Case
from workbench.case.findings import Finding
from workbench.case.protection import Locked
from workbench.model.changes import Changes
from workbench.model.problems import Cancelled, Problem
from workbench.questions import asking
from workbench.questions.held import Held
from workbench.questions.question import AGAIN, Question
from workbench.ui import words
from workbench.ui.asking import hand_on
from workbench.ui.asking.answer_page import AnswerPage
from workbench.ui.asking.answered import Answered
from workbench.ui.asking.form import QuestionForm
from workbench.ui.asking.other_cases import OtherCases
from workbench.ui.asking.question_list import QuestionList, said
from workbench.ui.panels.panel import Panel
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import label
from workbench.ui.parts.waiting import waiting

UNTOLD = {"chart", "placement", "finding", "log"}  # what no question reads


class AskPanel(Panel):
    """Left the questions, right the form of the one chosen, then its answer."""

    area = Qt.DockWidgetArea.BottomDockWidgetArea
    shown_first = False
    beside = "records"
    roomy = True
    share = 0.55

    def __init__(self) -> None:
        super().__init__("ask", "")
        self.title = self.tr("Ask")
        self.setAccessibleName(self.title)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        self.questions = QuestionList()
        self.questions.chosen.connect(self.show_question)
        self.questions.kept_chosen.connect(self.ask_again)
        self.pages = QStackedWidget()
        self.start = label(
            self.tr("Choose a question. Each says how its answer is found and how far it holds."),
            "muted",
            wraps=True,
        )
        self.start.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.start.setContentsMargins(14, 10, 14, 10)
        self.pages.addWidget(self.start)
        both.addWidget(self.questions)
        both.addWidget(self.pages)
        both.setStretchFactor(0, 0)
        both.setStretchFactor(1, 1)
        both.setSizes([250, 700])
        self.hold(both)
        self.setFocusProxy(self.questions)
        self.form: QuestionForm | None = None
        self.page: AnswerPage | None = None
        self.answered: Answered | None = None
        self._known: dict[str, Question] = {}
        self._going_to = ""
        self._held: Held | None = None
        self._job: Job | None = None
        self.others = OtherCases()
        self.say(self.tr("Open a case to ask it something."))

    # -- what there is to ask ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        """Lists the questions; they are read once, when a case is open, for reading them all takes a moment."""
        session = self.session
        if session is None or session.case is None:
            return
        if self._known:
            return self._list()

        def done(found: dict[str, Question]) -> None:
            self._known = found
            self.questions.show_questions(found.values())
            self.counted.emit(words.number(len(found)))
            self._list()

        session.look(
            self.tr("Reading the questions"), lambda case, job: questions.known(session.library),
            while_there(self, done), replaces="questions",
        )  # fmt: skip

    def _list(self) -> None:
        if self.session is None or self.session.case is None:
            return
        self.questions.show_kept([f for f in findings.listed(self.session.case) if f.asked])
        self.show_content()
        if self._going_to:
            self.go_to(self._going_to)

    def refresh(self, changes: Changes) -> None:
        session = self.session
        if session is None:
            return
        if changes.tables - UNTOLD:
            self._held = None
        if not changes.touches("case", "finding", "included"):
            return
        if session.case is None:
            self.others.forget()
            self._turn_to(None)
            return self.say(self.tr("Open a case to ask it something."))
        if changes.touches("case"):
            self.others.forget()
            self._turn_to(None)
        self._begin()

    def show_question(self, question: Question) -> None:
        """Shows the form of a question."""
        if self.session is None or self.session.case is None:
            return
        self.answered, self.page = None, None
        self.form = QuestionForm(question, self.session)
        self.form.asked.connect(self._ask)
        self._turn_to(self.form)

    def go_to(self, id: str) -> None:
        """Shows the form of the question called so, once the questions are read."""
        self._going_to = "" if self._known else id
        if id in self._known:
            self.questions.point_at(id)
            self.show_question(self._known[id])
            if self.form is not None:
                self.form.setFocus()

    def _turn_to(self, page: QWidget | None) -> None:
        """Shows a page; the form stays, to go back to, until another question is chosen."""
        if page is None:
            self.form, self.page, self.answered = None, None, None
        for at in range(self.pages.count() - 1, 0, -1):
            old = self.pages.widget(at)
            if old is not page and old is not self.form:
                self.pages.removeWidget(old)
                old.deleteLater()
        self.questions.setVisible(not isinstance(page, AnswerPage))  # an answer needs the whole width
        if page is not None and self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page if page is not None else self.start)

    # -- asking --------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        form = self.form
        if form is None:
            return
        question, texts, moments = form.question, form.texts(), form.moments()
        form.complain("")

        def settings(case: Case) -> dict[str, Any]:
            return asking.settings(question, texts, lambda text: entities.resolve(case, text))

        self._start(question, settings, moments)

    def ask_again(self, finding: Finding) -> None:
        """Asks again what a finding answers, and says whether the case still says the same."""
        then = Asked.of(finding)
        if self.session is None or then is None:
            return
        question = self._known.get(then.question)
        if question is None:
            return self.session.problem(
                Problem(
                    self.tr("the question '{id}' is not known any more").format(id=then.question),
                    self.tr("bring back the plugin it came with"),
                )
            )
        self.show_question(question)
        restored = kept_answers.settings_from(question, then.settings)
        if self.form is not None:
            self.form.put(restored)
        self._start(question, lambda case: restored, then.moments, then)

    def _start(
        self, question: Question, settings: Any, moments: tuple[int, int] | None, then: Asked | None = None
    ) -> None:
        session = self.session
        assert session is not None
        case, graph = session.open_case, session.graph
        if self._job is not None:
            self._job.cancel()
        self._turn_to(waiting(self.tr("Looking through the case …"), self.tr("Stop"), self._stop))

        def work(job: Job) -> Answered:
            known = self._held
            if known is not None and known.whole is graph and known.moments == moments:
                held = known.again(job.tell)
            else:
                held = questions.held(case, graph, moments=moments, tell=job.tell)
            held.look_into = self.others.open
            self._held = held  # so that the next question need not read it all again
            return Answered(held, question, asking.ask(held, question, settings(case), steady=False))

        def done(found: Answered) -> None:
            self._show(found)
            enter(session, self.tr("Asking"), "ask", *of_answer(found.answer))
            if then is not None:
                same = found.answer.digest == then.digest
                session.told(
                    self.tr("The case still says the same.") if same
                    else self.tr("The case no longer says the same as when this was kept.")
                )  # fmt: skip

        self._job = session.jobs.read(
            said(question.title),
            work,
            replaces="ask",
            done=while_there(self, done),
            failed=while_there(self, self._failed),
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, Cancelled) and self._job is not None and not self._job.cancelled:
            return  # a later question took its place
        self._back()
        if isinstance(problem, Locked):
            return self.others.ask(problem, self._ask, self)
        if isinstance(problem, Problem) and self.form is not None:
            self.form.complain(words.problem(problem.what, problem.hint))
        elif self.session is not None and not isinstance(problem, Cancelled):
            self.session.problem(problem)

    def _show(self, found: Answered) -> None:
        session = self.session
        if session is None or session.case is not found.held.case:
            return
        self.answered = found
        self.page = AnswerPage(session, found.held, found.question, found.answer)
        self.page.wanted.connect(self._do)
        self._turn_to(self.page)
        self.page.setFocus()
        if found.question.steady == AGAIN:
            self._look_whether_steady(found)

    def _look_whether_steady(self, found: Answered) -> None:
        session, page = self.session, self.page
        assert session is not None

        def work(job: Job) -> str:
            return asking.steadiness(found.held.again(job.tell), found.question, found.answer)

        def done(sentence: str) -> None:
            if self.answered is found and page is not None:
                found.answer = found.answer.with_(steady=sentence)
                page.itself.show_steady(sentence or self.tr("There is nothing that could change."))

        title = self.tr("Asking again with a tenth of the links taken away")
        session.look(title, lambda case, job: work(job), while_there(self, done), replaces="ask again")

    def _back(self) -> None:
        """Back from the answer to the form, as it was filled in."""
        self.page, self.answered = None, None
        self._turn_to(self.form)

    def _do(self, what: str) -> None:
        """Does what the page of the answer is asked for."""
        if what == "back":
            self._back()
        elif self.session is not None and self.answered is not None and self.page is not None:
            see = hand_on.do(what, self.session, self.answered, self.page)
            if see:
                self.asked.emit(f"panel_{see}", {"show": True})

    def restyle(self) -> None:
        if self.page is not None:
            self.page.restyle()
