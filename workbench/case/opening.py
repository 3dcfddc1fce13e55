"""Making a case, opening one, and refusing what is not one."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
import uuid
from pathlib import Path

from workbench.case import (
    archives,
    declarations,
    journal,
    log,
    migrations,
    protection,
    readings,
    recovery,
    schema,
    workspace,
)
from workbench.case.cases import FIELDS, LATER_FIELDS, Case, cannot_write, into_one_file, is_of_the_disk
from workbench.case.engine import DatabaseError, OperationalError, connect
from workbench.case.locking import CaseLock
from workbench.case.protection import Key, Locked
from workbench.model import places
from workbench.model.kinds import Kinds
from workbench.model.problems import Damaged, NotACase, Problem


def create(path: Path, kinds: Kinds, analyst: str, *, passphrase: str = "", **about: str) -> Case:
    """Makes a new case file, protected where a passphrase is given; Problem when something is there already or the
    folder cannot be written."""
    if path.exists():
        raise Problem(f"{path.name} exists already", "choose another name, or open it")
    if not path.parent.is_dir():
        raise Problem(f"there is no folder {path.parent}", "make it first")
    key = protection.made_of(passphrase) if passphrase else protection.for_everybody()
    said = {name: about.get(name, "") for name in FIELDS}
    said |= {name: about[name] for name in LATER_FIELDS if about.get(name)}
    said |= {"country": places.country(said["country"]), "zone": places.zone(said["zone"])}
    lock = CaseLock(path)
    lock.take(analyst)
    db = None
    try:
        db = connect(path, key, create=True)
        schema.create(db)
        journal.watch(db)
        case = Case(path, analyst, db, lock, False, key)
        with case.write():
            db.conn.executemany("INSERT INTO about(name, value) VALUES(?, ?)", said.items())
            db.conn.execute("INSERT INTO about(name, value) VALUES('uuid', ?)", (str(uuid.uuid4()),))
            db.conn.execute(
                "INSERT INTO about(name, value) VALUES('created_at', ?)", (str(time.time_ns() // 1000),)
            )
            for (sort, name), text in kinds.texts.items():
                declarations.keep(db, sort, name, text)
            log.append(db, "new", analyst, None, {"about": workspace.beginning(db)})
        if passphrase and said.get("recovery"):
            recovery.seal(path, recovery.recipients(said["recovery"]), case.about.uuid, [key])
        return case
    except BaseException as error:
        if db is not None:
            db.conn.close()
        for left in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + left).unlink(missing_ok=True)
        lock.release()
        if isinstance(error, OperationalError) and is_of_the_disk(error):
            raise cannot_write(path, error) from error
        raise


def open_case(path: Path, analyst: str = "", *, write: bool = False, passphrase: str = "") -> Case:
    """Opens a case; removes what an interrupted import left, when writing.

    Raises Problem for what is not a case, is too new, is open elsewhere or cannot be read; Locked for one that needs
    another passphrase; Damaged for a broken one.
    """
    check_file(path)
    key = protection.key_of(path, passphrase)
    if not write:
        return _open_reading(path, analyst, key)
    archives.refuse_writing(path, key)
    lock = CaseLock(path)
    lock.take(analyst)
    db, copy = None, None
    try:
        protection.remove_leftover(path)
        version = _check_version(path, key, immutable=False, play_back=True)
        if version < schema.VERSION:
            copy = _copy_of_old(path, key, version)
        db = connect(path, key, write=True)
        if copy is not None:
            migrations.run(db, version)
        journal.watch(db)
        case = Case(path, analyst, db, lock, False, key)
        readings.remove_unsealed(case)
        return case
    except BaseException as error:
        if db is not None:
            # The first error is the one to tell; SQLCipher says that memory is out once a page did not hold.
            with contextlib.suppress(DatabaseError, MemoryError):
                into_one_file(db)
            db.conn.close()
        if copy is not None and _still(path, key, version):
            copy.unlink()
        lock.release()
        if isinstance(error, DatabaseError):
            raise damaged(path, error) from error
        raise


def _open_reading(path: Path, analyst: str, key: Key) -> Case:
    wal = path.with_name(path.name + "-wal")
    immutable = not wal.exists() and not _folder_writable(path)
    if wal.exists() and not _folder_writable(path):
        raise Problem(
            f"{path.name} was not closed properly and lies on a medium that cannot be written",
            "copy it together with its -wal file to a folder of your own and open it there",
        )
    version = _check_version(path, key, immutable=immutable)
    if version < schema.VERSION:
        raise Problem(
            f"{path.name} was made by an older Clew (schema {version})",
            "open it once for writing, in the window or with 'clew undo' and 'clew redo'; a copy of it is kept",
        )
    return Case(path, analyst, None, None, immutable, key)


def _folder_writable(path: Path) -> bool:
    return os.access(path.parent, os.W_OK)


def check_file(path: Path) -> None:
    """Problem where there is nothing that could be a case."""
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
        raise NotACase(
            f"{path.name} is not a case, or is cut off", "name another file, or restore it from a copy"
        )


def _check_version(path: Path, key: Key, *, immutable: bool, play_back: bool = False) -> int:
    """The schema version; Problem where it is newer than this program, Damaged where it cannot be read."""
    try:
        # A journal that a killed writer left is played back first, which a reader may not do.
        left = play_back and path.with_name(path.name + "-journal").exists()
        db = connect(path, key, write=left, immutable=immutable)
        try:
            application = db.conn.execute("PRAGMA application_id").fetchone()[0]
            version = int(db.conn.execute("PRAGMA user_version").fetchone()[0])
        finally:
            db.conn.close()
    except DatabaseError as error:
        if not key.published and "not a database" in str(error):
            raise Locked(
                f"this passphrase does not open {path.name}",
                "type it again; where it is right for certain, the first page of the file is damaged",
                path,
            ) from error
        raise damaged(path, error) from error
    if application != schema.APPLICATION:
        raise Problem(f"{path.name} is not a case", "choose a file made by Clew")
    if version > schema.VERSION:
        raise Problem(
            f"{path.name} was made by a newer Clew (schema {version}; this one reads up to {schema.VERSION})",
            "install the newer version",
        )
    return version


def damaged(path: Path, error: Exception) -> Problem:
    """What an error of the database means to somebody who only wanted to use the case."""
    if "not a database" in str(error):
        return NotACase(
            f"{path.name} is not a case, or its first page is damaged",
            "name another file, or restore it from a copy",
        )
    if "locked" in str(error):
        return Problem(f"{path.name} is in use", "try again in a moment")
    if "readonly" in str(error):
        return Problem(f"{path.name} may not be written", "ask for the right to write it, or work on a copy")
    if "is full" in str(error):
        return cannot_write(path, error)
    if "I/O" in str(error):
        return Damaged(f"{path.name} is cut off, or its disk is failing", "restore it from a copy")
    if "unable to open" in str(error):
        return Problem(f"{path.name} cannot be opened", "check that you may read it and write beside it")
    return Damaged(
        f"{path.name} is damaged ({error})", "restore it from a copy; 'clew verify' says what is wrong"
    )


def _copy_of_old(path: Path, key: Key, version: int) -> Path:
    """A copy of a case as its older program left it, under a name nobody uses; Problem where there is no room."""
    if path.with_name(
        path.name + "-wal"
    ).exists():  # not closed properly: bring everything into the one file first
        db = connect(path, key, write=True)
        db.conn.execute("PRAGMA journal_mode = DELETE").fetchall()
        db.conn.close()
    number, copy = 1, path.with_name(f"{path.stem} (schema {version}){path.suffix}")
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.stem} (schema {version}, {number}){path.suffix}")
    try:
        shutil.copyfile(path, copy)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise Problem(
            f"{path.name} was made by an older Clew, and no copy of it can be kept beside it",
            error.strerror or "",
        ) from error
    return copy


def _still(path: Path, key: Key, version: int) -> bool:
    """Whether a case is still of a version, so that a copy of it is not needed."""
    try:
        return _check_version(path, key, immutable=False) == version
    except Problem:
        return False
