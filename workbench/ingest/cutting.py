"""What a piece of delimited text is cut into, before anything is left out: cells, their lines, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest import quoting

TOO_FEW = "too few columns: {} where the header has {}"
TOO_MANY = "too many columns: {} where the header has {}"
UNBALANCED = "a quote opens here that is never closed"
NUL = "holds a NUL byte, which no text has"
NOT_UTF8 = "holds bytes that are not UTF-8 text; the file mixes encodings"


@dataclass(frozen=True)
class Shape:
    """What every piece of one file has in common. `skip` and `footer` are regular expressions; `used` are the columns
    anybody asks for, all where it is empty."""

    delimiter: str
    names: list[str]
    skip: str = ""
    footer: str = ""
    used: frozenset[str] = frozenset()


@dataclass
class RowTexts:
    """The text of a piece by row: byte spans where quotes were sound, else lines."""

    octets: bytes
    starts: NDArray[np.int64] | None
    lines: list[str] = field(default_factory=list)
    rows: list[quoting.Line] = field(default_factory=list)
    kept: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    def text(self, row: int) -> str:
        if self.starts is None:
            found = self.rows[row]
            return "\n".join(self.lines[found.first : found.first + found.count]).rstrip("\r\n")
        end = int(self.starts[row + 1]) if row + 1 < len(self.starts) else len(self.octets)
        return self.octets[int(self.starts[row]) : end].decode("utf-8", "replace").rstrip("\r\n")


@dataclass
class Cut:
    """Rows of cells: the line each begins on (from 1), which of them hold a newline, which are blank, what is wrong
    with others; `end` bytes of the text and `line_ends` of its lines are in them."""

    frame: pl.DataFrame
    numbers: NDArray[np.int64]
    multiline: NDArray[np.int64]
    blank: NDArray[np.bool_]
    faults: dict[int, str]
    texts: RowTexts
    end: int
    line_ends: int


def judge_width(row: int, cells: int, shape: Shape, texts: RowTexts) -> str | None:
    """What is wrong with a row of so many cells: "" where it is blank, None where nothing is."""
    width = len(shape.names)
    found, _ = quoting.read_lines(texts.text(row).split("\n"), shape.delimiter, True)
    held = found[0].cells or []
    if len(found) == 1 and not any(cell.strip() for cell in held):
        return ""
    if cells < width:
        return TOO_FEW.format(cells, width)
    if len(found) > 1 or any(cell.strip() for cell in held[width:]):
        return TOO_MANY.format(cells, width)
    return None
