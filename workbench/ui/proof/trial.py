"""A window in which something long is tried: what it is, how far it is, a button that stops it, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.model.problems import Cancelled
from workbench.ui import appearance
from workbench.ui.parts.alive import while_there
from workbench.ui.parts.labels import Elided, button, label


class Trial(QDialog):
    """Can stay open beside the work; closing it stops what it tries."""

    def __init__(self, session: Session, parent: QWidget, title: str, what: str, verb: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(title)
        self.session, self.job = session, None
        room = self.screen().availableGeometry()
        self.setMinimumWidth(min(appearance.scaled(620), room.width() - 60))
        self.place = QVBoxLayout(self)
        self.place.setContentsMargins(22, 18, 22, 16)
        self.place.setSpacing(10)
        self.place.addWidget(label(title, "title"))
        self.place.addWidget(label(what, "muted", wraps=True))
        self.inside = QVBoxLayout()
        self.place.addLayout(self.inside)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.now = Elided("", "muted")
        self.result = label("", "good", wraps=True)
        self.more = label("", "", wraps=True)
        self.more.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        for made in (self.bar, self.now, self.result, self.more):
            self.place.addWidget(made)
            made.hide()
        self.place.addStretch(1)
        line = QHBoxLayout()
        self.left = QHBoxLayout()
        line.addLayout(self.left)
        line.addStretch(1)
        self.stop = button(self.tr("Stop"), self._stop)
        self.stop.hide()
        self.go = button(verb, self.begin, "primary")
        for made in (self.stop, self.go, button(self.tr("Close"), self.close)):
            line.addWidget(made)
        self.place.addLayout(line)
        session.working.connect(self._moved)

    def begin(self) -> None:
        """Starts; a class of a trial says with what by `run`."""
        raise TypeError("a trial says what it tries")

    def run(
        self, title: str, work: Callable[[Job], Any], done: Callable[[Any], None], *, apart: bool = False
    ) -> None:
        """Tries it off the GUI thread; what goes wrong is said here. Work `apart` outlasts the case."""
        self.result.hide()
        self.more.hide()
        self.bar.setRange(0, 0)
        for made in (self.bar, self.now, self.stop):
            made.show()
        self.go.setEnabled(False)
        self.job = self.session.jobs.read(
            title, work, apart=apart, done=while_there(self, lambda found: self._end(done, found)),
            failed=while_there(self, lambda problem: self._end(self._failed, problem)),
        )  # fmt: skip

    def say(self, result: str, more: str, *, good: bool) -> None:
        """Shows what came out."""
        self.result.setProperty("role", "good" if good else "warning")
        self.result.style().polish(self.result)
        self.result.setText(("✓ " if good else "▲ ") + result)
        self.result.show()
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.adjustSize()  # what is said may take more lines than there were

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, Cancelled):
            self.say(self.tr("Stopped: nothing was kept of it."), "", good=False)
        else:
            text = str(problem)
            self.say(text[:1].upper() + text[1:], "", good=False)

    def _end(self, then: Callable[[Any], None], found: Any) -> None:
        self.job = None
        for made in (self.bar, self.now, self.stop):
            made.hide()
        self.go.setEnabled(True)
        then(found)

    def _moved(self, job: Job) -> None:
        if job is self.job and job.state == "running":
            self.bar.setRange(0, job.total)
            self.bar.setValue(min(job.done, job.total))
            self.now.say(job.text)

    def _stop(self) -> None:
        if self.job is not None:
            self.job.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        self.session.working.disconnect(self._moved)
        super().closeEvent(event)
