"""The table of moves: from one sighting to the next, how far, how long, how fast, and what is impossible."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from workbench.app.tracks import Track
from workbench.ui import appearance, words
from workbench.ui.map import saying
from workbench.ui.parts.labels import label
from workbench.ui.parts.tables import Index, LinesModel


class MovesModel(LinesModel):
    """The moves between different places, in order of time; with `only` the impossible ones."""

    def __init__(self) -> None:
        super().__init__()
        self.headers = [
            self.tr("FROM"),
            self.tr("WHO"),
            self.tr("SPEED"),
            self.tr("DISTANCE"),
            self.tr("TIME"),
        ]
        self.tracks: tuple[Track, ...] = ()
        self.lines: list[tuple[int, int]] = []
        self.zone = ZoneInfo("UTC")

    def show(self, tracks: tuple[Track, ...], zone: ZoneInfo) -> None:
        """Shows the moves of some tracks; impossible ones first."""
        self.beginResetModel()
        self.tracks, self.zone = tracks, zone
        found = []
        for n, track in enumerate(tracks):
            wrong = track.moves.impossible
            for k in np.flatnonzero(track.moves.metres > 0).tolist():
                found.append((not wrong[k], int(track.at[k]), n, k))
        self.lines = [(n, k) for _, _, n, k in sorted(found)]
        self.endResetModel()

    @property
    def impossible(self) -> int:
        """How many moves nothing can make."""
        return sum(int(track.moves.impossible.sum()) for track in self.tracks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        n, k = self.lines[index.row()]
        track = self.tracks[n]
        wrong = bool(track.moves.impossible[k])
        if role == Qt.ItemDataRole.DisplayRole:
            return words.isolated(self._text(track, k, index.column(), wrong))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return saying.move(track, k, self.zone)
        if role == Qt.ItemDataRole.ForegroundRole and wrong:
            return QColor(appearance.theme().warning)
        return None

    def _text(self, track: Track, k: int, column: int, wrong: bool) -> str:
        moves = track.moves
        if column == 0:
            return words.moment(int(track.at[k]), self.zone)
        if column == 1:
            return track.caption
        if column == 2:
            if wrong:
                return self.tr("! over {speed}").format(speed=saying.speed(float(moves.at_least[k])))
            return self.tr("about {speed}").format(speed=saying.speed(float(moves.speed[k])))
        if column == 3:
            return saying.length(float(moves.metres[k]))
        return words.duration(float(moves.seconds[k]))


class Moves(QWidget):
    """The table with the sentence about the chosen move. chosen(track, move) is sent for the current row, and
    opened(track, move) where its time is to be selected everywhere."""

    chosen = Signal(int, int)
    opened = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.model = MovesModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Moves from sighting to sighting"))
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.restyle()
        self.said = label("", "muted", wraps=True)
        self.said.setContentsMargins(12, 6, 12, 6)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(0)
        place.addWidget(self.table, 1)
        place.addWidget(self.said)
        self.table.selectionModel().currentRowChanged.connect(lambda now, before: self._choose(now.row()))
        self.table.activated.connect(lambda index: self.opened.emit(*self.model.lines[index.row()]))

    def restyle(self) -> None:
        """Rows and columns as large as the letters in force now need them."""
        self.table.verticalHeader().setDefaultSectionSize(appearance.scaled(24))
        for section, width in enumerate((160, 116, 112, 76)):
            self.table.horizontalHeader().resizeSection(section, appearance.scaled(width))

    def show_tracks(self, tracks: tuple[Track, ...], zone: ZoneInfo) -> None:
        self.model.show(tracks, zone)
        self.table.setColumnHidden(1, len(tracks) < 2)
        wrong = self.model.impossible
        if wrong:
            self.said.setText(self.tr("%Ln moves nobody can make; they come first.", "", wrong))
        else:
            self.said.setText(
                self.tr("No move is faster than an airliner. Enter selects the time of a move.")
            )

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.model.lines):
            n, k = self.model.lines[row]
            self.said.setText(saying.move(self.model.tracks[n], k, self.model.zone))
            self.chosen.emit(n, k)
