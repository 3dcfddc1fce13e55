"""What is looked at in a window for more than a moment: the selection, and the row that stands below the records."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

from workbench.app import sitting
from workbench.app.session import Selection, Session

MOMENT = 2_000  # milliseconds: what is in sight at two looks in a row was looked at
LOOKS = 30  # looks between two entries in the log


class Attention(QObject):
    """Looks every two seconds at what is selected; `records` is the panel that knows its row."""

    def __init__(self, session: Session, records: Any, parent: QObject) -> None:
        super().__init__(parent)
        self.session, self.records = session, records
        self._selection, self._row = Selection(), ""
        self._looks = 0
        self._timer = QTimer(self, interval=MOMENT)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Notes what is still in sight since the last look, and enters it once a minute."""
        session = self.session
        if session.sitting is None:
            return
        chosen, row = session.selection, self._shown_row()
        if chosen == self._selection:
            session.sitting.saw("entities", chosen.entities)
            session.sitting.saw("links", chosen.links)
        if row and row == self._row:
            session.sitting.saw("rows", [row])
        self._selection, self._row = chosen, row
        self._looks += 1
        if self._looks >= LOOKS:
            self._looks = 0
            sitting.enter_seen(session, self.tr("Entering what was looked at"))

    def _shown_row(self) -> str:
        """The row that is shown as it stands in its file: source and row number; "" where none is."""
        record = self.records.current() if self.records.isVisible() and not self.records.hint else None
        return f"{record.source}:{record.row}" if record is not None else ""
