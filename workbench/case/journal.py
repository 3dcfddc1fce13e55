"""Undo lives in the store: before and after images of every workspace row that a named step touches."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.case import schema
from workbench.case.engine import Database, new_id
from workbench.model.changes import Changes

# The columns that make an identifier entered by hand count.
_NAMES_BY_HAND = {
    "drawn_entity": ("entity",), "drawn_link": ("start", "end"), "attribution": ("entity", "owner"),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One named thing the analyst did; `undone` steps can be redone until a new step drops them."""

    id: int
    title: str
    analyst: str
    at: int
    undone: bool
    dropped: bool


def watch(db: Database) -> None:
    """Arms the triggers that write images; TEMP, so that the file holds no machinery of ours."""
    db.conn.execute("CREATE TEMP TABLE recording(step INTEGER)")
    db.conn.execute("INSERT INTO recording VALUES(NULL)")
    for table in schema.workspace_tables():
        columns, key = [c.name for c in db[table].columns], key_of(db, table)
        for event, before, after, row in (
            ("INSERT", None, "new", "new"),
            ("UPDATE", "old", "new", "new"),
            ("DELETE", "old", None, "old"),
        ):
            db.conn.execute(
                f"CREATE TEMP TRIGGER journal_{table}_{event.lower()} AFTER {event} ON main.{table} "
                f"WHEN (SELECT step FROM recording) IS NOT NULL BEGIN "
                f"INSERT INTO journal(step, name, row, before, after) "
                f"SELECT step, '{table}', {row}.{key}, {_image(before, columns)}, {_image(after, columns)} "
                f"FROM recording; END"
            )


def _image(side: str | None, columns: list[str]) -> str:
    """SQL for a row's image. quote(), because JSON numbers lose digits of floats and blobs altogether."""
    if side is None:
        return "NULL"
    return "json_object(" + ", ".join(f"'{c}', quote({side}.\"{c}\")" for c in columns) + ")"


def begin(db: Database, title: str, analyst: str) -> int:
    """Starts a step inside the open transaction; undone steps before it can no longer be redone."""
    db.conn.execute("UPDATE step SET dropped = 1 WHERE undone AND NOT dropped")
    cursor = db.conn.execute(
        "INSERT INTO step(title, analyst, at) VALUES(?, ?, ?)",
        (writable(title), analyst, time.time_ns() // 1000),
    )
    step = new_id(cursor)
    db.conn.execute("UPDATE recording SET step = ?", (step,))
    return step


def writable(text: str) -> str:
    """A text as UTF-8 can hold it: what an undecodable file name has instead of letters becomes escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def end(db: Database, step: int) -> frozenset[str]:
    """Ends the step; the tables it touched. A step that touched nothing is taken back by the caller."""
    db.conn.execute("UPDATE recording SET step = NULL")
    rows = db.conn.execute("SELECT DISTINCT name FROM journal WHERE step = ?", (step,)).fetchall()
    return frozenset(name for (name,) in rows)


def digest(db: Database, step: int) -> str:
    """SHA-256 of what a step is called, who took it when, its images, and the identifiers entered by hand in it."""
    named = db.conn.execute("SELECT title, analyst, at FROM step WHERE id = ?", (step,)).fetchone()
    whole = hashlib.sha256(json.dumps(named, ensure_ascii=False).encode())
    by_hand: set[int] = set()
    for table, row, before, after in db.conn.execute(
        "SELECT name, row, before, after FROM journal WHERE step = ? ORDER BY id", (step,)
    ):
        whole.update(json.dumps((table, row, before, after), ensure_ascii=False).encode() + b"\n")
        if table in _NAMES_BY_HAND:
            cells = json.loads(after or before)
            by_hand.update(int(cells[column]) for column in _NAMES_BY_HAND[table])
    for id in sorted(by_hand):
        entered = db.conn.execute(
            "SELECT id, kind, value, valid FROM entity WHERE id = ? AND reading IS NULL", (id,)
        ).fetchone()
        whole.update(json.dumps(entered, ensure_ascii=False).encode() + b"\n")
    return whole.hexdigest()


def key_of(db: Database, table: str) -> str:
    """The column by which the rows of a journalled table are known."""
    return str(next(c.name for c in db[table].columns if c.is_pk))


def image_of(db: Database, table: str) -> str:
    """The SQL of a row's image as the triggers write it, to be selected from the table itself."""
    return _image(f'"{table}"', [c.name for c in db[table].columns])


def undo(db: Database) -> tuple[Step, Changes] | None:
    """Takes the latest step back by its before images; None when there is nothing to undo."""
    row = db.conn.execute("SELECT id FROM step WHERE NOT undone ORDER BY id DESC LIMIT 1").fetchone()
    return _play(db, row[0], back=True) if row else None


def redo(db: Database) -> tuple[Step, Changes] | None:
    """Does the earliest undone step again by its after images; None when there is nothing to redo."""
    row = db.conn.execute("SELECT id FROM step WHERE undone AND NOT dropped ORDER BY id LIMIT 1").fetchone()
    return _play(db, row[0], back=False) if row else None


def _play(db: Database, step: int, *, back: bool) -> tuple[Step, Changes]:
    """Replays a step's images; the caller holds the transaction. References may dangle until it is whole."""
    db.conn.execute("PRAGMA defer_foreign_keys = ON")
    side, order = ("before", "DESC") if back else ("after", "ASC")
    touched = set()
    images = db.conn.execute(
        f"SELECT name, row, {side} FROM journal WHERE step = ? ORDER BY id {order}", (step,)
    ).fetchall()
    keys = {table: key_of(db, table) for table in {name for name, _, _ in images}}
    for table, row, image in images:
        touched.add(table)
        put(db, table, keys[table], row, json.loads(image) if image else None)
    db.conn.execute("UPDATE step SET undone = ? WHERE id = ?", (int(back), step))
    done = steps(db, step)[0]
    return done, Changes(done.title, frozenset(touched))


def put(db: Database, table: str, key: str, row: int, cells: Mapping[str, str] | None) -> None:
    """Makes a row what an image says, each cell as SQL writes it; None takes the row away."""
    if cells is None:
        db.conn.execute(f"DELETE FROM {table} WHERE {key} = ?", (row,))
        return
    # Never delete and insert again: that would take along the rows that hang on this one.
    changed = ", ".join(f"{c} = excluded.{c}" for c in cells if c != key)
    db.conn.execute(
        f"INSERT INTO {table}({', '.join(cells)}) VALUES({', '.join(cells.values())}) "
        f"ON CONFLICT({key}) DO " + (f"UPDATE SET {changed}" if changed else "NOTHING")
    )


def steps(db: Database, only: int | None = None) -> list[Step]:
    """The steps taken so far, oldest first; undone and dropped ones too, for the history is evidence as well."""
    where = "WHERE id = ?" if only is not None else ""
    rows = db.conn.execute(
        f"SELECT id, title, analyst, at, undone, dropped FROM step {where} ORDER BY id",
        (only,) if only is not None else (),
    )
    return [
        Step(i, title, analyst, at, bool(undone), bool(dropped))
        for i, title, analyst, at, undone, dropped in rows
    ]
