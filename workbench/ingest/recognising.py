"""Which recipes fit a file, how well, and why; and what is in a file that none fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.ingest import child, containers, expressions, sniffing
from workbench.ingest.readers import Sniffed, Table, find_named, normal
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.running_text import is_running_text
from workbench.ingest.sniffed import sniffed_of
from workbench.model.files import AnyFile
from workbench.model.problems import Problem
from workbench.model.values.wrapping import unwrap

MOST_CELLS = 0.9  # the share of the cells looked at that an expression of a recipe must match
MOST_OF_ANY = 0.6  # the confidence of a recipe that takes every file of a format, such as any web page
MOST_OF_DRAFT = 0.5  # the confidence of a recipe for what is only a draft, however well its columns fit
EVEN = 0.5  # the share of lines that must have as many cells for a text without recipe to be a table
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

    @property
    def rank(self) -> tuple[float, int]:
        """How candidates are ordered: of two that fit as well, the one that asks for more comes first."""
        return self.confidence, len(self.recipe.headers) + self.recipe.signs.count


@dataclass(frozen=True)
class Recognised:
    """What a file is: its reader, facts about the layout, its tables, and the recipes, best first.

    `columns` are those of the first table that the best recipe reads, or of the largest one; `broken` says which
    readers could not be asked, and why.
    """

    path: AnyFile
    reader: str
    facts: dict[str, Any]
    tables: tuple[Table, ...]
    columns: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    broken: tuple[str, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The recipe to use without asking: it fits, and no other fits as well. A shipped one comes before copies of it
        that the analyst changed for one file."""
        fitting = [c for c in self.candidates if c.fits]
        alike = [c for c in fitting if c.rank == fitting[0].rank]
        shipped = [c for c in alike if not c.recipe.id.startswith("own.")]
        likely = shipped or alike
        return likely[0] if len(likely) == 1 else None

    @property
    def is_table(self) -> bool:
        """Whether its rows are those of a table: a recipe fits, or most lines have as many cells and tell values."""
        even = float(self.facts.get("evenness", 1.0)) >= EVEN
        return self.best is not None or (even and not self.is_running_text)

    @property
    def is_running_text(self) -> bool:
        """Whether it is plain text in sentences that no recipe knows."""
        plain = "evenness" in self.facts and self.best is None
        return plain and any(map(is_running_text, self.tables))


def recognise(path: AnyFile, recipes: Iterable[Recipe], *, by: child.Child | None = None) -> Recognised:
    """Looks at a file in the child process and compares it with the recipes.

    Raises Problem where the file cannot be read or is nothing any reader knows.
    """
    path = containers.as_place(path)
    sniffed, content, broken = look(path, by or child.default())
    if not sniffed and content == "workbook":
        raise Problem(
            f"{path.name} is an Excel workbook whose sheets are all empty", "ask for the file again"
        )
    if not sniffed:
        refused = sniffing.refuse(path, content, "a table that can be read")
        raise Problem(refused.what, refused.hint + not_asked(broken))
    return replace(judge(path, sniffed, recipes), broken=tuple(broken))


def not_asked(broken: Sequence[str]) -> str:
    """What to add to a sentence about a file nobody knows, where readers could not be asked."""
    return f" (and one that might know it could not be asked: {'; '.join(broken)})" if broken else ""


def judge(path: AnyFile, sniffed: Sequence[Sniffed], recipes: Iterable[Recipe]) -> Recognised:
    """What readers saw in a file, compared with the recipes."""
    judged = [
        (_judge(read_by, one, path.name), one)
        for one in sniffed
        for recipe in recipes
        if (read_by := recipe.read_by(one.reader)).reader == one.reader
    ]
    ranked = sorted(
        ((c, one) for c, one in judged if c is not None), key=lambda pair: pair[0].rank, reverse=True
    )
    chosen = ranked[0][1] if ranked else sniffed[0]
    table = _table_for(ranked[0][0].recipe if ranked else None, chosen)
    return Recognised(
        path, chosen.reader, chosen.facts, chosen.tables, table.columns, tuple(c for c, _ in ranked)
    )


def look(path: AnyFile, by: child.Child) -> tuple[list[Sniffed], str, list[str]]:
    """What each reader sees in a file, those that see no table left out; what its content is; which readers are
    broken, and why."""
    sniffed: list[Sniffed] = []
    content, broken = "", []
    arguments = dict(containers.described(path))
    for sort, facts, _ in by.run("look", path.name, arguments, by.limits.seconds_per_look):
        if sort == "sniffed":
            sniffed.append(sniffed_of(facts))
        else:
            content, broken = facts.get("content", ""), facts.get("broken", [])
    return [s for s in sniffed if s.tables], content, broken


def _table_for(recipe: Recipe | None, sniffed: Sniffed) -> Table:
    if recipe is not None:
        for table in sniffed.tables:
            if not _lacking(recipe, table):
                return table
    return max(sniffed.tables, key=lambda t: (len(t.columns), len(t.sample)))


def _lacking(recipe: Recipe, table: Table) -> list[str]:
    return [name for name in recipe.headers if _column(recipe, table, name) is None]


