"""Backups: whole copies of the case that can be worked on at once, and how long ago the last was made."""

from __future__ import annotations

import json
import time
from pathlib import Path

from workbench.case.cases import Case
from workbench.case.copying import Copied, Tell, copy_whole
from workbench.case.engine import Database

ACT = "backup"
DAY = 86_400_000_000  # microseconds


def make(case: Case, out: Path, tell: Tell = lambda done, total, text: None) -> Copied:
    """Writes a backup; whoever hands it out enters it in the log, as `entry` says."""
    return copy_whole(case, out, tell)


def entry(made: Copied) -> tuple[dict[str, int], dict[str, str]]:
    """The numbers and the values that the log's entry of a copy holds."""
    return {"entries": made.entries}, {"file": made.path.name, "sha256": made.sha256}


def last(db: Database) -> int | None:
    """When the last backup was made, in UTC microseconds; None where none ever was."""
    row = db.conn.execute(
        "SELECT body FROM log WHERE body LIKE ? ORDER BY seq DESC LIMIT 1", (f'{{"act":"{ACT}",%',)
    ).fetchone()
    return int(json.loads(row[0])["at"]) if row else None


def days_since(db: Database, now: int | None = None) -> int | None:
    """How many whole days ago the last backup was made; None where none ever was."""
    made = last(db)
    if made is None:
        return None
    return max(0, ((time.time_ns() // 1000 if now is None else now) - made) // DAY)
