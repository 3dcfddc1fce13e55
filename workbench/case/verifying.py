"""Verify: does the case still hold exactly what was put into it?"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import zstandard

from workbench.case import anchored, derived, evidence, log, opening, purged, segments, sources, workspace
from workbench.case.cases import Case
from workbench.case.checkpoints import Checkpoint
from workbench.case.engine import DatabaseError
from workbench.model.problems import Damaged, Problem

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Check:
    """One check: its name, whether it held, what was found, and notes that are no failures."""

    name: str
    ok: bool
    detail: str
    notes: tuple[str, ...] = ()


def verify(
    path: Path,
    tell: Tell = lambda done, total, text: None,
    *,
    passphrase: str = "",
    against: Sequence[Checkpoint] = (),
) -> list[Check]:
    """Runs every check on a case file without writing to it, also `against` checkpoints kept elsewhere. A case too
    damaged to open is one failed check."""
    try:
        case = opening.open_case(path, passphrase=passphrase)
    except Damaged as damage:
        return [Check("opening", False, str(damage))]
    steps: list[tuple[str, Callable[[Case], str]]] = [
        ("pages", _pages),
        ("originals", _originals),
        ("kept rows", _kept_rows),
        ("segments", _segments),
        ("evidence", _evidence),
        ("derived", _derived),
        ("log", _log),
        ("counts", _counts),
        ("workspace", _workspace),
        ("checkpoints", lambda case: _checkpoints(case, against, notes)),
    ]
    checks, notes = [], list[str]()
    with case:
        for number, (name, step) in enumerate(steps):
            tell(number, len(steps), name)
            try:
                found = step(case)
                checks.append(Check(name, True, found, tuple(notes)))
                notes.clear()
            except (Problem, DatabaseError, _Failed) as error:
                checks.append(Check(name, False, str(error)))
            except (
                Exception
            ) as error:  # what somebody put there by hand may fail in any way; that is a finding
                checks.append(Check(name, False, f"cannot be read ({type(error).__name__}: {error})"))
    return checks


def first_fault(checks: Sequence[Check]) -> Check | None:
    """The first check that did not hold; None where all did."""
    return next((check for check in checks if not check.ok), None)


class _Failed(Exception):
    """A check found something that should not be."""


def _pages(case: Case) -> str:
    broken = [r[0] for r in case.db.conn.execute("PRAGMA cipher_integrity_check")]
    if broken:
        raise _Failed("; ".join(broken[:5]))
    # A file cut at a page boundary passes the page check, but not this one.
    quick = case.db.conn.execute("PRAGMA quick_check(5)").fetchall()
    if quick != [("ok",)]:
        raise _Failed("; ".join(r[0] for r in quick))
    pages = case.db.conn.execute("PRAGMA page_count").fetchone()[0]
    return f"{pages:,} pages, each with its HMAC"


class _Sink(io.RawIOBase):
    """Notes of each block where it begins, how long it is and how many lines lie before it."""

    def __init__(self) -> None:
        self.blocks: list[tuple[int, int, int]] = []
        self.octets = self._lines = 0

    def write(self, data: object) -> int:
        assert isinstance(data, bytes)
        self.blocks.append((self.octets, len(data), self._lines))
        self.octets, self._lines = self.octets + len(data), self._lines + data.count(b"\n")
        return len(data)


def _originals(case: Case) -> str:
    rows = case.db.conn.execute("SELECT id, name, bytes, sha256, kept FROM source ORDER BY id").fetchall()
    kept = [r for r in rows if r[4] == sources.COPY]
    for source, name, octets, sha256, _ in kept:
        sink = _Sink()
        if sources.write_original(case.db, source, sink) != sha256 or sink.octets != octets:  # type: ignore[arg-type]
            raise _Failed(f"the bytes of {name} are not those that were acquired")
        blocks = case.db.conn.execute(
            "SELECT offset, size, lines_before FROM source_block WHERE source = ? ORDER BY number", (source,)
        ).fetchall()
        if blocks != sink.blocks:
            raise _Failed(f"rows of {name} would not be found: what is said of its blocks is wrong")
    return f"{len(kept)} of {len(rows)} originals match their SHA-256" if rows else "no sources yet"


def _kept_rows(case: Case) -> str:
    count = 0
    for reading, stated in case.db.conn.execute("SELECT id, rows_sha256 FROM reading WHERE sealed"):
        digest = hashlib.sha256()
        blocks = 0
        for sha256, data in case.db.conn.execute(
            "SELECT sha256, data FROM row_block WHERE reading = ? ORDER BY number", (reading,)
        ):
            if hashlib.sha256(data).digest() != sha256:
                raise _Failed(f"a block of kept rows of reading {reading} was changed")
            digest.update(zstandard.decompress(data) + b"\n")
            blocks += 1
        if (digest.hexdigest() if blocks else "") != stated:
            raise _Failed(f"the kept rows of reading {reading} are not those that were read")
        count += blocks
    return f"{count} blocks of rows match their hashes"


def _segments(case: Case) -> str:
    count = 0
    for segment, rows, name, low, high, sha256, data in case.db.conn.execute(
        "SELECT segment, rows, name, low, high, sha256, data FROM segment_column "
        "JOIN segment ON segment.id = segment"
    ):
        column = segments.unpack(data, sha256, f"column {name} of segment {segment}").to_series()
        if column.dtype.is_integer() and (low, high) != (column.min(), column.max()):
            raise _Failed(f"column {name} of segment {segment} would not be searched: its bounds are wrong")
        if len(column) != rows:
            raise _Failed(f"column {name} of segment {segment} holds {len(column)} records and not {rows}")
        count += 1
    return f"{count:,} columns match their hashes"


def _evidence(case: Case) -> str:
    changed = evidence.differences(case.db)
    if changed:
        raise _Failed("; ".join(changed[:5]))
    gone = "".join(f"; {purged.sentence(one)}" for one in purged.listed(case.db))
    return "every reading is what its entry in the log was made of" + gone


def _workspace(case: Case) -> str:
    changed = workspace.differences(case.db)
    if changed:
        raise _Failed("; ".join(changed[:5]))
    return "what was decided is what the logged steps made of it"


def _derived(case: Case) -> str:
    found = derived.differences(case)
    if found:
        raise _Failed("; ".join(found[:5]))
    return "links, totals and presence agree with a recount from the records"


def _log(case: Case) -> str:
    broken = log.break_at(case.db)
    if broken is not None:
        raise _Failed(f"the log does not hold from entry {broken} on")
    unlogged = log.unlogged_step(case.db)
    if unlogged is not None:
        raise _Failed(f"step {unlogged} is in no entry of the log: its end is missing")
    unread = log.unlogged_reading(case.db)
    if unread is not None:
        raise _Failed(f"reading {unread} is in no entry of the log: nobody is known to have taken it in")
    misplaced = log.misplaced_step(case.db)
    if misplaced is not None:
        raise _Failed(f"step {misplaced} is not marked done, undone or dropped as the log has it")
    return f"{log.length(case.db):,} entries, unbroken"


def _checkpoints(case: Case, against: Sequence[Checkpoint], notes: list[str]) -> str:
    try:
        found, said = anchored.check(case, against)
    except anchored.Unfaithful as wrong:
        raise _Failed(str(wrong)) from wrong
    notes += said
    return found


def _counts(case: Case) -> str:
    for reading, rows, kept, duplicate, rejected, withheld in case.db.conn.execute(
        "SELECT id, rows, kept, duplicate, rejected, withheld FROM reading WHERE sealed"
    ):
        if rows != kept + duplicate + rejected + withheld:
            raise _Failed(f"reading {reading}: rows read are not kept + duplicate + rejected + withheld")
        listed = case.db.conn.execute(
            "SELECT count(*) FROM (SELECT DISTINCT sheet, row FROM reject WHERE reading = ?)", (reading,)
        ).fetchone()[0]
        if listed != rejected:
            raise _Failed(f"reading {reading}: {rejected} rows rejected, {listed} of them kept")
    return "read = kept + duplicate + rejected + withheld in every reading"
