"""Which columns of a table are seen, in what order and how wide; remembered between two days."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from workbench.model.tabular import Column
from workbench.ui import words
from workbench.ui.remembered import Remembered


class ChosenColumns:
    """The columns of one noun. What was never chosen follows the table's own mind."""

    def __init__(self, noun: str, remembered: Remembered) -> None:
        self._noun, self._remembered = noun, remembered
        said = remembered.columns(noun)
        self._order: list[str] = list(said.get("order", []))
        self._switched: dict[str, bool] = dict(said.get("switched", {}))
        self.widths: dict[str, int] = dict(said.get("widths", {}))

    def chosen(self, columns: Sequence[Column]) -> list[Column]:
        """The columns to see; at least one."""
        place = {id: at for at, id in enumerate(self._order)}
        order, last = [], -1.0
        for column in columns:  # one that was never there stands behind the one before it
            last = place.get(column.id, last + 0.0001)
            order.append((last, column))
        seen = [c for _, c in sorted(order, key=lambda pair: pair[0]) if self._switched.get(c.id, c.shown)]
        return seen or list(columns[:1])

    def switch(self, column: str, on: bool) -> None:
        self._switched[column] = on
        self._write()

    def keep(self, order: list[str], widths: dict[str, int]) -> None:
        """Remembers the order and widths of the columns that are seen; the others keep theirs."""
        self._order = order + [id for id in self._order if id not in order]
        self.widths |= widths
        self._write()

    def forget(self) -> None:
        """Back to what the table shows by itself."""
        self._order, self._switched, self.widths = [], {}, {}
        self._write()

    def _write(self) -> None:
        said = {"order": self._order, "switched": self._switched, "widths": self.widths}
        self._remembered.keep_columns(self._noun, said)

    def menu(
        self, parent: QWidget, columns: Sequence[Column], choose: Callable[[str, bool], object]
    ) -> QMenu:
        """A menu with a tick for each column that is seen."""
        menu = QMenu(parent)
        menu.setObjectName("Columns")
        seen = {c.id for c in self.chosen(columns)}
        for column in columns:
            entry = menu.addAction(words.translate("Tables", column.title).replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(column.id in seen)
            entry.setEnabled(column.id not in seen or len(seen) > 1)
            entry.triggered.connect(lambda on, id=column.id: choose(id, on))
        return menu
