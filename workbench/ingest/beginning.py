"""The beginning of a delimited file: what tells encoding, delimiter and header, and so how the rest is to be read."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.ingest import encodings, headers, quoting
from workbench.ingest.decoding import decoder
from workbench.ingest.readers import SPACES, Layout, column_names
from workbench.model.problems import Problem

DELIMITERS = (",", ";", "\t", "|", "^", "~", SPACES)
_EXCEL = re.compile(r"^\ufeff?\"?sep=(.)\"?\r?$", re.IGNORECASE)  # what Excel puts before a table to tell it


@dataclass
class Start:
    """The beginning of a file, read slowly once to learn how the rest is to be read."""

    writing: encodings.Writing
    delimiter: str
    rows: list[quoting.Line]
    lines: list[str]
    header: headers.Header | None  # positions in rows, None = the file has no header
    names: list[str]

    @property
    def first_line(self) -> int:
        """The number of lines before the first row of data."""
        if self.header is None:
            return self.told
        row = self.rows[self.header.last]
        return row.first + row.count

    @property
    def header_row(self) -> int:
        """The line the header begins on, 0 where there is none."""
        return 0 if self.header is None else self.rows[self.header.first].first + 1

    @property
    def separator(self) -> str:
        """What parts cells once the text is decoded."""
        return _separator(self.delimiter)

    @property
    def told(self) -> int:
        """How many lines only tell the delimiter."""
        return int(bool(self.lines) and _EXCEL.match(self.lines[0]) is not None)

    @property
    def preamble(self) -> tuple[str, ...]:
        if self.header is None:
            return ()
        return tuple(line.rstrip("\r") for line in self.lines[self.told : self.header_row - 1])

    @property
    def facts(self) -> dict[str, Any]:
        """What a reading says of the layout."""
        facts = {
            "encoding": self.writing.encoding,
            "line_end": self.writing.line_end,
            "delimiter": self.delimiter,
            "header_row": self.header_row,
            "row_is": "line",
            "columns": list(self.names),
            "preamble": list(self.preamble),
        }
        if self.writing.why:
            facts["encoding_why"] = self.writing.why
        if self.header is not None and self.header.units:
            facts["units"] = list(self.header.units)
        return facts


def learn(path: Path, head: bytes, layout: Layout, far: int = encodings.CHECKED) -> Start:
    """Finds out encoding, delimiter and header of a file from its first bytes; the encoding from `far` of them.

    Raises Problem where the columns that the layout asks for are in no row.
    """
    writing = encodings.find(path, head, layout.encoding, far)
    lines = _lines(writing, head, "")
    if len(lines) == 1 and len(head) >= encodings.HEAD:
        raise Problem(
            f"the first line of {path.name} does not end within {len(head) >> 10} KiB",
            "it is no table of rows; is it the right file?",
        )
    delimiter = layout.delimiter or _delimiter(lines, () if layout.columns else layout.wanted)
    if delimiter == SPACES:
        lines = _lines(writing, head, delimiter)
    rows, _ = quoting.read_lines(lines, _separator(delimiter), True)
    if layout.columns:
        return Start(writing, delimiter, rows, lines, None, column_names(layout.columns))
    found = headers.locate([r.cells or [] for r in rows], layout.wanted)
    if found is None and layout.headers:
        raise Problem(
            f"{path.name} has no row with the columns {', '.join(layout.headers)}",
            "choose another recipe, or pick the columns by hand",
        )
    cells = list(found.names) if found is not None else []
    if found is None:
        widths = Counter(len(r.cells) for r in rows if r.cells and any(r.cells))
        cells = [""] * (widths.most_common(1)[0][0] if widths else 1)
    return Start(writing, delimiter, rows, lines, found, column_names(cells))


def _lines(writing: encodings.Writing, head: bytes, delimiter: str) -> list[str]:
    """The whole lines of a file's first bytes."""
    ends = len(head) < encodings.HEAD
    lines: list[str] = decoder(writing, delimiter)(head, ends).decode("utf-8", "replace").split("\n")
    return lines[:-1] or lines if not ends or not lines[-1] else lines


def _separator(delimiter: str) -> str:
    """What parts cells once the text is decoded."""
    return "\t" if delimiter == SPACES else delimiter


def _delimiter(lines: Sequence[str], wanted: Sequence[Sequence[str]]) -> str:
    """The delimiter that cuts most rows into the same, large number of cells."""
    told = _EXCEL.match(lines[0]) if lines else None
    if told:
        return told[1]
    best, chosen = 0.0, ","
    for delimiter in DELIMITERS:
        cut = [_spaced(line) for line in lines[:200]] if delimiter == SPACES else list(lines[:200])
        rows, _ = quoting.read_lines(cut, _separator(delimiter), True)
        if wanted and len(wanted) > 1 and headers.locate([r.cells or [] for r in rows], wanted) is not None:
            return delimiter
        score = _evenness(rows)
        if delimiter == SPACES:  # free text has double spaces, too: only where nothing else parts anything
            score = score if best == 0 and score > 1 else 0.0
        if score > best:
            best, chosen = score, delimiter
    return chosen


def _evenness(rows: Sequence[quoting.Line]) -> float:
    """How evenly rows are cut: the share that has the usual width, times the width's weight; 0 for one cell."""
    width, even = share(rows)
    return even**2 * math.log2(width + 1) if width > 1 else 0.0


def share(rows: Sequence[quoting.Line]) -> tuple[int, float]:
    """How many cells most rows of more than one have, and which share of all rows that is."""
    counts = Counter(len(r.cells) for r in rows if r.cells and any(r.cells))
    width, count = max(
        ((w, c) for w, c in counts.items() if w > 1), key=lambda wc: (wc[1], wc[0]), default=(1, 0)
    )
    return width, round(count / max(sum(counts.values()), 1), 3)


def _spaced(line: str) -> str:
    return re.sub(" {2,}", "\t", line.strip(" "))
