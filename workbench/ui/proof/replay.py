"""Replaying the case: everything is done once more from the originals, and what comes out is compared."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from workbench.app import proving
from workbench.app.jobs import Job
from workbench.app.library import Library
from workbench.app.proving import Replayed
from workbench.app.session import Session
from workbench.ui import words
from workbench.ui.parts.labels import button, label
from workbench.ui.proof.trial import Trial


class ReplayDialog(Trial):
    """Says that the same came out, or the first thing that differs."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(
            session, parent, self.tr("Replay the case"),
            self.tr(
                "Every original is read once more with the recipe that the case recorded, and every step is taken once "
                "more, in a new case that is taken away again. Then what both say is compared."
            ),
            self.tr("Replay"),
        )  # fmt: skip
        self.case = session.open_case
        self.inside.addWidget(
            label(self.tr("Originals that the case does not hold are in (may stay empty):"))
        )
        line = QHBoxLayout()
        self.folder = QLineEdit()
        self.folder.setAccessibleName(self.tr("Folder of originals"))
        line.addWidget(self.folder, 1)
        line.addWidget(button(self.tr("Choose…"), self._choose))
        self.inside.addLayout(line)

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Folder of originals"))
        if found:
            self.folder.setText(found)

    def begin(self) -> None:
        case, analyst, said = self.case, self.session.analyst, self.folder.text().strip()

        def work(job: Job) -> Replayed:
            # A reading process of its own: files may be brought in meanwhile.
            with contextlib.closing(Library.shipped()) as library:
                originals = Path(said) if said else None
                return proving.replay(case, library, analyst, originals=originals, tell=job.tell)

        self.run(self.tr("Replaying the case"), work, self._show)

    def _show(self, found: Replayed) -> None:
        counts = self.tr("{files} files read and {steps} steps taken once more.").format(
            files=words.number(found.imports), steps=words.number(found.steps)
        )
        if found.identical:
            said = self.tr("SHA-256 of what the case says: {sha256}").format(sha256=found.content)
            self.say(self.tr("The same came out."), f"{counts}\n{said}", good=True)
        else:
            self.say(self.tr("Something else came out."), f"{found.difference}\n\n{counts}", good=False)


def open_replay(session: Session, parent: QWidget) -> ReplayDialog:
    """Shows the window; the one that is open already comes to the front."""
    made = parent.findChild(ReplayDialog) or ReplayDialog(session, parent)
    made.show()
    made.raise_()
    return made
