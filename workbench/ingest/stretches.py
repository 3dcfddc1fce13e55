"""Stretches of a table, made of lines of cells: what readers of formats that are no tables hand over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from workbench.ingest.readers import ROW, Rows
from workbench.model.block import RAW_ROWS, REJECTS
from workbench.model.texts import sound


class Stretch:
    """Gathers rows of a table, each with its text and the lines of cells it gives, until they are handed over.

    A line has a cell for every column, None where it is empty. Halves of surrogate pairs in cells, which JSON may
    hold, are replaced.
    """

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        self._table = table
        self._columns = tuple(columns)
        self._begin()

    def _begin(self) -> None:
        self._rows: list[tuple[int, str]] = []
        self._lines: list[Sequence[str | None]] = []
        self._numbers: list[int] = []
        self._texts: list[str] = []
        self._refused: list[tuple[int, str, str, str]] = []

    def __len__(self) -> int:
        """How many rows wait to be taken."""
        return len(self._rows)

    def add(self, row: int, text: str, lines: Iterable[Sequence[str | None]]) -> None:
        """A row and the lines it gives, which may be none."""
        self._rows.append((row, text))
        for cells in lines:
            self._lines.append(cells)
            self._numbers.append(row)
            self._texts.append(text)

    def refuse(self, row: int, text: str, why: str) -> None:
        """A row that cannot be read, and why."""
        self._rows.append((row, text))
        self._refused.append((row, "", sound(why), text))

    def take(self, done: int, total: int, rows_are_lines: bool = False) -> Rows:
        """What was gathered when `done` of `total` bytes were read; begins anew. Texts that are the file's own lines
        need not come along."""
        texts = self._texts
        made = Rows(
            self._table,
            self._frame(),
            None if rows_are_lines else pl.DataFrame(self._rows, RAW_ROWS, orient="row"),
            done,
            total,
            pl.DataFrame(self._refused, schema=REJECTS, orient="row"),
            texts=lambda positions: [texts[at] for at in positions],
        )
        self._begin()
        return made

    def _frame(self) -> pl.DataFrame:
        schema = dict.fromkeys(self._columns, pl.String)
        try:
            frame = pl.DataFrame(self._lines, schema=schema, orient="row")
        except UnicodeEncodeError:
            whole = [[sound(cell) if cell else cell for cell in cells] for cells in self._lines]
            frame = pl.DataFrame(whole, schema=schema, orient="row")
        return frame.with_columns(pl.Series(ROW, self._numbers, pl.Int64))
