"""One file of the import dialog, and what is to be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.ingest.recognising import Recognised
from workbench.ui.dialogs.columns import ColumnPicker
from workbench.ui.words import translate

BY_HAND = "by hand"


@dataclass
class Offered:
    """`recipe` is an id, BY_HAND, or "" while unknown; `order` the date order wished, "" as the recipe has it."""

    path: Path
    found: Recognised | None = None
    problem: str = ""
    recipe: str = ""
    order: str = ""
    picker: ColumnPicker | None = None

    def take(self, found: Recognised) -> None:
        """Takes what the file was recognised as; a layout that nothing fits is picked by hand."""
        self.found = found
        self.recipe = found.best.recipe.id if found.best is not None else ""
        if not self.recipe and not any(c.fits for c in found.candidates):
            self.recipe = BY_HAND

    @property
    def open(self) -> bool:
        """Whether it is still to be looked at."""
        return self.found is None and not self.problem

    @property
    def wants_an_answer(self) -> bool:
        return bool(self.problem) or (self.found is not None and self.recipe in ("", BY_HAND))

    def said(self, name: str) -> str:
        """How it stands, in a few words; `name` is that of its recipe."""
        if self.problem:
            return translate("ImportDialog", "cannot be read")
        if self.found is None:
            return translate("ImportDialog", "being looked at …")
        if self.recipe == BY_HAND:
            return translate("ImportDialog", "unknown layout, pick its columns")
        return name or translate("ImportDialog", "several recipes fit, choose one")
