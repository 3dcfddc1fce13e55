"""How the window speaks of fields, columns and kinds."""

from __future__ import annotations

from workbench.ingest import deciding_words, drafting
from workbench.ingest.drafting import Use
from workbench.ingest.recipe_parts import Recipe
from workbench.model.kinds import Kinds
from workbench.ui import words
from workbench.ui.importing.encodings import encoding_name
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


def explained(file: File) -> tuple[str, bool]:
    """Why a file is read so, or why it cannot be; and whether that is a warning."""
    if file.wrong:
        return file.wrong, True
    parts = [_written(file)]
    if file.source is not None:
        parts.append(translate("FilePage", "the case holds this very file already"))
    if file.candidate is not None and not file.by_hand:
        parts.extend(file.candidate.reasons)
    elif file.by_hand and file.found is not None:
        parts.append(translate("FilePage", "no recipe knows this layout"))
        nearly = next((c for c in file.found.candidates if not c.fits), None)
        if nearly is not None:
            said = translate("FilePage", "{recipe} nearly fits: {why}")
            parts.append(said.format(recipe=nearly.recipe.name, why=nearly.reasons[0]))
    return capital("; ".join(part for part in parts if part)), False


def _written(file: File) -> str:
    """How the file is written: its encoding and header."""
    facts, header = file.facts, file.header_row
    said = []
    encoding = str(facts.get("encoding") or "")
    if encoding:
        said.append(encoding_name(encoding))
    if header:
        row = words.number(header)
        said.append(translate("FilePage", "columns are named in row {row}").format(row=row))
    elif "header_row" in facts:
        said.append(translate("FilePage", "no row names the columns"))
    return words.listed(said)
