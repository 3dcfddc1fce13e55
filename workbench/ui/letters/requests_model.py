"""The requests of a case as lines of a table, overdue ones first."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from workbench.case.requests import Request
from workbench.ui import appearance, words
from workbench.ui.parts.tables import Index, LinesModel

STATES = ("overdue", "open", "not sent", "answered")


class RequestsModel(LinesModel):
    """The requests, overdue ones first."""

    def __init__(self, names: dict[str, str]) -> None:
        super().__init__()
        self.names = names

    def say(self, found: list[Request], day: date) -> None:
        self.beginResetModel()
        self.day = day
        self.lines = sorted(found, key=lambda r: (STATES.index(r.state(day)), r.due, r.id))
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        request: Request = self.lines[index.row()]
        state = request.state(self.day)
        if role == Qt.ItemDataRole.DisplayRole:
            cells = (
                self.names[state], request.reference, request.provider, self.names[request.sort],
                words.number(len(request.entities)), request.sent, request.due, request.answered,
            )  # fmt: skip
            return cells[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0 and state == "overdue":
            return QColor(appearance.theme().warning)
        return None
