"""Changing the recipe of a file by pointing: the one place that does it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.app.library import Library
from workbench.ingest import drafting, guessing
from workbench.ingest.guessing import Guess
from workbench.ingest.readers import find_named
from workbench.ingest.recipe_parts import Filling, Recipe
from workbench.model.kinds import Field
from workbench.ui.importing.file import File


class Teaching(QObject):
    """Changes the recipe of the file it `holds`; `changed` tells that it did, `replaced` that the file goes on with
    another recipe, `words_asked` that somebody wants to see the words of a column."""

    changed = Signal()
    replaced = Signal()
    words_asked = Signal(str)

    def __init__(self, library: Library, country: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.library, self.kinds, self.country, self.window = library, library.kinds, country, parent
        self.file: File | None = None

    def hold(self, file: File) -> None:
        self.file = file

    @property
    def recipe(self) -> Recipe:
        assert self.file is not None and self.file.recipe is not None
        return self.file.recipe

    @property
    def columns(self) -> tuple[str, ...]:
        return self.file.columns if self.file is not None else ()

    @property
    def guesses(self) -> list[Guess]:
        """What the rows of the file may give, best first."""
        file = self.file
        if file is None or file.found is None:
            return []
        if not file.guesses:
            file.guesses = guessing.guesses(file.found.columns, self.kinds, file.table.sample, self.country)
        return file.guesses

    def shown(self, wanted: str) -> str:
        """The column a recipe means, as this file calls it."""
        return find_named(self.columns, wanted, self.recipe.layout.names) or wanted

    def take(self, recipe: Recipe) -> None:
        """Goes on with a changed recipe."""
        assert self.file is not None
        if self.file.recipe is not None and not drafting.same(recipe, self.file.recipe):
            self.file.recipe = recipe
            self.changed.emit()

    def put(self, at: int, field: str, column: str, more: bool = False) -> None:
        """Fills a field from a column, or from one more."""
        self.take(drafting.put(self.recipe, at, field, column, join=more))

    def empty(self, at: int, field: str) -> None:
        self.take(drafting.empty(self.recipe, at, field))

    def fill(self, at: int, field: str, **changes: Any) -> None:
        self.take(drafting.fill(self.recipe, at, field, **changes))

    def filling(self, at: int, field: str) -> Filling | None:
        return self.recipe.sections[at].fields.get(field)

    def declared(self, at: int, field: str) -> Field:
        return self.kinds.records[self.recipe.sections[at].kind].field(field)

    def set_kinds(self, ids: list[str]) -> None:
        """Chooses which records a row gives."""
        if ids:
            self.take(drafting.with_kinds(self.recipe, ids, self.guesses))

    def wanted(self, at: int, field: Field) -> bool:
        """Whether a record lacks something without this field."""
        kind = self.kinds.records[self.recipe.sections[at].kind]
        return field.required or field.id in kind.one_of

    def answer(self, id: str, column: str, value: str) -> None:
        """Takes an answer to what the file leaves open into its recipe."""
        if id == "date_order":
            self.take(drafting.order_dates(self.recipe, column, value, self.columns))
        else:
            self.take(drafting.lay(self.recipe, **{id: value}))

    # -- another recipe ------------------------------------------------------------------------------------

    def choose(self, id: str) -> None:
        """Goes on with the recipe of this id."""
        if self.file is not None:
            self.file.choose(self.library.recipe(id))
            self.replaced.emit()

    def start_over(self) -> None:
        """Goes on with a recipe made from nothing."""
        if self.file is not None:
            self.file.begin(self.kinds, self.country)
            self.replaced.emit()

    def adopt(self, recipe: Recipe) -> None:
        """Keeps a recipe that somebody sent among one's own, and goes on with it. Raises Problem where it asks for
        what is not there."""
        drafting.check_whole(recipe, self.kinds)
        self.library.keep_recipe(recipe)
        self.choose(recipe.id)
