"""The rejected rows of a source once more, with a mended recipe: first those alone, then the source anew."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.app import importing
from workbench.app.importing import Outcome, Tell, Wishes
from workbench.app.library import Library
from workbench.case import exporting, readings, rejects, sources
from workbench.case.cases import Case
from workbench.ingest import trying
from workbench.ingest.context import ReadContext
from workbench.ingest.recipe_parts import Recipe
from workbench.model.problems import Problem


@dataclass(frozen=True)
class Trial:
    """What a recipe makes of the rejected rows alone: how many it takes, and the reasons it still refuses others
    for, with the column and the number of rows, most frequent first."""

    source: int
    recipe: str
    tried: int
    kept: int
    refused: tuple[tuple[str, str, int], ...]


@contextlib.contextmanager
def original_of(case: Case, source: int) -> Iterator[Path]:
    """The original of a source as a file: where it was imported from while it is unchanged there, else written out
    for as long as it is needed. Problem where the case holds only its hash and the file is gone."""
    known = sources.get(case, source)
    path = Path(known.path)
    if path.is_file() and sources.hash_file(path)[0] == known.sha256:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="clew-", ignore_cleanup_errors=True) as folder:
        written = Path(folder) / Path(known.name).name
        exporting.original(case, source, written)
        yield written


def retry(
    case: Case, source: int, library: Library, recipe: str = "", tell: Tell = lambda d, t, s: None
) -> tuple[Trial, Outcome | None]:
    """Tries the rejected rows of a source with a recipe (else the present one of the same name), and where it takes
    any of them, reads the source anew with it in one undoable step."""
    earlier = next((r for r in readings.of_source(case, source) if r.included), None)
    if earlier is None:
        raise Problem(f"source {source} is hidden", "show it again first")
    chosen = library.recipe(recipe or sources.get(case, source).recipe)
    wishes = _as_before(earlier, str(recipe) or chosen.id)
    with original_of(case, source) as path:
        trial = try_rejects(case, source, path, chosen, earlier, library)
        if not trial.kept:
            return trial, None
        return trial, importing.import_file(case, path, library, wishes, tell)


def try_rejects(
    case: Case, source: int, path: Path, recipe: Recipe, earlier: readings.Earlier, library: Library
) -> Trial:
    """What a recipe makes of the rows that were rejected before, without taking anything in."""
    only: dict[str, set[int]] = {}
    for reject in rejects.listed(case, source):
        only.setdefault(reject.sheet, set()).add(reject.row)
    if not only:
        raise Problem(f"no row of source {source} was rejected", "there is nothing to try again")
    said = earlier.options
    context = ReadContext(
        country=said["country"] or recipe.layout.country,
        zone=said["zone"],
        zone_basis=said["zone_basis"],
        period=tuple(said["period"]) if said.get("period") else None,
        subject=said.get("subject", ""),
        only={sheet: frozenset(rows) for sheet, rows in only.items()},
    )
    tried = trying.try_recipe(path, recipe, kinds=case.kinds, context=context, by=library.child)
    worst = tuple((*why, n) for why, n in tried.reasons.most_common())
    return Trial(source, recipe.id, tried.rows, tried.kept, worst)


def _as_before(earlier: readings.Earlier, recipe: str) -> Wishes:
    said = earlier.options
    period = tuple(said["period"]) if said.get("period") else None
    zone = said["zone"] if said["zone_basis"] == "set by user" else ""
    subject = f"account:{said['subject']}" if said.get("subject") else ""
    return Wishes(recipe=recipe, country=said["country"], zone=zone, period=period, subject=subject)
