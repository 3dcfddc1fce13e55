"""Looks at a file for the window, off its thread: what a recipe makes of the first rows, who the case knows of them,
and the words of a column. The latest question wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.app.wishes import Wishes, context_of
from workbench.case.met import Acquaintances, Met, Value
from workbench.ingest import drafting, preview
from workbench.ingest import words as words_of
from workbench.ingest.preview import Preview
from workbench.ingest.undecided import Undecided
from workbench.ingest.words import Words
from workbench.model.problems import Cancelled, Problem
from workbench.ui import words
from workbench.ui.importing.file import File
from workbench.ui.parts.alive import while_there

ROWS = 500


class Looking(QObject):
    """`shown` tells a file of which something new is known; `only` are the rows to look at, by sheet."""

    shown = Signal(object)

    def __init__(
        self, session: Session, window: QWidget, only: Mapping[str, frozenset[int]] | None = None
    ) -> None:
        super().__init__(window)
        self.only = only
        self.session, self.window, self.case = session, window, session.open_case
        self._acquaintances: Acquaintances | None = None

    def look(self, file: File, wishes: Wishes) -> None:
        """Asks what the recipe of a file makes of its first rows."""
        assert file.recipe is not None
        library, recipe = self.session.library, file.recipe
        kinds = drafting.relaxed(library.kinds) if drafting.missing(recipe, library.kinds) else library.kinds

        def read(job: Job) -> Preview:
            said = context_of(wishes, recipe, self.case.about, library.kinds)
            context = replace(said, period=None, only=self.only)
            return preview.preview(file.path, recipe, ROWS, kinds=kinds, context=context, by=library.child)

        def show(found: Preview) -> None:
            if file.recipe is recipe:
                file.preview, file.wrong, file.questions = found, "", ()
                self.shown.emit(file)
                self._recognise_people(file, found)

        def failed(problem: BaseException) -> None:
            if file.recipe is not recipe or isinstance(problem, Cancelled):
                return
            if not isinstance(problem, Problem):
                self.session.problem(problem)
                return
            file.wrong = words.problem(problem.what, problem.hint)
            file.questions = problem.questions if isinstance(problem, Undecided) else ()
            self.shown.emit(file)

        self.session.jobs.read(
            self.tr("Reading the first rows"), read, replaces="preview",
            done=while_there(self.window, show), failed=while_there(self.window, failed),
        )  # fmt: skip

    def count(self, file: File, column: str) -> None:
        """Asks for the words of a column."""
        if file.recipe is None:
            return
        library, recipe = self.session.library, file.recipe

        def read(job: Job) -> Words:
            return words_of.met(file.path, recipe, column, by=library.child)

        def show(found: Words) -> None:
            file.words[column] = found
            self.shown.emit(file)

        self.session.jobs.read(
            self.tr("Counting the words of {column}").format(column=column), read, replaces="words",
            done=while_there(self.window, show), failed=while_there(self.window, self._failed),
        )  # fmt: skip

    def _recognise_people(self, file: File, found: Preview) -> None:
        """Asks which of the values the case knows from other sources."""
        values = set(values_of(found))
        case = self.case

        def read(job: Job) -> Met:
            if self._acquaintances is None:
                self._acquaintances = Acquaintances(case)
            return self._acquaintances.met(values, file.source)

        def show(met: Met) -> None:
            if file.preview is found:
                file.met = met
                self.shown.emit(file)

        self.session.jobs.read(
            self.tr("Looking who is known"), read, replaces="met",
            done=while_there(self.window, show), failed=while_there(self.window, self._failed),
        )  # fmt: skip

    def _failed(self, problem: BaseException) -> None:
        if not isinstance(problem, Cancelled):
            self.session.problem(problem)


def values_of(found: Preview) -> Iterable[Value]:
    """Every value the previewed records name."""
    return (value for row in found.rows for record in row.records for value in record.entities.values())
