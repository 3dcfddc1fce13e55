"""Kinds, recipes and plugin versions kept inside the case by text and hash, so that it opens without them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping

from workbench.case.engine import Database, new_id
from workbench.model import kinds as kinds_of
from workbench.model.kinds import Kinds


def keep(db: Database, sort: str, name: str, text: str) -> int:
    """Keeps a text under its sort and name unless exactly it is kept already; its id."""
    sha256 = _sha256(text)
    row = db.conn.execute(
        "SELECT id FROM declaration WHERE sort = ? AND name = ? AND sha256 = ?", (sort, name, sha256)
    ).fetchone()
    if row:
        return int(row[0])
    cursor = db.conn.execute(
        "INSERT INTO declaration(sort, name, sha256, text, kept_at) VALUES(?, ?, ?, ?, ?)",
        (sort, name, sha256, text, time.time_ns() // 1000),
    )
    return new_id(cursor)


def text(db: Database, id: int) -> tuple[str, str]:
    """The name and the text of a kept declaration."""
    name, said = db.conn.execute("SELECT name, text FROM declaration WHERE id = ?", (id,)).fetchone()
    return name, said


def kinds(db: Database, newer: Mapping[tuple[str, str], str] | None = None) -> Kinds:
    """The kinds the case was built with; of one kept in several versions, the latest. With `newer` texts as they will
    be once those are kept."""
    rows = db.conn.execute(
        "SELECT sort, name, text FROM declaration WHERE sort IN ('entities', 'records', 'links') ORDER BY id"
    ).fetchall()
    latest = {(sort, name): said for sort, name, said in rows} | dict(newer or {})
    return kinds_of.parse((sort, name, said) for (sort, name), said in latest.items())


def undeclared(db: Database, kinds: Kinds) -> dict[tuple[str, str], str]:
    """The texts of kinds that the case does not keep in any version of theirs."""
    rows = db.conn.execute("SELECT sort, name, sha256 FROM declaration")
    kept = {(sort, name, sha256) for sort, name, sha256 in rows}
    return {key: said for key, said in kinds.texts.items() if (*key, _sha256(said)) not in kept}


def _sha256(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()
