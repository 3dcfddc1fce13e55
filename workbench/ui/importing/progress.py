"""How far each file is while a run goes on: rows, bytes, pace and time left."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QProgressBar, QTableView, QVBoxLayout, QWidget
from shiboken6 import isValid

from workbench.app.import_run import ImportRun, Turn
from workbench.app.jobs import Job
from workbench.app.outcome import Outcome
from workbench.app.session import Session
from workbench.case.cases import Case
from workbench.ui import words
from workbench.ui.parts.labels import label
from workbench.ui.parts.tables import plain

EVERY = 150  # milliseconds


class Progress(QWidget):
    """A bar for the file under way and a table of all. `finished` tells what became of the files, as long as somebody
    is watching."""

    finished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.run: ImportRun | None = None
        self.job: Job | None = None
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(10)
        self.now = label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the file is"))
        self.said = label("", "muted")
        self.model = QStandardItemModel(0, 5)
        self.table = plain(QTableView(), self.tr("Files being imported"), 28)
        self.table.setModel(self.model)
        for widget in (self.now, self.bar, self.said):
            place.addWidget(widget)
        place.addWidget(self.table, 1)
        self._watch = QTimer(self, interval=EVERY)
        self._watch.timeout.connect(self.look)

    def start(
        self, session: Session, run: ImportRun, refused: Sequence[Outcome], left: Callable[[], None]
    ) -> None:
        """Takes the files in and shows how far they are. `refused` are outcomes of files that cannot be read, `left`
        is called when the files are needed no longer; whoever looks elsewhere is told by the session."""
        library = session.library

        def work(case: Case, job: Job) -> list[Outcome]:
            try:
                return run.work(case, library, job)
            finally:
                left()

        def done(outcomes: list[Outcome]) -> None:
            whole = [*outcomes, *refused]
            if isValid(self) and self.isVisible():
                self._watch.stop()
                self.look()
                self.finished.emit(whole)
            else:
                session.imported(whole)

        name = run.turns[0].path.name if len(run.turns) == 1 else self.tr("%Ln files", "", len(run.turns))
        self.job = session.work(self.tr("Importing {name}").format(name=name), work, done)
        self._follow(run)

    def stop(self) -> None:
        """Takes back the file under way, and begins no other."""
        if self.job is not None:
            self.job.cancel()

    def _follow(self, run: ImportRun) -> None:
        self.run = run
        self.model.clear()
        self.model.setHorizontalHeaderLabels(
            [
                self.tr("FILE"),
                self.tr("STATE"),
                self.tr("ROWS"),
                self.tr("OF ITS BYTES"),
                self.tr("ROWS A SECOND"),
            ]
        )
        for column in range(2, 5):
            trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
            self.model.horizontalHeaderItem(column).setTextAlignment(trailing)
        for turn in run.turns:
            items = [QStandardItem(turn.path.name), *(QStandardItem() for _ in range(4))]
            items[0].setToolTip(str(turn.path))
            for item in items[2:]:
                item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self.model.appendRow(items)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.bar.setRange(0, 0)
        self.look()
        self._watch.start()

    def look(self) -> None:
        """Reads how far everything is."""
        if self.run is None:
            return
        at = next((n for n, t in enumerate(self.run.turns) if t.outcome is None and t.began), None)
        for number, turn in enumerate(self.run.turns):
            for column, text in enumerate(self._cells(turn), 1):
                item = self.model.item(number, column)
                if item.text() != text:
                    item.setText(text)
        if at is None:
            return
        turn = self.run.turns[at]
        stage = turn.stage
        self.now.setText(
            self.tr("{file}, file {number} of {all}").format(
                file=turn.path.name, number=words.number(at + 1), all=words.number(len(self.run.turns))
            )
        )
        self.bar.setRange(0, 1000 if stage.total else 0)
        self.bar.setValue(int(1000 * stage.done / stage.total) if stage.total else 0)
        self.said.setText(self._said(turn))

    def _cells(self, turn: Turn) -> list[str]:
        stage = turn.stage
        rows = words.number(stage.rows) if stage.rows else ""
        share = ""
        if stage.doing in ("reading", "keeping") and stage.total:
            share = self.tr("{done} of {all}").format(
                done=words.size(stage.done), all=words.size(stage.total)
            )
        rate = words.number(round(turn.rate)) if turn.rate else ""
        return [self._state(turn), rows, share, rate]

    def _state(self, turn: Turn) -> str:
        if turn.outcome is not None:
            return self.tr("not taken in") if turn.outcome.problem else self.tr("done")
        return {
            "waiting": self.tr("waits"), "hashing": self.tr("its hash is taken"),
            "keeping": self.tr("copied into the case"),
            "reading": self.tr("being read"), "finishing": self.tr("links are made"), "done": self.tr("done"),
        }.get(turn.stage.doing, turn.stage.doing)  # fmt: skip

    def _said(self, turn: Turn) -> str:
        stage = turn.stage
        parts = [self._state(turn)]
        if stage.rows:
            parts.append(self.tr("{rows} rows").format(rows=words.number(stage.rows)))
        if stage.total:
            parts.append(
                self.tr("{done} of {all}").format(done=words.size(stage.done), all=words.size(stage.total))
            )
        if turn.rate:
            parts.append(self.tr("{rate} rows a second").format(rate=words.number(round(turn.rate))))
        left = turn.seconds_left
        if left is not None:
            parts.append(self.tr("{time} left").format(time=words.duration(max(left, 1))))
        elif turn.began:
            parts.append(self.tr("for {time}").format(time=words.duration(time.monotonic() - turn.began)))
        return words.DOT.join(parts)
