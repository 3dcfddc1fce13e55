"""Reading the names of the columns from another row than the one that was found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from workbench.ingest import drafting
from workbench.ingest.readers import find_column, normal
from workbench.ingest.recipe_parts import Recipe
from workbench.ui import words
from workbench.ui.importing.file import File
from workbench.ui.importing.teaching import Teaching


def header_of(file: File, row: int) -> tuple[str, ...] | None:
    """The cells of the row that holds the names of the columns, None where the row is not among those seen."""
    table, preview, facts = file.table, file.preview, file.facts
    if row == file.header_row:
        return file.columns
    for seen in preview.rows if preview is not None else ():
        if seen.row == row:
            return seen.cells or _cells(seen.raw, facts)
    for number, cells in zip(table.sample_rows, table.sample, strict=False):
        if number == row:
            return cells
    preamble, header = file.preamble, file.header_row
    at = row - 1 - (header - 1 - len(preamble)) if header else row - 1
    return _cells(preamble[at], facts) if 0 <= at < len(preamble) else None


def _cells(line: str, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The cells of a line as it stands: of a sheet a JSON list, or above the header with tabs between them."""
    if not isinstance(facts.get("header_row"), dict):
        cut = str(facts.get("delimiter") or ",")
        return tuple(cell.strip().strip('"') for cell in line.split(cut))
    cells = json.loads(line) if line.startswith("[") else line.split("\t")
    return tuple(str(cell or "").strip() for cell in cells)


def with_header(file: File, row: int, teaching: Teaching) -> str:
    """Reads the names of the columns from another row; a sentence where that cannot be, "" where it was done."""
    recipe = teaching.recipe
    if row == 0:
        count = max(len(file.columns), 1)
        names = tuple(
            words.translate("Writing", "Column {number}").format(number=n) for n in range(1, count + 1)
        )
        teaching.take(_renamed(drafting.lay(recipe, headers=(), columns=names), file.columns, names))
        return ""
    cells = header_of(file, row)
    named = tuple(dict.fromkeys(c.strip() for c in cells or () if c.strip()))
    if not named:
        return words.translate("Writing", "Row {row} holds no names.").format(row=words.number(row))
    teaching.take(_renamed(drafting.lay(recipe, headers=named, columns=()), file.columns, tuple(cells or ())))
    return ""


def _renamed(recipe: Recipe, before: tuple[str, ...], after: tuple[str, ...]) -> Recipe:
    """The recipe with the fields that name a column by its place in the old header, in the new one."""
    there = {normal(name): after[at] for at, name in enumerate(before) if at < len(after)}
    made = recipe
    for at, section in enumerate(recipe.sections):
        fields = {}
        for id, filling in section.fields.items():
            columns = tuple(there.get(normal(c), c) for c in filling.source.columns)
            if all(find_column(after, c) for c in columns):
                fields[id] = drafting.replace(
                    filling, source=drafting.replace(filling.source, columns=columns)
                )
        made = drafting.fillings(made, at, fields)
    return made
