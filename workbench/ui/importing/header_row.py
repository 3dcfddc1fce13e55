"""Reading the names of the columns from another row than the one that was found."""

from __future__ import annotations

from workbench.ingest import drafting
from workbench.ingest.readers import find_column, normal
from workbench.ingest.recipe_parts import Recipe
from workbench.ui import words
from workbench.ui.importing.file import File
from workbench.ui.importing.teaching import Teaching


def header_of(file: File, row: int) -> tuple[str, ...] | None:
    """The cells of the row that holds the names of the columns, None where the row is not among those seen."""
    table, preview = file.table, file.preview
    if row == file.header_row:
        return file.columns
    if preview is not None:
        for seen in preview.rows:
            if seen.row == row:
                return seen.cells
    for number, cells in zip(table.sample_rows, table.sample, strict=False):
        if number == row:
            return cells
    facts, preamble, header = file.facts, file.preamble, file.header_row
    at = row - 1 - (header - 1 - len(preamble)) if header else row - 1
    if 0 <= at < len(preamble):
        sheets = isinstance(facts.get("header_row"), dict)  # whose rows come with tabs between their cells
        cut = "\t" if sheets else str(facts.get("delimiter") or ",")
        return tuple(cell.strip().strip('"') for cell in preamble[at].split(cut))
    return None


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
