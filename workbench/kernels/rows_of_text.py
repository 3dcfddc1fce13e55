"""Where the rows of delimited text begin, in one pass over its bytes, eight at a time.

A quote opens a cell where it stands first in one and closes it where it stands last (`""` inside is both); then a
newline ends a row unless as many quotes stand before it as would leave one open.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba.cpython.unsafe import numbers

from workbench.kernels.jit import kernel

NEWLINE, RETURN, QUOTE = 10, 13, 34
LOOK, BLANK, MULTILINE = 1, 2, 4
MOST_LINES, MOST_CHARS = 1000, 1 << 20  # of one quoted cell: beyond, its quotes belong to two cells

_trailing_zeros: Any = numbers.trailing_zeros
_EACH, _LOW, _HIGH = (
    np.uint64(0x0101010101010101),
    np.uint64(0x7F7F7F7F7F7F7F7F),
    np.uint64(0x8080808080808080),
)


@kernel
def _zeros(word: Any) -> np.uint64:
    """The highest bit of each byte of a word that is 0."""
    return np.uint64(~(((word & _LOW) + _LOW) | word | _LOW))


@kernel
def _doubt(octets: Any, first: Any, stop: Any, cells: Any, over: Any, delimiter: Any, width: Any) -> int:
    """Whether a row is blank, or must be looked at because it has too few cells, too many, or may be blank."""
    begin = octets[first] if first < stop else np.uint8(NEWLINE)
    if not (32 < begin < 127 and begin != delimiter and begin != QUOTE):
        solid, unsure = False, False
        for at in range(first, stop):
            sign = octets[at]
            if sign == QUOTE or sign >= 127:
                unsure = True
            elif sign > 32:
                if sign != delimiter:
                    solid = True
                    break
            elif sign != 32 and sign != 9 and sign != RETURN:
                unsure = True
        if not solid:
            return LOOK if unsure else BLANK
    if cells < width:
        return LOOK
    if cells > width:
        for at in range(over, stop):
            sign = octets[at]
            if sign != delimiter and sign != 32 and sign != 9 and sign != RETURN:
                return LOOK
    return 0


@kernel
def _survey(
    octets: Any,
    words: Any,
    delimiter: Any,
    width: Any,
    final: Any,
    starts: Any,
    lines: Any,
    cells: Any,
    doubt: Any,
) -> Any:
    """As `survey`; answers how many rows there are, where they end, how many lines they take, and where the first
    quote stands that is not sound (the size of the text where all are)."""
    size = octets.size
    newlines = _EACH * np.uint64(NEWLINE)
    delimiters = _EACH * np.uint64(delimiter)
    quotes = _EACH * np.uint64(QUOTE)
    rows, line, end, end_line = 0, 0, 0, 0
    unsound: Any = size
    first: Any = 0
    first_line, count, over, opened, opened_line = 0, 0, 0, 0, 0
    inside: Any = False
    several = False
    for w in range(words.size + 1):
        if w < words.size:
            word = words[w]
        else:
            word = np.uint64(0)
            for left in range(w * 8, size):
                word |= np.uint64(octets[left]) << np.uint64(8 * (left - w * 8))
        found = _zeros(word ^ newlines) | _zeros(word ^ delimiters) | _zeros(word ^ quotes)
        while found != 0:
            at: Any = w * 8 + (np.int64(_trailing_zeros(found)) >> 3)
            found &= found - np.uint64(1)
            sign = octets[at]
            if sign == QUOTE:
                if not inside:
                    before = octets[at - 1] if at > 0 else np.uint8(NEWLINE)
                    if before != delimiter and before != NEWLINE and before != QUOTE:
                        unsound = min(unsound, at)
                    inside, opened, opened_line = True, at, line
                else:
                    after = octets[at + 1] if at + 1 < size else np.uint8(NEWLINE)
                    if after != delimiter and after != NEWLINE and after != RETURN and after != QUOTE:
                        unsound = min(unsound, at)
                    inside = False
                    long = at - opened
                    if long > MOST_CHARS or (long > MOST_LINES and line - opened_line >= MOST_LINES):
                        unsound = min(unsound, at)
            elif sign == NEWLINE:
                line += 1
                if inside:
                    several = True
                    continue
                starts[rows], lines[rows], cells[rows] = first, first_line, count + 1
                doubt[rows] = _doubt(octets, first, at, count + 1, over, delimiter, width)
                if several:
                    doubt[rows] |= MULTILINE
                rows += 1
                first, first_line, count, several = at + 1, line, 0, False
                end, end_line = first, line
            elif not inside:
                count += 1
                if count == width:
                    over = at + 1
    if final:
        if inside:
            unsound = min(unsound, opened)
        elif first < size:
            starts[rows], lines[rows], cells[rows] = first, first_line, count + 1
            doubt[rows] = _doubt(octets, first, size, count + 1, over, delimiter, width)
            if several:
                doubt[rows] |= MULTILINE
            rows += 1
        end, end_line = size, line
    return rows, end, end_line, unsound


class Surveyed:
    """What a piece of text holds: whole rows up to byte `end`, over `line_ends` lines.

    Of each row `starts` is where it begins, `lines` the line it begins on (0-based), `cells` how many it has, `doubt`
    what must be known of it: BLANK, MULTILINE, or LOOK where it has another number of cells than `width`, a surplus of
    nothing aside, or may be blank.
    """

    def __init__(self, text: bytes, delimiter: str, width: int, final: bool) -> None:
        octets = np.frombuffer(text, np.uint8)
        most = text.count(b"\n") + 1
        starts, lines = np.empty(most, np.int64), np.empty(most, np.int64)
        cells, doubt = np.empty(most, np.int32), np.empty(most, np.uint8)
        words = octets[: len(octets) // 8 * 8].view(np.uint64)
        rows, self.end, self.line_ends, unsound = _survey(
            octets, words, np.uint8(delimiter.encode()[0]), width, final, starts, lines, cells, doubt
        )
        self.starts: npt.NDArray[np.int64] = starts[:rows]
        self.lines: npt.NDArray[np.int64] = lines[:rows]
        self.cells: npt.NDArray[np.int32] = cells[:rows]
        self.doubt: npt.NDArray[np.uint8] = doubt[:rows]
        self.is_sound: bool = unsound >= self.end and (final or len(text) - self.end <= MOST_CHARS)


def warm() -> None:
    """Makes these kernels ready."""
    Surveyed(b"a,b\nc", ",", 2, True)
