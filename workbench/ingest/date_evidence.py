"""What each order of day, month and year would make of a date column: the evidence for whoever must say which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from workbench.ingest.preview import Preview, shown_moment
from workbench.model.block import mark
from workbench.model.values import moments

ORDERS: tuple[moments.Order, ...] = ("dmy", "mdy", "ymd")
_TWICE = re.compile(r"\b(\d{1,4})\D(\d{1,2})\D(\d{1,4})\b")


@dataclass(frozen=True)
class Reading:
    """A column read in one order: `shown` are a few cells as written and as read, `first` and `last` the stretch of
    time in UTC microseconds, `ascending` the share of rows not earlier than the row before."""

    order: str
    shown: tuple[tuple[str, str], ...]
    first: int
    last: int
    ascending: float


def readings(texts: Sequence[str], most: int = 3) -> list[Reading]:
    """How a column of dates reads in every order that all its cells fit."""
    column = pl.Series(texts, dtype=pl.String)
    filled = column.drop_nulls().filter(column.drop_nulls() != "")
    found = []
    for order in ORDERS:
        read = moments.parse_many(filled, order, "UTC")
        moments_read = read["at"]
        if not len(filled) or moments_read.null_count():
            continue
        steps = moments_read.diff().drop_nulls()
        ascending = float((steps >= 0).mean()) if len(steps) else 1.0  # type: ignore[arg-type]
        examples = _telling(filled.to_list(), most)
        days = moments.parse_many(pl.Series(examples, dtype=pl.String), order, "UTC")["at"].to_list()
        shown = tuple((text, _day(day)) for text, day in zip(examples, days, strict=True))
        reach = sorted(moments_read.to_list())
        found.append(Reading(order, shown, reach[0], reach[-1], round(ascending, 3)))
    return found


def column_of(found: Preview, name: str) -> list[str]:
    """The cells of a date column of a preview, joined as the recipe joins them ("Date + Time")."""
    places = [found.columns.index(part) for part in name.split(" + ") if part in found.columns]
    rows = [row.cells for row in found.rows if row.cells] if places else []
    return [" ".join(cells[at] for at in places if at < len(cells) and cells[at]) for cells in rows]


def _telling(texts: Sequence[str], most: int) -> list[str]:
    """Different dates in which the two numbers differ, those first that the orders read differently."""
    found: dict[str, str] = {}
    open_ones = [text for text in texts if moments.decide_order(pl.Series([text])) is None]
    for text in [*open_ones, *texts]:
        seen = _TWICE.search(text)
        if seen is not None and len(set(seen.groups())) == 3:
            found.setdefault(seen.group(), text)
        if len(found) == most:
            break
    return list(found.values()) or list(dict.fromkeys(texts))[:most]


def at(day: str) -> datetime:
    """A day of `shown` as a moment."""
    return datetime.fromisoformat(day)


def _day(moment: int) -> str:
    return shown_moment(moment, 0, mark(2, 1)).split(" ")[0]
