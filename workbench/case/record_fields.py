"""What records say in the fields that filters look at, as numbers and short lists; read once and kept with them.

A kind of record that has no such field is not judged: a subscription has no hour. One that has it, but of which it is
not told, stands under "" in lists of values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import local_hours
from workbench.case.behind import Behind
from workbench.case.cases import Case
from workbench.case.local_hours import UNKNOWN
from workbench.model.filters import WEEKDAYS
from workbench.model.kinds import RecordKind

SAYS_TYPE = ("service", "type", "outcome")  # the fields that say more of a record than its kind does


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


def coded(case: Case, behind: Behind, by: str) -> Coded:
    """A field of records as numbers; read once and kept with them."""
    known = behind.known.get(by)
    if not isinstance(known, Coded):
        known = behind.known[by] = _CODED[by](case, behind)
    return known


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


def _hour(case: Case, behind: Behind) -> Coded:
    hours = local_hours.of(case, behind)[0]
    return Coded(hours, [str(hour) for hour in range(24)] + [""] * (UNKNOWN - 23))


def _weekday(case: Case, behind: Behind) -> Coded:
    return Coded(local_hours.of(case, behind)[1], [*WEEKDAYS, *[""] * (UNKNOWN - 6)])


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


def cells(case: Case, behind: Behind) -> list[npt.NDArray[np.int32]]:
    """The cells each record names, a column for each role that has any; 0 for none."""
    known = behind.known.get("cell")
    if known is None:
        frame = behind.read(case, _fields(behind.kind, "cell"))
        known = behind.known["cell"] = [column.fill_null(0).to_numpy() for column in frame.get_columns()]
    return list(known)
