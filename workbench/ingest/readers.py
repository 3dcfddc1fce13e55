"""What a reader is: it turns the bytes of one file format into tables of text, and judges nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from workbench.model.block import REJECTS
from workbench.model.problems import Problem

ROW = "row"
# A layout is told by its columns: a recipe for one of these readers reads the tables of the others as well.
ALIKE = frozenset({"delimited", "workbook", "opendocument", "web_table", "sheet_xml", "dbf", "pdf"})
SPACES = "  "  # as a delimiter: columns parted by two spaces or more
_SPACES = re.compile(r"[\s\u00a0\u200b-\u200f\ufeff]+")


@lru_cache(maxsize=16_384)
def normal(header: str) -> str:
    """A header as headers are compared: case folded, spaces squeezed."""
    return _SPACES.sub(" ", header).strip().casefold()


def column_names(header: Sequence[str | None]) -> list[str]:
    """Names for the columns of a table: an empty header becomes "Column 3", a repeated one "IMEI (2)".

    "row" is taken by the row number, so that a column of that name becomes "row (2)".
    """
    names: list[str] = []
    taken = {ROW}
    reached: dict[str, int] = {}  # counting goes on from there: a file may repeat one header 65,536 times
    for position, said in enumerate(header, 1):
        plain = _SPACES.sub(" ", said or "").strip() or f"Column {position}"
        name, count = plain, reached.get(plain, 1)
        while name in taken:
            count += 1
            name = f"{plain} ({count})"
        reached[plain] = count
        taken.add(name)
        names.append(name)
    return names


def find_column(columns: Sequence[str], wanted: str) -> str | None:
    """The column that a recipe means by `wanted`, or None."""
    key = normal(wanted)
    named = _by_name(tuple(columns))
    return named.get("row (2)") if key == ROW else named.get(key)


@lru_cache(maxsize=64)
def _by_name(columns: tuple[str, ...]) -> Mapping[str, str]:
    """The columns of a table by their compared names; asked for the same table over and over."""
    return {normal(name): name for name in columns if name != ROW}


def find_named(columns: Sequence[str], wanted: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The column that `wanted` stands for: the first of its `names` that is there, else the header itself."""
    for alternative in (*names.get(wanted, ()), wanted):
        found = find_column(columns, alternative)
        if found is not None:
            return found
    return None


@dataclass(frozen=True)
class Layout:
    """How a file is laid out as far as it is known; an empty entry is found out from the file itself.

    `headers` are columns the header row must have; `columns` names the columns of a file without header.
    `names` are the headers that one name of the recipe stands for (languages, versions of an export). `used` are the
    columns that anybody will look at, where that is known: a reader may leave others out.
    """

    delimiter: str = ""
    encoding: str = ""
    headers: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    footer: str = ""
    skip: str = ""
    date_order: str = "auto"
    decimal: str = "."
    zone: str = ""
    country: str = ""
    empty: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    calendar: str = "auto"
    used: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[tuple[str, ...], ...]:
        """For each column the header row must have, the texts that may stand there."""
        return tuple((*self.names.get(header, ()), header) for header in self.headers)


@dataclass
class Rows:
    """A stretch of one table: `frame` has String columns named by the header, and `row` Int64.

    `raw` (row, text) is given where a row is not a line of the file. `texts` gives the raw text of rows at
    the given positions of the frame, and is needed only where `raw` is not given. `rejects` are rows that are
    no rows of this table (too few columns, unbalanced quote); they are not in the frame. Several lines of the
    frame may share a row number (the inputs of one transaction): next to each other, in one stretch.
    """

    table: str
    frame: pl.DataFrame
    raw: pl.DataFrame | None
    bytes_done: int
    bytes_total: int
    rejects: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REJECTS))
    preamble: tuple[str, ...] = ()
    texts: Callable[[Sequence[int]], list[str]] | None = None


@dataclass(frozen=True)
class Table:
    """What sniffing saw of one table: its columns and the first rows as text, with their row numbers."""

    name: str
    columns: tuple[str, ...]
    header_row: int = 0
    sample: tuple[tuple[str, ...], ...] = ()
    sample_rows: tuple[int, ...] = ()
    preamble: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sniffed:
    """What a reader sees at a glance: its tables and facts about the layout (encoding, delimiter, ...)."""

    reader: str
    tables: tuple[Table, ...]
    facts: dict[str, Any] = field(default_factory=dict)


class Reader(Protocol):
    """Reads one file format. One object reads one file once.

    After `tables` is exhausted, an attribute `facts` may hold what `Ending.facts` wants, and a reader that
    hashed every byte of the file while reading may leave the SHA-256 in `sha256`; otherwise the file is hashed
    for it. `has_sheets = True` says that its tables are sheets the analyst knows by name.
    """

    id: str

    def sniff(self, path: Path) -> Sniffed | None:
        """What is in the file, or None when it is not of this format. Reads little; raises Problem when it
        is of this format but broken."""
        ...

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        """The rows of every table that has `layout.headers`, in the order of the file."""
        ...


def ensure_text_columns(rows: Rows, reader: str) -> None:
    """Raises Problem where a reader (a plugin's, say) breaks the shape that `Rows` promises."""
    schema = rows.frame.schema
    if schema.get(ROW) != pl.Int64:
        raise Problem(
            f"reader {reader} gave a table without row numbers", "the frame needs a column row, Int64"
        )
    wrong = [name for name, dtype in schema.items() if name != ROW and dtype != pl.String]
    if wrong:
        raise Problem(f"reader {reader} gave columns that are not text", ", ".join(wrong))
