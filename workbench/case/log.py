"""The log: an append-only hash chain of what was done in the case, by whom, without a single value in it.

Entry: `body` is canonical JSON (sorted keys, UTF-8); hash = SHA-256(prev || SHA-256(0x00 || body)), the leaf form of
RFC 6962. Values (a search text, a file name) stand in `log_value` with a random salt; the body holds only
SHA-256(salt || value), so a lawful purge can erase a value and the chain still holds. `at` is the wall clock in
microseconds, `clock` one that nobody can set, and `sitting` says which entries share it: so a wall clock that was set
back, or on, is seen.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.case.engine import Database

GENESIS = bytes(32)
LOOKS = frozenset({"open", "consult", "search", "ask", "find"})  # acts that hand nothing out
SITTING = secrets.token_hex(4)  # of this process


def append(
    db: Database,
    act: str,
    analyst: str,
    ids: Mapping[str, int] | None = None,
    values: Mapping[str, str] | None = None,
) -> int:
    """Adds an entry inside the open transaction of the change it records; its sequence number."""
    last = db.conn.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    seq, prev = (last[0] + 1, last[1]) if last else (1, GENESIS)
    salts = {name: secrets.token_bytes(16) for name in values or {}}
    body = json.dumps(
        {
            "act": act,
            "analyst": analyst,
            "at": time.time_ns() // 1000,
            "clock": time.monotonic_ns() // 1000,
            "ids": dict(ids or {}),
            "seq": seq,
            "sitting": SITTING,
            "values": {name: commitment(salts[name], value) for name, value in (values or {}).items()},
        },
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    db.conn.execute("INSERT INTO log VALUES(?, ?, ?, ?)", (seq, body, prev, link(prev, body)))
    for name, value in (values or {}).items():
        db.conn.execute("INSERT INTO log_value VALUES(?, ?, ?, ?)", (seq, name, salts[name], value))
    return int(seq)


def commitment(salt: bytes, value: str) -> str:
    """What the chain holds in place of a value."""
    return hashlib.sha256(salt + value.encode()).hexdigest()


def link(prev: bytes, body: str) -> bytes:
    """The hash of an entry that follows `prev`."""
    return hashlib.sha256(prev + hashlib.sha256(b"\0" + body.encode()).digest()).digest()


def last(db: Database) -> int:
    """The number of the last entry, 0 where there is none."""
    return int(db.conn.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0])


def length(db: Database) -> int:
    """How many entries the log has."""
    return int(db.conn.execute("SELECT count(*) FROM log").fetchone()[0])


def head(db: Database) -> tuple[int, str]:
    """How many entries the log has, and the hash of the last one as hex; that of none is all zeros."""
    row = db.conn.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), bytes(row[1]).hex()) if row else (0, GENESIS.hex())


def commitments(db: Database, name: str) -> Iterator[tuple[dict[str, Any], str | None]]:
    """The entries that commit to a value of this name, and the value, None where it was taken out; `break_at` has
    found them to be entries."""
    for body, value in db.conn.execute(
        "SELECT body, value FROM log LEFT JOIN log_value ON log_value.seq = log.seq AND name = ? ORDER BY log.seq",
        (name,),
    ):
        said = json.loads(body)
        if name in said["values"]:
            yield said, value


def break_at(db: Database) -> int | None:
    """The first entry that does not follow from the one before it or whose values do not match; None if whole."""
    prev = GENESIS
    values: dict[int, dict[str, str]] = {}
    for seq, name, salt, value in db.conn.execute("SELECT seq, name, salt, value FROM log_value"):
        values.setdefault(seq, {})[name] = commitment(salt, value)
    for expected, (seq, body, stated_prev, stated) in enumerate(
        db.conn.execute("SELECT seq, body, prev, hash FROM log ORDER BY seq"), start=1
    ):
        if (
            seq != expected
            or stated_prev != prev
            or stated != link(prev, body)
            or not _says(body, seq, values)
        ):
            return int(seq)
        prev = stated
    return None


def unlogged_step(db: Database) -> int | None:
    """The first step that no entry speaks of, as when the end of the log was cut off; None where all are entered."""
    entered = set()
    for (body,) in db.conn.execute("SELECT body FROM log"):
        said = json.loads(body)
        if said["act"] in ("step", "import"):
            entered.add(said["ids"].get("step"))
    steps = db.conn.execute("SELECT id FROM step ORDER BY id")
    return next((int(step) for (step,) in steps if step not in entered), None)


def unlogged_reading(db: Database) -> int | None:
    """The first sealed reading whose import no entry speaks of; None where all are entered."""
    entered = set()
    for (body,) in db.conn.execute("SELECT body FROM log"):
        said = json.loads(body)
        if said["act"] == "import":
            entered.add(said["ids"].get("reading"))
    readings = db.conn.execute("SELECT id FROM reading WHERE sealed ORDER BY id")
    return next((int(reading) for (reading,) in readings if reading not in entered), None)


def misplaced_step(db: Database) -> int | None:
    """The first step that is marked done, undone or dropped otherwise than the entries tell; None where all agree."""
    undone: dict[int, bool] = {}
    dropped: set[int] = set()
    for (body,) in db.conn.execute("SELECT body FROM log ORDER BY seq"):
        said = json.loads(body)
        step = said["ids"].get("step")
        if said["act"] in ("step", "import"):
            dropped.update(s for s, taken_back in undone.items() if taken_back)
            undone[step] = False
        elif said["act"] in ("undo", "redo"):
            undone[step] = said["act"] == "undo"
    for step, *marks in db.conn.execute("SELECT id, undone, dropped FROM step ORDER BY id"):
        if marks != [undone.get(step, False), step in dropped]:
            return int(step)
    return None


def _says(body: str, seq: int, kept: Mapping[int, Mapping[str, str]]) -> bool:
    """Whether an entry is one, bears its number, and commits to every value kept beside it."""
    try:
        said = json.loads(body)
        return bool(
            said["seq"] == seq
            and all(said["values"].get(name) == found for name, found in kept.get(seq, {}).items())
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
