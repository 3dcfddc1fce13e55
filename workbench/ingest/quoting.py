"""Reads rows of delimited text whose quotes are not sound, line by line.

They are read as Python's csv module reads them, except that a quote which is never closed costs one row, not the rest
of the file. Where quotes are sound, kernels/rows_of_text.py finds the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.kernels.rows_of_text import MOST_CHARS, MOST_LINES


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
