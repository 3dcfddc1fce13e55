"""An open case: one edit at a time, readers beside it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from workbench.case import declarations, journal, log
from workbench.case.engine import EVERYBODY, Database, OperationalError, connect
from workbench.case.locking import CaseLock
from workbench.case.protection import Key
from workbench.model import places
from workbench.model.changes import Changes
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

FIELDS = ("title", "country", "zone", "purpose", "authority", "officer")
# Said of cases since schema 4, "" where nothing is said.
ASKED = "asked"  # what `reasons` says where nobody looks at the case without saying why
LATER_FIELDS = ("offence", "handling", "reasons", "recovery")


@dataclass(frozen=True)
class About:
    """What a case says of itself.

    `handling` is the code on everything handed out, `reasons` "asked" where the log wants to know why somebody looks,
    `recovery` the agency's public keys that its own key is sealed to.
    """

    title: str
    country: str
    zone: str
    purpose: str
    authority: str
    officer: str
    uuid: str
    created_at: int
    offence: str = ""
    handling: str = ""
    reasons: str = ""
    recovery: str = ""


class Anchoring(Protocol):
    """Who makes signed checkpoints of the log as it grows (`case/anchoring.py`)."""

    def grown(self, case: Case) -> None: ...  # something was written
    def make(self, case: Case) -> None: ...  # a checkpoint is due now


class Case:
    """An open case file. `kinds` are those the case was built with, newer declarations first.

    Reading: `case.db` gives this thread's query-only connection. Writing: `with case.edit(title) as db`, from one
    thread at a time. `reason` is why the analyst is at it, entered with all that changes nothing.
    """

    def __init__(
        self,
        path: Path,
        analyst: str,
        writer: Database | None,
        lock: CaseLock | None,
        immutable: bool,
        key: Key = EVERYBODY,
    ) -> None:
        self.path = path
        self.key = key
        self.analyst = analyst
        self._writer = writer
        self._lock = lock
        self.immutable = immutable
        self._readers = threading.local()
        self._open_readers: list[Database] = []
        self._guard = threading.Lock()
        self._kinds: Kinds | None = None
        self.latest = Changes("", frozenset())
        self.reason = ""
        self.anchoring: Anchoring | None = None
        self.kept: dict[str, object] = {}  # what readers keep in memory of the file, by their own names

    @property
    def writable(self) -> bool:
        return self._writer is not None

    @property
    def db(self) -> Database:
        """This thread's query-only connection."""
        found: Database | None = getattr(self._readers, "db", None)
        if found is None:
            found = connect(self.path, self.key, immutable=self.immutable)
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

    def kinds_with(self, newer: Kinds) -> Kinds:
        """The kinds of the case as they will be once newer ones are declared in it; its own where none is newer."""
        texts = declarations.undeclared(self.db, newer)
        return declarations.kinds(self.db, texts) if texts else self.kinds

    def kinds_changed(self) -> None:
        """To be called when newer kinds were declared: they are looked up again."""
        self._kinds = None

    @property
    def about(self) -> About:
        said = dict(self.db.conn.execute("SELECT name, value FROM about").fetchall())
        later = {name: said[name] for name in LATER_FIELDS if name in said}
        return About(
            **{f: said[f] for f in FIELDS}, uuid=said["uuid"], created_at=int(said["created_at"]), **later
        )

    @property
    def asks_why(self) -> bool:
        """Whether nobody is to look at the case without saying why."""
        said = self.db.conn.execute("SELECT value FROM about WHERE name = 'reasons'").fetchone()
        return said is not None and said[0] == ASKED

    @contextlib.contextmanager
    def write(self) -> Iterator[Database]:
        """A transaction that takes its place among writers at once."""
        db = self.writer
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield db
            if db.conn.in_transaction:
                db.conn.execute("COMMIT")
        except BaseException as error:
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            if isinstance(error, OperationalError) and is_of_the_disk(error):
                raise cannot_write(self.path, error) from error
            raise
        if self.anchoring is not None:
            self.anchoring.grown(self)

    @contextlib.contextmanager
    def uncommitted(self) -> Iterator[None]:
        """For as long, this thread reads through `db` what its open transaction has written so far."""
        before = getattr(self._readers, "db", None)
        self._readers.db = self.writer
        try:
            yield
        finally:
            self._readers.db = before

    def hasten(self, hasty: bool) -> None:
        """While an unsealed reading is written no commit need reach the disk: losing power loses only what would be
        removed anyway. Sealing syncs everything before it."""
        self.writer.conn.execute(f"PRAGMA synchronous = {'NORMAL' if hasty else 'FULL'}")

    @contextlib.contextmanager
    def edit(self, title: str, ids: Mapping[str, int] | None = None) -> Iterator[Database]:
        """One named, undoable step: transaction, journal and log entry in one. One that changes nothing is none."""
        with self.write() as db:
            step = journal.begin(db, title, self.analyst)
            yield db
            touched = journal.end(db, step)
            if touched:
                made = {"changes": journal.digest(db, step)} | self._because()
                log.append(db, "step", self.analyst, {"step": step, **(ids or {})}, made)
            else:
                db.conn.execute("ROLLBACK")
        self.latest = Changes(title, touched)

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
            log.append(db, act, self.analyst, {"step": step.id}, self._because())
        return changes

    def _because(self, reason: str = "") -> dict[str, str]:
        said = journal.writable(reason or self.reason)
        return {"reason": said} if said else {}

    def record(
        self,
        act: str,
        ids: Mapping[str, int] | None = None,
        values: Mapping[str, str] | None = None,
        reason: str = "",
    ) -> None:
        """Enters in the log something that changed nothing: a search, an export, a report. Without a `reason` of its
        own it has that of the sitting; what is handed out gets a checkpoint behind it."""
        said = {name: journal.writable(value) for name, value in (values or {}).items()}
        with self.write() as db:
            log.append(db, act, self.analyst, ids, said | self._because(reason))
        if act not in log.LOOKS:
            self.anchor()

    def anchor(self) -> None:
        """Has a checkpoint made of the log as it is, where somebody signs."""
        if self.anchoring is not None:
            self.anchoring.make(self)

    def keep_lock(self) -> CaseLock | None:
        """The lock, which then outlasts the case: whoever has it lets it go."""
        lock, self._lock = self._lock, None
        return lock

    def close(self) -> None:
        """Closes every connection and leaves one single file, with a checkpoint of what was entered since the last."""
        self.kept.clear()
        if self.writable:
            self.anchor()
        with self._guard:
            for reader in self._open_readers:
                reader.conn.close()
            self._open_readers.clear()
        self._readers = threading.local()
        writer, self._writer = self._writer, None
        try:
            if writer is not None:
                into_one_file(writer)
        finally:
            if writer is not None:
                writer.conn.close()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def describe(db: Database, **said: str) -> None:
    """Says anew inside a step what the case is called, its purpose, authority, officer, country, zone and the like."""
    for name, value in said.items():
        if name not in FIELDS + LATER_FIELDS:
            raise ValueError(f"a case has no {name}")
        if name in ("country", "zone"):
            value = places.country(value) if name == "country" else places.zone(value)
        db.conn.execute(
            "INSERT INTO about(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
            (name, value),
        )


def into_one_file(writer: Database) -> None:
    """Brings everything into the case file itself. Where somebody still reads it, took the right to write away, or the
    disk is full, what was committed stays in the -wal file beside it, and the next to open the case finds it there."""
    try:
        writer.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        writer.conn.execute("PRAGMA journal_mode = DELETE").fetchall()
    except OperationalError as error:
        if not any(word in str(error) for word in ("locked", "readonly")) and not is_of_the_disk(error):
            raise


def is_of_the_disk(error: Exception) -> bool:
    """Whether SQLite complains of the disk and not of what it was told."""
    return "is full" in str(error) or "I/O" in str(error)


def cannot_write(path: Path, error: Exception) -> Problem:
    """What a full or failing disk is called."""
    if "full" in str(error):
        return Problem(f"the disk that holds {path.name} is full", "make room; nothing of this step was kept")
    return Problem(
        f"the disk that holds {path.name} does not take what is written",
        "it may be full or failing; nothing of this step was kept",
    )
