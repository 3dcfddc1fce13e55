"""The window of pairs that may be the same: strongest first, both sides beside each other, judged by a key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from workbench.app import reviewing
from workbench.app.jobs import Job
from workbench.app.reviewing import APART, SAME, UNSURE, Review
from workbench.app.session import Session
from workbench.model.changes import Changes
from workbench.model.problems import Cancelled
from workbench.questions.likeness.pairing import likely
from workbench.ui import appearance, words
from workbench.ui.matching.pair_list import PairList
from workbench.ui.matching.sides import Sides
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import Flow, button, label


class ReviewWindow(QDialog):
    """Can stay open beside the work; what is judged in it are steps like all others."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(self.tr("Who may be the same?"))
        room = self.screen().availableGeometry()
        self.resize(
            min(appearance.scaled(980), room.width() - 60), min(appearance.scaled(600), room.height() - 60)
        )
        self.session, self.case = session, session.open_case
        self.review: Review | None = None
        self.verdicts: dict[tuple[int, int], str] = {}
        self.states: list[str] = []
        self.at = -1
        self._job: Job | None = None
        self._build()
        session.changed.connect(self._changed)
        self.compare()

    def _build(self) -> None:
        place = QVBoxLayout(self)
        place.setContentsMargins(20, 16, 20, 14)
        place.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(label(self.tr("Who may be the same?"), "title"), 1)
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("What to compare"))
        named = (self.tr("Persons"), self.tr("Organisations"), self.tr("Addresses"), self.tr("Handles"))
        for kind, name in zip(reviewing.KINDS, named, strict=True):
            self.kind.addItem(name, kind)
        self.kind.activated.connect(lambda: self.compare())
        top.addWidget(self.kind)
        place.addLayout(top)
        self.said = label("", "muted", wraps=True)
        place.addWidget(self.said)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setAccessibleName(self.tr("Judged"))
        place.addWidget(self.progress)
        both = self.both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        self.list = PairList()
        self.list.currentRowChanged.connect(self.show_pair)
        both.addWidget(self.list)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 0, 0, 0)
        self.pair = label("", "value", wraps=True)
        beside.addWidget(self.pair)
        self.sides = Sides()
        beside.addWidget(self.sides, 1)
        self.why = QLineEdit()
        self.why.setAccessibleName(self.tr("Why you judge so"))
        self.why.setClearButtonEnabled(True)
        beside.addWidget(self.why)
        both.addWidget(right)
        both.setStretchFactor(1, 1)
        place.addWidget(both, 1)
        place.addWidget(self._buttons())

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = Flow(row, 8)
        self.buttons: dict[str, QPushButton] = {}
        for name, text, keys, act, role in (
            (SAME, self.tr("Same"), "S", lambda: self.judge(SAME), "primary"),
            (APART, self.tr("Not the same"), "N", lambda: self.judge(APART), ""),
            (UNSURE, self.tr("Unsure"), "U", lambda: self.judge(UNSURE), ""),
            ("skip", self.tr("Later"), "L", lambda: self.go_on(), ""),
            ("undo", self.tr("Undo"), "Ctrl+Z", lambda: self.take_back(), ""),
            ("chart", self.tr("Select both"), "B", lambda: self.select(), ""),
        ):
            made = button(self.tr("{what} ({key})").format(what=text, key=keys), act, role)
            made.setAccessibleName(text)
            QShortcut(QKeySequence(keys), self, act)
            self.buttons[name] = made
            flow.addWidget(made)
        return row

    # -- comparing -----------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Compares all of the chosen kind anew."""
        kind, graph = self.kind.currentData(), self.session.graph
        if self._job is not None:
            self._job.cancel()
        self.review, self.at = None, -1
        self.said.setText(self.tr("Comparing …"))
        self._list()

        def work(job: Job) -> Review:
            return reviewing.review(self.case, graph, kind, job)

        self._job = self.session.jobs.read(
            self.tr("Comparing who may be the same"), work, replaces="review",
            done=while_there(self, self._show), failed=while_there(self, self._failed),
        )  # fmt: skip

    def _failed(self, problem: BaseException) -> None:
        if not isinstance(problem, Cancelled):
            self.said.setText(self.tr("Nothing could be compared."))
            self.session.problem(problem)

    def _show(self, review: Review) -> None:
        self.review = review
        self.verdicts = reviewing.verdicts(self.case)
        self._list()
        first = reviewing.next_open(self.states, -1)
        self.list.setCurrentRow(first if first is not None else 0)
        self.list.setFocus()

    def _list(self) -> None:
        """Lists the pairs, with what is judged of each."""
        self.states = self.review.states(self.verdicts) if self.review is not None else []
        self.list.show_pairs(self.review, self.states)
        self._progress()
        if not self.states:
            self.show_pair(-1)

    def _judged(self) -> None:
        """Writes what is judged now."""
        if self.review is not None:
            self.states = self.review.states(self.verdicts)
            self.list.show_states(self.review, self.states)
            self._progress()

    def _progress(self) -> None:
        review = self.review
        if review is None:
            return
        total, judged = len(self.states), sum(map(bool, self.states))
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(judged)
        if not total:
            self.said.setText(self.tr("No two of them are alike enough to be looked at."))
            return
        self.said.setText(
            self.tr(
                "{judged} of {total} pairs are judged. Of {compared} pairs compared about {expected} are expected to "
                "be the same; nothing is merged unless you say so, and no record changes."
            ).format(
                judged=words.number(judged), total=words.number(total), compared=words.number(review.compared),
                expected=words.number(round(review.expected)),
            )
        )  # fmt: skip

    # -- one pair --------------------------------------------------------------------------------------------------

    def show_pair(self, number: int) -> None:
        """Shows both sides of a pair, and points every view at them."""
        self.at = number
        there = self.review is not None and 0 <= number < len(self.review.pairs)
        for name, made in self.buttons.items():
            made.setEnabled(there or name == "undo")
        self.why.setEnabled(there)
        if not there or self.review is None:
            self.pair.clear()
            self.why.clear()
            return self.sides.show_pair(None)
        pair = self.review.pairs[number]
        one, other = (self.review.names[entity] for entity in (pair.one, pair.other))
        self.pair.setText(
            self.tr("{one} and {other}: {chance} likely").format(
                one=words.isolated(one), other=words.isolated(other), chance=likely(pair.chance)
            )
        )
        self.sides.show_pair(pair, one, other)
        self.why.setText(reviewing.reason(pair))
        self.why.setCursorPosition(0)
        self.select()

    def select(self) -> None:
        """Selects both, so that every view shows what it knows of them."""
        if (
            self.review is not None
            and 0 <= self.at < len(self.review.pairs)
            and self.session.case is self.case
        ):
            pair = self.review.pairs[self.at]
            self.session.select([e for e in (pair.one, pair.other) if e in self.session.graph.node_of])

    def judge(self, verdict: str) -> None:
        """Judges the pair on show and goes on to the next one that is not judged."""
        if self.review is None or not 0 <= self.at < len(self.review.pairs):
            return
        pair = self.review.pairs[self.at]
        why = self.why.text().strip()
        reviewing.judge(
            self.session, self.review, pair, verdict, why, while_there(self, lambda _: self._reread())
        )
        self.go_on()

    def go_on(self) -> None:
        """Shows the next pair of which nothing is judged."""
        following = reviewing.next_open(self.states, self.at)
        if following is not None and following != self.at:
            self.list.setCurrentRow(following)
        elif self.states and following is None:
            self.session.told(self.tr("Every pair is judged."))

    def take_back(self) -> None:
        """Undoes the latest step, if it judged a pair; any other is for the history."""
        if reviewing.is_judgement(self.case, reviewing.last_step(self.case)):
            self.session.undo()
        else:
            self.session.told(self.tr("The latest step judged no pair: take it back in the history."))

    # -- what happens elsewhere ----------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if self.session.case is not self.case:
            self.close()
        elif changes.touches("judgement") and self.review is not None:
            self._reread()

    def _reread(self) -> None:
        """What was judged or taken back here or elsewhere; a pair that is open again is shown."""
        if self.review is None or self.session.case is not self.case:
            return
        before, self.verdicts = self.verdicts, reviewing.verdicts(self.case)
        opened = [
            number
            for number, pair in enumerate(self.review.pairs)
            if reviewing.ends(pair) in before and reviewing.ends(pair) not in self.verdicts
        ]
        self._judged()
        if opened:
            self.list.setCurrentRow(opened[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list stands above the two sides where there is no room for it beside them."""
        super().resizeEvent(event)
        wide = self.width() >= appearance.scaled(820)
        self.both.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        if wide:
            list_wide = appearance.scaled(270)
            self.both.setSizes([list_wide, self.width() - list_wide])
        else:
            list_high = appearance.scaled(84)
            self.both.setSizes([list_high, self.height() - list_high])

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.changed.disconnect(self._changed)
        if self._job is not None:
            self._job.cancel()
        super().closeEvent(event)


def open_review(session: Session, parent: QWidget) -> ReviewWindow:
    """Shows the review; the one that is open already comes to the front."""
    found = parent.findChild(ReviewWindow) or ReviewWindow(session, parent)
    found.show()
    found.raise_()
    found.activateWindow()
    return found
