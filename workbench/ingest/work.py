"""What the child process does: look at a file, preview a recipe on it, read it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict, replace
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from workbench.ingest import containers, sniffing, stated, wire
from workbench.ingest.applying import Applying
from workbench.ingest.child import ReaderSource
from workbench.ingest.context import ReadContext
from workbench.ingest.dbf import Dbf
from workbench.ingest.delimited import Delimited
from workbench.ingest.limits import GIBIBYTE, Limits
from workbench.ingest.opendocument import OpenDocument
from workbench.ingest.ordering import Deciding
from workbench.ingest.pdf import Pdf
from workbench.ingest.reach import Reach
from workbench.ingest.readers import (
    ROW,
    Layout,
    Reader,
    Rows,
    Sniffed,
    ensure_text_columns,
    find_named,
)  # fmt: skip
from workbench.ingest.recipe_parts import Recipe, check
from workbench.ingest.sheet_xml import SheetXml
from workbench.ingest.sniffed import sniffed_facts
from workbench.ingest.web_tables import WebTables
from workbench.ingest.workbook import Workbook
from workbench.model.kinds import Kinds
from workbench.model.problems import BrokenReader, Problem

Answers = Generator[bytes, None, dict[str, Any] | None]
PACKED = 20  # how much larger than its archive a packed file is taken to be
CHUNK = 1 << 20
MOST_WORDS = 200  # of a column, the most frequent ones first; how many there are is told
BUILT_IN: tuple[type[Reader], ...] = (Delimited, Workbook, OpenDocument, SheetXml, WebTables, Dbf, Pdf)


class Known:
    """The readers this process knows: built-in ones, and plugins' once one of them is needed."""

    def __init__(self, source: ReaderSource) -> None:
        self._source = source
        self._classes: dict[str, type[Reader]] | None = None

    def classes(self) -> dict[str, type[Reader]]:
        if self._classes is None:
            self._classes = {c.id: c for c in (*BUILT_IN, *self._source())}
        return self._classes

    def make(self, id: str) -> Reader:
        """A fresh reader. Raises Problem where none is called so."""
        found = next((c for c in BUILT_IN if c.id == id), None) or self.classes().get(id)
        if found is None:
            raise Problem(f"there is no reader {id}", "is the plugin that brings it switched on?")
        return found()


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
        return _members(Path(arguments["path"]), known, arguments.get("password", ""))
    path = containers.place(arguments)
    if task == "unpack":
        return (yield from _unpack(path))
    if task == "look":
        return (yield from _look(path, known))
    if task == "preview":
        return (yield from _preview(path, known, **arguments["of"]))
    if task == "words":
        return (yield from _words(path, known, **arguments["of"]))
    return (yield from _read(path, known, **arguments["of"]))


def _members(path: Path, known: Known, password: str) -> dict[str, Any]:
    """What is in an archive: name, size, whether it is locked or refused; nothing where a reader knows the file."""
    found = containers.members(path, password)
    if found and any(_knows(reader, path) for reader in known.classes().values() if reader not in BUILT_IN):
        found = []
    locked = next((entry for entry in found if entry.locked and not entry.refused), None)
    if locked is not None:
        with containers.Member(path, locked.name, password).open() as file:
            file.read(1)  # raises PasswordNeeded where there is none, or a wrong one
    return {"members": [asdict(entry) for entry in found]}


def _knows(reader: type[Reader], path: Path) -> bool:
    try:
        return _sniff(reader, path) is not None
    except Problem:
        return False


def _unpack(path: Any) -> Answers:
    """The bytes of a packed file, piece by piece."""
    with path.open("rb") as file:
        while octets := file.read(CHUNK):
            yield wire.pack("octets", {}, {"octets": pl.DataFrame({"octets": [octets]})})
    return {}


def _look(path: Path, known: Known) -> Answers:
    """Every reader's view of the file, as facts. What a reader says of a file that nobody reads is raised, not that
    another plugin's reader is broken: that is told beside it."""
    head = sniffing.head_of(path)
    found = sniffing.content(path, head)
    problems: list[Problem] = []
    broken: list[str] = []
    count = 0
    for reader in known.classes().values():
        try:
            sniffed = _sniff(reader, path)
        except BrokenReader as problem:
            broken.append(str(problem))
            continue
        except Problem as problem:  # another reader may know the file all the same
            problems.append(problem)
            continue
        if sniffed is not None:
            count += 1
            yield wire.pack("sniffed", sniffed_facts(sniffed))
    if problems and not count:
        raise problems[0]
    return {"content": found, "broken": broken}


def _sniff(reader: type[Reader], path: Path) -> Sniffed | None:
    if reader in BUILT_IN:
        return reader().sniff(path)
    try:
        return reader().sniff(path)
    except Problem:
        raise
    except Exception as error:  # a plugin's mistake, and named as one
        raise BrokenReader(
            f"reader {reader.id} failed on {path.name}",
            f"{type(error).__name__}: {error}; tell whoever wrote the plugin",
        ) from error


