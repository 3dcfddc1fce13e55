"""Every record that counts, numbered from 0 in the order it was written: rows of a table of millions, read from the
segments when they are looked at."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import included, segments
from workbench.case.cases import Case
from workbench.case.segments import Segment
from workbench.case.twins import effective
from workbench.model.kinds import RecordKind

KEPT = 192 << 20  # bytes of columns kept as they were read
Rows = npt.NDArray[np.signedinteger]
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Stretch:
    """The records of one segment: the first one's row, and which of the segment count (None for all)."""

    segment: Segment
    kind: RecordKind
    first: int
    counted: npt.NDArray[np.int32] | None
    codes: tuple[int, ...]

    def __len__(self) -> int:
        return self.segment.rows if self.counted is None else len(self.counted)


class RecordRows:
    """The counted records of a case; a row's number holds as long as the same readings are included."""

    def __init__(self, case: Case, counted: dict[int, list[int]]) -> None:
        self.counted = counted
        self._case = case
        self.stretches: list[Stretch] = []
        self.size = 0
        for segment in segments.listed(case.db, counted):
            kind = case.kinds.records.get(segment.kind)
            if kind is None:
                continue
            made = _stretch(case, segment, kind, self.size, tuple(counted[segment.reading]))
            if len(made):
                self.stretches.append(made)
                self.size += len(made)
        self.firsts = np.array([s.first for s in self.stretches], np.int64)
        self._kept: OrderedDict[tuple[int, str], pl.Series | None] = OrderedDict()
        self._bytes = 0
        self._guard = threading.Lock()

    @cached_property
    def kinds(self) -> list[RecordKind]:
        """The kinds of record there are, in the order of the first of each."""
        return list({s.kind.id: s.kind for s in self.stretches}.values())

    @cached_property
    def columns(self) -> set[tuple[str, str]]:
        """Which columns the segments of each kind have: pairs of kind and column."""
        return {
            (s.kind.id, name)
            for s in self.stretches
            for name in segments.column_names(self._case.db, s.segment.id)
        }

    def parts(self, rows: Rows | None = None) -> Iterator[tuple[int, Rows | None]]:
        """Stretches in order, each with the places in it of the rows wanted, which rise; None stands for all."""
        if rows is None:
            yield from ((number, None) for number in range(len(self.stretches)))
            return
        ends = np.searchsorted(rows, [*self.firsts[1:], self.size])
        begin = 0
        for number, end in enumerate(ends.tolist()):
            if end > begin:
                yield number, rows[begin:end] - self.stretches[number].first
            begin = end

    def read(self, number: int, names: Iterable[str], at: Rows | None = None) -> pl.DataFrame:
        """Columns of a stretch, at some places of it or all; one that its segment does not have is absent."""
        stretch = self.stretches[number]
        found = self._columns(number, list(names))
        if at is not None:
            where = at if stretch.counted is None else stretch.counted[at]
            found = [column.gather(where) for column in found]
        elif stretch.counted is not None:
            found = [column.gather(stretch.counted) for column in found]
        return pl.DataFrame(found)

    def ready(self, rows: Rows, names: Callable[[RecordKind], Iterable[str]]) -> bool:
        """Whether columns of these rows are in memory, so that reading them takes no time."""
        for number in np.unique(np.searchsorted(self.firsts, rows, "right") - 1).tolist():
            stretch = self.stretches[number]
            if any((stretch.segment.id, name) not in self._kept for name in names(stretch.kind)):
                return False
        return True

    def _columns(self, number: int, names: Sequence[str]) -> list[pl.Series]:
        """Whole columns of a segment, those it has; the ones read last are kept."""
        segment = self.stretches[number].segment
        with self._guard:
            known = {n: self._kept[segment.id, n] for n in names if (segment.id, n) in self._kept}
        missing = [name for name in names if name not in known]
        frame = segments.read(self._case.db, segment, missing) if missing else pl.DataFrame()
        with self._guard:
            for name in names:
                if name in missing and (segment.id, name) not in self._kept:
                    column = frame[name] if name in frame.columns else None
                    self._kept[segment.id, name] = column
                    self._bytes += _size(column)
                if (segment.id, name) in self._kept:
                    self._kept.move_to_end((segment.id, name))
            while self._bytes > KEPT:
                self._bytes -= _size(self._kept.popitem(last=False)[1])
        known |= {name: frame[name] if name in frame.columns else None for name in missing}
        return [column for name in names if (column := known[name]) is not None]

    def rows_of(self, segment: int, places: Rows) -> Rows:
        """The rows of records that stand at some places of a segment; those that do not count are left out."""
        stretch = self._by_segment.get(segment)
        if stretch is None:
            return np.zeros(0, np.int64)
        if stretch.counted is None:
            whole: Rows = places.astype(np.int64) + stretch.first
            return whole
        at = np.searchsorted(stretch.counted, places)
        at = at[
            (at < len(stretch.counted))
            & (stretch.counted[np.minimum(at, len(stretch.counted) - 1)] == places)
        ]
        found: Rows = at.astype(np.int64) + stretch.first
        return found

    @cached_property
    def _by_segment(self) -> dict[int, Stretch]:
        return {s.segment.id: s for s in self.stretches}


def _size(column: pl.Series | None) -> int:
    return int(column.estimated_size()) if column is not None else 0


def _stretch(case: Case, segment: Segment, kind: RecordKind, first: int, codes: tuple[int, ...]) -> Stretch:
    frame = segments.read(case.db, segment, ["overlap"])
    counted = None
    if frame.width:
        there = np.isin(frame["overlap"].fill_null(0).to_numpy(), codes)
        if not there.all():
            counted = np.flatnonzero(there).astype(np.int32)
    return Stretch(segment, kind, first, counted, codes)


def told_here(stretch: Stretch, frame: pl.DataFrame) -> npt.NDArray[np.bool_]:
    """Which records of a stretch count as the event they tell, rather than as a second telling of it in other words;
    `frame` holds overlap and twin, where there are any."""
    if not frame.width:
        return np.ones(len(stretch), bool)
    return np.isin(effective(frame).to_numpy(), stretch.codes)


def rows_of(case: Case) -> RecordRows:
    """The rows of a case, kept until other readings are included."""
    counted = included.codes(case.db, included.readings(case.db))
    known = case.kept.get("record rows")
    if not isinstance(known, RecordRows) or known.counted != counted:
        known = case.kept["record rows"] = RecordRows(case, counted)
    return known
