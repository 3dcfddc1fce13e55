"""What a recipe makes of a file, without taking anything in: for a recipe that is being written, mended or checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from workbench.ingest import child, reading
from workbench.ingest.context import ReadContext
from workbench.ingest.recipe_parts import Recipe
from workbench.model.files import AnyFile
from workbench.model.kinds import Kinds


@dataclass
class Tried:
    """Rows read = kept + rejected + withheld; records and entities by kind; why rows were refused (column, reason)
    with their number; the first of them as (sheet, row, column, reason, raw); and what the reader found out."""

    rows: int = 0
    kept: int = 0
    rejected: int = 0
    withheld: int = 0
    records: Counter[str] = field(default_factory=Counter)
    entities: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: list[tuple[str, int, str, str, str]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


def try_recipe(
    path: AnyFile, recipe: Recipe, *, kinds: Kinds, context: ReadContext, by: child.Child, listed: int = 20
) -> Tried:
    """Reads a file with a recipe from one end to the other. Raises Problem where it cannot be read so."""
    tried = Tried()
    with reading.open(path, recipe, kinds=kinds, context=context, by=by) as stream:
        for block in stream:
            refused = set(block.rejects["row"])
            tried.rows += block.rows
            tried.rejected += len(refused)
            tried.withheld += block.withheld
            for kind, frame in block.records.items():
                tried.records[kind] += frame.height
            tried.entities.update(block.values["kind"])
            for row, column, reason, raw in block.rejects.iter_rows():
                tried.reasons[column, reason] += 1
                if len(tried.refused) < listed:
                    tried.refused.append((block.sheet, row, column, reason, raw))
        tried.facts = stream.ending.facts
    tried.kept = tried.rows - tried.rejected - tried.withheld
    return tried
