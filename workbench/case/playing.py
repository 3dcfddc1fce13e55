"""Plays one act of a method into a case: identifiers entered by hand, and the rows of a step as its images are."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping

from workbench.case import journal, schema
from workbench.case.engine import Database
from workbench.case.methods import Act, Image
from workbench.model.problems import Problem

_LITERAL = re.compile(
    r"NULL|-?\d+|-?\d+\.\d+(e[+-]\d+)?|'([^']|'')*'|X'([0-9A-F]{2})*'", re.S
)  # what quote() writes


def enter(db: Database, entered: tuple[tuple[int, str, str, int], ...]) -> None:
    """Puts identifiers entered by hand where they are not yet, inside the caller's transaction; Problem where a number
    stands for something else."""
    for id, kind, value, valid in entered:
        there = db.conn.execute("SELECT kind, value FROM entity WHERE id = ?", (id,)).fetchone()
        if there is None:
            db.conn.execute(
                "INSERT INTO entity(id, kind, value, valid, reading) VALUES(?, ?, ?, ?, NULL)",
                (id, kind, value, valid),
            )
        elif there != (kind, value):
            raise Problem(
                f"entity {id} is {kind}:{value} in what was recorded and {there[0]}:{there[1]} here"
            )


def play(db: Database, act: Act) -> None:
    """Makes the changes of a step inside the open step; Problem where a row is not as it was before it, or an image is
    none: a method may come from elsewhere."""
    seen: set[tuple[str, int]] = set()
    keys = {table: journal.key_of(db, table) for table in schema.workspace_tables()}
    columns = {table: {c.name for c in db[table].columns} for table in keys}
    for image in act.images:
        _check(image, columns)
        row = db.conn.execute(
            f"SELECT {journal.image_of(db, image.table)} FROM {image.table} WHERE {keys[image.table]} = ?",
            (image.row,),
        ).fetchone()
        there = json.loads(row[0]) if row else None
        if (image.table, image.row) not in seen and not _is(image.before, there):
            raise Problem(
                f"'{act.title}': row {image.row} of {image.table} is not what it was before that step"
            )
        seen.add((image.table, image.row))
    db.conn.execute("PRAGMA defer_foreign_keys = ON")
    for image in act.images:
        journal.put(db, image.table, keys[image.table], image.row, image.after)


def _is(before: Mapping[str, str] | None, there: Mapping[str, str] | None) -> bool:
    """Whether a row is what an image says; columns that a newer schema added are not compared."""
    if before is None or there is None:
        return before is there
    return all(there.get(name) == cell for name, cell in before.items())


def _check(image: Image, columns: Mapping[str, Container[str]]) -> None:
    """Problem where an image is no row of the workspace with plain values: its cells are given to SQL as they stand."""
    known = columns.get(image.table, ())
    for side in (image.before, image.after):
        for name, cell in (side or {}).items():
            if name not in known or _LITERAL.fullmatch(cell) is None:
                raise Problem(
                    f"a step holds what is no row of {image.table}: {name}",
                    "take the method from the case anew",
                )
