"""Whether a recipe can be followed: the kinds and fields it asks for are there, and can be filled so."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.ingest.recipe_parts import Filling, Recipe, Swap, swapped_name
from workbench.model.kinds import Field, Kinds, RecordKind
from workbench.model.problems import Problem


def check(recipe: Recipe, kinds: Kinds) -> None:
    """Raises Problem where the recipe asks for kinds or fields that do not exist or cannot be filled so."""
    for number, section in enumerate(recipe.sections, 1):
        where = f"recipe {recipe.id}, record {number}"
        kind = kinds.records.get(section.kind)
        if kind is None:
            raise Problem(f"{where}: there is no record kind {section.kind}", _one_of(kinds.records))
        declared = {f.id: f for f in kind.fields}
        for name, filling in section.fields.items():
            if name not in declared:
                raise Problem(f"{where}: a {kind.name.lower()} has no field {name}", _one_of(declared))
            _check_filling(f"{where}, field {name}", filling, declared[name], kinds)
        for required in (f.id for f in kind.fields if f.required):
            if required not in section.fields:
                raise Problem(f"{where}: a {kind.name.lower()} needs the field {required}", "fill it")
        if kind.one_of and not set(kind.one_of) & set(section.fields):
            raise Problem(
                f"{where}: a {kind.name.lower()} needs one of the fields {', '.join(kind.one_of)}", "fill it"
            )
        exploding = [name for name, filling in section.fields.items() if filling.explodes]
        if len(exploding) > 1:
            raise Problem(f"{where}: only one field can give several values, not {' and '.join(exploding)}",
                          "write a second [[record]] for the other")  # fmt: skip
        if section.swap:
            _check_swap(where, section.swap, kind)


def _one_of(names: Mapping[str, object]) -> str:
    return "say one of " + ", ".join(names)


def _check_filling(where: str, filling: Filling, declared: Field, kinds: Kinds) -> None:
    allowed = {
        "moment": {"format", "unix", "zone", "order"},
        "amount": {"asset", "decimal", "map", "minus", "absolute"},
        "entity": {"platform", "find", "split", "kinds", "plain", "map", "withheld", "telling"},
        "text": {"split", "map"},
        "choice": {"split", "map"},
        "number": {"decimal", "map"},
        "duration": {"map"},
    }[declared.type]
    for name in (
        "format", "unix", "zone", "order", "asset", "decimal", "minus", "absolute", "platform", "find", "split",
        "kinds", "plain", "map", "withheld", "telling",
    ):  # fmt: skip
        if getattr(filling, name) and name not in allowed:
            raise Problem(f"{where} is a {declared.type} and cannot have {name}", "remove it")
    holds = set(kinds.entities) if "*" in declared.kinds else {*declared.kinds, *declared.also}
    for kind in (*filling.find, *filling.kinds, *(filling.telling.kinds if filling.telling else ())):
        if kind not in holds:
            raise Problem(
                f"{where} cannot hold a {kind}", "it holds " + ", ".join((*declared.kinds, *declared.also))
            )
    if filling.plain and len(filling.kinds) != 1:
        raise Problem(f"{where} is plain and must say which kind it is", 'add as = "phone", say')
    if filling.find and filling.split:
        raise Problem(f"{where} says both find and split", "keep one of them")


def _check_swap(where: str, swap: Swap, kind: RecordKind) -> None:
    declared = {f.id: f for f in kind.fields}
    for name in declared:
        other = swapped_name(name, swap.roles)
        if other is None or name not in declared:
            continue
        if other not in declared:
            raise Problem(f"{where}: swap needs a field {other} to take the place of {name}", "declare it")
        if declared[other].kinds != declared[name].kinds or declared[other].type != declared[name].type:
            raise Problem(
                f"{where}: {name} and {other} do not hold the same kinds", "they cannot change places"
            )
    for role in swap.roles:
        if role not in declared:
            raise Problem(f"{where}: swap names the role {role}", _one_of(declared))
