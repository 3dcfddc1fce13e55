"""Changing a recipe by pointing: what a column or a field can be told, as menus, and the one place that does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from workbench.ingest import drafting, guessing
from workbench.ingest.guessing import Guess
from workbench.ingest.readers import find_named
from workbench.ingest.recipe_parts import Filling, Recipe, Source
from workbench.model.kinds import Field, Kinds
from workbench.ui.importing.file import File
from workbench.ui.importing.saying import capital, field_name, orders

NEAR = (
    8  # fields that are offered at once beside those needed or filled; the rest stands in a menu of its own
)
CUTS = (";", ",", "|", "/", " ")


class Teaching(QObject):
    """Changes the recipe of the file it `holds`; `changed` tells that it did, `words_asked` that somebody wants to
    see the words of a column."""

    changed = Signal()
    words_asked = Signal(str)

    def __init__(self, kinds: Kinds, country: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.kinds, self.country, self.window = kinds, country, parent
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

    # -- menus ---------------------------------------------------------------------------------------------

    def column_menu(self, column: str) -> QMenu:
        """What a column can be used for."""
        menu = QMenu(self.window)
        recipe = self.recipe
        now = {
            (u.section, u.field)
            for u in drafting.uses(recipe, self.columns).get(column, ())
            if u.how == "value"
        }
        several = len(recipe.sections) > 1
        for at, section in enumerate(recipe.sections):
            kind = self.kinds.records[section.kind]
            place = menu.addMenu(kind.name) if several else menu
            near = [f for f in kind.fields if self._wanted(at, f) or f.id in section.fields]
            rest = [f for f in kind.fields if f not in near]
            other: QMenu | None = None
            for number, field in enumerate((*near, *rest)):
                if number == len(near) + NEAR:
                    other = place.addMenu(self.tr("Other fields"))
                name = capital(field.name)
                if self._wanted(at, field):
                    name = self.tr("{field} (needed)").format(field=name)
                act = self._add(other or place, name, lambda at=at, id=field.id: self.put(at, id, column))
                act.setCheckable(True)
                act.setChecked((at, field.id) in now)
        menu.addSeparator()
        filled = [(at, id) for at, s in enumerate(recipe.sections) for id in s.fields if (at, id) not in now]
        joined = menu.addMenu(self.tr("Add to a field that has a column"))
        for at, id in filled:
            name = capital(field_name(recipe, self.kinds, at, id))
            self._add(joined, name, lambda at=at, id=id: self.put(at, id, column, more=True))
        joined.setEnabled(bool(filled))
        self._add_asides(menu, column)
        self._add(
            menu, self.tr("Says what a row is, and its direction…"), lambda: self.words_asked.emit(column)
        )
        menu.addSeparator()
        none = self._add(
            menu, self.tr("Not used"), lambda: self.take(drafting.lift(self.recipe, column, self.columns))
        )
        none.setEnabled(bool(drafting.uses(recipe, self.columns).get(column)))
        return menu

    def _add_asides(self, menu: QMenu, column: str) -> None:
        texts = {
            "asset": self.tr("Currency of"), "zone": self.tr("Time zone of"), "platform": self.tr("Market of"),
            "minus": self.tr("Amounts going out, for"),
        }  # fmt: skip
        for what, text in texts.items():
            places = [
                (at, id)
                for at, section in enumerate(self.recipe.sections)
                for id in section.fields
                if _can(self.declared(at, id), what)
            ]
            if not places:
                continue
            inside = menu.addMenu(text)
            for at, id in places:
                said = capital(field_name(self.recipe, self.kinds, at, id))
                self._add(
                    inside, said,
                    lambda at=at, id=id, what=what: self.fill(at, id, **{what: Source((column,))}),
                )  # fmt: skip

    def field_menu(self, at: int, field: str) -> QMenu:
        """Where a field may come from, and what else can be said of it."""
        menu = QMenu(self.window)
        filling, declared = self.filling(at, field), self.declared(at, field)
        now = (
            [find_named(self.columns, c, self.recipe.layout.names) for c in filling.source.columns]
            if filling
            else []
        )
        for column in self.columns:
            act = self._add(menu, column, lambda column=column: self.put(at, field, column))
            act.setCheckable(True)
            act.setChecked(column in now)
        menu.addSeparator()
        constant = self._add(menu, self.tr("The same for all rows…"), lambda: self._ask_constant(at, field))
        constant.setEnabled(declared.type in ("entity", "text", "choice"))
        if filling is not None:
            more = menu.addMenu(self.tr("And one more column"))
            for column in self.columns:
                if column not in now:
                    self._add(more, column, lambda column=column: self.put(at, field, column, more=True))
            self._add_particulars(menu, at, field, filling, declared)
            menu.addSeparator()
            self._add(menu, self.tr("Leave it empty"), lambda: self.empty(at, field))
        return menu

    def _add_particulars(self, menu: QMenu, at: int, field: str, filling: Filling, declared: Field) -> None:
        if declared.type == "moment":
            inside = menu.addMenu(self.tr("Dates have the"))
            stated = filling.order or self.recipe.layout.date_order
            for order, name in orders().items():
                chosen = "" if order == "auto" else order
                act = self._add(inside, name, lambda o=chosen: self.fill(at, field, order=o))
                act.setCheckable(True)
                act.setChecked(stated == order)
            self._add(menu, self.tr("Time zone of this column…"), lambda: self._ask_text(at, field, "zone"))
        if declared.type == "amount":
            self._add(menu, self.tr("Currency or coin…"), lambda: self._ask_text(at, field, "asset"))
        if "handle" in declared.kinds:
            self._add(menu, self.tr("Market or platform…"), lambda: self._ask_text(at, field, "platform"))
        if declared.type in ("entity", "text", "choice"):
            inside = menu.addMenu(self.tr("Several values in a cell, cut at"))
            names = {" ": self.tr("a space"), "": self.tr("not cut")}
            for cut in ("", *CUTS):
                act = self._add(
                    inside, names.get(cut, cut), lambda c=cut: self.fill(at, field, split=c, find=())
                )
                act.setCheckable(True)
                act.setChecked(filling.split == cut and not filling.find)
        if declared.type == "entity":
            inside = menu.addMenu(self.tr("Found in free text"))
            for kind in self._findable(declared):
                act = self._add(
                    inside, self.kinds.entities[kind].plural, lambda k=kind: self._toggle_find(at, field, k)
                )
                act.setCheckable(True)
                act.setChecked(kind in filling.find)
            self._add(menu, self.tr("Words for a withheld number…"), lambda: self._ask_withheld(at, field))
        if declared.type in ("choice", "text", "entity") and filling.source.columns:
            column = filling.source.columns[0]
            self._add(menu, self.tr("What its words mean…"), lambda: self.words_asked.emit(column))

    def _findable(self, declared: Field) -> list[str]:
        held = list(self.kinds.entities) if "*" in declared.kinds else list(declared.kinds)
        return [
            k for k in held if k in ("phone", "handle", "email", "wallet", "site", "pgp_key", "parcel", "ip")
        ]

    def _toggle_find(self, at: int, field: str, kind: str) -> None:
        before = self.filling(at, field)
        found = list(before.find) if before is not None else []
        found = [k for k in found if k != kind] if kind in found else [*found, kind]
        self.fill(at, field, find=tuple(found), split="")

    def _wanted(self, at: int, field: Field) -> bool:
        kind = self.kinds.records[self.recipe.sections[at].kind]
        return field.required or field.id in kind.one_of

    def _add(self, menu: QMenu, text: str, act: Callable[[], object]) -> QAction:
        made = menu.addAction(text.replace("&", "&&"))
        made.triggered.connect(lambda checked=False: act())
        return made

    # -- asked in words ------------------------------------------------------------------------------------

    def _ask(self, title: str, text: str, now: str) -> str | None:
        said, good = QInputDialog.getText(self.window, title, text, text=now)
        return said.strip() if good else None

    def _ask_constant(self, at: int, field: str) -> None:
        before = self.filling(at, field)
        now = before.source.value if before is not None and before.source.value else ""
        name = capital(self.declared(at, field).name)
        said = self._ask(name, self.tr("The same for every row:"), now)
        if said:
            self.fill(at, field, source=Source(value=said))
        elif said == "" and now:
            self.empty(at, field)

    def _ask_text(self, at: int, field: str, what: str) -> None:
        titles = {
            "asset": self.tr("Currency or coin of the amounts, such as EUR or BTC:"),
            "platform": self.tr("Market or platform the handles belong to:"),
            "zone": self.tr("Time zone, such as Europe/London or UTC+5:30:"),
        }
        before = self.filling(at, field)
        aside = getattr(before, what, None) if before is not None else None
        now = aside.value if aside is not None and aside.value else ""
        said = self._ask(capital(self.declared(at, field).name), titles[what], now)
        if said is not None:
            self.fill(at, field, **{what: Source(value=said) if said else None})

    def _ask_withheld(self, at: int, field: str) -> None:
        before = self.filling(at, field)
        now = ", ".join(before.withheld) if before is not None else ""
        said = self._ask(
            capital(self.declared(at, field).name),
            self.tr("Words that stand for a number that is not told, with commas between:"), now,
        )  # fmt: skip
        if said is not None:
            self.fill(at, field, withheld=tuple(w.strip() for w in said.split(",") if w.strip()))


def _can(declared: Field, what: str) -> bool:
    """Whether a field can have its zone, currency, market or counterpart from a column."""
    if what in ("asset", "minus"):
        return declared.type == "amount"
    if what == "zone":
        return declared.type == "moment"
    return "handle" in declared.kinds
