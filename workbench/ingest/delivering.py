"""From the records of one stretch to the block the case is handed: parts, indexes, rejects, raw rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest.entities import Entities
from workbench.ingest.faults import Faults
from workbench.ingest.readers import ROW, Rows
from workbench.ingest.recipe_parts import Section
from workbench.kernels.text_keys import Numbers
from workbench.model.block import RAW_ROWS, REJECTS

Positions = NDArray[np.int64]


@dataclass
class Records:
    """The records one section gives for one stretch: `at` is each record's position, ascending; entity columns
    hold internal numbers."""

    section: Section
    at: Positions
    entities: dict[str, Numbers] = field(default_factory=dict)
    others: dict[str, pl.Series] = field(default_factory=dict)


class SourceRows:
    """Which row of the source each position of a stretch belongs to.

    Several positions may share a row number, next to each other: the inputs of one transaction, say. They are
    one row: kept, refused or withheld together.
    """

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        self.numbers = numbers
        begins = np.concatenate(([True], np.diff(numbers) != 0)) if len(numbers) else np.zeros(0, bool)
        self.of = np.cumsum(begins) - 1
        self.first = np.flatnonzero(begins)
        self.count = len(self.first)


class Parts:
    """Numbers the records of each row: the first of a section has the section's number, further ones go on
    from there."""

    def __init__(self, source: SourceRows, sections: int) -> None:
        self._of = source.of
        self._next = np.full(source.count, sections, np.int32)

    def give(self, section: int, at: Positions) -> NDArray[np.int32]:
        """The parts of records of one section at these positions, which ascend."""
        part = np.full(len(at), section, np.int32)
        rows = self._of[at]
        rank = np.arange(len(at)) - np.searchsorted(rows, rows)
        further = rank > 0
        if further.any():
            part[further] = self._next[rows[further]] + rank[further] - 1
            np.add.at(self._next, rows[further], 1)
        return part


def frames_of(
    given: Sequence[Records],
    keep: NDArray[np.bool_],
    source: SourceRows,
    sections: Sequence[Section],
    entities: Entities,
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """The frames of the records at positions to keep, by kind, and the values that are new to the case."""
    parts = Parts(source, len(sections))
    frames: list[tuple[str, dict[str, Any]]] = []
    pending: list[Numbers] = []
    for records in given:
        kept = keep[records.at]
        every = bool(kept.all())
        at = records.at if every else records.at[kept]
        part = parts.give(sections.index(records.section), at)
        frame: dict[str, Any] = {ROW: source.numbers[at], "part": part}
        for name, column in records.entities.items():
            frame[name] = len(pending)
            pending.append(column if every else column[kept])
        for name, series in records.others.items():
            frame[name] = series if every else series.filter(pl.Series(kept))
        frames.append((records.section.kind, frame))
    delivered, values = entities.deliver(pending)
    by_kind: dict[str, list[pl.DataFrame]] = {}
    for kind, frame in frames:
        filled = {n: delivered[c] if isinstance(c, int) else c for n, c in frame.items()}
        by_kind.setdefault(kind, []).append(pl.DataFrame(filled))
    return {kind: _stacked(frames) for kind, frames in by_kind.items()}, values


def _stacked(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Frames of one kind below each other; an entity column one of them lacks is 0, any other null."""
    if len(parts) == 1:
        return parts[0]
    whole = pl.concat(parts, how="diagonal")
    numbers = [name for name, dtype in whole.schema.items() if dtype == pl.Int32]
    return whole.with_columns(pl.col(numbers).fill_null(0)).sort(ROW, "part", maintain_order=True)


def rejects_of(rows: Rows, faults: Faults, withheld: NDArray[np.bool_], source: SourceRows) -> pl.DataFrame:
    """The refused rows of a stretch with their raw text, those the reader refused included."""
    listed = [said for said in faults.listed() if not withheld[said[0]]]
    if not listed:
        return rows.rejects
    positions = source.first[[said[0] for said in listed]].tolist()
    refused = pl.DataFrame(
        {
            "row": source.numbers[positions],
            "column": [said[1] for said in listed],
            "reason": [said[2] for said in listed],
            "raw": _raw_texts(rows, positions),
        },
        schema=REJECTS,
    )
    return pl.concat([rows.rejects, refused]).sort("row") if rows.rejects.height else refused


def raw_rows_of(
    rows: Rows, withheld: NDArray[np.bool_], source: SourceRows, keep: bool = False
) -> pl.DataFrame | None:
    """The raw rows of a stretch, without those withheld; with `keep`, also where a row is a line of the file."""
    if rows.raw is None and keep:
        positions = source.first[~withheld]
        return pl.DataFrame(
            {"row": source.numbers[positions], "text": _raw_texts(rows, positions.tolist())}, schema=RAW_ROWS
        )
    if rows.raw is None or not withheld.any():
        return rows.raw
    secret = source.numbers[source.first[withheld]]
    return rows.raw.filter(~pl.col("row").is_in(secret.tolist()))


def _raw_texts(rows: Rows, positions: Sequence[int]) -> list[str]:
    """The raw text of rows, wherever the reader keeps it."""
    if rows.texts is not None:
        return rows.texts(positions)
    wanted = rows.frame[ROW].gather(list(positions))
    if rows.raw is not None:
        known = dict(rows.raw.filter(pl.col("row").is_in(wanted.to_list())).iter_rows())
        return [known.get(row, "") for row in wanted.to_list()]
    bare = rows.frame.drop(ROW)
    return ["\t".join(cell or "" for cell in bare.row(position)) for position in positions]
