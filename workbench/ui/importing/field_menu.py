"""Where a field may come from, and what else can be said of it, as a menu."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog, QMenu

from workbench.ingest.readers import find_named
from workbench.ingest.recipe_parts import Filling, Source
from workbench.model.kinds import Field
from workbench.ui.importing.column_menu import entry
from workbench.ui.importing.saying import capital, orders
from workbench.ui.importing.teaching import Teaching
from workbench.ui.words import translate

CUTS = (";", ",", "|", "/", " ")


def field_menu(teaching: Teaching, at: int, field: str) -> QMenu:
    """Where a field may come from, and what else can be said of it."""
    menu = QMenu(teaching.window)
    filling, declared = teaching.filling(at, field), teaching.declared(at, field)
    now = (
        [find_named(teaching.columns, c, teaching.recipe.layout.names) for c in filling.source.columns]
        if filling
        else []
    )
    for column in teaching.columns:
        act = entry(menu, column, lambda column=column: teaching.put(at, field, column))
        act.setCheckable(True)
        act.setChecked(column in now)
    menu.addSeparator()
    constant = entry(
        menu, translate("Teaching", "The same for all rows…"), lambda: _ask_constant(teaching, at, field)
    )
    constant.setEnabled(declared.type in ("entity", "text", "choice"))
    if filling is not None:
        more = menu.addMenu(translate("Teaching", "And one more column"))
        for column in teaching.columns:
            if column not in now:
                entry(more, column, lambda column=column: teaching.put(at, field, column, more=True))
        _add_particulars(teaching, menu, at, field, filling, declared)
        menu.addSeparator()
        entry(menu, translate("Teaching", "Leave it empty"), lambda: teaching.empty(at, field))
    return menu


def _add_particulars(
    teaching: Teaching, menu: QMenu, at: int, field: str, filling: Filling, declared: Field
) -> None:
    if declared.type == "moment":
        inside = menu.addMenu(translate("Teaching", "Dates have the"))
        stated = filling.order or teaching.recipe.layout.date_order
        for order, name in orders().items():
            chosen = "" if order == "auto" else order
            act = entry(inside, name, lambda o=chosen: teaching.fill(at, field, order=o))
            act.setCheckable(True)
            act.setChecked(stated == order)
        entry(
            menu,
            translate("Teaching", "Time zone of this column…"),
            lambda: _ask_text(teaching, at, field, "zone"),
        )
    if declared.type == "amount":
        entry(
            menu, translate("Teaching", "Currency or coin…"), lambda: _ask_text(teaching, at, field, "asset")
        )
    if "handle" in declared.kinds:
        entry(
            menu,
            translate("Teaching", "Market or platform…"),
            lambda: _ask_text(teaching, at, field, "platform"),
        )
    if declared.type in ("entity", "text", "choice"):
        inside = menu.addMenu(translate("Teaching", "Several values in a cell, cut at"))
        names = {" ": translate("Teaching", "a space"), "": translate("Teaching", "not cut")}
        for cut in ("", *CUTS):
            act = entry(inside, names.get(cut, cut), lambda c=cut: teaching.fill(at, field, split=c, find=()))
            act.setCheckable(True)
            act.setChecked(filling.split == cut and not filling.find)
    if declared.type == "entity":
        inside = menu.addMenu(translate("Teaching", "Found in free text"))
        for kind in _findable(teaching, declared):
            act = entry(
                inside,
                teaching.kinds.entities[kind].plural,
                lambda k=kind: _toggle_find(teaching, at, field, k),
            )
            act.setCheckable(True)
            act.setChecked(kind in filling.find)
        entry(
            menu,
            translate("Teaching", "Words for a withheld number…"),
            lambda: _ask_withheld(teaching, at, field),
        )
    if declared.type in ("choice", "text", "entity") and filling.source.columns:
        column = filling.source.columns[0]
        entry(menu, translate("Teaching", "What its words mean…"), lambda: teaching.words_asked.emit(column))


def _findable(teaching: Teaching, declared: Field) -> list[str]:
    held = list(teaching.kinds.entities) if "*" in declared.kinds else list(declared.kinds)
    return [k for k in held if k in ("phone", "handle", "email", "wallet", "site", "pgp_key", "parcel", "ip")]


def _toggle_find(teaching: Teaching, at: int, field: str, kind: str) -> None:
    before = teaching.filling(at, field)
    found = list(before.find) if before is not None else []
    found = [k for k in found if k != kind] if kind in found else [*found, kind]
    teaching.fill(at, field, find=tuple(found), split="")


def _ask(teaching: Teaching, title: str, text: str, now: str) -> str | None:
    said, good = QInputDialog.getText(teaching.window, title, text, text=now)
    return said.strip() if good else None


def _ask_constant(teaching: Teaching, at: int, field: str) -> None:
    before = teaching.filling(at, field)
    now = before.source.value if before is not None and before.source.value else ""
    name = capital(teaching.declared(at, field).name)
    said = _ask(teaching, name, translate("Teaching", "The same for every row:"), now)
    if said:
        teaching.fill(at, field, source=Source(value=said))
    elif said == "" and now:
        teaching.empty(at, field)


def _ask_text(teaching: Teaching, at: int, field: str, what: str) -> None:
    titles = {
        "asset": translate("Teaching", "Currency or coin of the amounts, such as EUR or BTC:"),
        "platform": translate("Teaching", "Market or platform the handles belong to:"),
        "zone": translate("Teaching", "Time zone, such as Europe/London or UTC+5:30:"),
    }
    before = teaching.filling(at, field)
    aside = getattr(before, what, None) if before is not None else None
    now = aside.value if aside is not None and aside.value else ""
    said = _ask(teaching, capital(teaching.declared(at, field).name), titles[what], now)
    if said is not None:
        teaching.fill(at, field, **{what: Source(value=said) if said else None})


def _ask_withheld(teaching: Teaching, at: int, field: str) -> None:
    before = teaching.filling(at, field)
    now = ", ".join(before.withheld) if before is not None else ""
    said = _ask(teaching, capital(teaching.declared(at, field).name),
        translate("Teaching", "Words that stand for a number that is not told, with commas between:"), now,
    )  # fmt: skip
    if said is not None:
        teaching.fill(at, field, withheld=tuple(w.strip() for w in said.split(",") if w.strip()))
