"""The rejected rows of a source once more, with a mended recipe: first those alone, then the source anew."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.app import choosing, importing
from workbench.app.library import Library
from workbench.app.outcome import Outcome
from workbench.app.stage import Tell, Watch, unheard, unwatched
from workbench.app.wishes import Wishes, as_before, as_wished, context_of
from workbench.case import exporting, readings, rejects, sources
from workbench.case.cases import Case
from workbench.ingest import recipe as recipes
from workbench.ingest import trying
from workbench.ingest.held import Held
from workbench.ingest.readers import Layout
from workbench.ingest.recipe_parts import Recipe
from workbench.model.files import AnyFile
from workbench.model.problems import Damaged, Problem

IN_MEMORY = 1 << 28  # bytes up to which an original needs no file of its own
IN_MEMORY_PROTECTED = 1 << 30  # the same of a protected case, of which nothing may stand elsewhere in clear


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
def original_of(case: Case, source: int) -> Iterator[AnyFile]:
    """The original of a source: where it was imported from while it is unchanged there, else in memory. One too large
    for that is written out for as long as it is needed, but of a protected case nothing is written out: then, and where
    the case holds only its hash and the file is gone, Problem."""
    known = sources.get(case, source)
    path = Path(known.path)
    if path.is_file() and sources.hash_file(path)[0] == known.sha256:
        yield path
        return
    if known.kept == sources.COPY and known.bytes <= (
        IN_MEMORY if case.key.published else IN_MEMORY_PROTECTED
    ):
        held = io.BytesIO()
        if sources.write_original(case.db, source, held) != known.sha256:
            raise Damaged(
                f"the kept bytes of {known.name} are not those that were acquired", "run 'clew verify'"
            )
        yield Held(Path(known.name).name, held.getvalue())
        return
    if not case.key.published:
        raise Problem(
            f"{known.name} is too large to be read in memory, and nothing of a protected case is written elsewhere",
            f"put the file back where it was taken in from: {known.path}",
        )
    with tempfile.TemporaryDirectory(prefix="clew-", ignore_cleanup_errors=True) as folder:
        written = Path(folder) / Path(known.name).name
        exporting.original(case, source, written)
        yield written


def retry(
    case: Case, source: int, library: Library, recipe: str = "", country: str = "", zone: str = "",
    tell: Tell = unheard, watch: Watch = unwatched,
) -> tuple[Trial, Outcome | None]:  # fmt: skip
    """Tries the rejected rows of a source with a recipe (else the present one of the same name), and where it takes
    any of them, reads the source anew with it in one undoable step: as it was read before, save for a country and a
    zone that are said now."""
    wishes = wishes_before(case, source, recipe, country, zone)
    with original_of(case, source) as path:
        chosen = choosing.choose_recipe(path, library, wishes.recipe)
        wishes = _answered(case, source, wishes, chosen)
        chosen = as_wished(chosen, wishes)
        trial = try_rejects(case, source, path, chosen, wishes, library)
        if not trial.kept:
            return trial, None
        return trial, importing.import_file(case, path, library, wishes, tell, watch)


def wishes_before(case: Case, source: int, recipe: str = "", country: str = "", zone: str = "") -> Wishes:
    """What was wished when a source was read last, with another recipe, country or zone where one is said."""
    earlier = next((r for r in readings.of_source(case, source) if r.included), None)
    if earlier is None:
        raise Problem(f"source {source} is hidden", "show it again first")
    before = as_before(earlier.options, recipe or sources.get(case, source).recipe)
    return replace(before, country=country or before.country, zone=zone or before.zone)


def _answered(case: Case, source: int, wishes: Wishes, chosen: Recipe) -> Wishes:
    """The wishes with what was answered when the source was read last (order of dates, calendar, encoding), where the
    recipe leaves it open."""
    earlier = next(r for r in readings.of_source(case, source) if r.included)
    before, now, left_open = recipes.parse(earlier.recipe_text).layout, chosen.layout, Layout()
    answers = {
        wish: getattr(before, name)
        for wish, name in (("order", "date_order"), ("calendar", "calendar"), ("encoding", "encoding"))
        if getattr(now, name) == getattr(left_open, name) != getattr(before, name)
    }
    return replace(wishes, **answers)


def try_rejects(
    case: Case, source: int, path: AnyFile, recipe: Recipe, wishes: Wishes, library: Library
) -> Trial:
    """What a recipe makes of the rows that were rejected before, without taking anything in."""
    only = rejected_rows(case, source)
    if not only:
        raise Problem(f"no row of source {source} was rejected", "there is nothing to try again")
    context = replace(context_of(wishes, recipe, case.about, library.kinds), only=only)
    kinds = case.kinds_with(library.kinds)
    tried = trying.try_recipe(path, recipe, kinds=kinds, context=context, by=library.child)
    worst = tuple((*why, n) for why, n in tried.reasons.most_common())
    return Trial(source, recipe.id, tried.rows, tried.kept, worst)


def rejected_rows(case: Case, source: int) -> dict[str, frozenset[int]]:
    """The rows of a source that were rejected, by sheet ("" without sheets)."""
    found: dict[str, set[int]] = {}
    for reject in rejects.listed(case, source):
        found.setdefault(reject.sheet, set()).add(reject.row)
    return {sheet: frozenset(rows) for sheet, rows in found.items()}
