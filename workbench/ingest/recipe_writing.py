"""Writes a recipe as TOML that parses to the same recipe."""

from __future__ import annotations

from typing import Any

import tomlkit

from workbench.ingest.readers import Layout
from workbench.ingest.recipe_parts import Filling, Recipe, Section, Source, When
from workbench.ingest.recipe_words import LAYOUT


def to_text(recipe: Recipe) -> str:
    """The recipe as TOML: the text it came from, else a new one that parses to the same recipe."""
    if recipe.text:
        return recipe.text
    document = tomlkit.document()
    document.update({"id": recipe.id, "name": recipe.name, "reader": recipe.reader})
    layout = recipe.layout
    if layout.names:
        document["names"] = {name: list(headers) for name, headers in layout.names.items()}
    signs = _sign_entries(recipe)
    if signs:
        document["recognise"] = signs
    stated: dict[str, Any] = {}
    for key in sorted(LAYOUT):
        value = getattr(layout, key)
        if value != getattr(Layout(), key):
            stated[key] = list(value) if isinstance(value, tuple) else value
    if stated:
        document["layout"] = stated
    records = tomlkit.aot()
    for section in recipe.sections:
        records.append(_section_table(section))
    document["record"] = records
    return tomlkit.dumps(document)


def _sign_entries(recipe: Recipe) -> dict[str, Any]:
    signs = recipe.signs
    entries: dict[str, Any] = {}
    if recipe.headers:
        entries["headers"] = list(recipe.headers)
    if signs.without:
        entries["without"] = list(signs.without)
    for key in ("filename", "preamble"):
        if getattr(signs, key):
            entries[key] = getattr(signs, key)
    if signs.cells:
        entries["cells"] = dict(signs.cells)
    return entries


def _section_table(section: Section) -> Any:
    table = tomlkit.table()
    table["kind"] = section.kind
    if section.table:
        table["table"] = section.table
    whens = [_inline(_when_entries(w)) for w in section.when]
    if whens:
        table["when"] = whens[0] if len(whens) == 1 else whens
    fields = tomlkit.table()
    for name, filling in section.fields.items():
        fields[name] = _inline(_filling_entries(filling))
    table["fields"] = fields
    if section.swap:
        swap = tomlkit.table()
        swap.update(_when_entries(section.swap.when))
        swap["roles"] = list(section.swap.roles)
        table["swap"] = swap
    return table


def _inline(entries: dict[str, Any]) -> Any:
    inline = tomlkit.inline_table()
    inline.update(entries)
    return inline


def _when_entries(when: When) -> dict[str, Any]:
    entries: dict[str, Any] = {"column": when.column}
    if when.among:
        entries["in"] = list(when.among)
    if when.not_among:
        entries["not_in"] = list(when.not_among)
    if when.filled is not None:
        entries["filled"] = when.filled
    for key in ("matches", "not_matches"):
        if getattr(when, key):
            entries[key] = getattr(when, key)
    if when.if_there:
        entries["if_there"] = True
    return entries


def _source_entries(source: Source) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if source.columns:
        said = {"columns": list(source.columns)}
        if len(source.columns) == 1:
            said = {"column": source.columns[0]}
        if source.join != " ":
            said["join"] = source.join
    said |= {k: v for k in ("preamble", "filename", "value") if (v := getattr(source, k)) is not None}
    return said | ({"subject": True} if source.subject else {})


def _filling_entries(filling: Filling) -> dict[str, Any]:
    entries = _source_entries(filling.source)
    if filling.map:
        entries["map"] = dict(filling.map)
    for key in ("split", "format", "unix", "decimal", "order", "take", "give"):
        if getattr(filling, key):
            entries[key] = getattr(filling, key)
    if filling.find:
        entries["find"] = list(filling.find)
    if filling.withheld:
        entries["withheld"] = list(filling.withheld)
    if filling.telling:
        entries["as"] = _inline(
            {"column": filling.telling.source.columns[0], "map": dict(filling.telling.map)}
        )
        if filling.telling.other:
            entries["else"] = filling.telling.other
    if filling.minus:
        entries["minus"] = filling.minus.columns[0]
    if filling.absolute:
        entries["sign"] = "absolute"
    if filling.kinds:
        entries["as"] = filling.kinds[0] if len(filling.kinds) == 1 else list(filling.kinds)
    for key in ("zone", "asset", "platform"):
        aside = getattr(filling, key)
        if aside is not None:
            said = _source_entries(aside)
            entries[key] = aside.value if list(said) == ["value"] else _inline(said)
    for key in ("plain", "optional", "if_there", "needed"):
        if getattr(filling, key):
            entries[key] = True
    return entries
