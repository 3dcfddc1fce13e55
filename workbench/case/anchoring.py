"""Signed checkpoints of a case as it is worked on: at its closing, when something comes in or goes out, and every 1,000
entries.

Each is kept in the case and appended to `name.case.checkpoints` beside it. What keeps it from being made or written
there is told and stops nobody's work.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.case import checkpoints, exporting, log
from workbench.case.cases import Case
from workbench.case.checkpoints import Checkpoint
from workbench.case.engine import DatabaseError
from workbench.case.signing import Signer
from workbench.model.problems import Problem

EVERY = 1_000  # entries


class Anchors:
    """Signs for one sitting. `signer` gives the analyst's key, made at its first use; `tell` says what failed."""

    def __init__(self, signer: Callable[[], Signer], tell: Callable[[str], None]) -> None:
        self._signer = signer
        self._tell = tell
        self._told: set[str] = set()
        self._next = 0  # rows written until it is worth asking how long the log is
        self._busy = False

    def grown(self, case: Case) -> None:
        """Something was written: a checkpoint is due after so many entries. How many there are is asked only once that
        many rows were written: each entry is one at least."""
        changes = case.writer.conn.total_changes
        if self._busy or changes < self._next:
            return
        left = EVERY - (log.last(case.writer) - checkpoints.latest_size(case.writer))
        if left <= 0:
            self.make(case)
            left = EVERY
        self._next = changes + left

    def make(self, case: Case) -> None:
        """Signs the log as it is, where it grew since the last time; says why where it cannot."""
        if self._busy:
            return
        self._busy = True
        try:
            sign(case, [self._signer()])
        except Problem as why:
            self._say(f"no checkpoint of the log was kept: {why}")
        except (DatabaseError, OSError) as error:
            self._say(f"no checkpoint of the log was kept: {error}")
        finally:
            self._busy = False

    def _say(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            self._tell(sentence)


def sign(case: Case, signers: list[Signer]) -> Checkpoint | None:
    """Signs, keeps, and writes beside the case a checkpoint of its log; None where the last one says it already.

    The first signer signs in the name of the case. Problem where the file beside the case tells of a log that this is
    not: a log signs nothing that contradicts what it signed before.
    """
    if checkpoints.latest_size(case.writer) == log.last(case.writer):
        return None
    origin = checkpoints.origin_of(case.writer)
    strangers = unknown_beside(case.path, origin, case)
    if strangers:
        raise Problem(
            f"{checkpoints.beside(case.path).name} tells of a log of {strangers[-1].size:,} entries that is not this "
            "one: an older copy of the case was put back, or its log was changed",
            "if the copy was put back on purpose, move that file away and keep it; a new one is begun",
        )
    named = [signers[0].called(origin), *signers[1:]]
    with case.write() as db:
        made = checkpoints.make(db, origin, named)
    if made is not None:
        _append(checkpoints.beside(case.path), made)
    return made


def kept_beside(path: Path) -> list[Checkpoint]:
    """The checkpoints in the file beside a case, of whatever log they are; Problem where it cannot be understood."""
    file = checkpoints.beside(path)
    return read(file) if file.exists() else []


def read(file: Path) -> list[Checkpoint]:
    """The checkpoints in a file, each with an empty line behind it but the last; Problem where something else stands
    there."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{file.name} cannot be read", getattr(error, "strerror", "") or str(error)) from error
    found = []
    parts = text.rstrip("\n").split("\n\n") if text.strip() else []
    if len(parts) % 2:
        raise Problem(f"{file.name} is not a file of checkpoints, or is cut off", "compare it with a copy")
    for number, (body, signatures) in enumerate(zip(parts[::2], parts[1::2], strict=True), start=1):
        try:
            found.append(checkpoints.parse(f"{body}\n\n{signatures}\n"))
        except Problem as why:
            raise Problem(f"checkpoint {number} of {file.name} is not one", str(why)) from why
    return found


def unknown_beside(path: Path, origin: str, case: Case) -> list[Checkpoint]:
    """The checkpoints of this log that stand beside the case and that the case does not know of."""
    db = case.writer if case.writable else case.db
    known = dict(db.conn.execute("SELECT size, note FROM checkpoint").fetchall())
    return [
        c
        for c in kept_beside(path)
        if c.origin == origin and not known.get(c.size, "").startswith(c.body + "\n")
    ]


def _append(file: Path, made: Checkpoint) -> None:
    """Adds a checkpoint to those in a file, which is written anew as a whole, or not at all."""
    before = file.read_bytes() if file.exists() else b""
    gap = b"\n" if before.strip() else b""
    exporting.write_whole(file, (before.rstrip(b"\n") + b"\n" + gap if gap else b"") + made.note.encode())
