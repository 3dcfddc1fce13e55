"""Which sources name which entities."""

from __future__ import annotations

import numpy as np

from workbench.case.cases import Case
from workbench.case.entities import Presence


def named_by_several(case: Case) -> dict[int, list[int]]:
    """The entities that two or more included sources name, and which."""
    presence = Presence(case.db)
    source_of = dict(case.db.conn.execute("SELECT id, source FROM reading").fetchall())
    by_source: dict[int, np.ndarray] = {}
    for reading, there in presence.by_reading.items():
        source = source_of[reading]
        by_source[source] = by_source[source] | there if source in by_source else there
    if len(by_source) < 2:
        return {}
    stacked = np.stack(list(by_source.values()))
    order = list(by_source)
    return {
        int(entity): [order[n] for n in np.flatnonzero(stacked[:, entity])]
        for entity in np.flatnonzero(stacked.sum(axis=0) >= 2)
    }