def _read(path: Path, known: Known, recipe: Recipe, kinds: Kinds, context: ReadContext) -> Answers:
    check(recipe, kinds)
    before = _stamp(path)
    reader = known.make(recipe.reader)
    stretches = _stretches(reader, path, recipe.layout)
    first = next(stretches, None)
    deciding = Deciding(recipe, kinds)
    if first is not None:
        deciding.look(first)
    if not deciding.done:  # the beginning does not tell: look at all of it first
        deciding.decide(_stretches(known.make(recipe.reader), path, recipe.layout))
    applying = Applying(recipe, kinds, _named(context, path), deciding)
    said = stated.facts(first.preamble) if first is not None else {}
    period = Reach(said.get("period"), kinds)
    rows = 0
    for stretch in chain([first] if first else [], stretches):
        sheet = stretch.table if getattr(reader, "has_sheets", False) else ""
        if context.only is not None:
            stretch = _picked(stretch, context.only.get(sheet, frozenset()))
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


def _preview(
    path: Path, known: Known, recipe: Recipe, kinds: Kinds, context: ReadContext, rows: int
) -> Answers:
    """The first rows, and the block they would become."""
    check(recipe, kinds)
    shown = 0
    reader = known.make(recipe.reader)
    for stretch in _stretches(reader, path, recipe.layout):
        deciding = Deciding(recipe, kinds)
        deciding.look(stretch)
        if context.only is not None:
            sheet = stretch.table if getattr(reader, "has_sheets", False) else ""
            stretch = _picked(stretch, context.only.get(sheet, frozenset()))
            if stretch.frame.is_empty() and stretch.rejects.is_empty():
                continue
        part = _beginning(stretch, rows - shown)
        block = Applying(recipe, kinds, _named(context, path), deciding).block(part)
        facts = {
            "open": [there for c in deciding.open if (there := _there(stretch, recipe, c))],
            "orders": {_there(stretch, recipe, c): order for c, order in deciding.orders.items()},
            "facts": {"preamble": list(stretch.preamble), **getattr(reader, "facts", {})},
        }
        yield wire.pack("cells", facts, {"cells": part.frame})
        yield wire.pack_block(block)
        shown += block.rows
        if shown >= rows:
            break
    return {}


def _there(rows: Rows, recipe: Recipe, wanted: Iterable[str]) -> str:
    """The columns a recipe joins, by the headers the table has for them ("Date + Time"); "" where it has none."""
    found = (find_named(rows.frame.columns, name, recipe.layout.names) for name in wanted)
    return " + ".join(name for name in found if name is not None)


def _words(path: Path, known: Known, recipe: Recipe, column: str, seconds: float) -> Answers:
    """The distinct texts of one column with their counts, of as many rows as are read in that time."""
    counted: list[pl.DataFrame] = []
    rows, until, whole = 0, time.monotonic() + seconds, True
    for stretch in _stretches(known.make(recipe.reader), path, recipe.layout):
        name = find_named(stretch.frame.columns, column, recipe.layout.names)
        if name is not None:
            rows += stretch.frame.height
            counted.append(stretch.frame[name].fill_null("").value_counts(name="rows").rename({name: "word"}))
        if time.monotonic() > until:
            whole = stretch.bytes_done >= stretch.bytes_total
            break
    if counted:
        words = pl.concat([c.with_columns(pl.col("rows").cast(pl.Int64)) for c in counted])
        words = (
            words.group_by("word").agg(pl.col("rows").sum()).sort(["rows", "word"], descending=[True, False])
        )
        facts = {"rows": rows, "whole": whole, "distinct": words.height}
        yield wire.pack("words", facts, {"words": words.head(MOST_WORDS)})
    return {}


def _picked(stretch: Rows, only: frozenset[int]) -> Rows:
    """The rows of a stretch that are asked for, refused ones included."""
    wanted = pl.Series("row", sorted(only), dtype=pl.Int64).implode()
    at = stretch.frame.select(pl.arg_where(pl.col(ROW).is_in(wanted))).to_series()
    positions, texts = at.to_list(), stretch.texts
    return replace(
        stretch,
        frame=stretch.frame[at],
        raw=None if stretch.raw is None else stretch.raw.filter(pl.col("row").is_in(wanted)),
        rejects=stretch.rejects.filter(pl.col("row").is_in(wanted)),
        texts=None if texts is None else lambda asked: texts([positions[i] for i in asked]),
    )


def _beginning(stretch: Rows, rows: int) -> Rows:
    """The first rows of a stretch, refused ones included."""
    numbers = sorted(stretch.frame[ROW].head(rows).to_list() + stretch.rejects["row"].head(rows).to_list())
    if not numbers:
        return stretch
    last = numbers[:rows][-1]
    frame = stretch.frame.filter(pl.col(ROW) <= last)
    raw = None if stretch.raw is None else stretch.raw.filter(pl.col("row") <= last)
    return replace(stretch, frame=frame, raw=raw, rejects=stretch.rejects.filter(pl.col("row") <= last))


def _stretches(reader: Reader, path: Path, layout: Layout) -> Iterator[Rows]:
    for rows in reader.tables(path, layout):
        ensure_text_columns(rows, reader.id)
        yield rows


def _named(context: ReadContext, path: Path) -> ReadContext:
    return context if context.filename else replace(context, filename=path.name)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise Problem(f"{path.name} cannot be read: {error.strerror}", "check the path") from error
    return found.st_size, found.st_mtime_ns


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
