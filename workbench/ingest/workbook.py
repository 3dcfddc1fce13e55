"""Reads XLSX, XLSM, XLSB and ODS workbooks by calamine: every sheet that has the columns asked for."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import fastexcel
import numpy as np
import polars as pl

from workbench.ingest import headers, rounded, sniffing
from workbench.ingest.pieces import BELOW_FOOTER, SECOND_HEADER, Footer
from workbench.ingest.readers import ROW, Layout, Rows, Sniffed, Table, column_names, normal
from workbench.model.block import RAW_ROWS, REJECTS
from workbench.model.problems import Problem

EPOCH = date(1899, 12, 31)  # day 0 of Excel's clock times
STRETCH = 65_536
SAMPLE = 60
MOST_UNPACKED = 2 << 30
MOST_RATIO = 200
SMALL = 1 << 20  # what unpacks to less than this is never a bomb


@dataclass
class Sheet:
    """One sheet as text; row i of `cells` is Excel's row i + 1. `header` is a position, None without."""

    name: str
    cells: pl.DataFrame
    header: int | None
    names: list[str]

    @property
    def first(self) -> int:
        return 0 if self.header is None else self.header + 1

    @property
    def preamble(self) -> tuple[str, ...]:
        rows = self.cells.head(self.header or 0).rows()
        return tuple("\t".join(cell or "" for cell in row).rstrip("\t") for row in rows)


class Workbook:
    """A spreadsheet: `row` is the number Excel shows, a table is a sheet, raw rows are JSON lists."""

    id = "workbook"
    has_sheets = True

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.sha256 = ""

    def sniff(self, path: Path) -> Sniffed | None:
        head = sniffing.head_of(path)
        if sniffing.content(path, head) != "workbook":
            return None
        sheets = [s for s in _sheets(path, path.read_bytes(), Layout(), 400) if s.cells.height]
        return Sniffed(self.id, tuple(_table(s) for s in sheets), {"row_is": "row"})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        head = sniffing.head_of(path)
        found = sniffing.content(path, head)
        if found != "workbook":
            raise sniffing.refuse(path, found, "an Excel workbook")
        octets = path.read_bytes()
        self.sha256 = hashlib.sha256(octets).hexdigest()
        sheets = list(_sheets(path, octets, layout, None))
        wanted = [s for s in sheets if s.header is not None or (layout.columns and s.cells.height)]
        if not wanted:
            columns = ", ".join(layout.headers) or "that look like a table's header"
            raise Problem(
                f"no sheet of {path.name} has a row with the columns {columns}",
                "choose another recipe, or pick the columns by hand",
            )
        self.facts = {"row_is": "row", "sheets": [s.name for s in wanted], "header_row": {}, "preamble": []}
        total = sum(max(s.cells.height, 1) for s in wanted)
        done = 0
        for sheet in wanted:
            self.facts["header_row"][sheet.name] = 0 if sheet.header is None else sheet.header + 1
            self.facts.setdefault("columns", sheet.names)
            self.facts["preamble"] += sheet.preamble
            body, below = _body(sheet, layout, self.facts)
            for start in range(0, max(body.height, 1), STRETCH):
                part = body.slice(start, STRETCH)
                done_rows = done + min(start + STRETCH, sheet.cells.height)
                octets_done = len(octets) * done_rows // total
                rows = _rows(sheet, part, start == 0, octets_done, len(octets))
                yield rows if start else replace(rows, rejects=pl.concat([rows.rejects, below]))
            done += sheet.cells.height


def _sheets(path: Path, octets: bytes, layout: Layout, most_rows: int | None) -> Iterator[Sheet]:
    """The sheets of a workbook as text. Raises Problem for bombs, encryption and damage."""
    _refuse_bombs(path, octets)
    try:
        book = fastexcel.read_excel(octets)
        long = rounded.find(octets)
        for name in book.sheet_names:
            sheet = book.load_sheet(name, header_row=None, skip_rows=0, n_rows=most_rows, dtypes="string")
            if sheet.height and sheet.width:
                cells = rounded.shown(_tidy(sheet.to_polars()), long.get(name, {}))
                yield _described(name, cells, layout)
    except fastexcel.FastExcelError as error:
        said = str(error).splitlines()[0] if str(error) else "unreadable"
        hint = (
            "open it and save it without password"
            if "password" in str(error).lower()
            else "open and save it again"
        )
        raise Problem(f"{path.name} is not a workbook that can be read: {said}", hint) from error


def _refuse_bombs(path: Path, octets: bytes) -> None:
    """Raises Problem where the packed sizes say that unpacking would take far more than the file."""
    try:
        entries = zipfile.ZipFile(BytesIO(octets)).infolist()
    except zipfile.BadZipFile as error:
        raise Problem(
            f"{path.name} is damaged: its end is missing or was changed", "copy it again"
        ) from error
    whole = sum(entry.file_size for entry in entries)
    swollen = [
        e for e in entries if e.file_size > SMALL and e.file_size > MOST_RATIO * max(e.compress_size, 1)
    ]
    if whole > MOST_UNPACKED or swollen:
        raise Problem(
            f"{path.name} would unpack to {whole >> 20} MiB, far more than such a workbook holds",
            "it may be made to do harm; ask for the table as CSV",
        )


def _described(name: str, cells: pl.DataFrame, layout: Layout) -> Sheet:
    if layout.columns:
        cells = cells.select(pl.all().name.map(lambda old: old))
        return Sheet(name, cells, None, column_names(_widened(list(layout.columns), cells.width)))
    rows = [[c or "" for c in row] for row in cells.head(headers.LOOKED_AT * 5).rows()]
    at = headers.find([_trimmed(row) for row in rows], layout.wanted)
    if at is None:
        return Sheet(name, cells, None, column_names([""] * cells.width))
    return Sheet(name, cells, at, column_names(rows[at]))


