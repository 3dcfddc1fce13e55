"""The cells a recipe asks for, from one stretch of a table: by column, preamble, file name, constant, subject."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl

from workbench.ingest.columns import WRAPPERS
from workbench.ingest.readers import Rows, find_named
from workbench.ingest.recipe_parts import Source
from workbench.model.problems import Problem
from workbench.model.values.wrapping import is_blank, unwrap


class Cells:
    """Cells of one `Rows`; every column is looked up by its compared name, and joined columns made once."""

    def __init__(
        self, rows: Rows, filename: str, names: Mapping[str, Sequence[str]] | None = None, subject: str = ""
    ) -> None:
        self.rows = rows
        self._names = names or {}
        self.height = rows.frame.height
        self._filename = filename
        self._subject = subject or None
        self._joined: dict[tuple[str, tuple[str, ...]], pl.Series] = {}

    def header(self, wanted: str) -> str | None:
        """The column that a recipe means by `wanted` as this table calls it, or None."""
        return find_named(self.rows.frame.columns, wanted, self._names)

    def column(self, wanted: str) -> pl.Series | None:
        """The cells of one column, null where empty, or None where the table has no such column."""
        name = self.header(wanted)
        return None if name is None else self.rows.frame[name]

    def of(self, source: Source, may_lack: bool = False) -> pl.Series:
        """The cells of a source. Raises Problem where the table lacks a column, unless it `may_lack` it: then those
        that are there are joined (a date column, and one of times where the table has it)."""
        named = source.columns
        if may_lack or source.falls_back:  # and two names may stand for one column
            there = {header: name for name in reversed(named) if (header := self.header(name)) is not None}
            named = tuple(reversed(there.values()))
        if not named:
            return pl.Series([self.constant(source)], dtype=pl.String).new_from_index(0, self.height)
        if (source.join, named) not in self._joined:
            parts = [self._wanted(name) for name in named]
            self._joined[source.join, named] = parts[0] if len(parts) == 1 else _joined(parts, source.join)
        found = self._joined[source.join, named]
        said = self.constant(source) if source.falls_back and found.null_count() else None
        return found if said is None else found.fill_null(said)

    def _wanted(self, name: str) -> pl.Series:
        found = self.column(name)
        if found is None:
            raise Problem(
                f"the table {self.rows.table} has no column {name}",
                "choose another recipe, or correct the column's name in this one",
            )
        return found

    def constant(self, source: Source) -> str | None:
        """What a source says for every row, its columns aside."""
        said = _first(source.preamble, self.rows.preamble) if source.preamble is not None else None
        if said is None and source.filename is not None:
            said = _first(source.filename, [self._filename])
        if said is None:
            said = source.value
        return self._subject if said is None and source.subject else said


def _joined(parts: Sequence[pl.Series], by: str) -> pl.Series:
    """Columns with a space or the like between; each without wrappers and without signs for "nothing"."""
    frame = pl.DataFrame([part.alias(str(i)) for i, part in enumerate(parts)])
    tidy = frame.select(pl.all().str.strip_chars(WRAPPERS))
    tidy = tidy.select(pl.when(~pl.all().is_in(["", "-", "--", "---"])).then(pl.all()))
    joined = tidy.select(pl.concat_str(pl.all(), separator=by, ignore_nulls=True)).to_series()
    return pl.select(pl.when(joined != "").then(joined)).to_series()


def _first(pattern: str, texts: Sequence[str]) -> str | None:
    """Group 1 of the first text that the pattern matches, the whole match where it has no group."""
    for text in texts:
        found = re.search(pattern, text)
        if found:
            taken = found[1] if found.re.groups else found[0]
            return None if taken is None or is_blank(unwrap(taken)) else taken
    return None
