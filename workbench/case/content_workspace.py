"""What the analyst decided, as it is said: each row of the workspace as text without the numbers of the case.

What hangs on a row (the entities of a chart, the support of a finding) is said inside it, so that two charts of one
title are told apart by what stands on them. When something was entered is not said; by whom is.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from workbench.case import journal, schema
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.case.spoken import Spoken

Row = dict[str, Any]
UNSAID = ("at", "created_at", "uuid", "recovery")  # times of entry, chance, and how the file is kept
# Columns that hold the number of something without a reference that SQLite knows of.
_NUMBERS = {"link": "link", "links": "link"}
# In JSON: what the numbers under a name stand for.
_IN_JSON = {
    "entity": "entity", "entities": "entity", "members": "entity", "dimmed": "entity", "subject": "entity",
    "link": "link", "links": "link", "source": "source", "sources": "source", "reading": "reading",
    "readings": "reading", "earlier": "reading", "later": "entity", "chart": "chart", "charts": "chart",
    "finding": "finding", "findings": "finding", "report": "report", "exhibit": "exhibit", "note": "note",
}  # fmt: skip


class Decided:
    """The rows of the workspace of one case, each table as sorted lines of JSON."""

    def __init__(self, case: Case, spoken: Spoken) -> None:
        self._db = case.db
        self._spoken = spoken
        self._rows = {table: _rows(case.db, table) for table in schema.workspace_tables()}
        self._refers = {table: _references(case.db, table) for table in self._rows}
        self._keys = {table: journal.key_of(case.db, table) for table in self._rows}
        self._said: dict[tuple[str, int], Any] = {}
        self._held: dict[tuple[str, int], list[tuple[str, int]]] = {}
        for table in self._rows:
            parent = self._parent(table)
            for key, row in self._rows[table].items():
                if parent and row[parent[0]] is not None:
                    self._held.setdefault((parent[1], row[parent[0]]), []).append((table, key))

    def tables(self) -> list[str]:
        """The tables that stand on their own: what hangs on a row of another is said with that row."""
        return [table for table in self._rows if self._parent(table) is None]

    def lines(self, table: str) -> list[str]:
        """Every row of a table, in the order of their texts."""
        found = [self._of(table, key) for key in self._rows[table]]
        return sorted(_json(row) for row in found if row)

    def _of(self, table: str, key: int) -> Any:
        """One row with what hangs on it; empty where all it says is unsaid here."""
        if (table, key) not in self._said:
            self._said[table, key] = f"{table} within itself"  # should a row lead back to itself
            self._said[table, key] = self._row(table, key)
        return self._said[table, key]

    def _row(self, table: str, key: int) -> Row:
        row, parent = self._rows[table][key], self._parent(table)
        if table == "about" and row["name"] in UNSAID:
            return {}
        said: Row = {}
        for name, value in row.items():
            chance = name == "id" or name in UNSAID or (parent is not None and name == parent[0])
            if not chance and value is not None and value != "":
                said[name] = self._cell(table, name, value, row)
        hanging = self._held.get((table, key), [])
        for held in dict(hanging):
            said[held] = sorted((self._of(t, at) for t, at in hanging if t == held), key=_json)
        return said

    def _parent(self, table: str) -> tuple[str, str] | None:
        """The column and table a row hangs on: the first reference to another table of the workspace."""
        mine = self._refers[table].items()
        return next(((c, t) for c, t in mine if t in self._rows and t != table), None)

    def _cell(self, table: str, name: str, value: Any, row: Row) -> Any:
        refers = self._refers[table].get(name) or _NUMBERS.get(name)
        if table in ("grading", "disclosure") and name == "number":
            refers = str(row["subject"])
        if refers and isinstance(value, int):
            return self._name(refers, value)
        if isinstance(value, bytes):
            return self._places(value)
        if isinstance(value, str) and value[:1] in ("{", "["):
            try:
                return self._json(json.loads(value))
            except ValueError:  # a text that only begins like JSON
                return value
        return value

    def _places(self, data: bytes) -> Any:
        """A computed layout as entities with their places."""
        frame = pl.read_ipc(io.BytesIO(data))
        return sorted([self._spoken.entity(e), repr(x), repr(y)] for e, x, y in frame.iter_rows())

    def _json(self, said: Any, of: str = "") -> Any:
        if isinstance(said, Mapping):
            return {name: self._json(value, _IN_JSON.get(name, "")) for name, value in said.items()}
        if isinstance(said, list):
            return [self._json(value, of) for value in said]
        return self._name(of, said) if of and isinstance(said, int) and not isinstance(said, bool) else said

    def _name(self, refers: str, id: int) -> Any:
        spoken = self._spoken
        names: dict[str, Callable[[int], str]] = {
            "entity": spoken.entity,
            "link": spoken.link,
            "source": lambda n: spoken.sources.get(n, f"no source {n}"),
            "reading": lambda n: spoken.readings.get(n, f"no reading {n}"),
        }
        if refers in names:
            return names[refers](id)
        if refers == "case" or refers not in self._rows:
            return refers
        return self._of(refers, id) if id in self._rows[refers] else f"no {refers} {id}"


def json_said(spoken: Spoken, said: Any) -> Any:
    """JSON beside the workspace (facts, options) with sources and readings by name."""
    if isinstance(said, Mapping):
        return {
            name: spoken.sources.get(value, value)
            if name == "source" and isinstance(value, int)
            else spoken.readings.get(value, value)
            if name in ("reading", "earlier") and isinstance(value, int)
            else json_said(spoken, value)
            for name, value in said.items()
        }
    return [json_said(spoken, value) for value in said] if isinstance(said, list) else said


def _json(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _rows(db: Database, table: str) -> dict[int, Row]:
    names = [c.name for c in db[table].columns]
    key = names.index(journal.key_of(db, table))
    rows = db.conn.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {names[key]}")
    return {int(row[key]): dict(zip(names, row, strict=True)) for row in rows}


def _references(db: Database, table: str) -> dict[str, str]:
    """The columns that refer to another table, and which."""
    rows = db.conn.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return {str(row[3]): str(row[2]) for row in sorted(rows)}
