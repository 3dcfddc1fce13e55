"""What all readers of sheets share, whatever the format: where the table stands in a grid of cells, and its rows.

A format gives grids of text as a spreadsheet program shows them; here they become tables. `row` is the number of
the row in its sheet, a table is a sheet, raw rows are JSON lists of the cells.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from workbench.ingest import glancing, headers, sniffing, stated, tails
from workbench.ingest.footers import BELOW_FOOTER, Footer
from workbench.ingest.pieces import SECOND_HEADER
from workbench.ingest.readers import ROW, Layout, Rows, Sniffed, Table, column_names, normal
from workbench.model.block import RAW_ROWS, REJECTS
from workbench.model.problems import Problem

STRETCH = 65_536
SAMPLE = 60
MOST_CELLS = 60_000_000  # of a table, blank ones included
GLANCED = 400  # rows of each sheet that sniffing looks at


@dataclass
class Grid:
    """One sheet as its format gives it: String columns, row i being the sheet's row i + 1. `notes` are facts worth
    keeping, such as how many cells are merged."""

    name: str
    cells: pl.DataFrame
    hidden: bool = False
    notes: dict[str, int] = field(default_factory=dict)


@dataclass
class Sheet:
    """A grid whose header is known: its first and last row as positions, None without."""

    name: str
    cells: pl.DataFrame
    header: headers.Header | None
    names: list[str]

    @property
    def first(self) -> int:
        return 0 if self.header is None else self.header.last + 1

    @property
    def header_row(self) -> int:
        return 0 if self.header is None else self.header.first + 1

    @property
    def preamble(self) -> tuple[str, ...]:
        rows = self.cells.head(self.header.first if self.header else 0).rows()
        return tuple("\t".join(cell or "" for cell in row).rstrip("\t") for row in rows)


class SheetReader(ABC):
    """A reader of sheets; a format says what content it knows and gives the grids of a file."""

    id = ""
    has_sheets = True
    contents: frozenset[str] = frozenset()
    called = "a workbook"

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.sha256 = ""

    @abstractmethod
    def grids(self, path: Path, octets: bytes, most_rows: int | None) -> Iterator[Grid]:
        """The sheets of a file, only the first rows of each where `most_rows` says so. Raises Problem."""

    def sniff(self, path: Path) -> Sniffed | None:
        head = sniffing.head_of(path)
        if sniffing.content(path, head) not in self.contents:
            return None
        grids = [g for g in self.grids(path, path.read_bytes(), GLANCED) if g.cells.height]
        sheets = [described(grid, Layout()) for grid in grids]
        facts: dict[str, Any] = {"row_is": "row"} | hidden(grids)
        said = next((s.preamble for s in sheets if s.header is not None), ())
        facts["stated"] = stated.facts(said)
        facts["date_orders"], facts["questions"] = _dates(sheets)
        return Sniffed(self.id, tuple(_table(sheet) for sheet in sheets), facts)

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        head = sniffing.head_of(path)
        found = sniffing.content(path, head)
        if found not in self.contents:
            raise sniffing.refuse(path, found, self.called)
        octets = path.read_bytes()
        self.sha256 = hashlib.sha256(octets).hexdigest()
        grids = list(self.grids(path, octets, None))
        wanted = [s for s in (described(g, layout) for g in grids) if _serves(s, layout)]
        if not wanted:
            columns = ", ".join(layout.headers) or "that look like a table's header"
            raise Problem(
                f"no sheet of {path.name} has a row with the columns {columns}",
                "choose another recipe, or pick the columns by hand",
            )
        self.facts = {"row_is": "row", "sheets": [s.name for s in wanted], "header_row": {}, "preamble": []}
        self.facts |= hidden(grids)
        for grid in grids:
            for what, count in grid.notes.items():
                self.facts.setdefault(what, {})[grid.name] = count
        total = sum(max(s.cells.height, 1) for s in wanted)
        done = 0
        for sheet in wanted:
            self.facts["header_row"][sheet.name] = sheet.header_row
            self.facts.setdefault("columns", sheet.names)
            self.facts["preamble"] += sheet.preamble
            body, below = body_of(sheet, layout, self.facts)
            for start in range(0, max(body.height, 1), STRETCH):
                part = body.slice(start, STRETCH)
                done_rows = done + min(start + STRETCH, sheet.cells.height)
                octets_done = len(octets) * done_rows // total
                rows = rows_of(sheet, part, start == 0, octets_done, len(octets))
                yield rows if start else replace(rows, rejects=pl.concat([rows.rejects, below]))
            done += sheet.cells.height


def _serves(sheet: Sheet, layout: Layout) -> bool:
    return sheet.header is not None or bool(layout.columns and sheet.cells.height)


def hidden(grids: Iterable[Grid]) -> dict[str, Any]:
    """The sheets that a spreadsheet program does not show, as a fact."""
    names = [grid.name for grid in grids if grid.hidden]
    return {"hidden_sheets": names} if names else {}


def frame_of(rows: list[list[str | None]]) -> pl.DataFrame:
    """Rows of any length as String columns; a blank cell is null. Raises Problem where one cell stands so far off
    that the blanks before it would fill the memory."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise Problem(
            f"a table of {width:,} columns and {len(rows):,} rows is more than a sheet holds that somebody filled",
            "it may be made to do harm; ask for the table as CSV",
        )
    columns: list[list[str | None]] = [[] for _ in range(width)]
    for row in rows:
        for at, column in enumerate(columns):
            column.append((row[at] or None) if at < len(row) else None)
    return pl.DataFrame({str(at): pl.Series(column, dtype=pl.String) for at, column in enumerate(columns)})


