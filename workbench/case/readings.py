"""Readings: one run of a recipe over a source, with what became of its rows.

Until it is sealed a reading is invisible; `remove_unsealed` takes away what an interruption left.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from workbench.case import log
from workbench.case.cases import Case


@dataclass(frozen=True)
class Counts:
    """What became of a source's rows, and what was new: read = kept + duplicate + rejected + withheld."""

    reading: int
    read: int
    kept: int
    duplicate: int
    rejected: int
    withheld: int
    new_entities: int
    known_entities: int
    new_links: int


def remove_unsealed(case: Case) -> int:
    """Removes what interrupted imports left: unsealed readings and sources nothing sealed reads; how many readings."""
    case.hasten(False)
    with case.write() as db:
        unsealed = [r for (r,) in db.conn.execute("SELECT id FROM reading WHERE NOT sealed")]
        for reading in unsealed:
            db.conn.execute(
                "DELETE FROM segment_column WHERE segment IN (SELECT id FROM segment WHERE reading = ?)",
                (reading,),
            )
            for table in ("segment", "reject", "row_block", "overlap", "link", "entity"):
                db.conn.execute(f"DELETE FROM {table} WHERE reading = ?", (reading,))
            db.conn.execute("DELETE FROM reading WHERE id = ?", (reading,))
        orphans = [
            s
            for (s,) in db.conn.execute(
                "SELECT id FROM source WHERE id NOT IN (SELECT source FROM reading)"
            ).fetchall()
        ]
        for source in orphans:
            db.conn.execute("DELETE FROM source_block WHERE source = ?", (source,))
            db.conn.execute("DELETE FROM source WHERE id = ?", (source,))
        if unsealed or orphans:
            log.append(db, "interrupted import removed", case.analyst, {"readings": len(unsealed)})
    return len(unsealed)


@dataclass(frozen=True)
class Earlier:
    """A sealed reading of a source: the text of its recipe, how it was run, its counts, and whether it counts."""

    id: int
    recipe_text: str
    options: dict[str, Any]
    counts: Counts
    included: bool


def of_source(case: Case, source: int) -> list[Earlier]:
    """The sealed readings of a source, oldest first."""
    rows = case.db.conn.execute(
        "SELECT r.id, d.text, r.options, r.rows, r.kept, r.duplicate, r.rejected, r.withheld, r.new_entities, "
        "r.known_entities, r.new_links, i.reading IS NOT NULL FROM reading r JOIN declaration d ON d.id = r.recipe "
        "LEFT JOIN included i ON i.reading = r.id WHERE r.source = ? AND r.sealed ORDER BY r.id",
        (source,),
    ).fetchall()
    return [Earlier(r[0], r[1], json.loads(r[2]), Counts(r[0], *r[3:11]), bool(r[11])) for r in rows]
