"""A whole copy of an open case, made in steps while work goes on, and believed only after it was read again.

SQLite's backup interface copies page by page from a snapshot that a read transaction holds still: what is written
meanwhile is not in the copy, and no step begins anew (VACUUM INTO has no steps, and writes pages of SQLCipher's default
size; measured). The copy has the key and the salt of the case, so that the same passphrase opens it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.case import durable, log, protection, recovery
from workbench.case.cases import Case, into_one_file
from workbench.case.engine import Database, DatabaseError, OperationalError, connect
from workbench.case.protection import Key
from workbench.model.problems import Damaged, Problem

STEP = 1024  # pages: eight megabytes between two looks at whether to stop
Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Copied:
    """A finished copy: its file, its size, its SHA-256, and how many entries of the log it holds."""

    path: Path
    octets: int
    sha256: str
    entries: int


def copy_whole(
    case: Case, out: Path, tell: Tell, finish: Callable[[Database], None] = lambda db: None
) -> Copied:
    """Copies the case as it stands now to a new file, checks the copy and only then gives it its name. `finish` is let
    in before the check, to add what only the copy says. `tell` may raise Cancelled; then nothing is left behind."""
    if out.exists():
        raise Problem(
            f"{out.name} exists already", "choose another name; a copy never takes the place of a file"
        )
    part = out.with_name(out.name + ".part")
    _clear(part)
    key = Key(case.key.raw, protection.salt_of(case.path))
    try:
        head = _copy(case, part, key, tell)
        finished = connect(part, key, write=True)
        try:
            finish(finished)
            into_one_file(finished)
        finally:
            finished.conn.close()
        entries = _check(part, key, head, tell)
        part.chmod(
            case.path.stat().st_mode & 0o777 | 0o200
        )  # who may read the case may read its copy, and nobody else
        sha256, octets = _hashed(part)
        durable.put(part, out)
        _copy_recovery(case.path, out)
    except (OSError, OperationalError) as error:
        raise Problem(f"{out} cannot be written", getattr(error, "strerror", None) or str(error)) from error
    finally:
        _clear(part)
    return Copied(out, octets, sha256, entries)


def _copy(case: Case, part: Path, key: Key, tell: Tell) -> bytes:
    """Copies every page of a snapshot; the hash of the last entry of its log."""
    source = connect(case.path, case.key, immutable=case.immutable)
    try:
        source.conn.execute("BEGIN")  # holds the snapshot still until the last page
        head = source.conn.execute("SELECT hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()[0]
        target = connect(part, key, create=True)
        try:

            def step(status: int, left: int, total: int) -> None:
                tell(total - left, total, "pages")

            source.conn.backup(target.conn, pages=STEP, progress=step, sleep=0)
            into_one_file(target)
        finally:
            target.conn.close()
    finally:
        source.conn.close()
    return bytes(head)


def _check(part: Path, key: Key, head: bytes, tell: Tell) -> int:
    """Reads the copy from its file: every page by its HMAC, the whole structure, the log up to the entry the case had
    as its last. How many entries it has."""
    tell(0, 0, "checking the copy")
    db = connect(part, key)
    try:
        broken = db.conn.execute("PRAGMA cipher_integrity_check").fetchall()
        quick = db.conn.execute("PRAGMA quick_check(5)").fetchall()
        if broken or quick != [("ok",)]:
            raise Damaged(
                "the copy does not hold what was written", "the disk may be failing; use another one"
            )
        if (
            log.break_at(db) is not None
            or not db.conn.execute("SELECT 1 FROM log WHERE hash = ?", (head,)).fetchone()
        ):
            raise Damaged("the log of the case does not hold", "run 'clew verify' on the case")
        return log.length(db)
    except DatabaseError as error:
        raise Damaged(
            "the copy does not hold what was written", "run 'clew verify' on the case, and use another disk"
        ) from error
    finally:
        db.conn.close()


def _hashed(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 23):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _copy_recovery(case: Path, out: Path) -> None:
    sealed = recovery.beside(case)
    if sealed.exists():
        recovery.beside(out).write_bytes(sealed.read_bytes())


def _clear(part: Path) -> None:
    for left in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + left).unlink(missing_ok=True)
