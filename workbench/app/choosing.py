"""Which recipe a file is read with."""

from __future__ import annotations

from workbench.app.library import Library
from workbench.ingest import recognising
from workbench.ingest.recipe_parts import Recipe
from workbench.model.files import AnyFile
from workbench.model.problems import Problem


def choose_recipe(path: AnyFile, library: Library, wanted: str = "") -> Recipe:
    """The recipe asked for, else the one that recognises the file; Problem with what is there when none does."""
    if wanted:
        asked = library.recipe(wanted)
        return asked.read_by(recognising.recognise(path, [asked], by=library.child).reader)
    found = recognising.recognise(path, library.recipes, by=library.child)
    if found.best is not None:
        return found.best.recipe
    fitting = [c for c in found.candidates if c.fits]
    if fitting:
        names = ", ".join(_called(c.recipe) for c in fitting)
        raise Problem(f"{path.name} could be read by several recipes: {names}", "name one with --recipe")
    if found.facts.get("draft") and found.candidates:
        draft = found.candidates[0].recipe
        raise Problem(
            f"{path.name} could be read by {_called(draft)}, but only as a draft: it is {found.facts['draft']}",
            f"look at its rows in the window and confirm them there, or name the recipe: --recipe {draft.id}",
        )
    columns = ", ".join(found.columns[:12]) + (", …" if len(found.columns) > 12 else "")
    nearly = "".join(f"; {_called(c.recipe)} nearly fits: {c.reasons[0]}" for c in found.candidates[:1])
    raise Problem(
        f"no recipe knows the layout of {path.name} (its columns are {columns}{nearly})",
        "pick its columns in the window, or name a recipe with --recipe (see 'clew recipes')"
        + recognising.not_asked(found.broken),
    )


def _called(recipe: Recipe) -> str:
    """A recipe's name, and the id that it is asked for by."""
    return f"{recipe.name} ({recipe.id})"
