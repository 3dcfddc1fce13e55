"""Which recipes fit a file, how well, and why; and what is in a file that none fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.ingest import child, sniffing, work
from workbench.ingest.readers import Sniffed, Table, normal
from workbench.ingest.recipe_parts import Recipe
from workbench.model.problems import Problem

ALMOST = 0.6  # a recipe that lacks this share of its headers or less is still shown, as one that does not fit


@dataclass(frozen=True)
class Candidate:
    """A recipe that fits (confidence above 0.5) or nearly does, and why."""

    recipe: Recipe
    confidence: float
    reasons: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return self.confidence > 0.5


@dataclass(frozen=True)
class Recognised:
    """What a file is: its reader, facts about the layout, its tables, and the recipes, best first.

    `columns` are those of the first table that the best recipe reads, or of the largest one.
    """

    path: Path
    reader: str
    facts: dict[str, Any]
    tables: tuple[Table, ...]
    columns: tuple[str, ...]
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate | None:
        """The recipe to use without asking: it fits, and no other fits as well."""
        fitting = [c for c in self.candidates if c.fits]
        if not fitting or (len(fitting) > 1 and fitting[0].confidence == fitting[1].confidence):
            return None
        return fitting[0]


def recognise(path: Path, recipes: Iterable[Recipe], *, by: child.Child | None = None) -> Recognised:
    """Looks at a file in the child process and compares it with the recipes.

    Raises Problem where the file cannot be read or is nothing any reader knows.
    """
    path = Path(path)
    by = by or child.default()
    sniffed: list[Sniffed] = []
    content = ""
    for sort, facts, _ in by.run("look", path.name, {"path": str(path)}, by.limits.seconds_per_look):
        if sort == "sniffed":
            sniffed.append(work.sniffed_of(facts))
        else:
            content = facts.get("content", "")
    sniffed = [s for s in sniffed if s.tables]
    if not sniffed and content == "workbook":
        raise Problem(
            f"{path.name} is an Excel workbook whose sheets are all empty", "ask for the file again"
        )
    if not sniffed:
        raise sniffing.refuse(path, content, "a table that can be read")
    judged = [
        (_judge(recipe, one), one) for one in sniffed for recipe in recipes if recipe.reader == one.reader
    ]
    ranked = sorted(((c, one) for c, one in judged if c is not None), key=lambda pair: -pair[0].confidence)
    chosen = ranked[0][1] if ranked else sniffed[0]
    table = _table_for(ranked[0][0].recipe if ranked else None, chosen)
    return Recognised(
        path, chosen.reader, chosen.facts, chosen.tables, table.columns, tuple(c for c, _ in ranked)
    )


def _table_for(recipe: Recipe | None, sniffed: Sniffed) -> Table:
    if recipe is not None:
        for table in sniffed.tables:
            if not _lacking(recipe, table):
                return table
    return max(sniffed.tables, key=lambda t: (len(t.columns), len(t.sample)))


def _lacking(recipe: Recipe, table: Table) -> list[str]:
    there = {normal(name) for name in table.columns}
    return [name for name in recipe.headers if normal(name) not in there]


def _judge(recipe: Recipe, sniffed: Sniffed) -> Candidate | None:
    """A recipe against all tables of a file: the best of them counts."""
    found = [c for table in sniffed.tables if (c := _judge_table(recipe, table)) is not None]
    return max(found, key=lambda c: c.confidence, default=None)


def _judge_table(recipe: Recipe, table: Table) -> Candidate | None:
    if not recipe.headers:
        return None
    lacking = _lacking(recipe, table)
    share = 1 - len(lacking) / len(recipe.headers)
    if lacking:
        if share < ALMOST:
            return None
        return Candidate(recipe, round(share * 0.45, 3), (f"{table.name} lacks {_listed(lacking)}",))
    there = {normal(name) for name in table.columns}
    sections = [s for s in recipe.sections if not s.table or normal(s.table) == normal(table.name)]
    if not sections:
        return None
    used = {normal(name) for s in sections for name in s.columns} | set(map(normal, recipe.headers))
    known = len(there & used) / max(len(there), 1)
    where = f" on row {table.header_row}" if table.header_row else ""
    reasons = [f"has all {len(recipe.headers)} columns it asks for{where}"]
    missing = [name for s in sections for name in s.needed if normal(name) not in there]
    if missing:
        reasons.append(f"but lacks {_listed(missing)}, which the recipe reads")
        return Candidate(recipe, round(0.45 * share, 3), tuple(reasons))
    if known < 1:
        unused = [c for c in table.columns if normal(c) not in used]
        reasons.append(f"does not use {_listed(unused)}")
    return Candidate(recipe, round(0.55 + 0.45 * known, 3), tuple(reasons))


def _listed(names: Sequence[str], most: int = 6) -> str:
    names = list(dict.fromkeys(names))
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
