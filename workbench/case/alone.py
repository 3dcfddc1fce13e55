"""What one source says by itself, whatever other sources say too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import included, on_demand, readings, tallies
from workbench.case.cases import Case
from workbench.case.graphs import counts
from workbench.case.links import DRAWN
from workbench.model.problems import Problem

KEPT = 4  # sources of which is kept what they say: a comparison is drawn anew with every step


@dataclass(frozen=True)
class Alone:
    """By entity id whether the source names it; by the id of a link that has a row how many of its records make it,
    and the ids of links counted on demand, in order, with theirs."""

    entities: npt.NDArray[np.bool_]
    links: npt.NDArray[np.int64]
    asked: npt.NDArray[np.int64]
    asked_count: npt.NDArray[np.int64]

    def records(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """How many of its records make each of some links; 0 for what was drawn by hand."""
        count = np.zeros(len(ids), np.int64)
        stored = ids < min(DRAWN, len(self.links))
        count[stored] = self.links[ids[stored]]
        if len(self.asked):
            at = np.minimum(np.searchsorted(self.asked, ids), len(self.asked) - 1)
            count += np.where(self.asked[at] == ids, self.asked_count[at], 0)
        return count


def of_source(case: Case, source: int, on_demand_kinds: Iterable[str] = ()) -> Alone:
    """The entities and bundled links of a source's included reading, and its links of kinds counted on demand, also
    where an earlier source holds the same records. Problem where it has no reading that counts."""
    read = [r.id for r in readings.of_source(case, source) if r.included]
    if not read:
        raise Problem("that source is hidden", "show it again, then compare")
    codes = included.codes(case.db, read)
    size = [
        int(case.db.conn.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])
        for table in ("entity", "link")
    ]
    kinds = tuple(on_demand_kinds)
    kept = case.kept.setdefault("alone", {})
    assert isinstance(kept, dict)
    key = repr((codes, size, kinds))
    if key in kept:
        return cast(Alone, kept[key])
    while len(kept) >= KEPT:
        kept.pop(next(iter(kept)))
    entities = np.zeros(size[0], bool)
    for _, frame in tallies.read(case.db, "presence", codes):
        entities[frame["entity"].to_numpy()] = True
    asked = on_demand.counted(case, kinds, read)
    kept[key] = made = Alone(
        entities, counts(case.db, codes, size[1])[0], asked["id"].to_numpy(),
        asked["count"].cast(pl.Int64).to_numpy(),
    )  # fmt: skip
    return made
