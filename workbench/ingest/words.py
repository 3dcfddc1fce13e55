"""The distinct words of a column and in how many rows each stands: what a value map or a direction is made from."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.ingest import child, containers
from workbench.ingest.recipe_parts import Recipe
from workbench.model.files import AnyFile

SECONDS = 1.0


@dataclass(frozen=True)
class Words:
    """`counts` are the most frequent words with their rows; `rows` were looked at, all of the file where `whole`;
    `distinct` says how many different words they hold."""

    column: str
    counts: tuple[tuple[str, int], ...]
    rows: int
    whole: bool
    distinct: int


def met(
    path: AnyFile, recipe: Recipe, column: str, *, by: child.Child | None = None, seconds: float = SECONDS
) -> Words:
    """The words of a column as far as they can be counted in that time. Raises Problem where it cannot be read."""
    by = by or child.default()
    arguments = {**containers.described(path), "of": {"recipe": recipe, "column": column, "seconds": seconds}}
    for sort, facts, frames in by.run("words", path.name, arguments, by.limits.seconds_per_look):
        if sort == "words":
            counts = tuple((str(word), int(rows)) for word, rows in frames["words"].iter_rows())
            return Words(column, counts, facts["rows"], facts["whole"], facts["distinct"])
    return Words(column, (), 0, True, 0)
