"""Day or month first: asked where the rows do not tell, with one of the dates that can be read either way."""

from __future__ import annotations

import re

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.ingest.preview import Preview
from workbench.ingest.recipe_parts import Recipe
from workbench.ui import words
from workbench.ui.forms import choose
from workbench.ui.parts.labels import clear, label
from workbench.ui.words import translate

_TWICE = re.compile(r"\b(\d{1,2})\D(\d{1,2})\D(\d{4})\b")


def names() -> dict[str, str]:
    """The orders as the window calls them."""
    return {
        "auto": translate("DateOrder", "as the column shows"),
        "dmy": translate("DateOrder", "day first"),
        "mdy": translate("DateOrder", "month first"),
        "ymd": translate("DateOrder", "year first"),
    }


class DateOrder(QWidget):
    """A box beside the recipe; `chosen` tells "", auto, dmy, mdy or ymd, "" being as the recipe has it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(10)
        self.box = choose([], "")

    def show_for(self, recipe: Recipe, order: str) -> None:
        """Offers the orders for a recipe, one of them chosen."""
        clear(self._line)
        named = names()
        own = recipe.layout.date_order
        first = self.tr("{order}, says the recipe").format(order=named[own]) if own != "auto" else named[own]
        self.box = choose([("", first), *((k, v) for k, v in named.items() if k != own)], order)
        self.box.setAccessibleName(self.tr("Dates have the"))
        self.box.activated.connect(lambda at: self.chosen.emit(self.box.itemData(at)))
        self._line.addWidget(label(self.tr("Dates have the")))
        self._line.addWidget(self.box)


def doubt(found: Preview) -> str:
    """What the first rows leave open, with a date that can be read either way; "" where nothing is open."""
    if not found.undecided:
        return ""
    for row in found.rows:
        for name, cell in zip(found.columns, row.cells, strict=False):
            seen = _TWICE.search(cell) if name in found.undecided else None
            if seen is None:
                continue
            one, other, year = (int(part) for part in seen.groups())
            if one == other or not (1 <= one <= 12 and 1 <= other <= 12):
                continue
            pattern = translate("DateOrder", "d MMMM yyyy")
            days = [QLocale().toString(QDate(year, m, d), pattern) for m, d in ((other, one), (one, other))]
            said = translate(
                "DateOrder",
                "{column} in row {row} says {cell}: is that {one} or {other}? Say what the dates have first.",
            )
            return said.format(
                column=name, row=words.number(row.row), cell=words.isolated(seen.group()), one=days[0], other=days[1]
            )  # fmt: skip
    said = translate(
        "DateOrder", "The first rows do not tell day from month in {columns}; say which comes first."
    )
    return said.format(columns=words.listed(found.undecided))
