"""Which sources a wish to purge means: those that name somebody, or those whose every record lies before a day.

Rows are never cut out of a source: its original is kept bit for bit, and what earlier and later sources count by would
have to be counted anew. So a source goes whole or it stays, and which do is said before anything is touched.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from workbench.case import purged, segments
from workbench.case.cases import Case
from workbench.model.problems import Problem

DAY = 86_400_000_000


@dataclass(frozen=True)
class Split:
    """The sources of which everything lies before a day, and those of which only some does, or some has no time."""

    before: tuple[int, ...]
    across: tuple[int, ...]


def naming(case: Case, entity: int) -> list[int]:
    """The sources whose records name an entity, whether they are included or not."""
    db, found = case.db, set[int]()
    for source, reading, sha256, data in db.conn.execute(
        "SELECT source, reading, sha256, data FROM presence JOIN reading ON reading.id = reading"
    ):
        if source not in found:
            ids = segments.unpack(data, sha256, f"presence in reading {reading}")["entity"]
            if entity in ids:
                found.add(int(source))
    return sorted(found)


def before(case: Case, day: str) -> Split:
    """The sources by where their records lie; a record belongs to the day it has in UTC."""
    try:
        end = (datetime.date.fromisoformat(day) - datetime.date(1970, 1, 1)).days * DAY
    except ValueError as error:
        raise Problem(f"'{day}' is no day", "write it as 2026-11-22") from error
    gone, whole, across = purged.sources(case.db), [], []
    for (source,) in case.db.conn.execute("SELECT DISTINCT source FROM reading WHERE sealed ORDER BY source"):
        if source in gone:
            continue
        sides = _sides(case, source, end)
        if sides == {True}:
            whole.append(int(source))
        elif sides != {False}:
            across.append(int(source))
    return Split(tuple(whole), tuple(across))


def _sides(case: Case, source: int, end: int) -> set[bool | None]:
    """On which sides of a moment the records of a source lie; None stands for those without a time."""
    sides: set[bool | None] = set()
    readings = [
        r for (r,) in case.db.conn.execute("SELECT id FROM reading WHERE source = ? AND sealed", (source,))
    ]
    for segment in segments.listed(case.db, readings):
        kind = case.kinds.records.get(segment.kind)
        moment = kind.moment.id if kind and kind.moment else ""
        frame = segments.read(case.db, segment, [moment])
        if moment not in frame.columns or frame[moment].null_count():
            sides.add(None)
        if moment in frame.columns:
            sides |= set((frame[moment].drop_nulls() < end).unique().to_list())
    return sides or {None}
