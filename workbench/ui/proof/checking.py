"""Check this case: everything in it once more, and how far its log is anchored; never just that all is well."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import anchored, anchoring, verifying
from workbench.case.anchored import Standing
from workbench.case.checkpoints import Checkpoint
from workbench.case.verifying import Check
from workbench.model.problems import Problem
from workbench.ui import words
from workbench.ui.parts.labels import button, label
from workbench.ui.proof.trial import Trial

Found = tuple[list[Check], Standing | None]


class CheckDialog(Trial):
    """Compares also with checkpoints that were kept elsewhere, where a file with them is chosen."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(
            session, parent, self.tr("Check this case"),
            self.tr(
                "Every page, original, record, link and decision is checked again, and every entry of the log. What "
                "somebody made anew as a whole is found only by a checkpoint that was kept elsewhere: on a report, on "
                "a stick, with a supervisor."
            ),
            self.tr("Start the check"),
        )  # fmt: skip
        self.case = session.open_case
        self.against: list[Checkpoint] = []
        self.chosen = label("", "muted", wraps=True)
        self.chosen.hide()
        self.inside.addWidget(self.chosen)
        self.left.addWidget(button(self.tr("Compare with checkpoints…"), self._choose))

    def _choose(self) -> None:
        title, filter = (
            self.tr("Checkpoints kept elsewhere"),
            self.tr("Checkpoints (*.checkpoints *.txt);;All files (*)"),
        )
        paths = QFileDialog.getOpenFileNames(self, title, "", filter)[0]
        if paths:
            self.compare_with([Path(path) for path in paths])

    def compare_with(self, paths: list[Path]) -> None:
        """Takes the checkpoints in these files; says what is wrong with a file that holds none."""
        try:
            self.against = [anchor for path in paths for anchor in anchoring.read(path)]
        except Problem as problem:
            return self.say(words.problem(problem.what, problem.hint), "", good=False)
        names = ", ".join(path.name for path in paths)
        said = self.tr("It will be compared with %Ln checkpoints in {files}.", "", len(self.against))
        self.chosen.setText(said.format(files=names))
        self.chosen.show()

    def begin(self) -> None:
        case, against = self.case, tuple(self.against)

        def work(job: Job) -> Found:
            checks = verifying.verify(case.path, job.tell, passphrase=case.key.spelled, against=against)
            whole = verifying.first_fault(checks) is None
            return checks, anchored.standing(case, against) if whole else None

        self.run(self.tr("Checking the case"), work, self._show)

    def _show(self, found: Found) -> None:
        checks, standing = found
        fault = verifying.first_fault(checks)
        notes = "\n".join(f"{note[:1].upper()}{note[1:]}." for check in checks for note in check.notes)
        if fault is None and standing is not None:
            held = self.tr("All %Ln checks held.", "", len(checks))
            return self.say(self._standing(standing), f"{held}\n{notes}".rstrip(), good=True)
        if fault is not None:
            said = self.tr("The case is not as it was. What does not hold first: {name}: {what}")
            advice = self.tr(
                "Keep this file as it is, go on with a copy that holds, and find out what happened."
            )
            self.say(said.format(name=fault.name, what=fault.detail), advice, good=False)

    def _standing(self, of: Standing) -> str:
        said = self.tr("Unbroken since {day}, anchored by %Ln checkpoints,", "", of.checkpoints).format(
            day=_day(of.since)
        )
        if not of.outside:
            return self.tr("{said} with no outside anchor yet.").format(said=said)
        return self.tr("{said} last outside anchor {day}.").format(said=said, day=_day(of.outside))


def _day(at: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(at // 1_000_000))


def open_check(session: Session, parent: QWidget) -> CheckDialog:
    """Shows the window; the one that is open already comes to the front."""
    made = parent.findChild(CheckDialog) or CheckDialog(session, parent)
    made.show()
    made.raise_()
    return made
