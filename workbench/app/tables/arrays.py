"""Tables whose columns are in memory: entities, links and rejects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial

import numpy as np
import polars as pl

from workbench.app.seen import Seen
from workbench.app.tables import cells
from workbench.app.tables.cells import Mask
from workbench.app.tables.table import Rows, Tell
from workbench.model.graph import Graph
from workbench.model.tabular import Column, Test

Make = Callable[[], pl.Series]


class ArrayTable:
    """Columns made when they are first asked for; `makes` says how. Moments are UTC microseconds, shown in `zone`;
    `ids` are the entities or links that the rows are."""

    def __init__(
        self,
        noun: str,
        columns: Sequence[Column],
        makes: Mapping[str, Make],
        size: int,
        zone: str,
        ids: np.ndarray,
    ) -> None:
        self.noun, self.columns, self.size, self.zone, self.ids = noun, tuple(columns), size, zone, ids
        self.orders: dict[str, Rows] = {}
        self.graph: Graph | None = None  # the one that the rows are of
        self.under: Seen | None = None  # of a chart, where that is what some columns count
        self.recounted: frozenset[str] = frozenset()  # those columns
        self.whole_case: ArrayTable = self  # the same rows, counted over the whole case
        self._makes = makes
        self._made: dict[str, pl.Series] = {}
        self._types = {c.id: c.type for c in columns}

    def whole(self, column: str) -> pl.Series:
        """A column as it is kept: numbers as numbers, all else as text."""
        if column not in self._made:
            self._made[column] = self._makes[column]()
        return self._made[column]

    def counted_under(self, seen: Seen, makes: Mapping[str, Make]) -> ArrayTable:
        """The same rows, of which some columns are made from what is seen of a chart."""
        others = {name: partial(self.whole, name) for name in self._makes}
        made = ArrayTable(self.noun, self.columns, others | dict(makes), self.size, self.zone, self.ids)
        made.graph, made.under, made.whole_case = self.graph, seen, self
        made.recounted = frozenset(makes)
        return made

    def texts(self, rows: Rows, columns: Sequence[str]) -> pl.DataFrame:
        return pl.DataFrame({name: self._text(name, self.whole(name).gather(rows)) for name in columns})

    def _text(self, column: str, part: pl.Series) -> pl.Series:
        if self._types[column] == "moment":
            return cells.moments(part, self.zone)
        if part.dtype == pl.String:
            return part.fill_null("")
        return cells.numbers(part)

    def ready(self, rows: Rows, columns: Sequence[str]) -> bool:
        return all(name in self._made for name in columns)

    def keys(self, column: str, rows: Rows | None, told: Tell) -> pl.Series:
        whole = self.whole(column)
        told(0, 1)
        part = whole if rows is None else whole.gather(rows)
        if part.dtype == pl.String:
            return part.to_frame("v").select(pl.when(pl.col("v") != "").then("v")).to_series()
        return part

    def passing(self, test: Test, rows: Rows | None, told: Tell) -> Mask:
        whole = self.whole(test.column)
        told(0, 1)
        part = whole if rows is None else whole.gather(rows)
        if test.ranged:
            return cells.lies(part, test)
        return cells.reads(
            self._text(test.column, part) if self._types[test.column] != "amount" else part, test
        )

    def picks(self, rows: Rows) -> tuple[list[int], list[int]]:
        chosen = self.ids[rows].tolist() if len(self.ids) else []
        return (chosen, []) if self.noun == "entities" else ([], chosen)

    @cached_property
    def _listed(self) -> dict[str, list[str]]:
        return {}

    def listed(self, column: str) -> list[str]:
        if self._types[column] != "words":
            return []
        if column not in self._listed:
            counted = self.whole(column).value_counts(sort=True)
            self._listed[column] = [str(v) for v in counted[counted.columns[0]].head(200).to_list() if v]
        return self._listed[column]


def coded(numbers: np.ndarray, labels: Sequence[str]) -> pl.Series:
    """Numbers as the labels they stand for."""
    return pl.Series(list(labels) or [""], dtype=pl.String).gather(numbers)


def timed(at: np.ndarray) -> pl.Series:
    """UTC microseconds, null where there is no time."""
    made = pl.Series(at)
    return made.set(pl.Series(at == Graph.NO_TIME), None)
