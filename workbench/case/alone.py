"""What one source says by itself, whatever other sources say too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.case import included, readings, tallies
from workbench.case.cases import Case
from workbench.case.graphs import counts
from workbench.model.problems import Problem


@dataclass(frozen=True)
class Alone:
    """By entity id whether the source names it, by link id how many of its records make it."""

    entities: npt.NDArray[np.bool_]
    links: npt.NDArray[np.int64]


def of_source(case: Case, source: int) -> Alone:
    """The entities and bundled links of a source's included reading, also where an earlier source holds the same
    records. Problem where it has no reading that counts."""
    read = [r.id for r in readings.of_source(case, source) if r.included]
    if not read:
        raise Problem("that source is hidden", "show it again, then compare")
    codes = included.codes(case.db, read)
    size = [
        int(case.db.conn.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])
        for table in ("entity", "link")
    ]
    entities = np.zeros(size[0], bool)
    for _, frame in tallies.read(case.db, "presence", codes):
        entities[frame["entity"].to_numpy()] = True
    return Alone(entities, counts(case.db, codes, size[1])[0])
