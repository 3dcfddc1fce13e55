"""The self-test: files of known contents are read on this machine, and what comes out is compared with what must."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from workbench.app.jobs import Job
from workbench.app.library import Library
from workbench.app.selftest import page, running
from workbench.app.selftest.checks import Run
from workbench.app.session import Session
from workbench.report import documents
from workbench.ui import words
from workbench.ui.parts.labels import button
from workbench.ui.proof.trial import Trial

SHOWN = 6  # failures named in the window; the page has them all


class SelftestDialog(Trial):
    """Its result can be saved for the file of the laboratory."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(
            session, parent, self.tr("Self-test"),
            self.tr(
                "Bundled files with known contents are taken into a temporary case: their rows, the facts planted in "
                "them, the questions that must find these, and a sample of every recipe are compared with what is "
                "known. It takes about a minute."
            ),
            self.tr("Start the test"),
        )  # fmt: skip
        self.ran: Run | None = None
        self.save = button(self.tr("Save the result…"), self._save)
        self.save.hide()
        self.left.addWidget(self.save)

    def begin(self) -> None:
        self.save.hide()

        def work(job: Job) -> Run:
            with contextlib.closing(Library.shipped()) as library:
                return running.run(library, job.tell)

        self.run(self.tr("Testing Clew"), work, self._show, apart=True)

    def _show(self, ran: Run) -> None:
        self.ran = ran
        self.save.show()
        build = self.tr("Clew {version}, program {build}…").format(
            version=ran.made_with["clew"], build=ran.made_with["build"][:16]
        )
        if ran.ok:
            said = self.tr("All {count} checks gave the known result.").format(
                count=words.number(len(ran.checks))
            )
            self.say(said, build, good=True)
            return
        lines = [f"{c.group}, {c.name}: {c.found}" for c in ran.failed[:SHOWN]]
        if len(ran.failed) > SHOWN:
            lines.append(self.tr("%Ln more: save the result to see them.", "", len(ran.failed) - SHOWN))
        said = self.tr("{count} checks did not give the known result.").format(
            count=words.number(len(ran.failed))
        )
        self.say(said, "\n".join([*lines, build]), good=False)

    def _save(self) -> None:
        filter = self.tr("Documents (*.pdf *.docx *.html)")
        path = QFileDialog.getSaveFileName(self, self.tr("Save the result"), "self-test.pdf", filter)[0]
        ran, analyst = self.ran, self.session.analyst
        if path and ran is not None:
            out = Path(path)
            self.session.jobs.write(
                self.tr("Writing {file}").format(file=out.name),
                lambda job: documents.write(page.document(ran, analyst), out),
                apart=True,
                done=lambda _: self.session.told(self.tr("{file} written.").format(file=out.name)),
                failed=self.session.problem,
            )


def open_selftest(session: Session, parent: QWidget) -> SelftestDialog:
    """Shows the window; the one that is open already comes to the front."""
    made = parent.findChild(SelftestDialog) or SelftestDialog(session, parent)
    made.show()
    made.raise_()
    return made
