"""When things happened: counted over time, the busiest links of a stretch, the records behind a link, from memory.

The time and the link of every counted record are kept in memory from the first question on, by time and grouped by
link: 26 bytes a record, 240 MB for ten million calls. A kind of record that would need more than `BUDGET` is not kept;
each answer is then folded from the segments, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import included, segments
from workbench.case.cases import Case
from workbench.case.tallies import link_columns
from workbench.case.twins import effective
from workbench.kernels import moments as kernels
from workbench.model.problems import Problem

BUDGET = 512 << 20  # bytes of columns kept in memory for one kind of record
BYTES = 26  # for each record
_NONE = np.zeros(0, np.int64)
Whole = npt.NDArray[np.int64]
Places = npt.NDArray[np.signedinteger[Any]]


Standing = tuple[int, str]  # reading and sheet


@dataclass(frozen=True)
class Columns:
    """The counted records of one kind that have a time, in its order: `at` UTC microseconds, `link` 0 for none.

    Each stands in `row` of `parts[which]`; `part` is empty where every row gave one record. `by_link` are the records
    of link 0, then of link 1, ..., each by time; those of link k begin at `first_of[k]`.
    """

    at: Whole
    link: npt.NDArray[np.int32]
    row: npt.NDArray[np.int32]
    part: npt.NDArray[np.int16]
    which: npt.NDArray[np.int32]
    parts: list[Standing]
    by_link: npt.NDArray[np.int32]
    first_of: npt.NDArray[np.int32]


@dataclass(frozen=True)
class Stretch:
    """The records of one segment that count and have a time, in file order."""

    stands: Standing
    at: Whole
    link: npt.NDArray[np.int32]
    row: Whole
    part: npt.NDArray[np.int32]


@dataclass(frozen=True)
class Kept:
    """The columns of a kind of record while these codes of these readings count; None where they are too large."""

    counted: dict[int, list[int]]
    columns: Columns | None


def histogram(case: Case, record: str, first: int, last: int, bins: int = 100) -> Whole:
    """How many counted records of a kind happened in each of some equal parts of a stretch of time.

    `first` and `last` are UTC microseconds, `last` left out; a record that makes several links counts once.
    """
    if bins < 1 or last <= first:
        raise Problem("the stretch of time is empty", "choose a later end")
    edges = first + (last - first) * np.arange(bins + 1) // bins
    kept = _columns(case, record)
    if kept is not None:
        return np.diff(np.searchsorted(kept.at, edges))
    counts = np.zeros(bins, np.int64)
    for stretch in _stretches(case, record):
        counts += np.diff(np.searchsorted(np.sort(stretch.at), edges))
    return counts


def busiest(case: Case, record: str, first: int, last: int, most: int = 100) -> list[tuple[int, int]]:
    """(link, records) of the links with most counted records of a kind in a stretch of time, most first."""
    kept = _columns(case, record)
    if kept is not None:
        begin, end = np.searchsorted(kept.at, (first, last))
        counts = kernels.counted(kept.link[begin:end], len(kept.first_of))
    else:
        counts = np.zeros(1, np.int64)
        for stretch in _stretches(case, record):
            inside = (stretch.at >= first) & (stretch.at < last)
            some = np.bincount(stretch.link[inside], minlength=len(counts))
            some[: len(counts)] += counts
            counts = some
    counts[0] = 0
    some_most = min(most, int((counts > 0).sum()))
    top = (
        np.argpartition(-counts, some_most)[:some_most] if some_most < len(counts) else np.arange(len(counts))
    )
    order = np.lexsort((top, -counts[top]))
    return [(int(k), int(counts[k])) for k in top[order][:most]]


def behind(
    case: Case, record: str, link: int, first: int | None = None, last: int | None = None
) -> pl.DataFrame:
    """Where the counted records behind a link stand, by time: reading, sheet, row, part, at."""
    kept = _columns(case, record)
    if kept is None:
        found = [_standing([], _NONE, _NONE, _NONE, _NONE)]
        for stretch in _stretches(case, record):
            at = np.flatnonzero(stretch.link == link)
            here = np.zeros(len(at), np.int64)
            found.append(_standing([stretch.stands], here, stretch.row[at], stretch.part[at], stretch.at[at]))
        whole = pl.concat(found).sort("at", maintain_order=True)
    else:
        inside = 0 < link < len(kept.first_of) - 1
        mine = kept.by_link[kept.first_of[link] : kept.first_of[link + 1]] if inside else kept.by_link[:0]
        part = kept.part[mine] if len(kept.part) else np.zeros(len(mine), np.int16)
        whole = _standing(kept.parts, kept.which[mine], kept.row[mine], part, kept.at[mine])
    if first is not None:
        whole = whole.filter(pl.col("at") >= first)
    return whole if last is None else whole.filter(pl.col("at") < last)


def _standing(parts: Sequence[Standing], which: Places, row: Places, part: Places, at: Whole) -> pl.DataFrame:
    """Reading, sheet, row and part of records; `which` of the `parts` of the case each stands in."""
    readings = np.array([reading for reading, _ in parts] or [0], np.int64)
    sheets = pl.Series([sheet for _, sheet in parts] or [""])
    return pl.DataFrame(
        {
            "reading": readings[which],
            "sheet": sheets.gather(which),
            "row": row.astype(np.int64),
            "part": part.astype(np.int32),
            "at": at,
        }
    )


def _stretches(case: Case, record: str) -> Iterator[Stretch]:
    """The counted records of a kind, a segment at a time. Where a record makes several links, the first declared is
    meant."""
    db, kind = case.db, case.kinds.records[record]
    if kind.moment is None:
        raise Problem(f"a {kind.name.lower()} has no time", "choose a kind of record that has one")
    moment = kind.moment.id
    counted = included.codes(db, included.readings(db))
    columns = [column for column, _, _, _ in link_columns(case.kinds, record)][:1]
    for segment in segments.listed(db, counted, record):
        frame = segments.read(db, segment, [moment, "row", "part", "overlap", "twin", *columns])
        if moment not in frame.columns:
            continue
        for name in ("part", *columns):
            if name not in frame.columns:
                frame = frame.with_columns(pl.lit(0, pl.Int32).alias(name))
        counts = effective(frame).is_in(counted[segment.reading])
        if frame[moment].null_count() or not counts.all():
            frame = frame.filter(pl.lit(counts) & pl.col(moment).is_not_null())
        link = frame[columns[0]].fill_null(0).to_numpy() if columns else np.zeros(frame.height, np.int32)
        yield Stretch(
            (segment.reading, segment.sheet),
            frame[moment].to_numpy(),
            link,
            frame["row"].to_numpy(),
            frame["part"].fill_null(0).to_numpy(),
        )


def _columns(case: Case, record: str) -> Columns | None:
    """The columns of a kind of record in memory; None where they would be larger than the budget."""
    db = case.db
    counted = included.codes(db, included.readings(db))
    key = f"moments of {record}"
    kept = case.kept.get(key)
    if isinstance(kept, Kept) and kept.counted == counted:
        return kept.columns
    rows = sum(s.rows for s in segments.listed(db, counted, record))
    made = _gathered(case, record) if rows * BYTES <= BUDGET else None
    case.kept[key] = Kept(counted, made)
    return made


def _gathered(case: Case, record: str) -> Columns:
    parts: list[Standing] = []
    ats, links, rows, numbers, which = [], [], [], [], []
    for stretch in _stretches(case, record):
        if stretch.stands not in parts:
            parts.append(stretch.stands)
        ats.append(stretch.at)
        links.append(stretch.link.astype(np.int32))
        rows.append(stretch.row.astype(np.int32))
        numbers.append(stretch.part.astype(np.int16))
        which.append(np.full(len(stretch.at), parts.index(stretch.stands), np.int32))
    at, link = np.concatenate([_NONE, *ats]), np.concatenate([np.zeros(0, np.int32), *links])
    row, place = (np.concatenate([np.zeros(0, np.int32), *several]) for several in (rows, which))
    part = np.concatenate([np.zeros(0, np.int16), *numbers])
    if (at[1:] < at[:-1]).any():
        order = np.argsort(at, kind="stable")
        at, link, row, place, part = at[order], link[order], row[order], place[order], part[order]
    by_link, first_of = kernels.grouped(link, int(link.max(initial=0)) + 1)
    return Columns(at, link, row, part if part.any() else part[:0], place, parts, by_link, first_of)
