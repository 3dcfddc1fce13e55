"""Where rows begin and end in delimited text: vectorised where quotes are sound, line by line where not.

Text here is UTF-8 bytes whose lines end in \\n (a \\r before it belongs to the line end). Sound quotes open
after a delimiter or line start and close before a delimiter or line end; then the parity of quotes before a
newline tells whether it lies inside a cell. Unsound ones are read as Python's csv module reads them, except
that a quote which is never closed costs one row, not the rest of the file.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]
NEWLINE, RETURN, QUOTE = 10, 13, 34
FEW_QUOTES = 512  # characters a quote
MOST_LINES = 1000
MOST_CHARS = 1 << 20


@dataclass(frozen=True)
class Spans:
    """Rows of a piece of text: where each starts, the line it starts on (0-based), which hold a newline."""

    starts: Positions
    lines: Positions
    multiline: Positions


def _at(octets: NDArray[np.uint8], value: int) -> Positions:
    return np.flatnonzero(octets == value)


def _quotes(text: bytes) -> Positions:
    """Where the quotes are; looking for each in turn is quicker where they are few."""
    found: list[int] = []
    most = len(text) // FEW_QUOTES
    at = text.find(b'"')
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(b'"', at + 1)
    return np.array(found, np.int64) if at < 0 else _at(np.frombuffer(text, np.uint8), QUOTE)


def sound_end(text: bytes, delimiter: str, final: bool) -> int | None:
    """How much of `text` ends with a whole row, or None where its quotes are not sound."""
    end = len(text) if final else text.rfind(b"\n") + 1
    quotes = _quotes(text)
    if not len(quotes):
        return end
    if final:
        if len(quotes) % 2:
            return None
    else:
        while end and np.searchsorted(quotes, end - 1) % 2:  # this newline is inside quotes
            end = text.rfind(b"\n", 0, end - 1) + 1
            if len(text) - end > MOST_CHARS:
                return None
        if len(text) - end > MOST_CHARS:
            return None
    return end if _sound(np.frombuffer(text, np.uint8)[:end], quotes[quotes < end], ord(delimiter)) else None


def _sound(octets: NDArray[np.uint8], quotes: Positions, delimiter: int) -> bool:
    opening, closing = quotes[0::2], quotes[1::2]
    if len(opening) != len(closing):
        return False
    before = octets[np.maximum(opening - 1, 0)]
    after = octets[np.minimum(closing + 1, len(octets) - 1)]
    opens = (before == delimiter) | (before == NEWLINE) | (before == QUOTE) | (opening == 0)
    at_end = closing == len(octets) - 1
    closes = (after == delimiter) | (after == NEWLINE) | (after == RETURN) | (after == QUOTE) | at_end
    return bool(opens.all() and closes.all()) and not _swallows(octets, opening, closing)


def _swallows(octets: NDArray[np.uint8], opening: Positions, closing: Positions) -> bool:
    """Whether a quoted cell is longer than any cell is: then its quotes belong to two cells, not one."""
    sizes = closing - opening
    if not len(sizes) or sizes.max() <= MOST_LINES:
        return False
    newlines = _at(octets, NEWLINE)
    lines = np.searchsorted(newlines, closing) - np.searchsorted(newlines, opening)
    return bool(sizes.max() > MOST_CHARS or lines.max() >= MOST_LINES)


def spans(text: bytes) -> Spans:
    """The rows of `text`, whose quotes are sound and which ends with a whole row."""
    octets = np.frombuffer(text, np.uint8)
    newlines = _at(octets, NEWLINE)
    ends, inside = newlines, newlines[:0]
    quotes = _quotes(text)
    if len(quotes):
        within = np.searchsorted(quotes, newlines) % 2 == 1
        ends, inside = newlines[~within], newlines[within]
    starts = np.concatenate(([0], ends + 1)).astype(np.int64)
    if starts[-1] >= len(text):
        starts = starts[:-1]
    lines = np.searchsorted(newlines, starts) if len(inside) else np.arange(len(starts))
    multiline = np.unique(np.searchsorted(starts, inside, side="right") - 1)
    return Spans(starts, lines.astype(np.int64), multiline)


def delimiters_in(text: bytes, delimiter: str) -> int:
    """How many delimiters part cells in a text whose quotes are sound."""
    sign = delimiter.encode()
    count = int(np.count_nonzero(np.frombuffer(text, np.uint8) == sign[0]))
    start = text.find(b'"')
    while start >= 0:
        end = text.find(b'"', start + 1)
        count -= text.count(sign, start, end)
        start = text.find(b'"', end + 1)
    return count


def delimiters_by_row(text: bytes, rows: Spans, delimiter: str) -> NDArray[np.int64]:
    """How many delimiters part cells in each row."""
    octets = np.frombuffer(text, np.uint8)
    found = _at(octets, ord(delimiter))
    if b'"' in text:
        found = found[np.searchsorted(_at(octets, QUOTE), found) % 2 == 0]
    counts: NDArray[np.int64] = np.diff(np.searchsorted(found, np.append(rows.starts, len(text))))
    return counts


@dataclass(frozen=True)
class Line:
    """One row read the slow way: its first line (0-based), how many lines it takes, and its cells; no cells
    where a quote opens that is never closed."""

    first: int
    count: int
    cells: list[str] | None


def read_lines(lines: list[str], delimiter: str, final: bool) -> tuple[list[Line], int]:
    """Reads rows whose quotes are not sound; answers them and how many lines they used up."""
    rows: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if '"' not in line:
            rows.append(Line(at, 1, line.removesuffix("\r").split(delimiter)))
            at += 1
            continue
        cells, used = _read_quoted(lines, at, delimiter)
        if cells is None and used == 0 and not final:
            break
        rows.append(Line(at, max(used, 1), cells))
        at += max(used, 1)
    return rows, at


def _read_quoted(lines: list[str], at: int, delimiter: str) -> tuple[list[str] | None, int]:
    """The cells of the row at `at` and the lines it takes; (None, 1) where it is broken, (None, 0) where the
    text ends inside a cell."""
    text, used, position = lines[at], 1, 0
    cells: list[str] = []
    while True:
        if not text.startswith('"', position):
            stop = text.find(delimiter, position)
            if stop < 0:
                cells.append(text[position:].removesuffix("\r"))
                return cells, used
            cells.append(text[position:stop])
            position = stop + 1
            continue
        start = seek = position + 1
        while True:
            close = text.find('"', seek)
            if close < 0:
                if at + used >= len(lines):
                    return None, 0
                if used >= MOST_LINES or len(text) > MOST_CHARS:
                    return None, 1
                seek = len(text)
                text += "\n" + lines[at + used]
                used += 1
            elif text.startswith('"', close + 1):
                seek = close + 2
            else:
                break
        cell = text[start:close].replace('""', '"')
        rest = text[close + 1 :]
        if rest in ("", "\r"):
            cells.append(cell)
            return cells, used
        if not rest.startswith(delimiter):
            if used > 1:
                return None, 1
            stop = text.find(delimiter, close + 1)
            if stop < 0:
                cells.append(cell + rest.removesuffix("\r"))
                return cells, used
            cells.append(cell + text[close + 1 : stop])
            position = stop + 1
            continue
        cells.append(cell)
        position = close + 2
