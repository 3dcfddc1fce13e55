"""The pages of a report as they will be printed, with which of how many, how large, and how far laying out is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from workbench.app.composing import whole
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case.reports import Report
from workbench.model.document import Document
from workbench.model.problems import Cancelled
from workbench.ui import words
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import button, heading, label, tool
from workbench.ui.reporting.pages import STEP, PagesView

SOON = 350  # milliseconds after a change


class Preview(QWidget):
    """Lays out what `wanted` answers, the report on show or None for one of the whole case."""

    def __init__(self, session: Session, wanted: Callable[[], Report | None]) -> None:
        super().__init__()
        self.session, self.case, self._wanted = session, session.open_case, wanted
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.compose)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 0, 0)
        column.setSpacing(6)
        self.where = label("", "muted")
        self.again = button(self.tr("The case has changed: show it as it is now"), self.compose, "link")
        self.again.hide()
        self.percent = label("", "muted")
        self.pages = PagesView()
        self.pages.turned.connect(self._turned)
        self.pages.zoomed.connect(
            lambda zoom: self.percent.setText(self.tr("{n} %").format(n=words.number(round(zoom * 100))))
        )
        self.pages.laid_out.connect(lambda: self.bar.hide())
        self.pages.failed.connect(self._failed)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(self.tr("How far it is"))
        keeps = self.bar.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keeps)
        column.addLayout(self._head())
        column.addWidget(self.bar)
        column.addWidget(self.pages, 1)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(heading(self.tr("Pages")))
        line.addWidget(self.where)
        line.addWidget(self.again)
        line.addStretch(1)
        line.addWidget(self.percent)
        for sign, name, act, keys in (
            ("ph.minus", self.tr("Smaller"), lambda: self.pages.closer(1 / STEP), "-"),
            ("ph.plus", self.tr("Larger"), lambda: self.pages.closer(STEP), "+"),
            ("ph.corners-out", self.tr("As wide as there is room"), lambda: self.pages.set_zoom(0.0), "0"),
        ):
            line.addWidget(tool(sign, name, act, keys))
        return line

    def soon(self) -> None:
        """Lays out in a moment; several changes in a row become one."""
        self._soon.start()

    @property
    def waiting(self) -> bool:
        """Whether what is shown is not yet what is wanted."""
        return self._soon.isActive() or not self.bar.isHidden()

    def compose(self) -> None:
        """Lays the report out off this thread."""
        if self.session.case is not self.case:
            return
        report, session, case = self._wanted(), self.session, self.case
        demanded = session.chart.looked.demanded if session.chart is not None else ()
        graph = session.graph if not demanded and len(session.graph) else None
        self.again.hide()
        self.bar.setRange(0, 0)
        self.bar.show()

        def work(job: Job) -> Document:
            chosen = report or whole.of_case(case)
            return whole.document(case, chosen, session.library, graph=graph, tell=job.tell)

        self._job = session.jobs.read(
            self.tr("Laying out the report"), work, replaces="report",
            done=while_there(self, self.pages.show_document), failed=while_there(self, self._failed),
        )  # fmt: skip

    def _failed(self, problem: BaseException) -> None:
        if not isinstance(problem, Cancelled):
            self.bar.hide()
            self.where.setText(self.tr("The report could not be laid out."))
            self.session.problem(problem)

    def _turned(self, page: int, pages: int) -> None:
        said = self.tr("page {page} of {pages}")
        said = said.format(page=words.number(page + 1), pages=words.number(pages))
        self.where.setText(said if pages else "")

    def end(self) -> None:
        """Ends what runs for it."""
        if self._job is not None:
            self._job.cancel()
        self.pages.end()
