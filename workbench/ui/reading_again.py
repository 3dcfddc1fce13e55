"""Reads a source of the case once more: its original is written out for as long as that takes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workbench.app.jobs import Job
from workbench.app.outcome import Outcome
from workbench.case import exporting, sources
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.ui.importing.window import ImportWindow


def read_again(window: Any, source: int, *, rejects: bool = False) -> None:
    """Asks in the import window how to read a source this time; with `rejects`, its preview shows the rows alone
    that were rejected, so that the recipe can be mended until it takes them."""
    session = window.session
    known = sources.get(session.open_case, source)
    # gone with the window, and at the latest when the program ends
    folder = tempfile.TemporaryDirectory(prefix="clew-", ignore_cleanup_errors=True)
    path = Path(folder.name) / Path(known.name).name

    def fetch(case: Case, job: Job) -> Path:
        if known.kept == "copy":
            exporting.original(case, source, path)
            return path
        there = Path(known.path)  # the case holds its hash alone: where it came from it may be still
        if there.is_file() and sources.hash_file(there)[0] == known.sha256:
            return there
        raise Problem(
            f"the case holds no copy of {known.name}, and it is not where it was imported from",
            "import the file itself again, with another recipe",
        )

    def ask(path: Path) -> None:
        mending = source if rejects else None
        ImportWindow(
            session, [path], window, again=True, left=folder.cleanup, retry=mend(window), mending=mending
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
