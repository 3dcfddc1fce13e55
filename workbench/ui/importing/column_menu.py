"""What a column can be used for, as a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from workbench.ingest import drafting
from workbench.ingest.recipe_parts import Source
from workbench.model.kinds import Field
from workbench.ui.importing.saying import capital, field_name
from workbench.ui.importing.teaching import Teaching
from workbench.ui.words import translate

NEAR = 8  # fields offered at once beside those needed or filled; the rest stands in a menu of its own


def entry(menu: QMenu, text: str, act: Callable[[], object]) -> QAction:
    """One more entry of a menu, and what it does."""
    made = menu.addAction(text.replace("&", "&&"))
    made.triggered.connect(lambda checked=False: act())
    return made


def column_menu(teaching: Teaching, column: str) -> QMenu:
    """What a column can be used for."""
    menu = QMenu(teaching.window)
    recipe = teaching.recipe
    now = {
        (u.section, u.field)
        for u in drafting.uses(recipe, teaching.columns).get(column, ())
        if u.how == "value"
    }
    several = len(recipe.sections) > 1
    for at, section in enumerate(recipe.sections):
        kind = teaching.kinds.records[section.kind]
        place = menu.addMenu(kind.name) if several else menu
        near = [f for f in kind.fields if teaching.wanted(at, f) or f.id in section.fields]
        rest = [f for f in kind.fields if f not in near]
        other: QMenu | None = None
        for number, field in enumerate((*near, *rest)):
            if number == len(near) + NEAR:
                other = place.addMenu(translate("Teaching", "Other fields"))
            name = capital(field.name)
            if teaching.wanted(at, field):
                name = translate("Teaching", "{field} (needed)").format(field=name)
            act = entry(other or place, name, lambda at=at, id=field.id: teaching.put(at, id, column))
            act.setCheckable(True)
            act.setChecked((at, field.id) in now)
    menu.addSeparator()
    filled = [(at, id) for at, s in enumerate(recipe.sections) for id in s.fields if (at, id) not in now]
    joined = menu.addMenu(translate("Teaching", "Add to a field that has a column"))
    for at, id in filled:
        name = capital(field_name(recipe, teaching.kinds, at, id))
        entry(joined, name, lambda at=at, id=id: teaching.put(at, id, column, more=True))
    joined.setEnabled(bool(filled))
    _add_asides(teaching, menu, column)
    entry(
        menu,
        translate("Teaching", "Says what a row is, and its direction…"),
        lambda: teaching.words_asked.emit(column),
    )
    menu.addSeparator()
    without = translate("Teaching", "Not used")
    lifted = drafting.lift(recipe, column, teaching.columns)
    none = entry(menu, without, lambda: teaching.take(lifted))
    none.setEnabled(bool(drafting.uses(recipe, teaching.columns).get(column)))
    return menu


def _add_asides(teaching: Teaching, menu: QMenu, column: str) -> None:
    texts = {
        "asset": translate("Teaching", "Currency of"),
        "zone": translate("Teaching", "Time zone of"),
        "platform": translate("Teaching", "Market of"),
        "minus": translate("Teaching", "Amounts going out, for"),
    }
    for what, text in texts.items():
        places = [
            (at, id)
            for at, section in enumerate(teaching.recipe.sections)
            for id in section.fields
            if _can(teaching.declared(at, id), what)
        ]
        if not places:
            continue
        inside = menu.addMenu(text)
        for at, id in places:
            said = capital(field_name(teaching.recipe, teaching.kinds, at, id))
            entry(
                inside, said,
                lambda at=at, id=id, what=what: teaching.fill(at, id, **{what: Source((column,))}),
            )  # fmt: skip


def _can(declared: Field, what: str) -> bool:
    """Whether a field can have its zone, currency, market or counterpart from a column."""
    if what in ("asset", "minus"):
        return declared.type == "amount"
    if what == "zone":
        return declared.type == "moment"
    return "handle" in declared.kinds
