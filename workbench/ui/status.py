"""The bar at the bottom: saved, log, jobs; offline, the case's country and zone, language, appearance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import backups, log, requests, reviews
from workbench.case.cases import About, Case
from workbench.model.changes import Changes
from workbench.ui import words
from workbench.ui.parts.labels import label


@dataclass(frozen=True)
class Upkeep:
    """How many days ago the last backup was made (None = never), how many reviews are due, and how many requests have
    waited for their answer too long."""

    backup: int | None
    due: int
    overdue: int


class StatusBar(QWidget):
    """Says quietly how things stand."""

    def __init__(
        self,
        open_jobs: Callable[[], object],
        open_reviews: Callable[[], object] = lambda: None,
        open_requests: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__()
        self.setObjectName("StatusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session: Session | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 3, 14, 3)
        line.setSpacing(18)
        self.saved, self.log = QLabel(), QLabel()
        self.due = QToolButton()
        self.due.setToolTip(self.tr("Show what somebody must decide whether to keep"))
        self.due.setProperty("role", "warning")
        self.due.clicked.connect(lambda: open_reviews())
        self.overdue = QToolButton()
        self.overdue.setToolTip(self.tr("Show what was asked of whom, and what has not come"))
        self.overdue.setProperty("role", "warning")
        self.overdue.clicked.connect(lambda: open_requests())
        self.saved.setTextFormat(Qt.TextFormat.RichText)
        self.jobs = QToolButton()
        self.jobs.setText(self.tr("No jobs running"))
        self.jobs.setToolTip(self.tr("Show the jobs"))
        self.jobs.clicked.connect(lambda: open_jobs())
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(110)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.hide()
        self.offline = label(self.tr("Offline"))
        self.offline.setToolTip(self.tr("Clew never opens a network connection."))
        self.place, self.language = label(), label(QLocale().name().split("_")[0].upper())
        for widget in (self.saved, self.due, self.overdue, self.log, self.jobs, self.bar):
            line.addWidget(widget)
        line.addStretch(1)
        for widget in (self.offline, self.place, self.language):
            line.addWidget(widget)
        for widget in (self.saved, self.due, self.overdue, self.log, self.place):
            widget.hide()
        self._broken: int | None = None
        self._checked = False
        self._look = QTimer(self, interval=250)
        self._look.timeout.connect(self._show_jobs)

    def follow(self, session: Session) -> None:
        self.session = session
        session.changed.connect(self.refresh)
        session.working.connect(self._moved)

    def refresh(self, changes: Changes) -> None:
        """Counts the log's entries; checks the whole chain when a case is opened."""
        session = self.session
        if session is None or session.case is None:
            for widget in (self.saved, self.due, self.overdue, self.log, self.place):
                widget.hide()
            return
        anew = changes.touches("case") or not self._checked

        def read(case: Case, job: Job) -> tuple[int, int | None, About, Upkeep]:
            broken = log.break_at(case.db) if anew else self._broken
            today = reviews.today()
            day = date.fromisoformat(today)
            late = sum(r.state(day) == "overdue" for r in requests.listed(case))
            kept = Upkeep(backups.days_since(case.db), len(reviews.due(case, today)), late)
            return log.length(case.db), broken, case.about, kept

        session.look(self.tr("Checking the log"), read, self._show, replaces="log")

    def _show(self, found: tuple[int, int | None, About, Upkeep]) -> None:
        count, self._broken, about, upkeep = found
        self._checked = True
        self.saved.setText("● " + self.tr("Saved") + " · " + self._backed_up(upkeep.backup))
        self.saved.setToolTip(
            self.tr(
                "Every step is written to the case file at once. A backup is a copy elsewhere: Case > Back up."
            )
        )
        self.due.setText(self.tr("%Ln due for review", "", upkeep.due))
        self.due.setVisible(bool(upkeep.due))
        self.overdue.setText(self.tr("%Ln requests overdue", "", upkeep.overdue))
        self.overdue.setVisible(bool(upkeep.overdue))
        if self._broken is None:
            self.log.setText(self.tr("Log unbroken · %Ln entries", "", count))
        else:
            self.log.setText(self.tr("Log broken at entry {n}").format(n=words.number(self._broken)))
        self.log.setProperty("role", "warning" if self._broken is not None else "")
        self.log.setToolTip(
            self.tr(
                "Each entry of the log holds the hash of the one before it; "
                "all were checked when the case was opened."
            )
        )
        self.place.setText(
            self.tr("Case {country} · {zone}").format(
                country=about.country or "–", zone=about.zone or self.tr("no zone")
            )
        )
        self.place.setToolTip(
            self.tr("Numbers without a country code and times without a zone are read as of here.")
        )
        for widget in (self.saved, self.log, self.place):
            widget.show()

    def _backed_up(self, days: int | None) -> str:
        if days is None:
            return self.tr("no backup yet")
        return self.tr("backed up %Ln days ago", "", days) if days else self.tr("backed up today")

    def _moved(self, job: Job) -> None:
        if not self._look.isActive():
            self._look.start()

    def _show_jobs(self) -> None:
        """Names what has been running for a moment; what is over at once is not worth a word."""
        running = [j for j in self.session.jobs.running if j.state == "running"] if self.session else []
        long = [j for j in running if j.total or j.text]
        if not running:
            self._look.stop()
        if long:
            job = long[0]
            self.jobs.setText(job.text or job.title)
            self.bar.setRange(0, 1000 if job.total else 0)
            self.bar.setValue(int(1000 * job.done / job.total) if job.total else 0)
        else:
            self.jobs.setText(self.tr("No jobs running"))
        self.bar.setVisible(bool(long))
