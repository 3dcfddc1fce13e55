"""Blocks of any record kind from plain rows, and what they ought to add up to, counted the slow and simple way."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from workbench.case import sources
from workbench.case.cases import Case
from workbench.case.readings import Counts
from workbench.case.writing import ReadingWriter
from workbench.model.block import Block, Ending
from workbench.model.kinds import Kinds, RecordKind

Entity = tuple[str, str]  # kind, value
Row = dict[
    str, Any
]  # field -> value; entities as (kind, value), amounts as (units, asset); "kind" is the record's

SHAPES = {
    "moment": pl.Int64,
    "duration": pl.Int64,
    "number": pl.Float64,
    "text": pl.String,
    "choice": pl.String,
}


def blocks(kinds: Kinds, rows: list[Row], size: int) -> Iterable[Block]:
    """The rows in blocks of so many, row numbers from 2 on, one record a row."""
    known: dict[Entity, int] = {}
    for first in range(0, len(rows), size):
        part = rows[first : first + size]
        before = len(known)
        records = {}
        for kind in sorted({r["kind"] for r in part}):
            numbered = [(first + n + 2, r) for n, r in enumerate(part) if r["kind"] == kind]
            records[kind] = _frame(kinds.records[kind], numbered, known)
        new = [(k, v, True) for k, v in list(known)[before:]]
        values = pl.DataFrame(new, {"kind": pl.String, "value": pl.String, "valid": pl.Boolean}, orient="row")
        yield Block(len(part), first + len(part), len(rows), "", values, records)


def _frame(kind: RecordKind, rows: list[tuple[int, Row]], known: dict[Entity, int]) -> pl.DataFrame:
    columns = [
        pl.Series("row", [n for n, _ in rows], pl.Int64),
        pl.Series("part", [0] * len(rows), pl.Int32),
    ]
    for f in kind.fields:
        said = [r.get(f.id) for _, r in rows]
        if all(v is None for v in said):
            continue
        if f.type == "entity":
            ids = [0 if v is None else known.setdefault(v, len(known) + 1) for v in said]
            columns.append(pl.Series(f.id, ids, pl.Int32))
        elif f.type == "amount":
            columns.append(
                pl.Series(f.id, [None if v is None else Decimal(v[0]) for v in said], pl.Decimal(38, 0))
            )
            columns.append(pl.Series(f"{f.id}.asset", [None if v is None else v[1] for v in said], pl.String))
        else:
            columns.append(pl.Series(f.id, said, SHAPES[f.type]))
            if f.type == "moment":
                columns.append(pl.Series(f"{f.id}.offset", [0] * len(rows), pl.Int16))
                columns.append(pl.Series(f"{f.id}.mark", [0] * len(rows), pl.UInt8))
    return pl.DataFrame(columns)


def take_in(case: Case, folder: Path, name: str, rows: list[Row], size: int = 7, country: str = "") -> Counts:
    """Imports rows as one reading of a file that says the same."""
    path = folder / name
    path.write_text("header\n" + "".join(f"{r}\n" for r in rows) + name)
    sha256, length = sources.hash_file(path)
    source = sources.keep(case, path, sha256, length, sources.Acquisition(), lambda done, total: None)
    writer = ReadingWriter(case, source, ("test.story", 'id = "test.story"'), {"country": country})
    for block in blocks(case.kinds, rows, size):
        writer.add(block)
    return writer.seal(Ending(hashlib.sha256(path.read_bytes()).hexdigest(), {}), f"Import {name}")


@dataclass
class Recount:
    """What the rows of the included files add up to."""

    count: Counter[tuple[str, Entity, Entity]] = field(default_factory=Counter)
    times: dict[tuple[str, Entity, Entity], list[int]] = field(default_factory=dict)
    totals: dict[tuple[str, Entity, Entity], Counter[str]] = field(default_factory=dict)
    presence: Counter[Entity] = field(default_factory=Counter)


def recount(
    kinds: Kinds,
    files: list[list[Row]],
    included: set[int],
    bundle: str = "stored",
    passes: Callable[[int, Row], bool] = lambda number, row: True,
) -> Recount:
    """Counts what the included files say, each record once: in the first included file that holds it. What joins
    the parties of an event does not count where an earlier included file holds a twin of it. Of the records that
    count only those are counted that pass."""
    made = Recount()
    seen: list[Counter[Any]] = []
    for number, rows in enumerate(files):
        own: Counter[Any] = Counter()
        near = [twins_of(kinds, rows, files[n]) if n in included else {} for n in range(number)]
        for place, row in enumerate(rows):
            kind = kinds.records[row["kind"]]
            key = _key(kind, row)
            own[key] += 1
            if number not in included:
                continue
            earlier = [s[key] for n, s in enumerate(seen) if n in included]
            if kind.repeats == "duplicate":
                counts = own[key] == 1 and not any(earlier)
            else:
                counts = all(own[key] > n for n in earlier)
            if counts and passes(number, row):
                _count(made, kinds, kind, row, bundle, any(place in found for found in near))
        seen.append(own)
    return made


def twins_of(kinds: Kinds, rows: list[Row], earlier: list[Row]) -> dict[int, int]:
    """The rows that are the same event as a row of an earlier file, without being word for word the same: of all
    pairs near enough the nearest first, each row once; what only repeats a row of its own file is no event."""
    close = []
    repeats, repeated = _repeats(kinds, rows), _repeats(kinds, earlier)
    told: dict[Any, list[int]] = {}
    for other, theirs in enumerate(earlier):
        if other not in repeated:
            told.setdefault(_parties(kinds, theirs), []).append(other)
    for one, mine in enumerate(rows):
        same, parties = kinds.records[mine["kind"]].same, _parties(kinds, mine)
        if same is None or parties is None or one in repeats:
            continue
        for other in told.get(parties, ()):
            theirs = earlier[other]
            apart = abs(mine[same.moment] - theirs[same.moment])
            fields = all(
                mine.get(name) is None or theirs.get(name) is None or abs(mine[name] - theirs[name]) <= most
                for name, most in same.close.items()
            )
            if fields and apart <= same.seconds * 1_000_000:
                close.append((apart, mine[same.moment], one, theirs[same.moment], other))
    found: dict[int, int] = {}
    for _, _, one, _, other in sorted(close):
        if one not in found and other not in found.values():
            found[one] = other
    held = {_key(kinds.records[r["kind"]], r) for r in earlier}
    return {
        one: other
        for one, other in found.items()
        if _key(kinds.records[rows[one]["kind"]], rows[one]) not in held
    }


def _parties(kinds: Kinds, row: Row) -> Any:
    """Who must be the same in two tellings of an event; None where the row does not name all of them."""
    same = kinds.records[row["kind"]].same
    parties = [row.get(role) for role in same.roles] if same else []
    return (row["kind"], *parties) if parties and all(parties) else None


def _repeats(kinds: Kinds, rows: list[Row]) -> set[int]:
    """The rows that say again, word for word, what an earlier row of the file says."""
    met: set[Any] = set()
    found = set()
    for place, row in enumerate(rows):
        kind = kinds.records[row["kind"]]
        key = _key(kind, row)
        if key in met and kind.repeats == "duplicate":
            found.add(place)
        met.add(key)
    return found


def _key(kind: RecordKind, row: Row) -> Any:
    said = []
    for f in kind.fields:
        if f.key:
            value = row.get(f.id)
            said.append((value[0] or None, value[1]) if f.type == "amount" and value else value or None)
    return kind.id, tuple(said)


def _count(made: Recount, kinds: Kinds, kind: RecordKind, row: Row, bundle: str, twin: bool) -> None:
    parties = kind.same.roles if kind.same else ()
    told = {row[role] for role in parties if row.get(role)}
    others = {row[f.id] for f in kind.entities if row.get(f.id)} - told
    for entity in others if twin else others | told:
        made.presence[entity] += 1
    links = {}
    for link, making in kinds.made_by(kind.id, bundle):
        if twin and {making.start, making.end} <= set(parties):
            continue
        if row.get(making.start) and row.get(making.end):
            links[link.id, row[making.start], row[making.end]] = link
    for key, link in links.items():
        made.count[key] += 1
        at = row.get(kind.moment.id) if kind.moment else None
        if at is not None:
            made.times.setdefault(key, []).append(at)
        for name in link.totals:
            value = row.get(name)
            if value is not None:
                asset, units = (value[1], value[0]) if isinstance(value, tuple) else ("s", value)
                made.totals.setdefault(key, Counter())[asset] += units
