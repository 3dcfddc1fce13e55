"""Emptying a copy of a case of whole sources, with the entry in its log that says so and commits to what is left.

The sources and their readings stay as empty places with their numbers and the hash of the file; what only they brought
goes, every state of the workspace that speaks of it, and the values of the log that name it.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.case import declarations, dictionary, evidence, journal, log, purged, schema, workspace
from workbench.case.cases import into_one_file
from workbench.case.engine import Database, connect
from workbench.case.forgetting import Forgetting
from workbench.case.protection import Key
from workbench.case.purge_plan import Plan
from workbench.model.problems import Damaged

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Emptied:
    """What the emptying did: the log entry, its moment and hash, how many values of the log were erased and steps
    rewritten, and the SHA-256 of every packed block that went."""

    entry: int
    at: int
    head: str
    erased: int
    steps: int
    blobs: frozenset[bytes]


def empty(stage: Path, key: Key, plan: Plan, analyst: str, why: str, authority: str, tell: Tell) -> Emptied:
    """Takes everything out of the copy and enters in its log what was done."""
    tell(0, 0, "taking the sources out")
    db = connect(stage, key, write=True)
    try:
        db.conn.execute("PRAGMA foreign_keys = OFF")  # looked at as a whole at the end
        with db.atomic():
            for (name,) in db.conn.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
            ).fetchall():
                db.conn.execute(f"DROP TRIGGER {name}")
            before = workspace.beginning(db)
            highest = {t: max(purged.highest(db, t), _highest(db, t)) for t in ("entity", "link")}
            forgetting = Forgetting(db, plan.going)
            steps = forgetting.rewrite(forgetting.changes())
            blobs = _take_out(db, plan)
            erased = _erase_log_values(db, plan)
            at = time.time_ns() // 1000
            declaration = declarations.keep(
                db, purged.SORT, f"purge {len(purged.listed(db)) + 1}",
                json.dumps(
                    {"sources": plan.sources, "readings": sorted(plan.going.readings), "why": why,
                     "authority": authority, "analyst": analyst, "at": at, "counts": plan.counts,
                     "highest": highest}, ensure_ascii=False,
                ),
            )  # fmt: skip
            db.conn.execute(
                "UPDATE reading SET recipe = ? WHERE recipe NOT IN (SELECT id FROM declaration)",
                (declaration,),
            )
            empty = sorted(purged.readings(db))
            for reading in empty:
                db.conn.execute("DELETE FROM dictionary WHERE reading = ?", (reading,))
                dictionary.rebuild(db, reading)
            after = workspace.beginning(db)
            remains = {
                "evidence": {r: evidence.digest(db, r) for r in empty},
                "account": {r: evidence.account(db, r) for r in empty},
                "steps": {s: journal.digest(db, s) for s in sorted(steps)},
                "about": after if after != before else "",
                "erased": erased,
            }
            values = {
                "why": why, "authority": authority, "declarations": evidence.declared(db),
                purged.REMAINS: json.dumps(remains, sort_keys=True),
            }  # fmt: skip
            entry = log.append(db, purged.ACT, analyst, {"declaration": declaration}, values)
            for statement in schema.guards().split("END;\n"):
                db.conn.execute(statement if statement.endswith("END;") else statement + "END;")
        dangling = db.conn.execute("PRAGMA foreign_key_check").fetchall()
        if dangling:
            raise Damaged(
                f"something still points at what is purged ({dangling[0][0]})", "nothing was changed"
            )
        head = db.conn.execute("SELECT hash FROM log WHERE seq = ?", (entry,)).fetchone()[0]
        into_one_file(db)
    finally:
        db.conn.close()
    return Emptied(entry, at, head.hex(), len(erased), len(steps), blobs)


def _highest(db: Database, table: str) -> int:
    return int(db.conn.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])


def _take_out(db: Database, plan: Plan) -> frozenset[bytes]:
    """Deletes the evidence of the sources and leaves their numbers; the SHA-256 of what was packed."""
    going = plan.going
    sources, readings = json.dumps(sorted(going.sources)), json.dumps(sorted(going.readings))
    these, those = (
        "(SELECT value FROM json_each(?))",
        "(SELECT id FROM segment WHERE reading IN (SELECT value FROM json_each(?)))",
    )
    blobs: set[bytes] = set()
    for table, where, given in (
        ("segment_column", f"segment IN {those}", readings),
        ("source_block", f"source IN {these}", sources),
        ("row_block", f"reading IN {these}", readings),
    ):
        for (data,) in db.conn.execute(f"SELECT data FROM {table} WHERE {where}", (given,)):
            blobs.add(hashlib.sha256(data).digest())
        db.conn.execute(f"DELETE FROM {table} WHERE {where}", (given,))
    # An empty column or a very short one may be packed alike in another source, which keeps its own.
    for table in ("segment_column", "source_block", "row_block"):
        blobs -= {hashlib.sha256(data).digest() for (data,) in db.conn.execute(f"SELECT data FROM {table}")}
    for table in ("segment", "reject", "overlap", "tally", "total", "presence"):
        db.conn.execute(f"DELETE FROM {table} WHERE reading IN {these}", (readings,))
    for table, numbers in (("entity", going.entities), ("link", going.links)):
        db.conn.execute(f"DELETE FROM {table} WHERE id IN {these}", (json.dumps(sorted(numbers)),))
    db.conn.execute(
        f"DELETE FROM declaration WHERE sort IN ('circumstances', 'acquisition') "
        f"AND name IN (SELECT sha256 FROM source WHERE id IN {these})", (sources,),
    )  # fmt: skip
    db.conn.execute(
        f"DELETE FROM declaration WHERE sort = 'recipe' AND id IN (SELECT recipe FROM reading WHERE id IN {these}) "
        f"AND id NOT IN (SELECT recipe FROM reading WHERE id NOT IN {these})", (readings, readings),
    )  # fmt: skip
    db.conn.execute(
        "UPDATE reading SET options = '{}', facts = '{}', rows = 0, kept = 0, duplicate = 0, rejected = 0, "
        f"withheld = 0, new_entities = 0, known_entities = 0, new_links = 0, rows_sha256 = '' WHERE id IN {these}",
        (readings,),
    )  # fmt: skip
    db.conn.execute(
        "UPDATE source SET name = ?, path = '', kept = 'hash only', acquired_how = '', sha512 = '' "
        f"WHERE id IN {these}",
        (purged.MARK, sources),
    )
    return frozenset(blobs)


def _erase_log_values(db: Database, plan: Plan) -> list[tuple[int, str]]:
    """Takes the values that name what was purged out of the log, with their salts; which they were."""
    erased = [
        (int(seq), str(name))
        for seq, name, value in db.conn.execute(
            "SELECT seq, name, value FROM log_value ORDER BY seq, name"
        ).fetchall()
        if plan.going.words.held(value)
    ]
    db.conn.executemany("DELETE FROM log_value WHERE seq = ? AND name = ?", erased)
    return erased
