"""The records behind the links of a chart: in memory in the order of time, or folded from the file, bit by bit.

A record takes 13 bytes and four for each column of links, and up to 32 more for the fields that filters ask for and
what they answered: ten million calls with three links each 570 MB at most. Where the records behind a chart would take
more than `BUDGET`, none are kept, and each answer is folded from the segments, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import included, on_demand, segments
from workbench.case.cases import Case
from workbench.case.segments import Segment
from workbench.case.tallies import link_columns
from workbench.case.twins import effective
from workbench.model.kinds import RecordKind

BUDGET = 768 << 20  # bytes of records kept in memory for one chart
BYTES = 13 + 32  # for each record, and LINK for each column of links
LINK = 4
Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
LATE = np.iinfo(np.int64).max


class Wanted:
    """Links whose records are wanted: `ids[k]` has the number k + 1, all else 0. `kinds` are those of the links."""

    def __init__(self, ids: Whole, kinds: Iterable[str]) -> None:
        self.ids, self.kinds = ids, frozenset(kinds)
        numbers = np.arange(1, len(ids) + 1, dtype=np.int32)
        stored = (ids > 0) & (ids < 1 << 31)
        self._number_of = np.zeros(int(ids[stored].max(initial=0)) + 1, np.int32)
        self._number_of[ids[stored]] = numbers[stored]
        asked = np.flatnonzero(ids >= 1 << 62)
        order = asked[np.argsort(ids[asked], kind="stable")]
        self._asked, self._asked_numbers = ids[order], numbers[order]

    def of_stored(self, ids: Numbers) -> Numbers:
        """The numbers of links that have a row."""
        if int(ids.max(initial=0)) < len(self._number_of):
            return self._number_of[ids]
        known = ids < len(self._number_of)
        return np.where(known, self._number_of[np.where(known, ids, 0)], 0).astype(np.int32)

    def of_asked(self, ids: Whole) -> Numbers:
        """The numbers of links that are counted on demand."""
        if not len(self._asked):
            return np.zeros(len(ids), np.int32)
        at = np.minimum(np.searchsorted(self._asked, ids), len(self._asked) - 1)
        return np.where(self._asked[at] == ids, self._asked_numbers[at], 0).astype(np.int32)


@dataclass
class Behind:
    """The counted records of one kind behind wanted links, those that have a time first, by time.

    `at` is UTC microseconds of the first `timed`; `columns` (k, n) the numbers of the links each record makes and
    counts for, 0 for none. `parts` says which records of which segments they are and `order` how they were sorted.
    `known` holds what was read of them so far.
    """

    kind: RecordKind
    at: Whole
    timed: int
    columns: Numbers
    parts: list[tuple[Segment, Numbers]]
    order: Numbers | None
    known: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.columns.shape[1])

    def window(self, moments: tuple[int, int] | None) -> tuple[int, int]:
        """Where the records of a stretch of time begin and end; all of a kind that has no time."""
        if moments is None or self.kind.moment is None:
            return 0, len(self)
        begin, end = np.searchsorted(self.at[: self.timed], moments)
        return int(begin), int(end)

    def read(self, case: Case, names: Iterable[str]) -> pl.DataFrame:
        """Columns of these records in their order; one that no segment has is absent."""
        wanted = list(names)
        read = []
        for segment, at in self.parts:
            frame = segments.read(case.db, segment, wanted)
            read.append(frame[at] if frame.width else pl.DataFrame({"nothing": [None] * len(at)}))
        if not read:
            return pl.DataFrame()
        whole = pl.concat(read, how="diagonal_relaxed").select(pl.exclude("nothing"))
        return whole if self.order is None or not whole.width else whole[self.order]

    def sorted(self, column: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """A column in file order, in the order of these records."""
        return column if self.order is None else column[self.order]


def gathered(case: Case, record: str, wanted: Wanted, budget: int) -> Behind | None:
    """The records of a kind behind wanted links; None where they would take more than `budget` bytes."""
    gathering = _Gathering(case.kinds.records[record])
    width = max(len(_makers(case, record, wanted)), 1)
    for segment, columns, at, rows in _stretches(case, record, wanted):
        gathering.add(segment, columns, at, rows)
        if gathering.rows * (BYTES + LINK * width) > budget:
            return None
    return gathering.made()


def folded(case: Case, record: str, wanted: Wanted) -> Iterator[Behind]:
    """The same, a segment at a time."""
    for segment, columns, at, rows in _stretches(case, record, wanted):
        gathering = _Gathering(case.kinds.records[record])
        gathering.add(segment, columns, at, rows)
        yield gathering.made()


def of_segment(case: Case, segment: Segment) -> Behind:
    """All records of a segment, whatever links they make."""
    kind = case.kinds.records[segment.kind]
    moment = kind.moment.id if kind.moment else ""
    frame = segments.read(case.db, segment, [moment])
    at = frame[moment].fill_null(LATE).to_numpy() if moment in frame.columns else np.full(segment.rows, LATE)
    gathering = _Gathering(kind)
    gathering.add(segment, {}, at, np.arange(segment.rows, dtype=np.int32))
    return gathering.made()


class _Gathering:
    def __init__(self, kind: RecordKind) -> None:
        self.kind, self.rows = kind, 0
        self._columns: list[dict[str, Numbers]] = []
        self._at: list[Whole] = []
        self._parts: list[tuple[Segment, Numbers]] = []

    def add(self, segment: Segment, columns: Mapping[str, Numbers], at: Whole, rows: Numbers) -> None:
        self._columns.append(dict(columns))
        self._at.append(at)
        self._parts.append((segment, rows))
        self.rows += len(rows)

    def made(self) -> Behind:
        names = list(dict.fromkeys(name for columns in self._columns for name in columns))
        whole = np.zeros((max(len(names), 1), self.rows), np.int32)
        begin = 0
        for columns, (_, rows) in zip(self._columns, self._parts, strict=True):
            for place, name in enumerate(names):
                if name in columns:
                    whole[place, begin : begin + len(rows)] = columns[name]
            begin += len(rows)
        at = np.concatenate([np.zeros(0, np.int64), *self._at])
        order = None
        if (at[1:] < at[:-1]).any():
            order = np.argsort(at, kind="stable").astype(np.int32)
            at, whole = at[order], np.ascontiguousarray(whole[:, order])
        return Behind(self.kind, at, int(np.searchsorted(at, LATE)), whole, self._parts, order)


Maker = tuple[str, str, str, str]  # column or "", link kind, start role, end role


def _makers(case: Case, record: str, wanted: Wanted) -> list[Maker]:
    """How records of a kind make wanted links: through a stored column, or through two roles."""
    kinds = case.kinds
    stored = [maker for maker in link_columns(kinds, record) if maker[1] in wanted.kinds]
    asked = [
        ("", kind.id, making.start, making.end)
        for kind, making in kinds.made_by(record, "on demand")
        if kind.id in wanted.kinds
    ]
    return stored + asked


def _stretches(
    case: Case, record: str, wanted: Wanted
) -> Iterator[tuple[Segment, dict[str, Numbers], Whole, Numbers]]:
    """Of each segment: the numbers of the links that its records make and count for, when they were (`LATE` where
    that is not told), and which records these are."""
    db, kind = case.db, case.kinds.records[record]
    makers = _makers(case, record, wanted)
    if not makers:
        return
    counted = included.codes(db, included.readings(db))
    moment = kind.moment.id if kind.moment else ""
    needed = {"overlap", "twin", moment}
    for column, _, start, end in makers:
        needed |= {column} if column else {start, end}
    for segment in segments.listed(db, counted, record):
        frame = segments.read(db, segment, needed)
        columns = _numbered(case, kind, frame, makers, wanted, counted[segment.reading])
        if not columns:
            continue
        makes = np.zeros(segment.rows, bool)
        for numbers in columns.values():
            makes |= numbers > 0
        rows = np.flatnonzero(makes).astype(np.int32)
        if not len(rows):
            continue
        at = np.full(segment.rows, LATE, np.int64)
        if moment in frame.columns:
            at = frame[moment].fill_null(LATE).to_numpy()
        whole = len(rows) == segment.rows
        yield segment, {n: c if whole else c[rows] for n, c in columns.items()}, at[rows], rows


def _numbered(
    case: Case, kind: RecordKind, frame: pl.DataFrame, makers: list[Maker], wanted: Wanted, codes: list[int]
) -> dict[str, Numbers]:
    """The numbers of the links each record of a segment makes, 0 where it does not count for them: what joins the
    parties of an event counts under the code of its twins, all else under that of overlaps."""
    overlap = frame["overlap"].fill_null(0).to_numpy() if "overlap" in frame.columns else None
    own = None if overlap is None else np.isin(overlap, codes)
    event = own if "twin" not in frame.columns else np.isin(effective(frame).to_numpy(), codes)
    found: dict[str, Numbers] = {}
    before: dict[str, list[Numbers]] = {}
    for column, link, start, end in makers:
        if column:
            if column not in frame.columns:
                continue
            numbers = wanted.of_stored(frame[column].fill_null(0).to_numpy())
        elif start in frame.columns and end in frame.columns:
            one, other = (frame[role].fill_null(0).to_numpy().astype(np.int64) for role in (start, end))
            ids = on_demand.numbered(case.kinds, link, one, other)
            numbers = np.where((one > 0) & (other > 0), wanted.of_asked(ids), 0).astype(np.int32)
        else:
            continue
        for earlier in before.setdefault(link, []):  # one record stands behind a link once
            numbers = np.where(numbers == earlier, 0, numbers)
        before[link].append(numbers)
        joins = bool(column) and kind.same is not None and {start, end} <= set(kind.same.roles)
        counts = event if joins else own
        if counts is not None and not counts.all():
            numbers = np.where(counts, numbers, 0)
        if numbers.any():
            found[column or f"{link}:{start}:{end}"] = numbers.astype(np.int32, copy=False)
    return found
