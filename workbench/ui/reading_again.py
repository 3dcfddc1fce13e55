"""Reads a source of the case once more: its original is there for as long as that takes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from workbench.app import retrying
from workbench.app.jobs import Job
from workbench.app.outcome import Outcome
from workbench.case import sources
from workbench.case.cases import Case
from workbench.model.files import AnyFile
from workbench.model.problems import Problem
from workbench.ui.importing.window import ImportWindow


def read_again(window: Any, source: int, *, rejects: bool = False) -> None:
    """Asks in the import window how to read a source this time; with `rejects`, its preview shows the rows alone
    that were rejected, so that the recipe can be mended until it takes them."""
    session = window.session
    known = sources.get(session.open_case, source)
    needed = ExitStack()  # left with the window, and at the latest when the program ends

    def fetch(case: Case, job: Job) -> AnyFile:
        return needed.enter_context(retrying.original_of(case, source))

    def ask(path: AnyFile) -> None:
        mending = source if rejects else None
        ImportWindow(
            session, [path], window, again=True, left=needed.close, retry=mend(window), mending=mending
        ).open()

    session.look(window.tr("Fetching {file}").format(file=known.name), fetch, ask)


def mend(window: Any) -> Callable[[Outcome], None]:
    """What opens the window on the rejected rows of an outcome."""

    def again(outcome: Outcome) -> None:
        try:
            read_again(window, outcome.source or 0, rejects=True)
        except Problem as problem:
            window.report(problem)

    return again
