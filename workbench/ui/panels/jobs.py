"""Jobs: what is being worked on, how far it is, how long it will take, and a way to stop it."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.ui import words
from workbench.ui.panels.panel import Panel, column, scrolled
from workbench.ui.parts.labels import Elided, button

LONG = 0.4  # seconds after which a job is worth showing
KEPT = 8


class JobLine(QWidget):
    """One job: title, bar, text, time left, and a way to stop it."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 6, 12, 6)
        grid.setVerticalSpacing(4)
        self.title = Elided(job.title)
        self.stop = button(self.tr("Stop"), job.cancel, "link")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(job.title)
        self.text = Elided("", "muted")
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.stop, 0, 1)
        grid.addWidget(self.bar, 1, 0, 1, 2)
        grid.addWidget(self.text, 2, 0, 1, 2)
        self.show_job()

    def show_job(self) -> None:
        job = self.job
        self.bar.setVisible(job.state in ("waiting", "running"))
        self.stop.setVisible(job.state in ("waiting", "running"))
        # QProgressBar counts in 32 bits
        self.bar.setRange(0, 1000 if job.total else 0)
        self.bar.setValue(int(1000 * job.done / job.total) if job.total else 0)
        self.text.say(self._said())

    def _said(self) -> str:
        job = self.job
        if job.state == "failed":
            return self.tr("failed: {reason}").format(
                reason=getattr(job.problem, "what", None) or str(job.problem)
            )
        if job.state == "cancelled":
            return self.tr("stopped; nothing of it was kept")
        if job.state == "done":
            return self.tr("done")
        if job.cancelled:
            return self.tr("stopping …")
        if job.state == "waiting":
            return self.tr("waits for the job before it")
        left = job.seconds_left
        share = (
            self.tr("{percent} %").format(percent=words.number(100 * job.done // job.total))
            if job.total
            else ""
        )
        rest = (
            self.tr("{time} left").format(time=words.duration(left)) if left is not None and left >= 1 else ""
        )
        return " · ".join(part for part in (job.text, share, rest) if part)


class JobsPanel(Panel):
    """The jobs that take longer than a moment, and the last few that ended."""

    shown_first = False

    def __init__(self) -> None:
        super().__init__("jobs", "")
        self.title = self.tr("Jobs")
        self.lines: list[JobLine] = []
        inside = QWidget()
        self._place = column(inside)
        self._place.addStretch(1)
        self.hold(scrolled(inside, by_keys=True))
        self._watch = QTimer(self, interval=200)
        self._watch.timeout.connect(self._look)
        self.say(self.tr("Nothing is being worked on."))

    def follow(self, session: Session) -> None:
        super().follow(session)
        session.working.connect(self._moved)

    def leave(self) -> None:
        if self.session is not None:
            self.session.working.disconnect(self._moved)
        self._watch.stop()
        super().leave()

    def _moved(self, job: Job) -> None:
        line = next((line for line in self.lines if line.job is job), None)
        if line is not None:
            line.show_job()
        elif job.state in ("waiting", "running") and not self._watch.isActive():
            self._watch.start()

    def _look(self) -> None:
        """Gives a line to jobs that have been running for a while."""
        running = list(self.session.jobs.running) if self.session is not None else []
        now = time.monotonic()
        known = {line.job for line in self.lines}
        for job in running:
            if job not in known and job.state == "running" and now - job.started_at > LONG:
                line = JobLine(job)
                self.lines.append(line)
                self._place.insertWidget(0, line)
                self.show_content()
        for line in self.lines:
            line.show_job()
        while len(self.lines) > KEPT and self.lines[0].job not in running:
            old = self.lines.pop(0)
            self._place.removeWidget(old)
            old.deleteLater()
        active = sum(line.job in running for line in self.lines)
        self.counted.emit(words.number(active) if active else "")
        if not running:
            self._watch.stop()
