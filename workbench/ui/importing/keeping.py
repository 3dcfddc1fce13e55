"""Recipes that were made or changed in the window, kept among the analyst's own."""

from __future__ import annotations

from workbench.app.library import Library
from workbench.ingest import drafting
from workbench.ui.importing.file import File


def keep_recipe(file: File, library: Library) -> None:
    """Keeps a recipe made or changed here under a name no other recipe has, and reads the file with it."""
    if not file.changed or file.recipe is None or file.base is None:
        return
    known = {r.id: r for r in library.recipes}
    name, number = file.name.strip() or file.path.stem, 1
    while True:
        made = drafting.own(file.recipe, name if number == 1 else f"{name} {number}", file.columns)
        other = known.get(made.id)
        if other is None or other.id == file.base.id or drafting.same(other, made):
            break
        number += 1
    library.keep_recipe(made)
    file.recipe = file.base = library.recipe(made.id)
