"""What is said of a source beside who acquired it: where, on what legal basis, whose records were asked for and
delivered, and why rows outside the authorised period were read all the same.

It is kept word for word as a declaration of the sort "circumstances": append only, under its own hash, and one that is
corrected stands beside the first.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from workbench.case import declarations
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


def keep(db: Database, sha256: str, said: Circumstances) -> None:
    """Keeps what was said of the source with these bytes; nothing where nothing was said."""
    if said:
        declarations.keep(db, SORT, sha256, json.dumps(asdict(said), ensure_ascii=False, sort_keys=True))


def of(db: Database, sha256: str) -> Circumstances:
    """What was said of the source with these bytes, the latest where it was said more than once."""
    row = db.conn.execute(
        "SELECT text FROM declaration WHERE sort = ? AND name = ? ORDER BY id DESC LIMIT 1", (SORT, sha256)
    ).fetchone()
    if row is None:
        return Circumstances()
    said = json.loads(row[0])
    return Circumstances(**{f.name: str(said.get(f.name, "")) for f in fields(Circumstances)})
