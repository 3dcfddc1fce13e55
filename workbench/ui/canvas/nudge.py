"""Nudge: entities moved by keys, a row of presses counting as one move."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.drawing.chart import Indexes

SETTLED = 400  # milliseconds after the last press until it counts as one move


class Nudge(QObject):
    """Tells `moved` with the numbers of the entities once the keys have come to rest."""

    moved = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._numbers: Indexes | None = None
        self._settle = QTimer(self, singleShot=True, interval=SETTLED)
        self._settle.timeout.connect(self.tell)

    def go_on(self, numbers: Indexes) -> None:
        """These were moved by one more press."""
        self._numbers = numbers
        self._settle.start()

    def tell(self) -> None:
        """Tells at once of what was moved and not told yet."""
        self._settle.stop()
        if self._numbers is not None:
            numbers, self._numbers = self._numbers, None
            self.moved.emit(numbers)
