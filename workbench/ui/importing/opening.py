"""Looks what the offered paths are: files, or folders and archives of several; and what each file is recognised as."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.app import archives
from workbench.app.archives import Part
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import sources
from workbench.ingest import recognising
from workbench.ingest.recognising import Recognised
from workbench.model.problems import Problem
from workbench.ui.importing.file import File
from workbench.ui.parts.alive import while_there

SMALL = 64 << 20  # bytes of a file whose hash is taken at once, to see whether the case holds it already


class Opening(QObject):
    """`opened` tells a file and the parts it stands for, `recognised` a file, what it is, and the source of the case
    with the same bytes (None = not seen), `refused` a file and why it cannot be read. `whole` takes paths as they are.
    """

    opened = Signal(object, object)
    recognised = Signal(object, object, object)
    refused = Signal(object, object)

    def __init__(self, session: Session, window: QWidget, *, whole: bool) -> None:
        super().__init__(window)
        self.session, self.window, self.case, self.whole = session, window, session.open_case, whole

    def open(self, file: File) -> None:
        """Looks whether a path is one file, or a folder or archive of several."""
        library, whole = self.session.library, self.whole
        self.session.jobs.read(
            self.tr("Looking at {file}").format(file=file.path.name),
            lambda job: [Part(file.path)] if whole else archives.offered(file.path, library, file.password),
            done=while_there(self.window, lambda parts: self.opened.emit(file, parts)),
            failed=while_there(self.window, lambda problem: self.refused.emit(file, problem)),
        )

    def recognise(self, file: File) -> None:
        """Looks what a file is recognised as."""
        library, case = self.session.library, self.case

        def read(job: Job) -> tuple[Recognised, int | None]:
            found = recognising.recognise(file.path, library.recipes, by=library.child)
            try:
                small = file.path.stat().st_size <= SMALL
                known = sources.find(case.db, sources.hash_file(file.path)[0]) if small else None
            except (OSError, Problem):
                known = None  # said properly when it is imported
            return found, known

        self.session.jobs.read(
            self.tr("Looking at {file}").format(file=file.path.name), read,
            done=while_there(self.window, lambda found: self.recognised.emit(file, *found)),
            failed=while_there(self.window, lambda problem: self.refused.emit(file, problem)),
        )  # fmt: skip
