"""Which records a filter lets pass, told by their fields.

A kind of record that has no such field is not judged: a subscription has no hour. One that has it, but of which it is
not told, lies outside every stretch and stands under "" in lists of values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import assets
from workbench.case.behind import Behind, Mask, Whole
from workbench.case.cases import Case
from workbench.kernels import brushing
from workbench.model.block import PRECISIONS
from workbench.model.filters import WEEKDAYS, Filter
from workbench.model.kinds import RecordKind
from workbench.model.values import amounts

UNKNOWN = 255  # the hour and the weekday of a record that does not tell them
SAYS_TYPE = ("service", "type", "outcome")  # the fields that say more of a record than its kind does
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Coded:
    """A field as numbers: record i says `labels[codes[i]]`, "" where it is not told."""

    codes: npt.NDArray[Any]
    labels: list[str]


def judges(by: str, kind: RecordKind) -> bool:
    """Whether records of a kind have what a filter looks at."""
    if by in ("source", "type"):
        return True
    if by in ("time", "hour", "weekday"):
        return kind.moment is not None
    return bool(_fields(kind, by))


def _fields(kind: RecordKind, by: str) -> list[str]:
    """The fields a filter looks at: the first duration, the first amount, every cell."""
    if by == "cell":
        return [f.id for f in kind.entities if "cell" in f.kinds]
    return [f.id for f in kind.fields if f.type == by][:1]


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


def coded(case: Case, behind: Behind, by: str) -> Coded:
    """A field of records as numbers; read once and kept with them."""
    known = behind.known.get(by)
    if not isinstance(known, Coded):
        known = behind.known[by] = _CODED[by](case, behind)
    return known


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


def _source(case: Case, behind: Behind) -> Coded:
    names = case.db.conn.execute(
        "SELECT reading.id, source.id, name FROM reading JOIN source ON source.id = reading.source"
    ).fetchall()
    number = {reading: place for place, (reading, _, _) in enumerate(names)}
    codes = np.repeat(
        np.array([number[segment.reading] for segment, _ in behind.parts], np.int16),
        [len(rows) for _, rows in behind.parts],
    )
    return Coded(behind.sorted(codes), [f"{source}\0{name}" for _, source, name in names])


def _type(case: Case, behind: Behind) -> Coded:
    there = [f.id for f in behind.kind.fields if f.id in SAYS_TYPE and f.type == "choice"]
    frame = behind.read(case, there)
    said = [pl.lit(behind.kind.id), *(pl.col(name) for name in SAYS_TYPE if name in frame.columns)]
    if len(said) == 1:
        return Coded(np.zeros(len(behind), np.int16), [behind.kind.id])
    whole = frame.select(pl.concat_str(said, separator="/", ignore_nulls=True)).to_series()
    labels = whole.unique().sort().to_list()
    codes = whole.cast(pl.Enum(labels)).to_physical().to_numpy()
    return Coded(codes.astype(np.int16) if len(labels) < 1 << 15 else codes, labels)


def _local(case: Case, behind: Behind) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Hour and weekday of records in the case's zone. Of one that tells only its day, the hour is unknown and the
    weekday that of the day it states."""
    known = behind.known.get("local")
    if known is None:
        zone = ZoneInfo(case.about.zone or "UTC")
        hours, weekdays = (np.full(len(behind), UNKNOWN, np.uint8) for _ in range(2))
        changes, offsets = changes_of(zone, behind.at[: behind.timed])
        at = behind.at[: behind.timed]
        brushing.local_hours(at, changes, offsets, hours[: len(at)], weekdays[: len(at)])
        moment = behind.kind.moment
        assert moment is not None
        frame = behind.read(case, [f"{moment.id}.mark"])
        if frame.width:
            mark = frame.to_series().fill_null(0).to_numpy()[: len(at)]
            days = np.flatnonzero(mark & 15 == PRECISIONS.index("day"))
            if len(days):
                offset = behind.read(case, [f"{moment.id}.offset"])
                east = (
                    offset.to_series().fill_null(0).to_numpy()[days] if offset.width else np.zeros(len(days))
                )
                local = at[days] // 60_000_000 + east.astype(np.int64)
                hours[days], weekdays[days] = UNKNOWN, (local // 1440 + 3) % 7
        known = behind.known["local"] = hours, weekdays
    return known


def changes_of(zone: ZoneInfo, at: Whole) -> tuple[Whole, Whole]:
    """When the clocks of a zone change between the first and the last of some moments in order, and the microseconds
    east of UTC before each change and after the last, for `kernels.brushing.local_hours`."""
    if not len(at):
        return np.zeros(0, np.int64), np.zeros(1, np.int64)
    first = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(at[0]))
    last = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(at[-1]))

    def east(moment: datetime) -> int:
        return (moment.astimezone(zone).utcoffset() or timedelta()) // timedelta(microseconds=1)

    changes: list[int] = []
    offsets = [east(first)]
    moment = first
    while moment < last:
        later = min(moment + DAY, last)
        if east(later) != offsets[-1]:
            low, high = moment, later
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) / 2
                low, high = (middle, high) if east(middle) == offsets[-1] else (low, middle)
            high = high.replace(microsecond=0)
            changes.append((high - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1))
            offsets.append(east(later))
        moment = later
    return np.array(changes, np.int64), np.array(offsets, np.int64)


def _hour(case: Case, behind: Behind) -> Coded:
    hours = _local(case, behind)[0]
    return Coded(hours, [str(hour) for hour in range(24)] + [""] * (UNKNOWN - 23))


def _weekday(case: Case, behind: Behind) -> Coded:
    return Coded(_local(case, behind)[1], [*WEEKDAYS, *[""] * (UNKNOWN - 6)])


_CODED: dict[str, Callable[[Case, Behind], Coded]] = {
    "source": _source,
    "type": _type,
    "hour": _hour,
    "weekday": _weekday,
}


def durations(case: Case, behind: Behind) -> npt.NDArray[np.int32]:
    """Seconds that each record took, -1 where it is not told."""
    known = behind.known.get("duration")
    if known is None:
        frame = behind.read(case, _fields(behind.kind, "duration"))
        known = np.full(len(behind), -1, np.int32)
        if frame.width:
            known = frame.to_series().fill_null(-1).clip(-1, (1 << 31) - 1).cast(pl.Int32).to_numpy()
        behind.known["duration"] = known
    return np.asarray(known, np.int32)


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


def sums(case: Case, behind: Behind) -> tuple[pl.Series, npt.NDArray[np.int32]]:
    """Amounts in smallest units (whole numbers of 64 bits where all fit, else exact decimals) and their assets."""
    known = behind.known.get("amount")
    if known is None:
        name = _fields(behind.kind, "amount")[0]
        frame = behind.read(case, [name, f"{name}.asset"])
        units = pl.Series("units", [None] * len(behind), pl.Int64)
        if name in frame.columns:
            narrow = frame[name].cast(pl.Int64, strict=False)
            units = narrow if narrow.null_count() == frame[name].null_count() else frame[name]
        asset = np.zeros(len(behind), np.int32)
        if f"{name}.asset" in frame.columns:
            asset = frame[f"{name}.asset"].fill_null(0).to_numpy()
        known = behind.known["amount"] = units, asset
    return known


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


def cells(case: Case, behind: Behind) -> list[npt.NDArray[np.int32]]:
    """The cells each record names, a column for each role that has any; 0 for none."""
    known = behind.known.get("cell")
    if known is None:
        frame = behind.read(case, _fields(behind.kind, "cell"))
        known = behind.known["cell"] = [column.fill_null(0).to_numpy() for column in frame.get_columns()]
    return list(known)


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
