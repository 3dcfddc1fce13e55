"""From when to when the records of each reading run."""

from __future__ import annotations

from workbench.case import included
from workbench.case.cases import Case


def spans(case: Case) -> dict[int, tuple[int, int]]:
    """First and last moment (UTC microseconds, both inside) of the records of each included reading that has any."""
    moments = [(k.id, k.moment.id) for k in case.kinds.records.values() if k.moment]
    marks = ",".join(str(reading) for reading in included.readings(case.db))
    found: dict[int, tuple[int, int]] = {}
    for reading, kind, name, low, high in case.db.conn.execute(
        "SELECT reading, kind, name, MIN(low), MAX(high) FROM segment_column "
        f"JOIN segment ON segment.id = segment_column.segment WHERE reading IN ({marks}) "
        "AND low IS NOT NULL GROUP BY reading, kind, name"
    ):
        if (kind, name) in moments:
            before = found.get(reading, (low, high))
            found[reading] = min(before[0], low), max(before[1], high)
    return found
