"""How a source was acquired: its exhibit reference, by whom, when and how.

What is said with the file stands with the source; what is said of it later is kept beside that, word for word, as a
declaration of the sort "acquisition": append only, under its own hash.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from workbench.case import declarations, evidence, log
from workbench.case.cases import Case
from workbench.case.engine import Database

SORT = "acquisition"


@dataclass(frozen=True)
class Acquisition:
    """What is asked with the file; "" where it is not said."""

    exhibit: str = ""
    acquired_by: str = ""
    acquired_at: str = ""
    acquired_how: str = ""


def say(case: Case, source: int, said: Acquisition) -> bool:
    """Keeps what is said now of a source that the case holds, with an entry in the log where it is new; whether it
    is. What is not spoken of now stays as it was said."""
    with case.write() as db:
        sha256, *first = db.conn.execute(
            f"SELECT sha256, {', '.join(asdict(said))} FROM source WHERE id = ?", (source,)
        ).fetchone()
        before = corrected(db).get(sha256) or Acquisition(*first)
        whole = replace(before, **{name: text for name, text in asdict(said).items() if text})
        if whole == before:
            return False
        told = db.conn.execute(
            "SELECT count(*) FROM declaration WHERE sort = ? AND name = ?", (SORT, sha256)
        ).fetchone()[0]
        # Numbered, so that a text said a second time is the latest all the same.
        text = json.dumps(asdict(whole) | {"correction": told + 1}, ensure_ascii=False, sort_keys=True)
        declarations.keep(db, SORT, sha256, text)
        log.append(db, SORT, case.analyst, {"source": source}, {"declarations": evidence.declared(db)})
    return True


def corrected(db: Database) -> dict[str, Acquisition]:
    """What was said last of those sources, by their SHA-256, that anything was said of later."""
    found = {}
    for sha256, text in db.conn.execute(
        "SELECT name, text FROM declaration WHERE sort = ? ORDER BY id", (SORT,)
    ):
        said = json.loads(text)
        found[sha256] = Acquisition(**{name: str(said.get(name, "")) for name in asdict(Acquisition())})
    return found
