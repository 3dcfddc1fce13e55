"""What is said of a source beside who acquired it: where, on what legal basis, whose records were asked for and
delivered, and why rows outside the authorised period were read all the same.

It is kept word for word as a declaration of the sort "circumstances": append only, under its own hash, and one that is
corrected stands beside the first.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace

from workbench.case import declarations, evidence, log
from workbench.case.cases import Case
from workbench.case.engine import Database

SORT = "circumstances"


@dataclass(frozen=True)
class Circumstances:
    """`asked` and `delivered` are whose records; periods are days (2026-06-01), first and last included, "" = open."""

    place: str = ""
    legal_basis: str = ""
    asked: str = ""
    asked_first: str = ""
    asked_last: str = ""
    delivered: str = ""
    delivered_first: str = ""
    delivered_last: str = ""
    outside: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())


NOTHING_SAID = Circumstances()


# What is said together, and takes the place of what was said of it before together.
_TOGETHER = (
    ("place",), ("legal_basis",), ("asked", "asked_first", "asked_last", "outside"),
    ("delivered", "delivered_first", "delivered_last"),
)  # fmt: skip


def keep(db: Database, sha256: str, said: Circumstances) -> bool:
    """Keeps what was said of the source with these bytes, with what was said of other things before; whether that is
    anything new."""
    before = of(db, sha256)
    changes = {
        name: asdict(said)[name]
        for names in _TOGETHER
        if any(asdict(said)[n] for n in names)
        for name in names
    }
    whole = replace(before, **changes)
    if whole == before:
        return False
    told = db.conn.execute(
        "SELECT count(*) FROM declaration WHERE sort = ? AND name = ?", (SORT, sha256)
    ).fetchone()[0]
    # The same text is never kept twice; numbered, what is taken back is the latest all the same.
    text = json.dumps(
        asdict(whole) | ({"correction": told} if told else {}), ensure_ascii=False, sort_keys=True
    )
    declarations.keep(db, SORT, sha256, text)
    return True


def say(case: Case, source: int, sha256: str, said: Circumstances) -> bool:
    """Keeps what is said now of a source that was taken in before, with an entry in the log where it is new; whether
    it is."""
    with case.write() as db:
        new = keep(db, sha256, said)
        if new:
            log.append(
                db, "circumstances", case.analyst, {"source": source}, {"declarations": evidence.declared(db)}
            )
    return new


def of(db: Database, sha256: str) -> Circumstances:
    """What was said of the source with these bytes, the latest where it was said more than once."""
    row = db.conn.execute(
        "SELECT text FROM declaration WHERE sort = ? AND name = ? ORDER BY id DESC LIMIT 1", (SORT, sha256)
    ).fetchone()
    if row is None:
        return Circumstances()
    said = json.loads(row[0])
    return Circumstances(**{f.name: str(said.get(f.name, "")) for f in fields(Circumstances)})
