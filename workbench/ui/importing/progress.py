"""How far each file is while a run goes on: rows, bytes, pace and time left."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QProgressBar, QTableView, QVBoxLayout, QWidget

from workbench.app.import_run import ImportRun, Turn
from workbench.ui import words
from workbench.ui.parts.labels import label

EVERY = 150  # milliseconds


class Progress(QWidget):
    """A bar for the file under way and a table of all; it looks at the run and asks nothing of it."""

    def __init__(self) -> None:
        super().__init__()
        self.run: ImportRun | None = None
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(10)
        self.now = label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the file is"))
        self.said = label("", "muted")
        self.model = QStandardItemModel(0, 5)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Files being imported"))
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        for widget in (self.now, self.bar, self.said):
            place.addWidget(widget)
        place.addWidget(self.table, 1)
        self._watch = QTimer(self, interval=EVERY)
        self._watch.timeout.connect(self.look)

    def follow(self, run: ImportRun) -> None:
        """Shows a run until `leave`."""
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

    def leave(self) -> None:
        """The run is over."""
        self._watch.stop()
        self.look()

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
