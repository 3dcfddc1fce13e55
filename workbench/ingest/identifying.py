"""What a file is, with reasons, in under a second whatever its size: only its beginning and a few places are read."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.ingest import archive, child, packed, recognising, sniffing
from workbench.ingest.packed import Packed
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import MOST_OF_DRAFT, Candidate
from workbench.ingest.undecided import Question
from workbench.model.files import AnyFile
from workbench.model.problems import PasswordNeeded, Problem

BUDGET = 0.6  # seconds in which the members of an archive are looked at, one after the other
SURE_OF_FORMAT = 0.5  # the confidence where the format is known and no recipe fits
MOST_CANDIDATES = 8


@dataclass
class Identified:
    """`format` is the reader that knows the file, or what its content is; `recipe` is "" where none fits, and
    `confidence` then only says how sure the format is. `members` are those of an archive, looked at as far as time
    allowed; `locked` says that a password is needed."""

    name: str
    format: str
    encoding: str = ""
    header_row: Any = None
    recipe: str = ""
    confidence: float = 0.0
    reasons: list[str] = field(default_factory=list)
    delimiter: str = ""
    line_ends: str = ""
    container: str = ""
    locked: bool = False
    members: list[dict[str, Any]] = field(default_factory=list)
    sheets: list[dict[str, Any]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    footer_row: Any = None
    stated: dict[str, Any] = field(default_factory=dict)
    date_orders: dict[str, Any] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The shape `clew identify --json` prints."""
        said = {
            name: value
            for name, value in vars(self).items()
            if name not in ("questions", "candidates", "name")
        }
        said["questions"] = [question.as_json() for question in self.questions]
        said["candidates"] = [
            {"recipe": c.recipe.id, "confidence": c.confidence, "reasons": list(c.reasons)}
            for c in self.candidates[:MOST_CANDIDATES]
        ]
        return {"file": self.name, **said, "recipe": self.recipe or None, "encoding": self.encoding or None}


def identify(
    path: Path, recipes: Sequence[Recipe], *, password: str = "", by: child.Child | None = None
) -> Identified:
    """What a file is. Raises Problem where it cannot be opened at all (missing, a folder, empty)."""
    by = by or child.default()
    sniffing.head_of(path)
    try:
        found = packed.members(path, password, by=by)
    except PasswordNeeded as problem:
        kind = _container(path)
        return Identified(
            path.name, kind, container=kind, locked=True, confidence=1.0, reasons=[str(problem)]
        )
    except Problem as problem:
        kind = _container(path)
        return Identified(path.name, kind, container=kind, confidence=1.0, reasons=[str(problem)])
    if not found:
        return _one(path, recipes, by)
    if len(found) == 1 and not found[0][1].refused:
        only = _one(found[0][0], recipes, by)
        only.container = _container(path)
        only.members = [{"name": found[0][1].name, "size": found[0][1].size, "locked": found[0][1].locked}]
        only.reasons.insert(0, f"{found[0][1].name} is the only file in {path.name}")
        return only
    return _archive(path, found, recipes, by)


def _archive(
    path: Path, found: Sequence[tuple[Packed, Any]], recipes: Sequence[Recipe], by: child.Child
) -> Identified:
    """An archive of several files: each is looked at while there is time."""
    began = time.monotonic()
    kind = _container(path)
    members = []
    for member, entry in found:
        said: dict[str, Any] = {"name": entry.name, "size": entry.size, "locked": entry.locked}
        if entry.refused:
            said["refused"] = entry.refused
        elif time.monotonic() - began < BUDGET:
            try:
                inner = _one(member, recipes, by)
                said |= {
                    "format": inner.format,
                    "recipe": inner.recipe or None,
                    "confidence": inner.confidence,
                }
            except Problem as problem:
                said["refused"] = str(problem)
        members.append(said)
    reasons = [f"holds {len(found)} files; each becomes a source of its own"]
    return Identified(path.name, kind, container=kind, confidence=1.0, reasons=reasons, members=members)


def _one(path: AnyFile, recipes: Iterable[Recipe], by: child.Child) -> Identified:
    """A file that is no archive, or one out of an archive."""
    try:
        sniffed, content, broken = recognising.look(path, by)
    except PasswordNeeded as problem:
        return Identified(path.name, "locked", locked=True, confidence=1.0, reasons=[str(problem)])
    except Problem as problem:
        return Identified(path.name, "damaged", reasons=[str(problem)])
    if not sniffed:
        refused = sniffing.refuse(path, content, "a table that can be read")
        return Identified(path.name, content, confidence=SURE_OF_FORMAT, reasons=[str(refused), *broken])
    found = recognising.judge(path, sniffed, recipes)
    facts = found.facts
    best = found.best
    reasons = list(best.reasons) if best else _why_none(found.candidates)
    if facts.get("encoding_why"):
        reasons.append(f"encoding {facts['encoding']}: {facts['encoding_why']}")
    reasons += [
        f"{column}: {said['why']}" for column, said in facts.get("date_orders", {}).items() if "why" in said
    ]
    first = found.tables[0]
    is_table = found.is_table
    return Identified(
        path.name,
        found.reader if is_table else "text",
        encoding=str(facts.get("encoding") or ""),
        header_row=facts.get("header_row", first.header_row),
        recipe=best.recipe.id if best else "",
        confidence=best.confidence if best else SURE_OF_FORMAT if is_table else 0.3,
        reasons=reasons,
        delimiter=str(facts.get("delimiter") or ""),
        line_ends={"\n": "LF", "\r\n": "CRLF", "\r": "CR"}.get(
            facts.get("line_end", ""), facts.get("line_end") or ""
        ),
        sheets=[
            {"name": t.name, "header_row": t.header_row, "columns": list(t.columns)} for t in found.tables
        ]
        if len(found.tables) > 1 or facts.get("row_is") == "row"
        else [],
        columns=list(found.columns),
        footer_row=facts.get("footer_row"),
        stated=facts.get("stated", {}),
        date_orders=facts.get("date_orders", {}),
        questions=[Question.of(said) for said in facts.get("questions", [])],
        candidates=list(found.candidates),
    )


def _why_none(candidates: Sequence[Candidate]) -> list[str]:
    fitting = [c for c in candidates if c.fits]
    if fitting:
        return [f"several recipes fit as well: {', '.join(c.recipe.name for c in fitting[:4])}"]
    if candidates and candidates[0].confidence == MOST_OF_DRAFT:
        return [
            f"{candidates[0].recipe.name} fits, but only a person can confirm it: {candidates[0].reasons[-1]}"
        ]
    nearly = [f"{c.recipe.name} nearly fits: {'; '.join(c.reasons)}" for c in candidates[:1]]
    return ["no recipe knows these columns", *nearly]


def _container(path: Path) -> str:
    with path.open("rb") as file:
        return archive.kind_of(file.read(8))
