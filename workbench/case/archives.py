"""Archives: a whole copy that is only read from then on, also from media that nobody can write to.

The archive is one file without a write-ahead log and never needs another beside it. That it is one stands in its own
log, as the last entry, behind those of the case: whoever wants to go on working makes a case of it, whose log says so.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from workbench.case import log
from workbench.case.cases import Case
from workbench.case.copying import Copied, Tell, copy_whole
from workbench.case.engine import Database, DatabaseError, connect
from workbench.case.protection import Key
from workbench.model.problems import Problem

ACT = "archive"
SEALED, CONTINUED = "archived", "continued from an archive"
ONLY_READ = 0o444


def make(case: Case, out: Path, tell: Tell = lambda done, total, text: None) -> Copied:
    """Writes an archive of the case with the latest checkpoint of its log; whoever hands it out has one made before and
    enters the archive in the log of the case."""
    made = copy_whole(case, out, tell, lambda db: _end(db, case.analyst, SEALED))
    out.chmod(ONLY_READ)
    return made


def carry_on(archive: Case, out: Path, tell: Tell = lambda done, total, text: None) -> Copied:
    """Makes a case to work on of an archive; its log goes on behind the archive's."""
    if not is_archive(archive.db):
        raise Problem(
            f"{archive.path.name} is no archive", "open it and work on it, or copy it with 'clew backup'"
        )
    return copy_whole(archive, out, tell, lambda db: _end(db, archive.analyst, CONTINUED))


def _end(db: Database, analyst: str, act: str) -> None:
    with db.atomic():
        log.append(db, act, analyst)


def is_archive(db: Database) -> bool:
    """Whether a case is only read from now on."""
    row = db.conn.execute("SELECT body FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    return row is not None and json.loads(row[0])["act"] == SEALED


def refuse_writing(path: Path, key: Key) -> None:
    """Problem where somebody wants to write to an archive. What cannot be read at all is for others to tell."""
    alone = not path.with_name(path.name + "-wal").exists() and not os.access(path.parent, os.W_OK)
    try:
        db = connect(path, key, immutable=alone)
        try:
            archived = is_archive(db)
        finally:
            db.conn.close()
    except (DatabaseError, ValueError, KeyError, TypeError):
        return
    if archived:
        raise Problem(
            f"{path.name} is an archive and is never written to",
            "to go on working, make a case of it with 'clew continue', in the window Case > Work on an archive",
        )
