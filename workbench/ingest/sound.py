"""Cuts text whose quotes are sound: one pass finds the rows, and polars reads their cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from workbench.ingest.cutting import NOT_UTF8, NUL, Cut, RowTexts, Shape, judge_width
from workbench.kernels.rows_of_text import BLANK, LOOK, MULTILINE, Surveyed

Schema = dict[str, pl.DataType | type[pl.DataType]]


def cut(text: bytes, shape: Shape, line: int, final: bool, every: bool) -> Cut | None:
    """The rows of `text`, whose first line is line `line` (0-based) of the file; None where its quotes are not sound or
    polars counts other rows. Only the columns used are read, unless `every` one is wanted."""
    width = len(shape.names)
    found = Surveyed(text, shape.delimiter, width, final)
    if not found.is_sound:
        return None
    octets = text if found.end == len(text) else text[: found.end]
    wanted = [n for n, name in enumerate(shape.names) if every or not shape.used or name in shape.used]
    schema: Schema = dict.fromkeys(shape.names, pl.String)
    lossy = False
    try:
        frame = _parse(octets, schema, shape.delimiter, wanted, "utf8")
    except PolarsError:
        lossy = True
        try:
            frame = _parse(octets, schema, shape.delimiter, range(width), "utf8-lossy")
        except PolarsError:
            return None
    if len(found.starts) != frame.height:
        return None
    texts = RowTexts(octets, found.starts)
    faults: dict[int, str] = {}
    blank = (found.doubt & BLANK) != 0
    for row in np.flatnonzero(found.doubt & LOOK).tolist():
        wrong = judge_width(row, int(found.cells[row]), shape, texts)
        if wrong:
            faults[row] = wrong
        blank[row] = wrong == ""
    if b"\0" in octets:
        _mark(_parse(octets, schema, shape.delimiter, range(width), "utf8-lossy"), "\0", NUL, faults)
    if lossy:
        _mark(frame, "\ufffd", NOT_UTF8, faults)
    multiline = np.flatnonzero(found.doubt & MULTILINE)
    numbers = found.lines + (line + 1)
    return Cut(frame, numbers, multiline, blank, faults, texts, found.end, found.line_ends)


def _parse(text: bytes, schema: Schema, delimiter: str, wanted: Sequence[int], encoding: str) -> pl.DataFrame:
    return pl.read_csv(
        text,
        has_header=False,
        schema=schema,
        columns=list(wanted),
        separator=delimiter,
        extra_columns="ignore",
        missing_columns="insert",
        raise_if_empty=False,
        encoding=encoding,
    )


def _mark(frame: pl.DataFrame, wrong: str, reason: str, faults: dict[int, str]) -> None:
    found = frame.select(pl.any_horizontal(pl.all().str.contains(wrong, literal=True))).to_series()
    for row in found.arg_true():
        faults.setdefault(row, reason)