def _column(recipe: Recipe, table: Table, name: str) -> str | None:
    return find_named(table.columns, name, recipe.layout.names)


def _judge(recipe: Recipe, sniffed: Sniffed, filename: str) -> Candidate | None:
    """A recipe against all tables of a file: the best of them counts. One of a draft, such as the tables in a PDF,
    never fits by itself: a person has to confirm it by naming the recipe."""
    found = [c for table in sniffed.tables if (c := _judge_table(recipe, table, filename)) is not None]
    best = max(found, key=lambda c: c.rank, default=None)
    draft = sniffed.facts.get("draft")
    if best is not None and sniffed.facts.get("takes_any"):
        best = replace(best, confidence=min(best.confidence, MOST_OF_ANY))
    if best is not None and draft:
        return replace(
            best, confidence=min(best.confidence, MOST_OF_DRAFT), reasons=(*best.reasons, str(draft))
        )
    return best


def _judge_table(recipe: Recipe, table: Table, filename: str) -> Candidate | None:
    if recipe.layout.columns:
        return _judge_headless(recipe, table, filename)
    if not recipe.headers and not recipe.signs.count:
        return None
    lacking = _lacking(recipe, table)
    share = 1 - len(lacking) / max(len(recipe.headers), 1)
    if lacking:
        if share < ALMOST:
            return None
        return Candidate(recipe, round(share * 0.45, 3), (f"{table.name} lacks {_listed(lacking)}",))
    said = _signs(recipe, table, filename)
    sections = [s for s in recipe.sections if not s.table or normal(s.table) == normal(table.name)]
    if said is None or not sections:
        return None
    asked = [*recipe.headers, *(name for s in sections for name in s.columns)]
    used = {column for name in asked if (column := _column(recipe, table, name)) is not None}
    told = _told(table) if "." in recipe.reader else table.columns
    known = len(used & set(told)) / max(len(told), 1)
    where = f" on row {table.header_row}" if table.header_row else ""
    reasons = [f"has all {len(recipe.headers)} columns it asks for{where}"] if recipe.headers else []
    reasons += said
    missing = [name for s in sections for name in s.needed if _column(recipe, table, name) is None]
    if missing:
        reasons.append(f"but lacks {_listed(missing)}, which the recipe reads")
        return Candidate(recipe, round(0.45 * share, 3), tuple(reasons))
    if known < 1:
        reasons.append(f"does not use {_listed([c for c in told if c not in used])}")
    return Candidate(recipe, round(0.55 + 0.45 * known, 3), tuple(reasons))


def _told(table: Table) -> list[str]:
    """The columns in which something stands, of a reader that has the same columns for every file of its format."""
    filled = {at for row in table.sample for at, cell in enumerate(row) if cell}
    return [name for at, name in enumerate(table.columns) if at in filled or not filled]


def _judge_headless(recipe: Recipe, table: Table, filename: str) -> Candidate | None:
    """A recipe for a table without a row that names its columns: their number and what stands in them count."""
    named = recipe.layout.columns
    if len(table.columns) != len(named) or not recipe.signs.count:
        return None
    said = _signs(recipe, _headless(table, named), filename)
    if said is None:
        return None
    reasons = (f"has {len(named)} columns and no row that names them", *said)
    return Candidate(recipe, 0.9 if recipe.signs.cells else 0.7, reasons)


def _headless(table: Table, named: Sequence[str]) -> Table:
    """The table as one without header: a row that was taken for the header is a row like the others."""
    rows = table.sample if table.header_row == 0 else (table.columns, *table.sample)
    return replace(table, columns=tuple(named), sample=rows, header_row=0)


def _signs(recipe: Recipe, table: Table, filename: str) -> list[str] | None:
    """The reasons that the recipe's further signs give, or None where one of them does not hold."""
    signs = recipe.signs
    reasons = []
    if any(_column(recipe, table, name) is not None for name in signs.without):
        return None
    if signs.filename:
        if not any(expressions.found(signs.filename, [filename])):
            return None
        reasons.append("its name is such as these files have")
    if signs.preamble:
        if not any(expressions.found(signs.preamble, table.preamble)):
            return None
        reasons.append("the lines above the table say so")
    for name, pattern in signs.cells.items():
        column = _column(recipe, table, name)
        if column is None or not _matches(table, column, pattern):
            return None
        reasons.append(f"what stands in {column} is such as the recipe expects")
    return reasons


def _matches(table: Table, column: str, pattern: str) -> bool:
    if not table.sample:
        return True  # a header and no rows: reading it says so
    place = table.columns.index(column)
    cells = [text for row in table.sample if len(row) > place and (text := unwrap(row[place]))]
    fitting = sum(expressions.found(pattern, cells))
    missed = len(cells) - fitting  # one bad cell in a handful is a dirty file, not another layout
    return fitting > missed and (missed <= (1 - MOST_CELLS) * len(cells) or (missed == 1 and len(cells) > 2))


def _listed(names: Sequence[str], most: int = 6) -> str:
    names = list(dict.fromkeys(names))
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
