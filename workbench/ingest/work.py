"""What the child process does: look at a file, preview a recipe on it, read it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from workbench.ingest import containers, first_rows, looking, portions, stated, wire
from workbench.ingest.applying import Applying
from workbench.ingest.context import ReadContext
from workbench.ingest.known import Known
from workbench.ingest.limits import GIBIBYTE, Limits
from workbench.ingest.ordering import Deciding
from workbench.ingest.reach import Reach
from workbench.ingest.recipe_checks import check
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.wire import Answers
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

PACKED = 20  # how much larger than its archive a packed file is taken to be
CHUNK = 1 << 20


def cpu_seconds(arguments: dict[str, Any], limits: Limits) -> int:
    """The processor time a task may use, by the size of its file."""
    path = Path(arguments["path"])
    size = path.stat().st_size if path.is_file() else 0
    if arguments.get("member"):
        size *= PACKED
    return limits.cpu_base + limits.cpu_per_gibibyte * size // GIBIBYTE


def answers(task: str, arguments: dict[str, Any], known: Known) -> Answers:
    """The messages of a task: "look", "members", "unpack", "preview", "words" or "read"."""
    if task == "members":
        return looking.members(
            Path(arguments["path"]), known, arguments.get("password", ""), arguments.get("of", "")
        )
    path = containers.place(arguments)
    if task == "unpack":
        return (yield from _unpack(path))
    if task == "look":
        return (yield from looking.look(path, known))
    if task == "preview":
        return (yield from first_rows.preview(path, known, **arguments["of"]))
    if task == "words":
        return (yield from first_rows.words(path, known, **arguments["of"]))
    return (yield from _read(path, known, **arguments["of"]))


def _unpack(path: Any) -> Answers:
    """The bytes of a packed file, piece by piece."""
    with path.open("rb") as file:
        while octets := file.read(CHUNK):
            yield wire.pack("octets", {}, {"octets": pl.DataFrame({"octets": [octets]})})
    return {}


def _read(path: Path, known: Known, recipe: Recipe, kinds: Kinds, context: ReadContext) -> Answers:
    check(recipe, kinds)
    before = _stamp(path)
    reader = known.make(recipe.reader)
    used = tuple(column for section in recipe.sections for column in section.columns)
    held = portions.of(reader, path, replace(recipe.layout, used=used))
    first = next(held, None)
    deciding = Deciding(recipe, kinds)
    if first is not None:
        deciding.look(first)
    if not deciding.done:  # the beginning does not tell: look at all of it first
        deciding.decide(portions.of(known.make(recipe.reader), path, recipe.layout))
    applying = Applying(recipe, kinds, context.named(path.name), deciding)
    said = stated.facts(first.preamble) if first is not None else {}
    period = Reach(said.get("period"), kinds)
    rows = 0
    for stretch in chain([first] if first else [], held):
        sheet = stretch.table if getattr(reader, "has_sheets", False) else ""
        if context.only is not None:
            stretch = portions.picked(stretch, context.only.get(sheet, frozenset()))
        block = applying.block(stretch)
        block.sheet = sheet
        rows += block.rows
        period.take(block)
        yield wire.pack_block(block)
    if not rows:
        raise Problem(f"{path.name} has a header but no rows below it", "ask for the file again")
    digest = getattr(reader, "sha256", "") or _sha256(path)
    if _stamp(path) != before:
        raise Problem(f"{path.name} was changed while it was being read", "close it elsewhere and try again")
    facts = dict(getattr(reader, "facts", {}))
    facts["date_order"] = {" + ".join(columns): order for columns, order in deciding.orders.items()}
    if deciding.follows:
        joined = {" + ".join(one): " + ".join(other) for one, other in deciding.follows.items()}
        facts["date_order_follows"] = joined
    if applying.oddities:
        facts["oddities"] = applying.oddities
    if applying.private_keys:
        facts.setdefault("private_keys", applying.private_keys)
    if deciding.calendars:
        facts["calendar"] = {
            " + ".join(c): {"calendar": d.calendar, "why": d.why} for c, d in deciding.calendars.items()
        }
    said |= {key: value for key, value in stated.facts(facts.get("footer", [])).items() if key not in said}
    if said:
        facts["stated"] = said
        facts["checks"] = stated.checks(said, rows, period.outside)
    return {"sha256": digest, "facts": facts}


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise Problem(f"{path.name} cannot be read: {error.strerror}", "check the path") from error
    return found.st_size, found.st_mtime_ns


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
