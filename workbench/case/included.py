"""Which readings count: the switch that makes undoing an import one row."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.case.cases import Case
from workbench.case.engine import Database


def readings(db: Database) -> list[int]:
    """The included, sealed readings in the order they were made."""
    rows = db.conn.execute(
        "SELECT reading FROM included JOIN reading ON id = reading WHERE sealed ORDER BY reading"
    )
    return [r for (r,) in rows]


def codes(db: Database, included: Iterable[int]) -> dict[int, list[int]]:
    """For each included reading, the overlap codes whose records count: 0, and those whose earlier readings are
    all left out. A record that an earlier included reading holds as well is counted there; so is what joins the
    parties of an event of which it holds a twin, unless the analyst counts the two apart."""
    on = set(included)
    earlier: dict[int, dict[int, set[int]]] = {}
    for reading, code, other in db.conn.execute(
        "SELECT o.reading, code, CASE WHEN near AND a.id IS NOT NULL THEN -1 ELSE o.earlier END FROM overlap o "
        "LEFT JOIN apart a ON a.reading = o.reading AND a.earlier = o.earlier"
    ):
        earlier.setdefault(reading, {}).setdefault(code, set()).add(other)
    return {
        reading: [0, *sorted(c for c, others in earlier.get(reading, {}).items() if not others & on)]
        for reading in sorted(on)
    }


def switch(case: Case, title: str, on: Iterable[int] = (), off: Iterable[int] = ()) -> None:
    """Includes and leaves out readings in one step."""
    with case.edit(title) as db:
        turn(db, on, off)


def turn(db: Database, on: Iterable[int] = (), off: Iterable[int] = ()) -> None:
    """Includes and leaves out readings inside the open step."""
    for reading in off:
        db.conn.execute("DELETE FROM included WHERE reading = ?", (reading,))
    for reading in on:
        db.conn.execute(
            "INSERT OR IGNORE INTO included SELECT id FROM reading WHERE id = ? AND sealed", (reading,)
        )
