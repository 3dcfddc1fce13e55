"""Opening, creating and closing a case; one edit at a time, readers beside it."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.case import declarations, journal, log, migrations, schema
from workbench.case.engine import Database, DatabaseError, OperationalError, connect
from workbench.case.locking import CaseLock
from workbench.model.changes import Changes
from workbench.model.kinds import Kinds
from workbench.model.problems import Damaged, Problem

FIELDS = ("title", "country", "zone", "purpose", "authority", "officer")


@dataclass(frozen=True)
class About:
    """What a case says of itself."""

    title: str
    country: str
    zone: str
    purpose: str
    authority: str
    officer: str
    uuid: str
    created_at: int


class Case:
    """An open case file. `kinds` are those the case was built with, newer declarations first.

    Reading: `case.db` gives this thread's query-only connection. Writing: `with case.edit(title) as db`, from one
    thread at a time.
    """

    def __init__(self, path: Path, analyst: str, writer: Database | None, lock: CaseLock | None, immutable: bool) -> None:
        self.path = path
        self.analyst = analyst
        self._writer = writer
        self._lock = lock
        self._immutable = immutable
        self._readers = threading.local()
        self._open_readers: list[Database] = []
        self._guard = threading.Lock()
        self._kinds: Kinds | None = None

    @property
    def writable(self) -> bool:
        return self._writer is not None

    @property
    def db(self) -> Database:
        """This thread's query-only connection."""
        found: Database | None = getattr(self._readers, "db", None)
        if found is None:
            found = connect(self.path, immutable=self._immutable)
            self._readers.db = found
            with self._guard:
                self._open_readers.append(found)
        return found

    @property
    def writer(self) -> Database:
        """The one writing connection; only `edit`, `write` and imports use it."""
        if self._writer is None:
            raise Problem(f"{self.path.name} was opened for reading only", "open it for writing")
        return self._writer

    @property
    def kinds(self) -> Kinds:
        if self._kinds is None:
            self._kinds = declarations.kinds(self.db)
        return self._kinds

    def declare(self, kinds: Kinds) -> None:
        """Keeps the texts of newer kinds in the case, so that it can be read where they are not shipped."""
        with self.write() as db:
            for (sort, name), text in kinds.texts.items():
                declarations.keep(db, sort, name, text)
        self._kinds = None

    @property
    def about(self) -> About:
        said = dict(self.db.conn.execute("SELECT name, value FROM about").fetchall())
        return About(*(said[f] for f in FIELDS), said["uuid"], int(said["created_at"]))

    @contextlib.contextmanager
    def write(self) -> Iterator[Database]:
        """A transaction that takes its place among writers at once."""
        db = self.writer
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.conn.execute("COMMIT")
        except BaseException as error:
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            if isinstance(error, OperationalError) and "full" in str(error):
                raise Problem("the disk is full", "make room; nothing of this step was kept") from error
            raise

    @contextlib.contextmanager
    def edit(self, title: str, ids: Mapping[str, int] | None = None) -> Iterator[Database]:
        """One named, undoable step: transaction, journal and log entry in one."""
        with self.write() as db:
            step = journal.begin(db, title, self.analyst)
            yield db
            journal.end(db, step)
            log.append(db, "step", self.analyst, {"step": step, **(ids or {})})

    def undo(self) -> Changes | None:
        """Takes the latest step back; None when there is none."""
        return self._replay("undo")

    def redo(self) -> Changes | None:
        """Does the step undone last again; None when there is none."""
        return self._replay("redo")

    def _replay(self, act: str) -> Changes | None:
        with self.write() as db:
            found = journal.undo(db) if act == "undo" else journal.redo(db)
            if found is None:
                return None
            step, changes = found
            log.append(db, act, self.analyst, {"step": step.id})
        return changes

    def record(self, act: str, ids: Mapping[str, int] | None = None, values: Mapping[str, str] | None = None) -> None:
        """Enters in the log something that changed nothing: a search, an export, a report."""
        with self.write() as db:
            log.append(db, act, self.analyst, ids, values)

    def close(self) -> None:
        """Closes every connection and leaves one single file."""
        with self._guard:
            for reader in self._open_readers:
                reader.conn.close()
            self._open_readers.clear()
        self._readers = threading.local()
        if self._writer is not None:
            self._writer.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._writer.conn.execute("PRAGMA journal_mode = DELETE").fetchall()
            self._writer.conn.close()
            self._writer = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(path: Path, kinds: Kinds, analyst: str, **about: str) -> Case:
    """Makes a new case file; Problem when something is there already or the folder cannot be written."""
    if path.exists():
        raise Problem(f"{path.name} exists already", "choose another name, or open it")
    if not path.parent.is_dir():
        raise Problem(f"there is no folder {path.parent}", "make it first")
    lock = CaseLock(path)
    lock.take(analyst)
    try:
        db = connect(path, create=True)
        schema.create(db)
        journal.watch(db)
        case = Case(path, analyst, db, lock, False)
        with case.write():
            for name in FIELDS:
                db.conn.execute("INSERT INTO about(name, value) VALUES(?, ?)", (name, about.get(name, "")))
            db.conn.execute("INSERT INTO about(name, value) VALUES('uuid', ?)", (str(uuid.uuid4()),))
            db.conn.execute(
                "INSERT INTO about(name, value) VALUES('created_at', ?)", (str(time.time_ns() // 1000),)
            )
            for (sort, name), text in kinds.texts.items():
                declarations.keep(db, sort, name, text)
            log.append(db, "new", analyst)
        return case
    except BaseException:
        lock.release()
        raise


def open_case(path: Path, analyst: str = "", *, write: bool = False) -> Case:
    """Opens a case; removes what an interrupted import left, when writing.

    Raises Problem for what is not a case, is too new, is open elsewhere or cannot be read; Damaged for a broken one.
    """
    _check_file(path)
    if not write:
        return _open_reading(path, analyst)
    lock = CaseLock(path)
    lock.take(analyst)
    try:
        _check_version(path, immutable=False)
        db = connect(path, write=True)
        _migrate(path, db)
        journal.watch(db)
        case = Case(path, analyst, db, lock, False)
        from workbench.case import readings

        readings.remove_unsealed(case)
        return case
    except DatabaseError as error:
        lock.release()
        raise _damaged(path, error) from error
    except BaseException:
        lock.release()
        raise


def _open_reading(path: Path, analyst: str) -> Case:
    wal = path.with_name(path.name + "-wal")
    immutable = not wal.exists() and not _folder_writable(path)
    if wal.exists() and not _folder_writable(path):
        raise Problem(
            f"{path.name} was not closed properly and lies on a medium that cannot be written",
            "copy it together with its -wal file to a folder of your own and open it there",
        )
    version = _check_version(path, immutable=immutable)
    if version < schema.VERSION:
        raise Problem(
            f"{path.name} was made by an older Clew (schema {version})",
            "open it once for writing, in the window or with 'clew undo' and 'clew redo'; a copy of it is kept",
        )
    return Case(path, analyst, None, None, immutable)


def _folder_writable(path: Path) -> bool:
    import os

    return os.access(path.parent, os.W_OK)


def _check_file(path: Path) -> None:
    if not path.exists():
        raise Problem(f"there is no case {path}", "make one with 'clew new'")
    if path.is_dir():
        raise Problem(f"{path} is a folder, not a case", "name the .case file")
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise Problem(f"{path} cannot be read", error.strerror or str(error)) from error
    if head.startswith(b"SQLite format 3"):
        raise Problem(f"{path.name} is not a case but an ordinary SQLite file")
    if len(head) < 16:
        raise Damaged(f"{path.name} is empty or cut off", "restore it from a copy")


def _check_version(path: Path, *, immutable: bool) -> int:
    """The schema version; Problem where it is newer than this program, Damaged where it cannot be read."""
    try:
        db = connect(path, immutable=immutable)
        try:
            application = db.conn.execute("PRAGMA application_id").fetchone()[0]
            version = int(db.conn.execute("PRAGMA user_version").fetchone()[0])
        finally:
            db.conn.close()
    except DatabaseError as error:
        raise _damaged(path, error) from error
    if application != schema.APPLICATION:
        raise Problem(f"{path.name} is not a case", "choose a file made by Clew")
    if version > schema.VERSION:
        raise Problem(
            f"{path.name} was made by a newer Clew (schema {version}; this one reads up to {schema.VERSION})",
            "install the newer version",
        )
    return version


def _damaged(path: Path, error: Exception) -> Problem:
    if "not a database" in str(error):
        return Damaged(f"{path.name} is not a case, or its first page is damaged", "restore it from a copy")
    if "locked" in str(error):
        return Problem(f"{path.name} is in use", "try again in a moment")
    if "unable to open" in str(error):
        return Problem(f"{path.name} cannot be opened", "check that you may read it and write beside it")
    return Damaged(f"{path.name} is damaged ({error})", "restore it from a copy; 'clew verify' says what is wrong")


def _migrate(path: Path, db: Database) -> None:
    version = int(db.conn.execute("PRAGMA user_version").fetchone()[0])
    if version == schema.VERSION:
        return
    copy = path.with_name(f"{path.stem} (schema {version}){path.suffix}")
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.stem} (schema {version}, {number}){path.suffix}")
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copyfile(path, copy)
    migrations.run(db, version)
