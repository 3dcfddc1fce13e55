"""The import window: files to the left, the chosen one to the right with the rows as they stand and the records they
become; then how far it is, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.app import retrying
from workbench.app.habits import Habits
from workbench.app.import_run import ImportRun
from workbench.app.jobs import Job
from workbench.app.outcome import Outcome
from workbench.app.session import Session
from workbench.model.files import AnyFile
from workbench.ui import words
from workbench.ui.dialogs import manual
from workbench.ui.importing.file import File
from workbench.ui.importing.files import FileList
from workbench.ui.importing.keeping import keep_recipe
from workbench.ui.importing.looking import Looking
from workbench.ui.importing.origin import Origin
from workbench.ui.importing.outcomes import Outcomes, Retry
from workbench.ui.importing.page import FilePage
from workbench.ui.importing.progress import Progress
from workbench.ui.importing.question import AS_TABLE, LEAVE_OUT
from workbench.ui.importing.said import Said
from workbench.ui.importing.teaching import Teaching
from workbench.ui.parts.labels import button, label


class ImportWindow(QDialog):
    """`again` says that a source of the case is read once more, and the new reading takes the place of the old; `left`
    is called when the files are needed no longer; `retry` opens the window on the rejected rows of an outcome, and
    `mending` says that it was opened so, for that source: the preview then shows the rejected rows alone."""

    def __init__(
        self, session: Session, paths: Sequence[AnyFile], parent: QWidget | None = None, *, again: bool = False,
        left: Callable[[], None] = lambda: None, retry: Retry | None = None, mending: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.session, self.case = session, session.open_case
        self.again, self._left, self._retry, self.mending = again, left, retry, mending
        self.habits = Habits()
        self.outcomes: Outcomes | None = None
        self.teaching = Teaching(session.library, self.case.about.country, self)
        self.teaching.changed.connect(self._changed)
        self.teaching.replaced.connect(self._after_change)
        self.list = FileList(session, paths, self.habits, self, again=again, source=mending)
        self.setWindowTitle(self.tr("Read again") if again else self.tr("Import"))
        self._size()
        self.pages = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 14, 20, 14)
        whole.setSpacing(10)
        whole.addLayout(self._head())
        whole.addWidget(self.pages, 1)
        self.wrong = label("", "warning", wraps=True)
        self.wrong.hide()
        whole.addWidget(self.wrong)
        whole.addLayout(self._foot())
        self.pages.addWidget(self._preparing())
        self.progress = Progress()
        self.progress.finished.connect(self._show_outcomes)
        self.said = Said(self.case, self.origin, self.page.writing, again=again, mending=mending)
        self.pages.addWidget(self.progress)
        only = retrying.rejected_rows(self.case, mending) if mending is not None else None
        self.looking = Looking(session, self, only)
        self.looking.shown.connect(self._previewed)
        self._soon = QTimer(self, singleShot=True, interval=90, timeout=self._look)
        self._keys()
        self.list.turned.connect(self._show_file)
        self.list.listed.connect(self._say_files)
        self.list.begin()
        (self.list if len(self.files) > 1 else self.page.tabs).setFocus()

    @property
    def files(self) -> list[File]:
        return self.list.files

    @property
    def file(self) -> File:
        """The file that is looked at."""
        return self.list.file

    @property
    def job(self) -> Job | None:
        """The import that goes on, None before."""
        return self.progress.job

    # -- parts ---------------------------------------------------------------------------------------------

    def _size(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(1440, room.width() - 40), min(900, room.height() - 50))
        self.setSizeGripEnabled(True)
        self.setMinimumSize(min(860, room.width() - 40), min(560, room.height() - 50))

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.title = label(self.list.title, "title")
        line.addWidget(self.title)
        line.addStretch(1)
        self.help = button(self.tr("How this works (F1)"), self.show_manual, "link")
        line.addWidget(self.help)
        return line

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.foot = label("", "muted", wraps=True)
        line.addWidget(self.foot, 1)
        self.stop = button(self.tr("Stop, and keep nothing of this file"), self._stop)
        self.cancel = button(self.tr("Cancel"), self.reject)
        self.go = button(self.tr("Read again") if self.again else self.tr("Import"), self.begin, "primary")
        self.go.setDefault(True)
        for widget in (self.stop, self.cancel, self.go):
            line.addWidget(widget)
        self.stop.hide()
        return line

    def _preparing(self) -> QWidget:
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        self.origin = Origin(self.habits.acquired, self.habits.sha512, self.case)
        self.origin.changed.connect(self._again_soon)
        self.origin.changed.connect(self._say_foot)
        self.page = FilePage(self.teaching, self.case.about, self.origin, again=self.again)
        self.page.writing.placed.connect(self._again_soon)
        self.page.words.wanted.connect(self._count_words)
        self.page.answered.connect(self._answer)
        split.addWidget(self.list)
        split.addWidget(self.page)
        split.setSizes([220, 1100])
        return split

    def _keys(self) -> None:
        for keys, act in (
            ("F1", self.show_manual), ("F8", self.page.tables.go_to_problem), ("Ctrl+Return", self.begin),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, activated=act)
        for number in range(self.page.tabs.count()):
            QShortcut(
                QKeySequence(f"Ctrl+{number + 1}"), self, activated=lambda at=number: self.page.turn_to(at)
            )

    # -- what is known -------------------------------------------------------------------------------------

    def _show_file(self) -> None:
        file = self.file
        file.seen |= file.found is not None
        self.wrong.hide()
        self.teaching.hold(file)
        self.origin.hold(file, several=len(self.files) > 1)
        self.page.show_file(file, several=len(self.files) > 1)
        self._again_soon()

    def _say_files(self) -> None:
        """Says above and below the files how all of them stand; a look that ends during the import says nothing."""
        if self.pages.currentWidget() in (self.progress, self.outcomes):
            return
        self.title.setText(self.list.title)
        self.title.setToolTip("\n".join(self.list.left_out))
        self.go.setEnabled(self.list.ready)
        self._say_foot()

    def _say_foot(self) -> None:
        """How many files are ready, and in amber that rows will be withheld, wherever one looks just now."""
        withheld = "" if self.again else self.origin.says_withheld(self.files)
        parts = [self.list.summary if len(self.files) > 1 else "", withheld]
        self.foot.setText(words.DOT.join(part for part in parts if part))
        self.foot.setProperty("role", "warning" if withheld else "muted")
        self.foot.style().polish(self.foot)

    def _again_soon(self) -> None:
        self._soon.start()

    def _look(self) -> None:
        file = self.file
        if self.session.case is not self.case:  # it was closed meanwhile
            return
        if file.found is not None and file.recipe is not None:
            self.looking.look(file, self.said.wishes(file))

    def _previewed(self, file: object) -> None:
        if file is self.file:
            self.page.refresh()
        self.list.show_files()

    def _count_words(self, column: str) -> None:
        self.looking.count(self.file, column)

    # -- changing ------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        """The recipe is another: files of the same layout that nobody changed otherwise follow."""
        self.list.share(self.file)
        self._after_change()

    def _after_change(self) -> None:
        self.file.wrong = ""
        self._show_file()
        self.list.show_files()

    def _answer(self, id: str, column: str, value: str) -> None:
        """An answer to what the file leaves open goes into its recipe."""
        file = self.file
        if id == "password":
            self.list.unlock(file, value)
            self.page.refresh()
        elif value == LEAVE_OUT:
            self.list.leave_out(self.files.index(file))
        elif value == AS_TABLE:
            self.teaching.start_over()
        else:
            self.teaching.answer(id, column, value)

    # -- importing -----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Keeps the recipes that were made or changed, then takes in every file that can be read."""
        if self.pages.currentIndex() != 0 or not self.go.isEnabled() or self._complains():
            return
        run = ImportRun()
        for file in self.files:
            if file.found is None:
                continue
            keep_recipe(file, self.session.library)
            run.add(file.path, self.said.wishes(file), self.mending)
            assert file.recipe is not None
            if not self.session.discreet():
                self.habits.use(file.found.columns, file.recipe.id)
        if not self.again and not self.session.discreet():
            self.origin.remember(self.habits)
        self._start(run)

    def _complains(self) -> bool:
        """Whether something has to be said before anything is imported; the file it is about is shown."""
        found = self.said.missing(self.files, self.session.library.kinds)
        if found is None:
            return False
        at, sentence, of_origin = found
        self.list.point_at(at)
        if of_origin:
            self.page.turn_to_origin()
        self.wrong.setText(sentence)
        self.wrong.show()
        return True

    def _start(self, run: ImportRun) -> None:
        refused = [Outcome(f.path, problem=f.problem) for f in self.files if f.problem]
        left, self._left = self._left, lambda: None
        self.progress.start(self.session, run, refused, left)
        self.pages.setCurrentWidget(self.progress)
        self.title.setText(self.tr("Importing %Ln files", "", len(run.turns)))
        self.foot.setText(
            self.tr("You can close this window: the import goes on, and you are told when it is done.")
        )
        self.go.hide()
        self.cancel.setText(self.tr("Go on in the background"))
        self.stop.show()
        self.stop.setFocus()

    def _stop(self) -> None:
        self.progress.stop()
        self.stop.setEnabled(False)
        self.foot.setText(self.tr("Stopping; what was read of this file is taken back."))

    def _show_outcomes(self, outcomes: list[Outcome]) -> None:
        """Turns to what became of the files."""
        good = sum(not o.problem for o in outcomes)
        said = self.tr("{good} of {all} files imported") if good < len(outcomes) else self.tr("Imported")
        self.title.setText(said.format(good=words.number(good), all=words.number(len(outcomes))))
        self.outcomes = Outcomes(self.session, outcomes, retry=self._retry)
        self.pages.addWidget(self.outcomes)
        self.pages.setCurrentWidget(self.outcomes)
        self.stop.hide()
        self.foot.setText("")
        self.cancel.setText(self.tr("Close"))
        self.cancel.setFocus()

    # -- leaving -------------------------------------------------------------------------------------------

    def show_manual(self) -> None:
        """Opens the manual at its page about bringing files in."""
        manual.open_page("bringing_files_in", self)

    def reject(self) -> None:
        self._soon.stop()
        self._left()
        super().reject()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.reject()
