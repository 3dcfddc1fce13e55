"""Parquet: entities, links and records in typed columns, for notebooks and databases."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import polars as pl

from workbench.report.columns import Cell
from workbench.report.extract import Extract
from workbench.report.formats.format import Written, writes
from workbench.report.tables import Sheet, blocks, sheets
from workbench.report.zipped import zipped

TYPES: dict[str, type[pl.DataType]] = {
    "text": pl.String, "whole": pl.Int64, "real": pl.Float64, "flag": pl.Boolean
}  # fmt: skip
MAKES = {"whole": int, "real": float}  # of what records hold as text
UTC = "_utc"  # how columns end that hold a moment


@writes(
    "parquet",
    title="Parquet tables",
    suffix=".parquet.zip",
    does="Entities, links, records and sources in typed columns, for polars, pandas, DuckDB, R and Spark; a table of "
    "many rows is a folder of several files, read together.",
    cannot=("How the chart looks: of places on it only x and y are told.",),
)
def parquet(extract: Extract, out: Path) -> Written:
    """One file of each table for every 20,000 rows, in a zip file; moments are UTC timestamps, amounts exact text."""
    counts: dict[str, int] = {}
    with zipped(out) as archive:
        for sheet in sheets(extract):
            what = sheet.name.partition(" ")[0]
            counts[what] = counts.get(what, 0) + sheet.count
            for number, block in enumerate(blocks(sheet.rows)):
                held = io.BytesIO()
                _frame(sheet, block).write_parquet(held)
                with archive.member(
                    f"{sheet.name.replace(' ', '_')}/part-{number:05}.parquet", packed=False
                ) as file:
                    file.write(held.getbuffer())
    counts.pop("about")
    return Written(counts)


def _frame(sheet: Sheet, block: list[tuple[Cell, ...]]) -> pl.DataFrame:
    columns = []
    for heading, cells in zip(sheet.headings, zip(*block, strict=True), strict=True):
        if heading.id.endswith(UTC):
            at = [datetime.fromisoformat(str(cell)) if cell else None for cell in cells]
            columns.append(pl.Series(heading.id, at, pl.Datetime("us", "UTC")))
        else:
            make = MAKES.get(heading.type)
            told = [None if cell in ("", None) else make(cell) if make else cell for cell in cells]
            columns.append(pl.Series(heading.id, told, TYPES[heading.type]))
    return pl.DataFrame(columns)
