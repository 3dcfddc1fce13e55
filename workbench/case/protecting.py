"""Giving a case a passphrase, changing it, taking it away: the whole file anew under another key.

A copy beside the case gets the new key (PRAGMA rekey, key and salt at once) and the entry in its log; only when it is
whole, on the disk and opens does it take the case's place. So whatever stops the work, the case opens with the old
passphrase or with the new one, and holds everything. Rekeying in place would need as much room for its journal, and
between its first page and its last no passphrase would open the case, because the new salt stands on the first.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from workbench.case import durable, journal, opening, protection, recovery
from workbench.case.cases import Case, cannot_write, describe, into_one_file, is_of_the_disk
from workbench.case.engine import DatabaseError, OperationalError, connect
from workbench.case.protection import Key
from workbench.model.problems import Damaged, Problem

SPARE = 1 << 20  # bytes beyond the case's own that a copy of it may need


def lock(path: Path, analyst: str, passphrase: str, to: Sequence[str] = (), *, reason: str = "") -> None:
    """Gives a case without a passphrase one; its key is sealed to the agency's public keys, where any are given or the
    case names some. Problem where it has one already, or cannot be written."""
    if protection.is_protected(path):
        raise Problem(
            f"{path.name} has a passphrase already", "change it with 'clew rekey', or in the window"
        )
    _under(path, analyst, "", "lock", protection.made_of(passphrase), tuple(to) or None, reason)


def unlock(path: Path, analyst: str, passphrase: str, *, reason: str = "") -> None:
    """Takes the passphrase of a case away, and its sealed key with it: everybody can open it then."""
    if not protection.is_protected(path):
        raise Problem(f"{path.name} has no passphrase", "everybody can open it")
    _under(path, analyst, passphrase, "unlock", protection.for_everybody(), None, reason)


def rekey(
    path: Path,
    analyst: str,
    passphrase: str,
    new: str,
    to: Sequence[str] | None = None,
    *,
    act: str = "rekey",
    reason: str = "",
) -> None:
    """Changes the passphrase of a case. `to` names the agency's public keys anew, none where it is empty; the case's
    own stay where it is None. `act` is what the log calls it: "recover" where an identity of the agency's opened it."""
    if not protection.is_protected(path):
        raise Problem(f"{path.name} has no passphrase to change", "give it one with 'clew lock'")
    _under(path, analyst, passphrase, act, protection.made_of(new), None if to is None else tuple(to), reason)


def copies_in_clear(path: Path) -> list[str]:
    """Files beside a case that begin with its name and that everybody can open, such as a copy from before a new
    schema: a passphrase given to the case does not reach them."""
    found = []
    for one in sorted(path.parent.iterdir()):
        if one.name.startswith(path.stem) and one != path and one.is_file():
            with contextlib.suppress(Problem):
                if protection.salt_of(one).startswith(protection.OPEN) or one.suffix == ".sqlite":
                    found.append(one.name)
    return found


def _under(
    path: Path, analyst: str, passphrase: str, act: str, new: Key, to: tuple[str, ...] | None, reason: str
) -> None:
    """Puts a copy of the case under a new key in its place."""
    path = path.resolve()  # where a link leads, so that the link stays
    case = opening.open_case(path, analyst, write=True, passphrase=passphrase)
    held, part = case.keep_lock(), protection.beside(path)
    try:
        with case:
            old, uuid = Key(case.key.raw, protection.salt_of(path)), case.about.uuid
            to = recovery.recipients(case.about.recovery) if to is None else recovery.recipients(to)
        _refuse_readers(path)
        try:
            _copy(path, part)
            _rekey(part, old, new)
            _enter(part, new, analyst, act, to, reason)
            if to and not new.published:
                recovery.seal(path, to, uuid, [new, old] if not old.published else [new])
            durable.put(part, path)
        except OSError as error:
            raise _cannot(path, error) from error
        except DatabaseError as error:
            if isinstance(error, OperationalError) and is_of_the_disk(error):
                raise cannot_write(path, error) from error
            raise Damaged(
                f"{path.name} is damaged ({error}) and was left as it is",
                "restore it from a copy; 'clew verify' says what is wrong",
            ) from error
        if to and not new.published:
            recovery.seal(path, to, uuid, [new])
        else:
            recovery.beside(path).unlink(missing_ok=True)
    finally:
        protection.remove_leftover(path)
        if held is not None:
            held.release()


def _refuse_readers(path: Path) -> None:
    if path.with_name(path.name + "-wal").exists():
        raise Problem(f"{path.name} is being read by another program", "close it there, then try again")


def _copy(path: Path, part: Path) -> None:
    if shutil.disk_usage(path.parent).free < path.stat().st_size + SPARE:
        raise Problem(
            f"the disk that holds {path.name} is too full",
            f"make room for a copy of the case beside it, {path.stat().st_size / 1e6:,.0f} MB",
        )
    shutil.copyfile(path, part)
    shutil.copymode(path, part)


def _rekey(part: Path, old: Key, new: Key) -> None:
    db = connect(part, old, write=True)
    try:
        into_one_file(db)
        # The copy is thrown away if anything happens to it, so it needs no journal, and no WAL may be about.
        db.conn.execute("PRAGMA journal_mode = OFF").fetchall()
        db.conn.execute(f"PRAGMA rekey = {new.as_sql()}").fetchall()
    finally:
        db.conn.close()
    # It stops without a word at a page that does not hold, with some pages under the one key and some under the other.
    if protection.salt_of(part) != new.salt:
        raise DatabaseError("a page does not hold")
    db = connect(part, new)
    try:
        broken = [row[0] for row in db.conn.execute("PRAGMA cipher_integrity_check")]
    finally:
        db.conn.close()
    if broken:
        raise DatabaseError(broken[0])


def _enter(part: Path, new: Key, analyst: str, act: str, to: tuple[str, ...], reason: str) -> None:
    """Says in the copy what was done, and to whom its key is sealed."""
    db = connect(part, new, write=True)
    journal.watch(db)
    with Case(part, analyst, db, None, False, new) as copy:
        if not new.published and copy.about.recovery != " ".join(to):
            with copy.edit("Say who may recover the case") as said:
                describe(said, recovery=" ".join(to))
        copy.record(act, reason=reason)
    for left in ("-wal", "-shm"):
        if os.path.lexists(f"{part}{left}"):
            raise Problem("the copy under the new key was not closed", "nothing was changed; try again")


def _cannot(path: Path, error: OSError) -> Problem:
    return Problem(
        f"{path.name} cannot be put under another key", f"{error.strerror or error}; it is as it was"
    )
