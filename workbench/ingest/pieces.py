"""A piece of delimited text as rows of data, each with its line, and apart from them what is no row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from polars.exceptions import PolarsError

from workbench.ingest import headers, quoting, sound, unsound
from workbench.ingest.cutting import Cut, RowTexts, Shape
from workbench.ingest.footers import BELOW_FOOTER, Footer
from workbench.ingest.readers import ROW, normal
from workbench.model.block import REJECTS
from workbench.model.problems import Problem

SECOND_HEADER = "looks like a second header row"


@dataclass
class Piece:
    """Rows of data, the rows that are refused, and counts of what is neither; `end` bytes of the text and `line_ends`
    of its lines went into them."""

    frame: pl.DataFrame
    rejects: pl.DataFrame
    multiline: NDArray[np.int64]
    source: RowTexts
    end: int
    line_ends: int
    blank: int = 0
    repeated: int = 0

    def texts(self, positions: Sequence[int] | NDArray[np.int64]) -> list[str]:
        """The raw text of the rows at these positions of the frame."""
        kept = self.source.kept
        return [self.source.text(int(kept[p])) for p in positions]


def cut(text: bytes, shape: Shape, line: int, final: bool, footer: Footer, *, every: bool = True) -> Piece:
    """The rows in `text`, whose first line is line `line` (0-based) of the file.

    What is behind them belongs to the next piece; there is nothing where it is `final`. `footer` is what the pieces
    before have met of it. Columns that nobody uses may be left out unless `every` one is wanted.
    """
    found = sound.cut(text, shape, line, final, every or bool(shape.skip or shape.footer))
    return _finish(found or unsound.cut(text, shape, line, final), shape, footer)


def _finish(found: Cut, shape: Shape, footer: Footer) -> Piece:
    """Leaves out what is no row of data, and keeps apart what is refused."""
    frame, numbers, texts, faults = found.frame, found.numbers, found.texts, found.faults
    blank, height = found.blank, frame.height
    drop = blank.copy()
    at = height if footer.row is None else 0
    if shape.skip or (shape.footer and at):
        first = frame.select(pl.coalesce(pl.all().str.strip_chars())).to_series()
        if shape.skip:
            drop |= _matches(first, shape.skip)
        if shape.footer and at:
            hits = np.flatnonzero(_matches(first, shape.footer))
            at = int(hits[0]) if len(hits) else height
    if at < height:
        below = footer.below(frame.slice(at), ~drop[at:], int(numbers[at]))
        remarks = np.flatnonzero(~below & ~drop[at:]) + at
        footer.lines += [texts.text(int(row)) for row in remarks]
        drop[at:] |= ~below
        faults |= dict.fromkeys((np.flatnonzero(below) + at).tolist(), BELOW_FOOTER.format(footer.row))
        blank = blank[:at]
    repeated = _repeats_header(found, shape) & ~drop
    drop |= repeated
    refused = np.array([row for row in sorted(faults) if not drop[row]], np.int64)
    rejects = pl.DataFrame(
        {
            "row": numbers[refused],
            "column": [""] * len(refused),
            "reason": [faults[int(row)] for row in refused],
            "raw": [texts.text(int(row)) for row in refused],
        },
        schema=REJECTS,
    )
    keep = ~drop
    keep[refused] = False
    texts.kept = np.flatnonzero(keep)
    kept = frame if len(texts.kept) == height else frame.filter(pl.Series(keep))
    kept = kept.with_columns(pl.Series(ROW, numbers[texts.kept], pl.Int64))
    multiline = found.multiline
    if len(multiline):
        multiline = (np.cumsum(keep) - 1)[multiline[keep[multiline]]]
    return Piece(
        kept, rejects, multiline, texts, found.end, found.line_ends, int(blank.sum()), int(repeated.sum())
    )


def _matches(cells: pl.Series, pattern: str) -> NDArray[np.bool_]:
    """Which cells a recipe's regular expression matches."""
    try:
        return cells.str.contains(pattern).fill_null(False).to_numpy()
    except PolarsError:  # look-around and the like: Python knows more than polars
        return _matches_slowly(cells, pattern)


def _matches_slowly(cells: pl.Series, pattern: str) -> NDArray[np.bool_]:
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise Problem(f"the pattern {pattern} is no regular expression", str(error)) from error
    return np.array([bool(c and compiled.search(c)) for c in cells.to_list()], bool)


def _repeats_header(found: Cut, shape: Shape) -> NDArray[np.bool_]:
    """The rows that say again what the header says."""
    none = np.zeros(found.frame.height, bool)
    first = found.frame.to_series(0)
    alike = first.str.starts_with(first.name) & (first.str.len_chars() <= len(first.name) + 2)
    wanted = [normal(name) for name in shape.names]
    for row in alike.fill_null(False).arg_true():
        rows, _ = quoting.read_lines(found.texts.text(row).split("\n"), shape.delimiter, True)
        cells = [normal(c or f"Column {i}") for i, c in enumerate(rows[0].cells or [], 1)]
        none[row] = sum(a == b for a, b in zip(cells, wanted, strict=False)) * 10 >= len(wanted) * 9
    return none


def set_second_header_apart(piece: Piece) -> None:
    """Where the first row of data only names things again, moves it to the rejects."""
    rows = [[c or "" for c in row] for row in piece.frame.drop(ROW).head(6).rows()]
    if len(rows) < 2 or not headers.is_second_header(rows[0], rows[1:]):
        return
    reject = {
        "row": [piece.frame[ROW][0]],
        "column": [""],
        "reason": [SECOND_HEADER],
        "raw": piece.texts([0]),
    }
    piece.rejects = pl.concat([pl.DataFrame(reject, schema=REJECTS), piece.rejects])
    piece.frame = piece.frame.slice(1)
    piece.source.kept = piece.source.kept[1:]
    piece.multiline = piece.multiline[piece.multiline > 0] - 1
