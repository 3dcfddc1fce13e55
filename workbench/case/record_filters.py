"""Which records a filter lets pass, told by their fields.

A record of which the field is not told lies outside every stretch.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import assets
from workbench.case.behind import Behind, Mask
from workbench.case.cases import Case
from workbench.case.record_fields import Coded, cells, coded, durations, judges, sums
from workbench.model.filters import Filter
from workbench.model.values import amounts


def passes(case: Case, behind: Behind, test: Filter) -> Mask:
    """Which of some records a filter lets pass."""
    if not judges(test.by, behind.kind):
        return np.ones(len(behind), bool)
    if test.by == "time":
        begin, end = behind.window((_low(test), _high(test)))
        inside = np.zeros(len(behind), bool)
        inside[begin:end] = True
        return inside
    if test.by == "duration":
        return _duration(case, behind, test)
    if test.by == "amount":
        return _amount(case, behind, test)
    if test.by == "cell":
        return _cell(case, behind, test)
    return _listed(coded(case, behind, test.by), test)


def _low(test: Filter) -> int:
    return int(test.low) if test.low is not None else np.iinfo(np.int64).min


def _high(test: Filter) -> int:
    return int(test.high) if test.high is not None else np.iinfo(np.int64).max


def _listed(said: Coded, test: Filter) -> Mask:
    allowed = np.array([_allows(label, test) for label in said.labels], bool)
    result: Mask = allowed[said.codes]
    return result


def _allows(label: str, test: Filter) -> bool:
    if test.by == "hour" and (test.low is not None or test.high is not None):
        return bool(label) and _between(int(label), test)
    if test.by == "type":
        words = set(label.split("/"))
        kept = not test.keep or any(set(value.split("/")) <= words for value in test.keep)
        return kept and not any(set(value.split("/")) <= words for value in test.drop)
    names = label.split("\0")  # a source goes by its number and its name
    kept = not test.keep or any(name in test.keep for name in names)
    return kept and not any(name in test.drop for name in names)


def _between(hour: int, test: Filter) -> bool:
    low, high = int(test.low or 0), int(24 if test.high is None else test.high)
    return low <= hour < high if low < high else hour >= low or hour < high


def _duration(case: Case, behind: Behind, test: Filter) -> Mask:
    said = durations(case, behind)
    inside = np.ones(len(said), bool)
    if test.low is not None or test.high is not None:
        inside = (said >= max(_low(test), 0)) & (said < _high(test))
    for values, wanted in ((test.keep, True), (test.drop, False)):
        if values:
            named = np.zeros(len(said), bool)
            for value in values:
                named |= said == (int(value) if value else -1)
            inside &= named == wanted
    return inside


def _amount(case: Case, behind: Behind, test: Filter) -> Mask:
    """Each asset is compared in its own smallest unit, so that bounds are exact."""
    units, asset = sums(case, behind)
    codes = assets.codes(case.db)
    inside = np.zeros(len(units), bool)
    ranged = test.low is not None or test.high is not None
    for number in np.unique(asset).tolist():
        code = codes.get(number, "") if number else ""
        if (test.keep and code not in test.keep) or code in test.drop:
            continue
        here = asset == number
        if ranged:
            scale = Decimal(10) ** amounts.decimals(code)
            bounds = [None if b is None else -int(-Decimal(b) * scale // 1) for b in (test.low, test.high)]
            here &= _in_units(units, *bounds)
        inside |= here
    return inside


def _in_units(units: pl.Series, low: int | None, high: int | None) -> Mask:
    kind = units.dtype if units.dtype == pl.Int64 else pl.Decimal(38, 0)
    found = pl.lit(True)
    for bound, at_least in ((low, True), (high, False)):
        if bound is None:
            continue
        if kind == pl.Int64 and abs(bound) >= 1 << 63:
            found &= pl.lit((bound < 0) == at_least)
            continue
        edge = pl.lit(Decimal(bound), kind) if kind != pl.Int64 else pl.lit(bound, kind)
        found &= pl.col("units") >= edge if at_least else pl.col("units") < edge
    frame = units.alias("units").to_frame()
    return frame.select(((pl.col("units").is_not_null()) & found).fill_null(False)).to_series().to_numpy()


def _cell(case: Case, behind: Behind, test: Filter) -> Mask:
    columns = cells(case, behind)
    kept = _names_cell(case, columns, test.keep, len(behind)) if test.keep else np.ones(len(behind), bool)
    return kept & ~_names_cell(case, columns, test.drop, len(behind)) if test.drop else kept


def _names_cell(case: Case, columns: list[npt.NDArray[np.int32]], values: tuple[str, ...], size: int) -> Mask:
    marks = ",".join("?" * len(values))
    ids = [
        id
        for (id,) in case.db.conn.execute(
            f"SELECT id FROM entity WHERE kind = 'cell' AND value IN ({marks})", values
        )
    ]
    found = np.zeros(size, bool)
    for column in columns:
        found |= np.isin(column, ids)
    if "" in values:
        none = np.ones(size, bool)
        for column in columns:
            none &= column == 0
        found |= none
    return found
