"""Whether day or month comes first in a date column: decided once for the column, never per cell."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from workbench.ingest.cells import Cells
from workbench.ingest.readers import Rows
from workbench.ingest.recipe_parts import Recipe, Source
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.model.values import moments

STRAYS = 0.02  # a column may hold this share of damaged dates and still have an order
Orders = dict[tuple[str, ...], str]


def date_sources(recipe: Recipe, kinds: Kinds) -> list[tuple[Source, str]]:
    """The sources of moments that have an order of day and month, and the order where the field states it."""
    found = []
    for section in recipe.sections:
        for name, filling in section.fields.items():
            if kinds.records[section.kind].field(name).type == "moment" and not (
                filling.format or filling.unix
            ):
                found.append((filling.source, filling.order))
    return found


class Deciding:
    """Gathers distinct dates of every date column until its order is known."""

    def __init__(self, recipe: Recipe, kinds: Kinds) -> None:
        self.orders: Orders = {}
        self._open: dict[tuple[str, ...], pl.Series] = {}
        self._names = recipe.layout.names
        whole = recipe.layout.date_order
        for source, order in date_sources(recipe, kinds):
            if order or whole != "auto":
                self.orders[source.columns] = order or whole
            elif source.columns:
                self._open[source.columns] = pl.Series([], dtype=pl.String)

    @property
    def done(self) -> bool:
        return not self._open

    @property
    def open(self) -> list[tuple[str, ...]]:
        """The date columns whose order is not known yet."""
        return list(self._open)

    def order(self, source: Source) -> str | None:
        """The order to read a source with, None where the date alone must say."""
        return self.orders.get(source.columns)

    def look(self, rows: Rows) -> None:
        """Takes a stretch of the table into account."""
        cells = Cells(rows, "", self._names)
        for columns in list(self._open):
            if all(cells.column(name) is None for name in columns):
                continue
            sample = pl.concat([self._open[columns], cells.of(Source(columns), may_lack=True).drop_nulls()])
            order = moments.decide_order(sample) if len(sample) else None
            if order == "mixed":
                order = _most_fitting(sample)
            if order is None:
                self._open[columns] = sample.unique().head(100_000)
            else:
                self.orders[columns] = order
                del self._open[columns]

    def finish(self) -> None:
        """Raises Problem for a column whose dates can be read both ways to the end of the file."""
        for columns, sample in self._open.items():
            if len(sample):
                example = next(
                    (t for t in sample.to_list() if moments.decide_order(pl.Series([t])) is None), ""
                )
                raise Problem(
                    f"the dates in {' + '.join(columns)} can be read as day/month or as month/day"
                    + (f", such as {example}" if example else ""),
                    "say which comes first: date_order dmy or mdy",
                )
            self.orders[columns] = "ymd"
        self._open = {}

    def decide(self, stretches: Iterable[Rows]) -> None:
        """Looks at a table from its start until every order is known. Raises Problem where one never is."""
        for rows in stretches:
            if self.done:
                break
            self.look(rows)
        self.finish()


def _most_fitting(sample: pl.Series) -> moments.Order | None:
    """The one order that all but a few cells fit; raises Problem where a column mixes orders."""
    distinct = sample.unique().head(20_000)
    failed = {
        order: moments.parse_many(distinct, order, "UTC")["at"].null_count() / len(distinct)
        for order in moments_orders()
    }
    best = min(failed.values())
    fitting = [order for order, share in failed.items() if share <= best + STRAYS / 10]
    if best > STRAYS or len(fitting) > 1:
        example = distinct.to_list()[0]
        raise Problem(
            f"the dates of one column come in several orders of day and month, such as {example}",
            "say which comes first: date_order dmy or mdy; rows that do not fit are then rejected",
        )
    return fitting[0]


def moments_orders() -> tuple[moments.Order, ...]:
    return ("dmy", "mdy", "ymd")