def described(grid: Grid, layout: Layout) -> Sheet:
    """A grid with its header found, or with the columns that the layout names."""
    cells = grid.cells
    if layout.columns or not cells.height:
        return Sheet(grid.name, cells, None, column_names(_widened(list(layout.columns), cells.width)))
    rows = [trimmed([c or "" for c in row]) for row in cells.head(headers.LOOKED_AT * 5).rows()]
    found = headers.locate(rows, layout.wanted)
    names = list(found.names) if found is not None else []
    return Sheet(grid.name, cells, found, column_names(_widened(names, cells.width)))


def _widened(names: list[str], width: int) -> list[str]:
    return (names + [""] * (width - len(names)))[:width]


def trimmed(row: list[str]) -> list[str]:
    """A row without the empty cells at its end: a workbook fills all rows up to its widest."""
    while row and not row[-1]:
        row = row[:-1]
    return row


def _dates(sheets: list[Sheet]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The order and calendar of the date columns of the first sheet that has a header, and what they leave open."""
    sheet = next((s for s in sheets if s.header is not None), None)
    if sheet is None:
        return {}, []
    rows = [[cell or "" for cell in row] for row in body_of(sheet, Layout(), {})[0].drop(ROW).iter_rows()]
    orders, questions = glancing.dates(sheet.names, rows, iter(()))
    return orders, [question.as_json() for question in questions]


def _table(sheet: Sheet) -> Table:
    body = body_of(sheet, Layout(), {})[0].head(SAMPLE)
    cells = body.drop(ROW).rows()
    return Table(
        sheet.name,
        tuple(sheet.names),
        sheet.header_row,
        tuple(tuple(c or "" for c in row) for row in cells),
        tuple(body[ROW].to_list()),
        sheet.preamble,
    )


def body_of(sheet: Sheet, layout: Layout, facts: dict[str, Any]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of data with their numbers: no blank rows, no repeated headers, nothing from the footer on.
    And the rows (block.REJECTS) that stand below the footer without being part of it."""
    body = sheet.cells.rename(dict(zip(sheet.cells.columns, sheet.names, strict=True)))
    body = body.with_columns(pl.int_range(1, body.height + 1, dtype=pl.Int64).alias(ROW)).slice(sheet.first)
    filled = pl.any_horizontal(pl.exclude(ROW).str.strip_chars() != "").fill_null(False)
    body = body.filter(filled)
    if sheet.header is not None:
        body = _without_headers(sheet, sheet.header, body, facts)
    first = pl.coalesce(pl.exclude(ROW).str.strip_chars())
    if layout.skip:
        body = body.filter(~first.str.contains(layout.skip).fill_null(False))
    if layout.footer:
        hits = body.select(first.str.contains(layout.footer).fill_null(False)).to_series().arg_true()
        if len(hits):
            at = int(hits[0])
            return body.head(at), _below(sheet, body.slice(at), facts)
    elif body.height > 1:
        last = body.tail(tails.MOST * 2)
        rows = [trimmed([c or "" for c in row]) for row in last.drop(ROW).rows()]
        begins = tails.begins(rows, len(sheet.names))
        if begins is not None and begins < last.height:
            return body.head(body.height - last.height + begins), _below(sheet, last.slice(begins), facts)
    return body, pl.DataFrame(schema=REJECTS)


def _without_headers(
    sheet: Sheet, header: headers.Header, body: pl.DataFrame, facts: dict[str, Any]
) -> pl.DataFrame:
    """The rows that do not repeat the header, as pages do when a report is pasted together."""
    wanted = sheet.cells.row(header.first)
    folded = [normal(c or "") for c in wanted]
    own = [name for name in body.columns if name != ROW]
    lead = next((at for at, cell in enumerate(wanted) if cell), 0)
    alike = body.select((pl.col(own[lead]) == wanted[lead]).fill_null(False)).to_series().arg_true().to_list()
    same = [at for at in alike if [normal(c or "") for c in body.select(own).row(at)] == folded]
    if not same:
        return body
    facts["repeated_headers"] = facts.get("repeated_headers", 0) + len(same)
    return body.with_row_index("\0at").filter(~pl.col("\0at").is_in(same)).drop("\0at")


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


def rows_of(sheet: Sheet, part: pl.DataFrame, is_first: bool, done: int, total: int) -> Rows:
    """A stretch of a sheet; a second line of header that nobody recognised is a reject."""
    raw, rejects = _raw(part), pl.DataFrame(schema=REJECTS)
    cells = [[c or "" for c in row] for row in part.drop(ROW).head(6).rows()]
    if is_first and len(cells) > 1 and headers.is_second_header(cells[0], cells[1:]):
        rejects = raw.head(1).select(
            "row", column=pl.lit(""), reason=pl.lit(SECOND_HEADER), raw=pl.col("text")
        )
        part = part.slice(1)
    return Rows(sheet.name, part, raw, done, total, rejects, sheet.preamble)
