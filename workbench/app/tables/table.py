"""A table without a window: columns, rows numbered from 0, and which of them are shown in what order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.app.tables.cells import Mask
from workbench.model.tabular import Column, Test

Rows = npt.NDArray[np.int32]
Tell = Callable[[int, int], None]


class Table(Protocol):
    """Rows of one noun. Rows asked for in `keys` and `passing` rise; None stands for all of them.

    `told` is called with how much is done of how much, and may raise Cancelled.
    """

    noun: str
    columns: tuple[Column, ...]
    size: int
    orders: dict[str, Rows]
    recounted: frozenset[str]  # the columns that count only what a chart's filters and chosen time leave

    def texts(self, rows: Rows, columns: Sequence[str]) -> pl.DataFrame:
        """The cells of some rows as they are shown, in the order asked for."""

    def ready(self, rows: Rows, columns: Sequence[str]) -> bool:
        """Whether these cells are at hand, without reading the file."""

    def keys(self, column: str, rows: Rows | None, told: Tell) -> pl.Series:
        """What the cells of a column are sorted by; null for an empty one."""

    def passing(self, test: Test, rows: Rows | None, told: Tell) -> Mask:
        """Which rows pass a test."""

    def picks(self, rows: Rows) -> tuple[list[int], list[int]]:
        """The entities and links that some rows speak of."""

    def listed(self, column: str) -> list[str]:
        """The values of a column of few different words; nothing for others."""


@dataclass(frozen=True)
class Look:
    """What is wanted of a table: the tests that all must pass, and the column sorted by ("" for file order)."""

    tests: tuple[Test, ...] = ()
    sort: str = ""
    falling: bool = False


@dataclass(frozen=True)
class Shown:
    """The rows of a table that are shown, in order; `rows` None stands for all in file order."""

    table: Table
    rows: Rows | None = None
    look: Look = field(default_factory=Look)

    def __len__(self) -> int:
        return self.table.size if self.rows is None else len(self.rows)

    def at(self, begin: int, end: int) -> Rows:
        """The rows at some places, the end left out."""
        end = min(end, len(self))
        return np.arange(begin, end, dtype=np.int32) if self.rows is None else self.rows[begin:end]

    def places(self, rows: Rows) -> Rows:
        """Where some rows stand, in rising order; those that are not shown are left out."""
        if self.rows is None:
            return np.sort(rows)
        return np.flatnonzero(np.isin(self.rows, rows)).astype(np.int32)


def arranged(table: Table, among: Rows | None, look: Look, told: Tell = lambda done, of: None) -> Shown:
    """The rows of a table that pass every test, sorted; `among` are those the scope leaves, rising, None for all."""
    rows = among
    for test in look.tests:
        passing = table.passing(test, rows, told)
        rows = np.flatnonzero(passing).astype(np.int32) if rows is None else rows[passing]
    if look.sort:
        rows = _sorted(table, rows, look, told)
    return Shown(table, rows, look)


def _sorted(table: Table, rows: Rows | None, look: Look, told: Tell) -> Rows:
    """Rows by a column, empty cells last and equal ones in file order; the order of all is kept, and used where it
    is not much longer than what is asked for."""
    known = table.orders.get(look.sort)
    many = rows is None or len(rows) * 4 > table.size
    if known is None and many:
        known = order_of(table.keys(look.sort, None, told), told)
        table.orders[look.sort] = known
        while len(table.orders) > 4:
            table.orders.pop(next(iter(table.orders)))
    if known is not None and many:
        if rows is None:
            return known[1:] if not look.falling else _falling(known)
        chosen = np.zeros(table.size, bool)
        chosen[rows] = True
        order = known[1:]
        there = chosen[order]
        empty = int(there[len(order) - known[0] :].sum())
        return _turned(order[there], empty, look.falling)
    assert rows is not None
    order = order_of(table.keys(look.sort, rows, told), told)
    return _turned(rows[order[1:]], int(order[0]), look.falling)


def order_of(keys: pl.Series, told: Tell = lambda done, of: None) -> Rows:
    """The order of some keys, behind the number of empty ones, which come last."""
    order = keys.to_frame("key").select(
        pl.arg_sort_by("key", nulls_last=True, maintain_order=True).cast(pl.Int32)
    )
    told(1, 1)
    return np.concatenate([np.array([keys.null_count()], np.int32), order.to_series().to_numpy()])


def _falling(known: Rows) -> Rows:
    return _turned(known[1:], int(known[0]), True)


def _turned(order: Rows, empty: int, falling: bool) -> Rows:
    """The same the other way round; empty cells stay last."""
    if not falling:
        return order
    filled = len(order) - empty
    return np.concatenate([order[:filled][::-1], order[filled:]])
