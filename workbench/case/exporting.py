"""Getting things out: the original bit for bit, and the whole case as ordinary SQLite."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from workbench.case import included, outside, schema, segments, sources
from workbench.case.cases import Case
from workbench.case.engine import Database, OperationalError, connect, connect_plain
from workbench.case.twins import effective
from workbench.model.problems import Damaged, Problem

PLACE = ("source", "reading", "sheet", "row", "part", "counted", "told_elsewhere")  # of every record


def original(case: Case, source: int, out: Path) -> str:
    """Writes a source's original to `out`; its SHA-256. Nothing is left behind when it does not match."""
    known = sources.get(case, source)
    if known.kept != "copy" and not known.is_referred:
        raise Problem(f"the case keeps only the hash of {known.name}", f"the original was {known.path}")
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            if known.is_referred:
                sha256 = outside.of(case, source).copy(file)
            else:
                sha256 = sources.write_original(case.db, source, file)
        if sha256 != known.sha256:
            raise Damaged(
                f"the kept bytes of {known.name} are not those that were acquired", "run 'clew verify'"
            )
        part.replace(out)
    except OSError as error:
        raise Problem(f"{out} cannot be written", error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return sha256


def plain(case: Case, out: Path) -> None:
    """Writes the case as ordinary SQLite: every table as it is, and each kind of record as rows of a table of its own.

    Tables `record_<kind>` have source, reading, sheet, row, part, counted (1 where the record counts), told_elsewhere
    (1 where its event counts in another source, which tells it in other words) and the fields, one called as any of
    these with `_told` behind its name; the views `record_<kind>_shown` have values in place of entity ids.
    """
    part = out.with_name(out.name + ".part")
    part.unlink(missing_ok=True)
    try:
        _copy_plain(case, part)
        db = connect_plain(part)
        with contextlib.closing(db.conn), db.atomic():
            _records_as_rows(case, db)
        part.replace(out)
    except (OSError, OperationalError) as error:
        raise Problem(f"{out} cannot be written", str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _copy_plain(case: Case, out: Path) -> None:
    db = connect(case.path, case.key, immutable=case.immutable)
    try:
        db.conn.execute("PRAGMA query_only = OFF")  # of the attached file; the case itself is open read-only
        db.conn.execute("ATTACH DATABASE ? AS plain KEY ''", (str(out),))
        db.conn.execute("SELECT sqlcipher_export('plain')").fetchall()
        db.conn.execute(f"PRAGMA plain.user_version = {schema.VERSION}")
        db.conn.execute("DETACH DATABASE plain")
    finally:
        db.conn.close()


def _records_as_rows(case: Case, out: Database) -> None:
    counted = included.codes(case.db, included.readings(case.db))
    source_of = dict(case.db.conn.execute("SELECT id, source FROM reading").fetchall())
    made: dict[str, set[str]] = {}
    for segment in segments.listed(case.db, source_of):
        kind = case.kinds.records.get(segment.kind)
        frame = segments.read(case.db, segment)
        table = f"record_{segment.kind}"
        columns = [
            c
            for c in frame.columns
            if not c.startswith("link.") and c not in ("overlap", "row", "part", "twin")
        ]
        if table not in made:
            out.conn.execute(f'CREATE TABLE "{table}"({", ".join(PLACE)})')
            made[table] = set()
        for column in map(_named, columns):
            if column not in made[table]:
                out.conn.execute(f'ALTER TABLE "{table}" ADD COLUMN "{column}"')
                made[table].add(column)
        codes = frame["overlap"].to_list() if "overlap" in frame.columns else [0] * segment.rows
        events = effective(frame).to_list()
        parts = frame["part"].to_list() if "part" in frame.columns else [0] * segment.rows
        on = set(counted.get(segment.reading, ()))
        names = ", ".join(f'"{c}"' for c in (*PLACE, *map(_named, columns)))
        cells = [
            [str(v) if "Decimal" in str(frame[c].dtype) and v is not None else v for v in frame[c]]
            for c in columns
        ]
        out.conn.executemany(
            f'INSERT INTO "{table}"({names}) VALUES({", ".join("?" * (len(PLACE) + len(columns)))})',
            (
                (
                    source_of[segment.reading],
                    segment.reading,
                    segment.sheet,
                    row,
                    part,
                    int(code in on),
                    int(code in on and event not in on),
                    *rest,
                )
                for row, part, code, event, *rest in zip(
                    frame["row"], parts, codes, events, *cells, strict=True
                )
            ),
        )
        if kind is not None:
            _view(
                out,
                table,
                [n for f in kind.entities if (n := _named(f.id)) in made[table]],
                sorted(made[table]),
            )


def _named(field: str) -> str:
    """What a field's column is called: no field hides where its record stands."""
    return f"{field}_told" if field in PLACE else field


def _view(out: Database, table: str, roles: list[str], columns: list[str]) -> None:
    """A view beside the table with the values in place of entity ids."""
    shown = [
        f'(SELECT value FROM entity WHERE entity.id = r."{c}") AS "{c}"' if c in roles else f'r."{c}"'
        for c in columns
    ]
    out.conn.execute(f'DROP VIEW IF EXISTS "{table}_shown"')
    out.conn.execute(f'CREATE VIEW "{table}_shown" AS SELECT {", ".join((*PLACE, *shown))} FROM "{table}" r')


def write_whole(out: Path, data: bytes) -> None:
    """Writes a file whole or not at all; Problem where it cannot be written."""
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Problem(f"{out} cannot be written", error.strerror or str(error)) from error


@contextlib.contextmanager
def whole_file(out: Path) -> Iterator[BinaryIO]:
    """A file to be written to bit by bit, that stands there whole or not at all; Problem where it cannot be written."""
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(out)
    except OSError as error:
        raise Problem(f"{out} cannot be written", error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
