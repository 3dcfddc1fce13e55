"""A recipe while somebody is still making it: each change gives another recipe, which may lack what is needed.

A recipe changed so has no text of its own any more; `recipe.to_text` writes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.ingest.guessing import Guess
from workbench.ingest.readers import Layout, find_named
from workbench.ingest.recipe_checks import check
from workbench.ingest.recipe_parts import Filling, Recipe, Section, Source
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

ASIDES = ("zone", "asset", "platform", "minus")


@dataclass(frozen=True)
class Use:
    """What a column is used for: the section and its field, and how ("value", one of ASIDES, "kind")."""

    section: int
    field: str
    how: str = "value"


def begin(guesses: Sequence[Guess], *, reader: str, name: str, table: str = "") -> Recipe:
    """A recipe for a table nobody knows: the kind it most likely holds, with the columns guessed for its fields."""
    made = Recipe("own.draft", name, reader, (), Layout())
    return with_kinds(made, [g.kind for g in guesses[:1]] or ["call"], guesses, table=table)


def with_kinds(recipe: Recipe, ids: Iterable[str], guesses: Sequence[Guess], *, table: str = "") -> Recipe:
    """The recipe giving records of these kinds: sections that stay keep their fields, new ones get guessed columns."""
    guessed = {g.kind: g.columns for g in guesses}
    ids = list(dict.fromkeys(ids))
    table = table or next((s.table for s in recipe.sections), "")
    sections = [s for s in recipe.sections if s.kind in ids]
    for id in ids:
        if all(s.kind != id for s in sections):
            fields = {f: Filling(Source(tuple(c))) for f, c in guessed.get(id, {}).items()}
            sections.append(Section(id, fields, table))
    return changed(recipe, sections)


def fillings(recipe: Recipe, at: int, fields: Mapping[str, Filling]) -> Recipe:
    """The recipe with other fields in one section."""
    sections = list(recipe.sections)
    sections[at] = replace(sections[at], fields=dict(fields))
    return changed(recipe, sections)


def put(recipe: Recipe, at: int, field: str, column: str, *, join: bool = False) -> Recipe:
    """The field filled from a column, or from one more with `join`; what else was said of the field stays."""
    fields = dict(recipe.sections[at].fields)
    before = fields.get(field)
    columns: tuple[str, ...] = (column,)
    if join and before is not None and column not in before.source.columns:
        columns = (*before.source.columns, column)
    fields[field] = replace(before, source=Source(columns)) if before else Filling(Source(columns))
    return fillings(recipe, at, fields)


def fill(recipe: Recipe, at: int, field: str, **changes: Any) -> Recipe:
    """The field with something else said of it: map, order, asset, split, find, withheld …; a constant by `source`."""
    fields = dict(recipe.sections[at].fields)
    before = fields.get(field) or Filling(Source())
    fields[field] = replace(before, **changes)
    return fillings(recipe, at, fields)


def empty(recipe: Recipe, at: int, field: str) -> Recipe:
    """The recipe that leaves the field empty."""
    return fillings(recipe, at, {n: f for n, f in recipe.sections[at].fields.items() if n != field})


def lift(recipe: Recipe, column: str, columns: Sequence[str]) -> Recipe:
    """The recipe that does not look at the column in any field."""

    def without(source: Source) -> Source:
        kept = tuple(c for c in source.columns if find_named(columns, c, recipe.layout.names) != column)
        return replace(source, columns=kept)

    made = recipe
    for at, section in enumerate(recipe.sections):
        fields: dict[str, Filling] = {}
        for name, filling in section.fields.items():
            source = without(filling.source)
            if filling.source.columns and not source.columns:
                continue
            asides: dict[str, Any] = {
                a: None if said.columns and not without(said).columns else said
                for a in ASIDES
                if (said := getattr(filling, a)) is not None
            }
            fields[name] = replace(filling, source=source, **asides)
        made = fillings(made, at, fields)
    return made


def lay(recipe: Recipe, **changes: Any) -> Recipe:
    """The recipe with other entries of its layout."""
    return replace(recipe, layout=replace(recipe.layout, **changes), text="")


def order_dates(recipe: Recipe, column: str, order: str, columns: Sequence[str]) -> Recipe:
    """The recipe that reads a column of dates ("Date", or "Date + Time" by the table's own headers) in this order."""
    made = recipe
    for at, section in enumerate(recipe.sections):
        for field, filling in section.fields.items():
            there = (find_named(columns, name, recipe.layout.names) for name in filling.source.columns)
            if " + ".join(name for name in there if name is not None) == column:
                made = fill(made, at, field, order=order)
    return made


def check_whole(recipe: Recipe, kinds: Kinds) -> None:
    """Raises Problem where a recipe that somebody sent asks for what is not there, or has no name of its own."""
    if not re.fullmatch(r"[\w.-]+", recipe.id):
        raise Problem(
            f"the recipe calls itself {recipe.id!r}", "an id has letters, digits, dots and underscores only"
        )
    check(recipe, kinds)


def uses(recipe: Recipe, columns: Sequence[str]) -> dict[str, list[Use]]:
    """What each column of a table is used for."""
    found: dict[str, list[Use]] = {name: [] for name in columns}
    for at, section in enumerate(recipe.sections):
        for field, filling in section.fields.items():
            said = [("value", filling.source), *((a, getattr(filling, a)) for a in ASIDES)]
            if filling.telling is not None:
                said.append(("kind", filling.telling.source))
            for how, source in said:
                for wanted in source.columns if source else ():
                    name = find_named(columns, wanted, recipe.layout.names)
                    if name is not None:
                        found[name].append(Use(at, field, how))
    return found


def missing(recipe: Recipe, kinds: Kinds) -> list[tuple[int, tuple[str, ...]]]:
    """What is still needed, section by section: a field, or one of several."""
    found: list[tuple[int, tuple[str, ...]]] = []
    for at, section in enumerate(recipe.sections):
        kind = kinds.records[section.kind]
        found += [(at, (f.id,)) for f in kind.fields if f.required and f.id not in section.fields]
        if kind.one_of and not set(kind.one_of) & set(section.fields):
            found.append((at, kind.one_of))
    return found


def relaxed(kinds: Kinds) -> Kinds:
    """The kinds with nothing needed: what an unfinished recipe is previewed with."""
    records = {
        id: replace(kind, fields=tuple(replace(f, required=False) for f in kind.fields), one_of=())
        for id, kind in kinds.records.items()
    }
    return replace(kinds, records=records)


def own(recipe: Recipe, name: str, columns: Sequence[str]) -> Recipe:
    """The recipe as one of the analyst's own, under a name: recognised by the very columns it looks at in this table.

    What was said of one file (day first) must not be taken for all that a shipped recipe reads: it knows many names of
    a column, the own one those of this table. A reader of one format has the same columns always: there it stays.
    """
    slug = re.sub(r"\W+", "_", name.casefold()).strip("_") or "table"
    made = replace(recipe, id=f"own.{slug}", name=name.strip() or slug, text="")
    drafted = recipe.id == "own.draft"
    shipped = not recipe.id.startswith("own.")
    if recipe.layout.columns or (
        recipe.layout.headers and not drafted and not (shipped and recipe.layout.names)
    ):
        return made
    seen = dict.fromkeys(
        found
        for section in recipe.sections
        for wanted in (section.needed if drafted or not shipped else section.columns)
        if (found := find_named(columns, wanted, recipe.layout.names)) is not None
    )
    return lay(made, headers=tuple(seen))


def same(one: Recipe, other: Recipe) -> bool:
    """Whether two recipes read alike, whatever they are called."""
    return replace(one, id="", name="", text="") == replace(other, id="", name="", text="")


def changed(recipe: Recipe, sections: Iterable[Section]) -> Recipe:
    """The recipe with other sections."""
    return replace(recipe, sections=tuple(sections), text="")
