"""Reads spreadsheets by calamine: XLSX, XLSM, XLSB and Excel 97's XLS."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import fastexcel
import polars as pl

from workbench.ingest import biff, damage, marks, shortened
from workbench.ingest.sheets import Grid, SheetReader
from workbench.model.problems import Problem

EPOCH = date(1899, 12, 31)  # day 0 of Excel's clock times
MOST_UNPACKED = 2 << 30
MOST_RATIO = 200
SMALL = 1 << 20  # what unpacks to less than this is never a bomb


class Workbook(SheetReader):
    """A spreadsheet of Excel, of any age; a merged cell of several rows says the same for each of them."""

    id = "workbook"
    contents = frozenset({"workbook", "old workbook"})
    called = "an Excel workbook"

    def grids(self, path: Path, octets: bytes, most_rows: int | None) -> Iterator[Grid]:
        """The sheets of a workbook as text. Raises Problem for bombs, encryption and damage."""
        if octets.startswith(b"PK"):
            refuse_bombs(path, octets)
            octets = octets if most_rows is None else shortened.of(octets, most_rows)
        elif biff.is_cut_off(octets):
            raise Problem(f"{path.name} is cut off: it holds less than it says", "copy it again")
        try:
            book = fastexcel.read_excel(octets)
            known = _marks(path, octets)
            for name in book.sheet_names:
                sheet = book.load_sheet(name, header_row=None, skip_rows=0, n_rows=most_rows, dtypes="string")
                if sheet.height and sheet.width:
                    mark = known.get(name, marks.Marks())
                    cells = marks.shown(_tidy(sheet.to_polars()), mark)
                    notes = {"merged": len(mark.merged)} if mark.merged else {}
                    yield Grid(name, cells, sheet.visible != "visible", notes)
        except BaseException as error:
            if not isinstance(error, fastexcel.FastExcelError) and not damage.is_panic(error):
                raise
            said = str(error).splitlines()[0] if str(error) else "unreadable"
            hint = (
                "open it and save it without password"
                if "password" in str(error).lower()
                else "open and save it again"
            )
            raise Problem(f"{path.name} is not a workbook that can be read: {said}", hint) from error


def _marks(path: Path, octets: bytes) -> dict[str, marks.Marks]:
    try:
        return marks.of(octets)
    except damage.IN_ZIP as error:
        raise Problem(
            f"{path.name} is damaged: {error}", "copy it again, or open and save it again"
        ) from error


def refuse_bombs(path: Path, octets: bytes) -> None:
    """Raises Problem where the packed sizes say that unpacking would take far more than the file."""
    try:
        entries = zipfile.ZipFile(BytesIO(octets)).infolist()
    except damage.IN_ZIP as error:
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