def _widened(names: list[str], width: int) -> list[str]:
    return (names + [""] * (width - len(names)))[:width]


def _trimmed(row: list[str]) -> list[str]:
    """A row without the empty cells at its end: a workbook fills all rows up to its widest."""
    while row and not row[-1]:
        row = row[:-1]
    return row


def _tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """Times of day as h:m:s, and dates without the midnight that Excel's format does not show."""
    tidy = []
    for column in cells.cast(pl.String):
        if column.str.contains(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d").any():
            column = _without_epoch(column)
        tidy.append(column)
    return pl.DataFrame(tidy)


def _without_epoch(column: pl.Series) -> pl.Series:
    clocks = column.str.extract_groups(
        r"^(1899-12-(?:30|31)|1900-01-\d\d|1900-02-\d\d) (\d\d):(\d\d:\d\d)(?:\.\d+)?$"
    ).struct.unnest()
    day = clocks.to_series(0).str.to_date(strict=False)
    days = (day - pl.Series([EPOCH])).dt.total_days().clip(lower_bound=0)
    hours = days * 24 + clocks.to_series(1).cast(pl.Int64, strict=False)
    clock = pl.select(pl.format("{}:{}", hours, clocks.to_series(2))).to_series()
    is_clock = clock.is_not_null()
    dates = column.filter(
        ~is_clock & column.str.contains(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d").fill_null(False)
    )
    if len(dates) and dates.str.ends_with(" 00:00:00").all():
        column = column.str.strip_suffix(" 00:00:00")
    return pl.select(pl.when(is_clock).then(clock).otherwise(column)).to_series().alias(column.name)


def _table(sheet: Sheet) -> Table:
    body = _body(sheet, Layout(), {})[0].head(SAMPLE)
    cells = body.drop(ROW).rows()
    return Table(
        sheet.name,
        tuple(sheet.names),
        0 if sheet.header is None else sheet.header + 1,
        tuple(tuple(c or "" for c in row) for row in cells),
        tuple(body[ROW].to_list()),
        sheet.preamble,
    )


def _body(sheet: Sheet, layout: Layout, facts: dict[str, Any]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of data with their numbers: no blank rows, no repeated headers, nothing from the footer on.
    And the rows (block.REJECTS) that stand below the footer without being part of it."""
    body = sheet.cells.rename(dict(zip(sheet.cells.columns, sheet.names, strict=True)))
    body = body.with_columns(pl.int_range(1, body.height + 1, dtype=pl.Int64).alias(ROW)).slice(sheet.first)
    filled = pl.any_horizontal(pl.exclude(ROW).str.strip_chars() != "").fill_null(False)
    body = body.filter(filled)
    if sheet.header is not None:
        wanted = [normal(c or "") for c in sheet.cells.row(sheet.header)]
        same = [
            i for i, row in enumerate(body.drop(ROW).iter_rows())
            if row[0] == sheet.cells.row(sheet.header)[0] and [normal(c or "") for c in row] == wanted
        ]  # fmt: skip
        if same:
            facts["repeated_headers"] = facts.get("repeated_headers", 0) + len(same)
            body = body.with_row_index("\0at").filter(~pl.col("\0at").is_in(same)).drop("\0at")
    first = pl.coalesce(pl.exclude(ROW).str.strip_chars())
    if layout.skip:
        body = body.filter(~first.str.contains(layout.skip).fill_null(False))
    if layout.footer:
        hits = body.select(first.str.contains(layout.footer).fill_null(False)).to_series().arg_true()
        if len(hits):
            at = int(hits[0])
            return body.head(at), _below(sheet, body.slice(at), facts)
    return body, pl.DataFrame(schema=REJECTS)


def _below(sheet: Sheet, rows: pl.DataFrame, facts: dict[str, Any]) -> pl.DataFrame:
    """The rows from the footer on that are none of its lines; the lines go to `facts`."""
    begins = int(rows[ROW][0])
    found = pl.Series(Footer().below(rows.drop(ROW), np.ones(rows.height, bool), begins))
    facts.setdefault("footer_row", {})[sheet.name] = begins
    lines = ["\t".join(c or "" for c in row) for row in rows.drop(ROW).filter(~found).rows()]
    facts["footer"] = facts.get("footer", []) + lines
    reason = pl.lit(BELOW_FOOTER.format(begins))
    refused = _raw(rows.filter(found))
    return refused.select("row", column=pl.lit(""), reason=reason, raw=pl.col("text"))


def _raw(part: pl.DataFrame) -> pl.DataFrame:
    """Rows as the case keeps them (block.RAW_ROWS): a JSON list of the cells."""
    texts = [json.dumps(row, ensure_ascii=False) for row in part.drop(ROW).iter_rows()]
    return pl.DataFrame({"row": part[ROW], "text": texts}, schema=RAW_ROWS)


def _rows(sheet: Sheet, part: pl.DataFrame, is_first: bool, done: int, total: int) -> Rows:
    raw, rejects = _raw(part), pl.DataFrame(schema=REJECTS)
    cells = [[c or "" for c in row] for row in part.drop(ROW).head(6).rows()]
    if is_first and len(cells) > 1 and headers.is_second_header(cells[0], cells[1:]):
        rejects = raw.head(1).select(
            "row", column=pl.lit(""), reason=pl.lit(SECOND_HEADER), raw=pl.col("text")
        )
        part = part.slice(1)
    return Rows(sheet.name, part, raw, done, total, rejects, sheet.preamble)
