"""What ingest delivers to the case: one block of cleaned columns at a time.

A block holds, for each record kind, a frame with the columns

    row        Int64   the number an editor or Excel shows for the row (1-based)
    part       Int32   which record of that row (0-based)

and for each field `f` of the kind that the recipe fills

    entity     f Int32            index into the reading's running list of values, 0 = none
    moment     f Int64            UTC microseconds, null = missing
               f.offset Int16     minutes east of UTC of the stated or assumed zone
               f.mark UInt8       precision and how the zone is known, see `mark`
    duration   f Int64            seconds
    amount     f Decimal(38, 0)   exact count of the asset's smallest unit
               f.asset String     code of the asset (ISO 4217, BTC, ...)
    number     f Float64
    text       f String
    choice     f String
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

PRECISIONS = ("second", "minute", "day", "microsecond")
ZONE_BASES = ("stated in column", "stated in file", "set by user", "assumed")

NEW_VALUES = {"kind": pl.String, "value": pl.String, "valid": pl.Boolean}
REJECTS = {"row": pl.Int64, "column": pl.String, "reason": pl.String, "raw": pl.String}
RAW_ROWS = {"row": pl.Int64, "text": pl.String}


def mark(precision: int, basis: int, ambiguous: bool = False) -> int:
    """Packs how exact a time is (index in PRECISIONS), how its zone is known (index in ZONE_BASES) and
    whether the local time occurs twice that night (autumn change of clocks)."""
    return precision | basis << 4 | ambiguous << 7


def read_mark(value: int) -> tuple[str, str, bool]:
    """The precision, basis and ambiguity that `mark` packed."""
    return PRECISIONS[value & 15], ZONE_BASES[value >> 4 & 7], bool(value >> 7)


@dataclass
class Block:
    """One stretch of a source, read and cleaned.

    `values` lists only values not delivered before, in the order of their indexes (the first ever has 1).
    `raw_rows` is None where a row is a line of the file itself, else the cells before cleaning as text.
    `rows` counts the rows read in this block, rejected ones included; `withheld` those kept out.
    """

    rows: int
    bytes_done: int
    bytes_total: int
    sheet: str = ""
    values: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=NEW_VALUES))
    records: dict[str, pl.DataFrame] = field(default_factory=dict)
    rejects: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECTS))
    raw_rows: pl.DataFrame | None = None
    withheld: int = 0


@dataclass
class Ending:
    """What the reader knows once a source is read: the hash of the bytes it saw, and facts about the layout.

    `facts` may hold encoding, delimiter, header_row, sheet, row_is ("line", "row" or "element"), columns,
    preamble (a list of text lines), date_order (by column), footer_row.
    """

    sha256: str
    facts: dict[str, Any] = field(default_factory=dict)
