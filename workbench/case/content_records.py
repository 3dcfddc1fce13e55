"""The records of a case as they are said: each column as text, every number of the case's own by what it means.

Where segments begin, how columns are packed, and which numbers entities, links, assets and codes bear, is not said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from workbench.case import segments
from workbench.case.cases import Case
from workbench.case.segments import Segment
from workbench.case.spoken import Spoken

NOTHING, BETWEEN = "\x00", "\x1e"


@dataclass(frozen=True)
class Stretch:
    """The records of one kind on one sheet of a reading, in the order of their rows."""

    reading: int
    kind: str
    sheet: str
    segments: tuple[Segment, ...]

    @property
    def rows(self) -> int:
        return sum(segment.rows for segment in self.segments)


def stretches(case: Case) -> list[Stretch]:
    """All records of a case, reading by reading."""
    every = [r for (r,) in case.db.conn.execute("SELECT id FROM reading WHERE sealed ORDER BY id")]
    found: dict[tuple[int, str, str], list[Segment]] = {}
    for segment in segments.listed(case.db, every):
        found.setdefault((segment.reading, segment.kind, segment.sheet), []).append(segment)
    return [Stretch(*key, tuple(held)) for key, held in sorted(found.items())]


def said(case: Case, spoken: Spoken, stretch: Stretch) -> dict[str, Any]:
    """A stretch in short: where it stands, how many records, and the SHA-256 of each of its columns."""
    digests, empty = {}, {}
    for name in _columns(case, stretch):
        digest, blank = hashlib.sha256(), True
        for segment in stretch.segments:
            column = _text(case, spoken, segment, name)
            blank = blank and not column.str.len_bytes().sum()
            digest.update((column.str.join(BETWEEN).item() + BETWEEN).encode())
        digests[name], empty[name] = digest.hexdigest(), blank
    return {
        "reading": spoken.readings[stretch.reading],
        "kind": stretch.kind,
        "sheet": stretch.sheet,
        "rows": stretch.rows,
        "columns": {name: digest for name, digest in digests.items() if not empty[name]},
    }


def cells(case: Case, spoken: Spoken, stretch: Stretch, name: str) -> Iterator[tuple[int, str]]:
    """Row of the file and text of each cell of a column, for whoever looks for the first that differs."""
    for segment in stretch.segments:
        rows = segments.read(case.db, segment, ["row"])
        numbers = rows["row"].to_list() if "row" in rows.columns else [0] * segment.rows
        yield from zip(numbers, _text(case, spoken, segment, name).to_list(), strict=True)


def _columns(case: Case, stretch: Stretch) -> list[str]:
    names = {n for segment in stretch.segments for n in segments.column_names(case.db, segment.id)}
    return sorted(name for name in names if not name.startswith("link."))  # links follow from their ends


def _text(case: Case, spoken: Spoken, segment: Segment, name: str) -> pl.Series:
    """One column of a segment as text; what is absent and may be is ""."""
    frame = segments.read(case.db, segment, [name])
    numbered = _numbered(case, spoken, segment, name)
    if name not in frame.columns:
        return pl.Series(
            name, ["" if numbered is not None or name in ("part", "twin_row") else NOTHING]
        ).new_from_index(0, segment.rows)
    column = frame[name]
    if isinstance(numbered, pl.Series):
        return numbered.gather(column.fill_null(0)).alias(name)
    if numbered is not None:
        return column.fill_null(0).cast(pl.Int64).replace_strict(numbered, return_dtype=pl.String)
    if name in ("part", "twin_row"):
        return column.fill_null(0).cast(pl.String).replace("0", "")
    return column.cast(pl.String).fill_null(NOTHING)


def _numbered(case: Case, spoken: Spoken, segment: Segment, name: str) -> pl.Series | dict[int, str] | None:
    """What the numbers in a column stand for; None where they are what they say."""
    if name in ("overlap", "twin"):
        return spoken.codes(segment.reading)
    if name == "twin_reading":
        return {0: ""} | spoken.readings
    if name.endswith(".asset"):
        return spoken.assets
    field = next((f for f in case.kinds.records[segment.kind].fields if f.id == name), None)
    return spoken.entities if field is not None and field.type == "entity" else None
