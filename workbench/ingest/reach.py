"""How many records lie outside the period that a file states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import polars as pl

from workbench.model.block import Block
from workbench.model.kinds import Kinds

_DAY = 86_400_000_000


class Reach:
    """Counts, block by block, the rows with a record whose day (in the file's own zone) is not among those stated;
    `period` is two ISO days, both included, or None."""

    def __init__(self, period: Sequence[str] | None, kinds: Kinds) -> None:
        self.outside = 0
        self._kinds = kinds
        self._ends = None
        if period is not None:
            first, last = (
                datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) for day in period
            )
            self._ends = (round(first.timestamp() * 1e6), round(last.timestamp() * 1e6) + _DAY)

    def take(self, block: Block) -> None:
        """Looks at the records of a block."""
        if self._ends is None:
            return
        begin, end = self._ends
        for kind, frame in block.records.items():
            moment = self._kinds.records[kind].moment
            if moment is None or moment.id not in frame.columns:
                continue
            local = pl.col(moment.id) + pl.col(f"{moment.id}.offset").cast(pl.Int64) * 60_000_000
            out = frame.filter((local < begin) | (local >= end))
            self.outside += out["row"].n_unique() if len(out) else 0
