"""Stretches of a table, made of lines of cells: what readers of formats that are no tables hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import polars as pl

from workbench.ingest.readers import ROW, Rows
from workbench.model.block import RAW_ROWS, REJECTS
from workbench.model.texts import sound

Cells = Sequence[str | None]
Refused = tuple[int, str, str, str]  # row, column, reason, raw


def stretch(
    table: str,
    columns: Sequence[str],
    lines: Sequence[tuple[int, Cells]],
    done: int,
    total: int,
    *,
    raw: Iterable[tuple[int, str]] | None = None,
    refused: Iterable[Refused] = (),
    texts: Callable[[Sequence[int]], list[str]] | None = None,
) -> Rows:
    """The rows of numbered lines, each with a cell for every column; an empty cell is None.

    `raw` are rows with their text where they are no lines of the file, `refused` those that give nothing; `done` of
    `total` bytes were read. Halves of surrogate pairs in the cells, which JSON may hold, are replaced.
    """
    kept = list(raw) if raw is not None else None
    return Rows(
        table,
        _frame(columns, lines),
        None if kept is None else pl.DataFrame(kept, RAW_ROWS, orient="row"),
        done,
        total,
        pl.DataFrame(list(refused), schema=REJECTS, orient="row"),
        texts=texts,
    )


def _frame(columns: Sequence[str], lines: Sequence[tuple[int, Cells]]) -> pl.DataFrame:
    schema = dict.fromkeys(columns, pl.String)
    cells = [cells for _, cells in lines]
    try:
        frame = pl.DataFrame(cells, schema=schema, orient="row")
    except UnicodeEncodeError:
        whole = [[sound(cell) if cell else cell for cell in row] for row in cells]
        frame = pl.DataFrame(whole, schema=schema, orient="row")
    return frame.with_columns(pl.Series(ROW, [number for number, _ in lines], pl.Int64))
