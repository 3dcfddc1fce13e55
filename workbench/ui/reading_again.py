"""Reads a source of the case once more: its original is written out for as long as that takes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from workbench.app.jobs import Job
from workbench.case import exporting, sources
from workbench.case.cases import Case
from workbench.model.problems import Problem
from workbench.ui.importing.window import ImportWindow


def read_again(window: Any, source: int) -> None:
    """Asks in the import window how to read a source this time."""
    session = window.session
    known = sources.get(session.open_case, source)
    if known.kept != "copy":
        raise Problem(
            f"the case holds no copy of {known.name}", "import the file itself again, with another recipe"
        )
    # gone with the dialog, and at the latest when the program ends
    folder = tempfile.TemporaryDirectory(prefix="clew-", ignore_cleanup_errors=True)
    path = Path(folder.name) / Path(known.name).name

    def write(case: Case, job: Job) -> Path:
        exporting.original(case, source, path)
        return path

    def ask(path: Path) -> None:
        ImportWindow(session, [path], window, again=True, left=folder.cleanup).open()

    session.look(window.tr("Fetching {file}").format(file=known.name), write, ask)
