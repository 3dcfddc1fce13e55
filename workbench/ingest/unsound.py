"""Cuts text whose quotes are not sound, row by row."""

from __future__ import annotations

import numpy as np
import polars as pl

from workbench.ingest import quoting
from workbench.ingest.cutting import NOT_UTF8, NUL, TOO_FEW, TOO_MANY, UNBALANCED, Cut, RowTexts, Shape


def cut(text: bytes, shape: Shape, line: int, final: bool) -> Cut:
    """The rows of `text`, whose first line is line `line` (0-based) of the file."""
    whole = len(text) if final else text.rfind(b"\n") + 1
    octets = text[:whole]
    lines = octets.decode("utf-8", "replace").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    rows, used = quoting.read_lines(lines, shape.delimiter, final)
    end = whole if used >= len(lines) else _line_offset(octets, used)
    width = len(shape.names)
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
    texts = RowTexts(octets[:end], None, lines, rows)
    return Cut(frame, numbers, multiline, blank, faults, texts, end, text.count(b"\n", 0, end))


def _line_offset(octets: bytes, line: int) -> int:
    at = 0
    for _ in range(line):
        at = octets.index(b"\n", at) + 1
    return at
