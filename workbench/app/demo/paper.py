"""Writes delimited text and remembers on which line each thing stands."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class Paper:
    """A text file in the making; `row` is the line an editor shows for the next one written."""

    def __init__(self, delimiter: str = ",", end: str = "\n") -> None:
        self._delimiter = delimiter
        self._end = end
        self._parts: list[str] = []
        self.row = 1

    def line(self, text: str = "") -> int:
        """Writes one line as it is; the number of the line it starts on."""
        row = self.row
        self._parts.append(text + self._end)
        self.row += 1 + text.count("\n")
        return row

    def cells(self, cells: Iterable[str]) -> int:
        """Writes one row, quoting what needs it; the number of the line it starts on."""
        return self.line(self._delimiter.join(self._quoted(cell) for cell in cells))

    def _quoted(self, cell: str) -> str:
        if any(sign in cell for sign in (self._delimiter, '"', "\n")):
            return '"' + cell.replace('"', '""') + '"'
        return cell

    def save(self, path: Path, encoding: str = "utf-8") -> None:
        path.write_bytes("".join(self._parts).encode(encoding))
