"""How the window speaks of fields, columns and kinds."""

from __future__ import annotations

from workbench.ingest import deciding_words, drafting
from workbench.ingest.drafting import Use
from workbench.ingest.recipe_parts import Recipe
from workbench.model.kinds import Kinds
from workbench.ui import words
from workbench.ui.importing.file import File
from workbench.ui.words import translate


def orders() -> dict[str, str]:
    """The orders of day, month and year as the window calls them."""
    return {
        "auto": translate("Saying", "as the column shows"),
        "dmy": translate("Saying", "day first"),
        "mdy": translate("Saying", "month first"),
        "ymd": translate("Saying", "year first"),
    }


def capital(text: str) -> str:
    """A text that begins a line."""
    return text[:1].upper() + text[1:]


def field_name(recipe: Recipe, kinds: Kinds, at: int, field: str) -> str:
    """A field by its name, with its kind where the recipe gives several kinds of record."""
    kind = kinds.records[recipe.sections[at].kind]
    name = kind.field(field).name
    if len(recipe.sections) < 2:
        return name
    return translate("Saying", "{kind}: {field}").format(kind=kind.name, field=name)


def use_said(recipe: Recipe, kinds: Kinds, use: Use) -> str:
    """What a column is used for, in a few words."""
    name = kinds.records[recipe.sections[use.section].kind].field(use.field).name
    said = {
        "value": "{field}",
        "zone": translate("Saying", "time zone of {field}"),
        "asset": translate("Saying", "currency of {field}"),
        "platform": translate("Saying", "market of {field}"),
        "minus": translate("Saying", "{field}, going out"),
        "kind": translate("Saying", "what {field} is"),
    }[use.how]
    return said.format(field=name)


def uses_said(file: File, kinds: Kinds) -> dict[str, str]:
    """Below each column's name, what it is used for; "" where it is not."""
    if file.recipe is None:
        return dict.fromkeys(file.columns, "")
    recipe = file.recipe
    said = {
        name: words.listed(dict.fromkeys(use_said(recipe, kinds, use) for use in found))
        for name, found in drafting.uses(recipe, file.columns).items()
    }
    deciding = deciding_words.column_of(recipe, file.columns)
    if deciding:
        what = translate("Saying", "what a row is")
        said[deciding] = words.listed(part for part in (said.get(deciding, ""), what) if part)
    return said
