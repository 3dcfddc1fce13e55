"""Whether the log is the one that its checkpoints speak of: those it keeps, those beside it, those kept elsewhere.

Each checkpoint of an earlier size has to be the head of this log's first entries. That a log was rewritten as a whole
is found only by a checkpoint that whoever rewrote it could not reach; where there is none, that is said.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.case import anchoring, checkpoints, log
from workbench.case.cases import Case
from workbench.case.checkpoints import Checkpoint
from workbench.case.engine import Database
from workbench.case.signing import PublicKey
from workbench.model.problems import Problem

# Acts that carry a checkpoint out of the case: on a page, in a file, in a package.
HANDED = frozenset({"checkpoint", "report", "package", "archive", "certificate"})


class Unfaithful(Exception):
    """A checkpoint speaks of another log."""


@dataclass(frozen=True)
class Standing:
    """How well the log is anchored: since when it is unbroken, how many checkpoints hold, and when the last one left
    the case, 0 where none did. Moments are UTC microseconds."""

    since: int
    entries: int
    checkpoints: int
    outside: int


def check(case: Case, against: Sequence[Checkpoint] = ()) -> tuple[str, list[str]]:
    """What was found, and notes that are no failures; Unfaithful names the first checkpoint that does not hold."""
    db, length = case.db, log.length(case.db)
    origin = checkpoints.origin_of(db)
    kept = checkpoints.listed(case)
    beside = [c for c in anchoring.kept_beside(case.path) if c.origin == origin]
    anchors = [
        *((c, "kept in the case") for c in kept),
        *((c, f"in {checkpoints.beside(case.path).name}") for c in beside),
        *((c, "kept elsewhere") for c in against),
    ]
    heads = checkpoints.heads(db, (c.size for c, _ in anchors))
    keys = checkpoints.keys(db)
    for anchor, where in anchors:
        called = f"the checkpoint of {anchor.size:,} entries {where}"
        if anchor.origin != origin:
            raise Unfaithful(f"{called} is of another case ({anchor.origin})")
        if anchor.size > length:
            raise Unfaithful(
                f"{called} tells of more than the {length:,} entries there are: the end of the log is missing, "
                "as when an older copy of the case was put back"
            )
        if heads[anchor.size] != anchor.head:
            raise Unfaithful(f"{called} has another head: an entry up to there was changed")
        try:
            signers = anchor.signers(keys)
        except Problem as forged:
            raise Unfaithful(str(forged)) from forged
        if not signers:
            raise Unfaithful(f"{called} is signed by nobody whose key the case knows")
    _check_rows(db)
    return _found(kept, beside, against, keys), _notes(db, kept, length, against)


def _check_rows(db: Database) -> None:
    """That each row of the table is about the checkpoint it holds."""
    for size, note in db.conn.execute("SELECT size, note FROM checkpoint"):
        if checkpoints.parse(note).size != size:
            raise Unfaithful(f"the checkpoint kept as that of {size:,} entries is another")


def _found(
    kept: Sequence[Checkpoint],
    beside: Sequence[Checkpoint],
    against: Sequence[Checkpoint],
    keys: Sequence[PublicKey],
) -> str:
    said = f"{len(kept)} checkpoints in the case and {len(beside)} beside it hold"
    if against:
        said += f", and {len(against)} kept elsewhere"
    if keys:
        said += "; signed by " + ", ".join(f"{k.name} ({k.fingerprint})" for k in keys)
    return said


def _notes(db: Database, kept: Sequence[Checkpoint], length: int, against: Sequence[Checkpoint]) -> list[str]:
    notes = []
    if not kept:
        notes.append("no checkpoint was ever made: nothing but the chain itself holds the log")
    elif kept[-1].size < length:
        left = length - kept[-1].size
        notes.append(f"the last {left:,} entries have" if left > 1 else "the last entry has")
        notes[-1] += " no checkpoint yet"
    if not against:
        notes.append(
            "no checkpoint from outside was compared: whoever may write to the whole folder could have made it all anew"
        )
    return notes + clock_notes(db)


def clock_notes(db: Database) -> list[str]:
    """Where the clock of the computer went back between two entries, or was set while somebody worked."""
    notes: list[str] = []
    before: dict[str, object] | None = None
    for (body,) in db.conn.execute("SELECT body FROM log ORDER BY seq"):
        said = json.loads(body)
        if before is not None:
            gone = _gone(before, said)
            if gone is not None:
                notes.append(gone)
        before = said
    if len(notes) > 3:
        notes[3:] = [f"the clock was set {len(notes) - 3} more times"]
    return notes


def _gone(before: dict[str, object], after: dict[str, object]) -> str | None:
    step = int(str(after["at"])) - int(str(before["at"]))
    if before.get("sitting") is not None and before.get("sitting") == after.get("sitting"):
        real = int(str(after["clock"])) - int(str(before["clock"]))
        if abs(step - real) > 60_000_000:
            way = "back" if step < real else "on"
            return f"the clock was set {way} by {_span(abs(step - real))} before entry {after['seq']}"
    elif step < 0:
        return f"the clock went back by {_span(-step)} before entry {after['seq']}"
    return None


def _span(microseconds: int) -> str:
    seconds = round(microseconds / 1_000_000)
    for size, word in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {word}"
    return f"{seconds} seconds"


def standing(case: Case, against: Sequence[Checkpoint] = ()) -> Standing:
    """How the log stands by its own account, and by checkpoints kept elsewhere that hold; nothing is recomputed."""
    first = case.db.conn.execute("SELECT body FROM log ORDER BY seq LIMIT 1").fetchone()
    outside = 0
    for (body,) in case.db.conn.execute("SELECT body FROM log ORDER BY seq DESC"):
        said = json.loads(body)
        if said["act"] in HANDED:
            outside = int(said["at"])
            break
    for anchor in against:
        row = case.db.conn.execute("SELECT body FROM log WHERE seq = ?", (anchor.size,)).fetchone()
        outside = max(outside, int(json.loads(row[0])["at"])) if row else outside
    count = int(case.db.conn.execute("SELECT count(*) FROM checkpoint").fetchone()[0])
    return Standing(int(json.loads(first[0])["at"]), log.length(case.db), count, outside)


def sentence(of: Standing) -> str:
    """The standing in a sentence; never just that all is well."""
    anchored = f"anchored by {of.checkpoints:,} checkpoint{'' if of.checkpoints == 1 else 's'}"
    outside = f"last outside anchor {_day(of.outside)}" if of.outside else "no outside anchor yet"
    return f"unbroken since {_day(of.since)}, {anchored}, {outside}"


def _day(at: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(at // 1_000_000))
