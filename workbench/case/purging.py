"""Purging whole sources: a new file under a new key in the place of the case, without them and with proof.

A copy of the case is emptied of the sources and of all that names what only they brought; what is left of it is
written, row by row, to a new file under a new key and salt, so that no freed page is carried along. The new file is
searched for everything that was taken away and verified; only then does it take the case's place, and the old file is
overwritten. Until that moment nothing of the case has changed.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.case import (
    durable,
    emptying,
    opening,
    protection,
    purge_plan,
    recovery,
    residue,
    schema,
    verifying,
)
from workbench.case.cases import Case, cannot_write, is_of_the_disk
from workbench.case.engine import PAGE, DatabaseError, OperationalError, connect
from workbench.case.protection import Key
from workbench.case.purge_plan import Plan
from workbench.model.problems import Damaged, Problem

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Purged:
    """A purge that was done: its plan, its log entry with the hash behind it, what the search of the new file read and
    found elsewhere, and whether the old file could be overwritten. `copies` are files known to hold it still."""

    plan: Plan
    why: str
    authority: str
    analyst: str
    at: int
    entry: int
    head: str
    texts: int
    octets: int
    elsewhere: int
    erased: int
    steps: int
    new_key: bool
    overwritten: bool
    copies: tuple[str, ...]


def purge(
    path: Path,
    analyst: str,
    wanted: Sequence[int],
    *,
    why: str,
    authority: str,
    passphrase: str = "",
    tell: Tell = lambda done, total, text: None,
) -> Purged:
    """Purges sources from a case that nobody has open. Problem where something holds them, a reason or an authority is
    missing, or anything of them would be left; then nothing has changed."""
    path = path.resolve()
    case = opening.open_case(path, analyst, write=True, passphrase=passphrase)
    lock = case.keep_lock()
    stage, fresh = protection.beside(path, protection.EMPTIED), protection.beside(path, protection.PURGED)
    try:
        with case:
            plan = purge_plan.make(case, wanted)
            _may(plan, why, authority)
            old, uuid, to = Key(case.key.raw, protection.salt_of(path)), case.about.uuid, case.about.recovery
            copies = _known_copies(case)
        new = _new_key(old, passphrase)
        if path.with_name(path.name + "-wal").exists():
            raise Problem(f"{path.name} is being read by another program", "close it there, then try again")
        try:
            shutil.copyfile(path, stage)
            done = emptying.empty(stage, old, plan, analyst, why.strip(), authority.strip(), tell)
            _write_anew(stage, old, fresh, new)
            found = _prove(fresh, new, plan, done.blobs, tell)
            shutil.copymode(path, fresh)
            if to and not new.published:
                recovery.seal(path, recovery.recipients(to), uuid, [new, old])
            overwritten = _exchange(fresh, path)
            if to and not new.published:
                recovery.seal(path, recovery.recipients(to), uuid, [new])
        except OSError as error:
            raise Problem(
                f"{path.name} cannot be purged", f"{error.strerror or error}; it is as it was"
            ) from error
        except DatabaseError as error:
            if isinstance(error, OperationalError) and is_of_the_disk(error):
                raise cannot_write(path, error) from error
            raise
        return Purged(
            plan, why.strip(), authority.strip(), analyst, done.at, done.entry, done.head, found.texts, found.octets,
            found.elsewhere, done.erased, done.steps, new.raw != old.raw, overwritten, copies,
        )  # fmt: skip
    finally:
        protection.remove_leftover(path)
        if lock is not None:
            lock.release()


def _may(plan: Plan, why: str, authority: str) -> None:
    if plan.holds:
        raise Problem(
            "what is held may not be purged: " + "; ".join(plan.holds),
            "lift the hold with 'clew review', if you may",
        )
    for text, what in ((why, "reason"), (authority, "authority")):
        if not text.strip():
            raise Problem(f"a purge needs its {what}", "say on which order or law, and why")
        if plan.going.words.held(text):
            raise Problem(f"the {what} names something that is to be purged", "write it without")


def _new_key(old: Key, passphrase: str) -> Key:
    if old.published:
        return protection.for_everybody()
    new = protection.made_of(passphrase)
    if new.raw == old.raw:
        raise Problem(
            "a purge needs the passphrase itself, not the key made of it",
            "give the passphrase, so that the new file gets a key of its own",
        )
    return new


def _known_copies(case: Case) -> tuple[str, ...]:
    """Files that the log or the folder knows of and that still hold what is purged."""
    found = []
    for body, value in case.db.conn.execute(
        "SELECT body, value FROM log JOIN log_value ON log_value.seq = log.seq AND name = 'file' ORDER BY log.seq"
    ):
        said = json.loads(body)
        found.append(f"entry {said['seq']} ({said['act']}): {value}")
    for one in sorted(case.path.parent.iterdir()):
        if one != case.path and one.name.startswith(case.path.stem + " (schema"):
            found.append(f"beside the case: {one.name}")
    return tuple(found)


def _write_anew(stage: Path, old: Key, fresh: Path, new: Key) -> None:
    """Writes what is left, row by row, to a new file under the new key."""
    db = connect(stage, old)
    try:
        db.conn.execute("PRAGMA query_only = OFF")
        db.conn.execute(f"ATTACH DATABASE ? AS fresh KEY {new.as_sql()}", (str(fresh),))
        db.conn.execute(f"PRAGMA fresh.cipher_page_size = {PAGE}")
        db.conn.execute("SELECT sqlcipher_export('fresh')").fetchall()
        db.conn.execute(f"PRAGMA fresh.user_version = {schema.VERSION}")
        db.conn.execute(f"PRAGMA fresh.application_id = {schema.APPLICATION}")
        db.conn.execute("DETACH DATABASE fresh")
    finally:
        db.conn.close()


def _prove(fresh: Path, new: Key, plan: Plan, blobs: frozenset[bytes], tell: Tell) -> residue.Residue:
    """Searches the new file for everything that was taken away and verifies it; Problem where anything is wrong."""
    db = connect(fresh, new)
    try:
        found = residue.scan(db, plan.going.words, blobs, tell)
    finally:
        db.conn.close()
    if found.left:
        raise Problem(
            "something of what is to be purged would be left in " + ", ".join(found.left),
            "nothing was changed",
        )
    tell(0, 0, "verifying what is left")
    failed = [f"{c.name}: {c.detail}" for c in verifying.verify(fresh, passphrase=new.spelled) if not c.ok]
    if failed:
        raise Damaged("what would be left does not hold: " + "; ".join(failed), "nothing was changed")
    return found


def _exchange(fresh: Path, path: Path) -> bool:
    """Puts the new file in the place of the case and overwrites the old one; whether that could be done."""
    old = protection.beside(path, protection.BEFORE)
    old.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # a file system without links: the old file is then only removed
        os.link(path, old)
    durable.put(fresh, path)
    return old.exists() and durable.destroy(old)
