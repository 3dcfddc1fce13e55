"""Columns of tables and the tests that are typed under their headings: contains, from-to, values."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from workbench.model import filters
from workbench.model.filters import Bound
from workbench.model.problems import Problem

TEXTS = ("text", "entity", "words")
NUMBERS = ("count", "duration", "number")
AS_FILTERS = {"moment": "time", "duration": "duration", "amount": "amount", "count": "count"}
SIGNS = ("!=", ">=", "<=", "=", ">", "<")


@dataclass(frozen=True)
class Column:
    """A column of a table. `type` is text, entity (an identifier), words (a few different ones), moment, duration
    (seconds), amount, count or number; `shown` says whether it is there before anybody chooses."""

    id: str
    title: str
    type: str = "text"
    shown: bool = True

    @property
    def right(self) -> bool:
        """Whether its cells are numbers, which stand below one another by their last digit."""
        return self.type in (*NUMBERS, "amount")


@dataclass(frozen=True)
class Test:
    """What a cell must be: hold a text, be one of `keep` and none of `drop`, lie in [`low`, `high`); "" in a list is
    an empty cell. Of amounts `keep` names the asset."""

    __test__ = False  # no test of pytest's

    column: str
    holds: str = ""
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    low: Bound | None = None
    high: Bound | None = None

    @property
    def ranged(self) -> bool:
        return self.low is not None or self.high is not None


def understood(column: Column, text: str, zone: str = "") -> Test | None:
    """What was typed under a heading; None where nothing was. Raises Problem where it cannot be understood.

    A text alone is looked for anywhere in the cell; `=a,b` and `!=a,b` name values, and `=` alone is an empty cell.
    Times, durations, counts and amounts are typed as in filters: `2026-06-01..2026-06-30`, `>60`, `10..20 EUR`.
    """
    said = text.strip()
    if not said:
        return None
    sign = next((s for s in SIGNS if said.startswith(s)), "")
    rest = said.removeprefix(sign).strip()
    if sign in ("=", "!=") and (not rest or column.type in TEXTS):
        values = tuple(v.strip() for v in next(csv.reader([rest], skipinitialspace=True))) if rest else ("",)
        return Test(column.id, keep=values) if sign == "=" else Test(column.id, drop=values)
    if column.type in TEXTS:
        return Test(column.id, holds=said)
    if column.type == "number":
        return _numbers(column, sign, rest)
    by = AS_FILTERS[column.type]
    try:
        found = filters.parse(f"{by}{sign or '='}{rest}", zone)
    except Problem as problem:
        raise Problem(f"'{said}' cannot be understood", problem.hint) from problem
    return Test(column.id, "", found.keep, found.drop, found.low, found.high)


def _numbers(column: Column, sign: str, said: str) -> Test:
    """A stretch of plain numbers, which includes both ends, or some of them."""
    try:
        if ".." in said:
            ends = [Decimal(end) if end.strip() else None for end in said.split("..", 1)]
            return Test(column.id, low=ends[0], high=None if ends[1] is None else ends[1].next_plus())
        if sign in ("", "=", "!="):
            values = tuple(str(Decimal(value.strip())) for value in said.split(","))
            return Test(column.id, drop=values) if sign == "!=" else Test(column.id, keep=values)
        end = Decimal(said)
    except (InvalidOperation, ValueError) as error:
        raise Problem(f"'{said}' is no number", "type such as 5, >5 or 5..10") from error
    return {
        ">": Test(column.id, low=end.next_plus()), ">=": Test(column.id, low=end),
        "<": Test(column.id, high=end), "<=": Test(column.id, high=end.next_plus()),
    }[sign]  # fmt: skip
