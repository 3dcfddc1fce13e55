"""Cuts a piece of delimited text into rows of cells, each with its line, and sets apart what is no row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray
from polars.exceptions import PolarsError

from workbench.ingest import headers, quoting
from workbench.ingest.readers import ROW, normal
from workbench.model.block import REJECTS
from workbench.model.problems import Problem

TOO_FEW = "too few columns: {} where the header has {}"
TOO_MANY = "too many columns: {} where the header has {}"
UNBALANCED = "a quote opens here that is never closed"
NUL = "holds a NUL byte, which no text has"
NOT_UTF8 = "holds bytes that are not UTF-8 text; the file mixes encodings"
SECOND_HEADER = "looks like a second header row"
BELOW_FOOTER = (
    "stands below the footer on row {}; import it as its own file, or mend the recipe's footer pattern"
)
FOOTER_LINES = 50  # more lines than any footer has: what follows them is no footer
MOST_DOUBTFUL = 2000  # rows counted one by one; beyond, all are counted at once
_SURPLUS = "\0surplus"  # no header can be called so: a NUL never reaches a header


@dataclass(frozen=True)
class Shape:
    """What every piece of one file has in common. `skip` and `footer` are regular expressions."""

    delimiter: str
    names: list[str]
    skip: str = ""
    footer: str = ""


@dataclass
class Footer:
    """The footer of one table: the row it begins on, and its lines; what reads like data is never one of them."""

    row: int | None = None
    lines: list[str] = field(default_factory=list)

    def below(self, rows: pl.DataFrame, says: NDArray[np.bool_], begins: int) -> NDArray[np.bool_]:
        """Which rows from the footer on are none of its lines; it may have begun in an earlier piece.

        `says` is False for rows that are blank or decoration, and for nothing else.
        """
        cells = pl.sum_horizontal((pl.all().str.strip_chars() != "").fill_null(False).cast(pl.Int32))
        filled = rows.select(cells).to_series().to_numpy()
        like_data = (filled >= 3) & (filled * 2 > rows.width)
        if self.row is None and rows.height:
            self.row, like_data[0] = begins, False
        many = np.cumsum(says & ~like_data) + len(self.lines) > FOOTER_LINES
        found: NDArray[np.bool_] = says & (like_data | many)
        return found


@dataclass
class Piece:
    """Rows of data, the rows that are refused, and counts of what is neither."""

    frame: pl.DataFrame
    rejects: pl.DataFrame
    multiline: NDArray[np.int64]
    source: _Source
    blank: int = 0
    repeated: int = 0

    def texts(self, positions: Sequence[int] | NDArray[np.int64]) -> list[str]:
        """The raw text of the rows at these positions of the frame."""
        kept = self.source.kept
        return [self.source.text(int(kept[p])) for p in positions]


@dataclass
class _Source:
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


def cut(text: bytes, shape: Shape, line: int, final: bool, footer: Footer) -> tuple[Piece, int]:
    """The rows in `text`, whose first line is line `line` (0-based) of the file.

    The rest belongs to the next piece, unless `final`. `footer` is what the pieces before have met of it.
    """
    end = quoting.sound_end(text, shape.delimiter, final)
    if end is not None:
        piece = _cut_sound(text[:end], shape, line, footer)
        if piece is not None:
            return piece, end
    return _cut_slowly(text, shape, line, final, footer)


def _cut_sound(text: bytes, shape: Shape, line: int, footer: Footer) -> Piece | None:
    """The fast way, by polars; None where polars and the count of rows do not agree."""
    schema: dict[str, pl.DataType | type[pl.DataType]] = dict.fromkeys(shape.names, pl.String)
    schema[_SURPLUS] = pl.String
    lossy = False
    try:
        frame = _parse(text, schema, shape.delimiter, "utf8")
    except PolarsError:
        lossy = True
        try:
            frame = _parse(text, schema, shape.delimiter, "utf8-lossy")
        except PolarsError:
            return None
    spans = quoting.spans(text)
    if len(spans.starts) != frame.height:
        return None
    source = _Source(text, spans.starts)
    faults: dict[int, str] = {}
    blank = _blank_rows(frame)
    for row, cells in _doubtful_widths(frame, text, spans, shape):
        _judge_width(row, cells, shape, source, faults, blank)
    if b"\0" in text:
        _mark(frame, "\0", NUL, faults)
    if lossy:
        _mark(frame, "\ufffd", NOT_UTF8, faults)
    numbers = spans.lines + (line + 1)
    return _finish(frame.drop(_SURPLUS), numbers, spans.multiline, blank, faults, source, shape, footer)


def _blank_rows(frame: pl.DataFrame) -> NDArray[np.bool_]:
    """Rows without a cell that holds more than spaces; only those whose first cell holds nothing are searched."""
    blank = np.zeros(frame.height, bool)
    first = frame.to_series(0)
    maybe = (first.is_null() | ~first.str.contains(r"^\S")).fill_null(True).arg_true()
    if len(maybe):
        nothing = pl.all_horizontal(pl.all().str.strip_chars().fill_null("") == "")
        blank[maybe.to_numpy()] = frame[maybe].select(nothing).to_series().to_numpy()
    return blank


def _doubtful_widths(
    frame: pl.DataFrame, text: bytes, spans: quoting.Spans, shape: Shape
) -> Iterator[tuple[int, int]]:
    """Rows that have too few or too many cells, with their count of cells.

    polars drops surplus cells and fills missing ones. Rows whose last cell is empty or that have a surplus
    cell are counted; where they are few and all delimiters of the text are accounted for, the rest is sound.
    """
    width = len(shape.names)
    doubtful = (frame[shape.names[-1]].is_null() | frame[_SURPLUS].is_not_null()).arg_true().to_numpy()
    if len(doubtful) <= MOST_DOUBTFUL:
        counted = [(int(row), _cells_in(text, spans, int(row), shape.delimiter)) for row in doubtful]
        sound = (frame.height - len(doubtful)) * (width - 1)
        if sound + sum(cells - 1 for _, cells in counted) == quoting.delimiters_in(text, shape.delimiter):
            yield from ((row, cells) for row, cells in counted if cells != width)
            return
    cells = quoting.delimiters_by_row(text, spans, shape.delimiter) + 1
    no_surplus = frame[_SURPLUS].is_null().to_numpy() & (cells == width + 1)  # a delimiter at the row's end
    for row in np.flatnonzero((cells != width) & ~no_surplus):
        yield int(row), int(cells[row])


def _cells_in(text: bytes, spans: quoting.Spans, row: int, delimiter: str) -> int:
    end = spans.starts[row + 1] if row + 1 < len(spans.starts) else len(text)
    return quoting.delimiters_in(text[spans.starts[row] : end], delimiter) + 1


def _parse(
    text: bytes, schema: dict[str, pl.DataType | type[pl.DataType]], delimiter: str, encoding: str
) -> pl.DataFrame:
    return pl.read_csv(
        text,
        has_header=False,
        schema=schema,
        separator=delimiter,
        extra_columns="ignore",
        missing_columns="insert",
        raise_if_empty=False,
        encoding=encoding,
    )


def _judge_width(
    row: int, cells: int, shape: Shape, source: _Source, faults: dict[int, str], blank: NDArray[np.bool_]
) -> None:
    width = len(shape.names)
    found, _ = quoting.read_lines(source.text(row).split("\n"), shape.delimiter, True)
    held = found[0].cells or []
    blank[row] = len(found) == 1 and not any(cell.strip() for cell in held)
    if blank[row]:
        return
    if cells < width:
        faults[row] = TOO_FEW.format(cells, width)
    elif len(found) > 1 or any(cell.strip() for cell in held[width:]):
        faults[row] = TOO_MANY.format(cells, width)


def _mark(frame: pl.DataFrame, wrong: str, reason: str, faults: dict[int, str]) -> None:
    found = frame.select(pl.any_horizontal(pl.all().str.contains(wrong, literal=True))).to_series()
    for row in found.arg_true():
        faults.setdefault(row, reason)


def _cut_slowly(text: bytes, shape: Shape, line: int, final: bool, footer: Footer) -> tuple[Piece, int]:
    """Row by row, for pieces whose quotes are not sound."""
    whole = len(text) if final else text.rfind(b"\n") + 1
    octets = text[:whole]
    lines = octets.decode("utf-8", "replace").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    rows, used = quoting.read_lines(lines, shape.delimiter, final)
    end = whole if used >= len(lines) else _line_offset(octets, used)
    width = len(shape.names)
    source = _Source(octets[:end], None, lines, rows)
    faults: dict[int, str] = {}
    blank = np.zeros(len(rows), bool)
    columns: list[list[str | None]] = [[] for _ in range(width)]
    damaged = b"\xef\xbf\xbd" not in octets
    for at, found in enumerate(rows):
        cells = found.cells
        if cells is None:
            faults[at] = UNBALANCED
            cells = []
        elif not any(cell.strip() for cell in cells):
            blank[at] = True
        elif len(cells) < width:
            faults[at] = TOO_FEW.format(len(cells), width)
        elif any(cell.strip() for cell in cells[width:]):
            faults[at] = TOO_MANY.format(len(cells), width)
        elif any("\0" in cell for cell in cells):
            faults[at] = NUL
        elif damaged and any("\ufffd" in cell for cell in cells):
            faults[at] = NOT_UTF8
        for column, cell in zip(columns, cells + [""] * (width - len(cells)), strict=False):
            column.append(cell or None)
    frame = pl.DataFrame(
        dict(zip(shape.names, columns, strict=True)), schema=dict.fromkeys(shape.names, pl.String)
    )
    numbers = np.array([r.first for r in rows], np.int64) + (line + 1)
    multiline = np.array([i for i, r in enumerate(rows) if r.count > 1], np.int64)
    return _finish(frame, numbers, multiline, blank, faults, source, shape, footer), end


def _line_offset(octets: bytes, line: int) -> int:
    at = 0
    for _ in range(line):
        at = octets.index(b"\n", at) + 1
    return at


def _finish(
    frame: pl.DataFrame,
    numbers: NDArray[np.int64],
    multiline: NDArray[np.int64],
    blank: NDArray[np.bool_],
    faults: dict[int, str],
    source: _Source,
    shape: Shape,
    footer: Footer,
) -> Piece:
    """Leaves out what is no row of data, and keeps apart what is refused."""
    height = frame.height
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
        footer.lines += [source.text(int(row)) for row in remarks]
        drop[at:] |= ~below
        faults |= dict.fromkeys((np.flatnonzero(below) + at).tolist(), BELOW_FOOTER.format(footer.row))
        blank = blank[:at]
    repeated = _repeats_header(frame, shape) & ~drop
    drop |= repeated
    refused = np.array([row for row in sorted(faults) if not drop[row]], np.int64)
    rejects = pl.DataFrame(
        {
            "row": numbers[refused],
            "column": [""] * len(refused),
            "reason": [faults[int(row)] for row in refused],
            "raw": [source.text(int(row)) for row in refused],
        },
        schema=REJECTS,
    )
    keep = ~drop
    keep[refused] = False
    source.kept = np.flatnonzero(keep)
    kept = frame if len(source.kept) == height else frame.filter(pl.Series(keep))
    kept = kept.with_columns(pl.Series(ROW, numbers[source.kept], pl.Int64))
    position = np.cumsum(keep) - 1
    inside = multiline[keep[multiline]] if len(multiline) else multiline
    return Piece(
        kept,
        rejects,
        position[inside],
        source,
        int(blank.sum()),
        int(repeated.sum()),
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


def _repeats_header(frame: pl.DataFrame, shape: Shape) -> NDArray[np.bool_]:
    none = np.zeros(frame.height, bool)
    first = shape.names[0]
    wanted = [normal(name) for name in shape.names]
    alike = frame[first].str.starts_with(first) & (frame[first].str.len_chars() <= len(first) + 2)
    maybe = alike.fill_null(False).arg_true()
    for row in maybe:
        cells = [normal(c or f"Column {i}") for i, c in enumerate(frame.row(row), 1)]
        none[row] = sum(a == b for a, b in zip(cells, wanted, strict=True)) * 10 >= len(wanted) * 9
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
