"""Below a table: how far sorting and reading are, and what of the rows is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from workbench.app.jobs import Job
from workbench.app.tables.counted import counts_again
from workbench.ui import words
from workbench.ui.parts.labels import Elided, button

if TYPE_CHECKING:
    from workbench.ui.tables.desk import Desk


class Footer(QWidget):
    """One line: what is seen and why, the progress of a job with a way to stop it."""

    def __init__(self, stop: Callable[[], object], clear: Callable[[], object]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 2, 10, 3)
        line.setSpacing(8)
        self.said = Elided("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(self.tr("How far it is"))
        self.stop = button(self.tr("stop"), stop, "link")
        self.clear = button(self.tr("show all rows"), clear, "link")
        line.addWidget(self.said, 1)
        for part in (self.bar, self.stop, self.clear):
            line.addWidget(part)
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=250)  # what is done at once needs no bar
        self._soon.timeout.connect(self._appear)
        self.progress(None)

    def progress(self, job: Job | None) -> None:
        """Shows how far a job is while it runs."""
        runs = job is not None and job.state in ("waiting", "running")
        self._job = job if runs else None
        if not runs or job is None:
            self._soon.stop()
            self.bar.hide()
            self.stop.hide()
            return
        self.bar.setRange(0, 1000 if job.total else 0)
        self.bar.setValue(job.done * 1000 // job.total if job.total else 0)
        if self.bar.isHidden() and not self._soon.isActive():
            self._soon.start()

    def _appear(self) -> None:
        self.bar.setVisible(self._job is not None)
        self.stop.setVisible(self._job is not None)

    def show_desk(self, desk: Desk) -> None:
        """Says what of a table is seen."""
        self.progress(desk.job)
        shown, tests = desk.table.rows.shown, desk.tests
        self.clear.setVisible(bool(tests))
        if desk.problem:
            self.said.say(desk.problem)
        elif shown is None:
            self.said.say("")
        elif not len(shown):
            self.said.say(desk.nothing_said())
        elif tests:
            self.said.say(
                (
                    self.tr(
                        "{count} of {all} rows pass what is typed under the headings, counted as the chart's filters "
                        "and the chosen time leave them."
                    )
                    if shown.table.recounted
                    else self.tr("{count} of {all} rows pass what is typed under the headings.")
                ).format(count=words.number(len(shown)), all=words.number(shown.table.size))
            )
        elif shown.table.recounted:
            self.said.say(self.tr("Counted from what the chart's filters and the chosen time leave."))
        elif _counts_apart(desk):
            self.said.say(
                self.tr(
                    "Counted over the whole case: the chart's filters and the chosen time do not hold here."
                )
            )
        else:
            self.said.say(
                self.tr("Enter opens the evidence; Ctrl+C copies the chosen rows with their headings.")
            )


def _counts_apart(desk: Desk) -> bool:
    """Whether the chart counts otherwise than this table, which counts the whole case."""
    session = desk.session
    return session is not None and desk.noun in ("entities", "links") and counts_again(session.seen)
