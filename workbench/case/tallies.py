"""Derived: how often, when first and last, and how much, for each link and entity of one reading.

Kept per overlap code, so that including or leaving out a reading never looks at a record again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import segments
from workbench.case.engine import Database
from workbench.case.twins import effective
from workbench.kernels.tallying import count_entities, grown, tally_links
from workbench.model.kinds import Kinds, RecordKind

TALLY = {"link": pl.Int32, "count": pl.Int64, "first": pl.Int64, "last": pl.Int64}
TOTAL = {"link": pl.Int32, "field": pl.String, "asset": pl.Int32, "units": pl.Decimal(38, 0)}
PRESENCE = {"entity": pl.Int32, "count": pl.Int64}
ByCode = dict[int, npt.NDArray[np.bool_]]  # which records stand under each code
_LATE, _EARLY = np.iinfo(np.int64).max, np.iinfo(np.int64).min


def link_columns(kinds: Kinds, record: str, bundle: str = "stored") -> list[tuple[str, str, str, str]]:
    """For each link a record of this kind makes: column name, link kind, start role, end role."""
    return [
        (f"link.{kind.id}:{making.start}:{making.end}", kind.id, making.start, making.end)
        for kind, making in kinds.made_by(record, bundle)
    ]


class _Sums:
    """Count, first, last and whole-number total of each link under one code, by link id."""

    def __init__(self) -> None:
        self.rows = np.zeros((0, 4), np.int64)

    def reach(self, link: int) -> None:
        have = len(self.rows)
        if link >= have:
            wider = np.empty((max(link + 1, have * 3 // 2), 4), np.int64)
            wider[:have] = self.rows
            wider[have:] = (0, _LATE, _EARLY, 0)
            self.rows = wider

    def frame(self, links: npt.NDArray[np.int64]) -> pl.DataFrame:
        """The tallies of some links that have records."""
        count, first, last, _ = self.rows[links].T
        return pl.DataFrame(
            {
                "link": links.astype(np.int32),
                "count": count,
                "first": pl.Series(first).set(pl.Series(first == _LATE), None),
                "last": pl.Series(last).set(pl.Series(last == _EARLY), None),
            },
            schema=TALLY,
        )


class Tallies:
    """Gathers the tallies of one reading while its records stream by in stored form."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._sums: dict[int, _Sums] = {}
        self._link_kinds: list[str] = []
        self._kind_of = np.zeros(1, np.uint8)  # of each link: its place in _link_kinds
        self._timed: set[tuple[str, int, str]] = set()
        self._amounts: dict[str, list[pl.DataFrame]] = {}
        self._presence: dict[int, npt.NDArray[np.int64]] = {}

    def add(self, record: str, frame: pl.DataFrame) -> None:
        """Adds records; `frame` has entity ids, link columns and `overlap` (absent = 0)."""
        kind = self._kinds.records[record]
        codes = (
            frame["overlap"].to_numpy() if "overlap" in frame.columns else np.zeros(frame.height, np.uint16)
        )
        every = _by_code(codes)
        same = kind.same
        twinned = same is not None and "twin" in frame.columns
        joint = _by_code(effective(frame).to_numpy()) if twinned else every
        as_event = frame.with_columns(effective(frame).alias("overlap")) if twinned else frame
        at, has_time = _whole(frame, kind.moment.id if kind.moment else "")
        before: dict[str, list[npt.NDArray[np.int32]]] = {}
        for column, link, start, end in link_columns(self._kinds, record):
            if column in frame.columns:
                joins = same is not None and {start, end} <= set(same.roles)
                ids = frame[column].fill_null(0).to_numpy()
                for other in before.setdefault(link, []):
                    ids = np.where(ids == other, 0, ids)  # one record stands behind a link once
                before[link].append(ids)
                if joins:
                    self._add_links(as_event, link, ids, at, has_time, joint)
                else:
                    self._add_links(frame, link, ids, at, has_time, every)
        parties = same.roles if same is not None and twinned else ()
        self._add_presence(kind, frame, every, parties, joint)

    def _add_links(
        self,
        frame: pl.DataFrame,
        link: str,
        ids: npt.NDArray[np.int32],
        at: npt.NDArray[np.int64],
        has_time: npt.NDArray[np.bool_],
        every: dict[int, npt.NDArray[np.bool_]],
    ) -> None:
        whole = [
            t for t in self._kinds.links[link].totals if t in frame.columns and frame[t].dtype == pl.Int64
        ]
        amount, has_amount = _whole(frame, whole[0] if whole else "")
        if link not in self._link_kinds:
            self._link_kinds.append(link)
        number, most = self._link_kinds.index(link), int(ids.max(initial=0))
        self._kind_of = grown(self._kind_of, most + 1)
        for code, counted in every.items():
            sums = self._sums.setdefault(code, _Sums())
            sums.reach(most)
            tally_links(
                ids, at, has_time, amount, has_amount, counted, sums.rows, self._kind_of, np.uint8(number)
            )
            if whole and has_amount.any():
                self._timed.add((link, code, whole[0]))
        for name in self._kinds.links[link].totals:
            if name in frame.columns and name not in whole[:1]:
                self._add_amounts(frame.with_columns(link=pl.Series(ids)), link, name)

    def _add_amounts(self, frame: pl.DataFrame, link: str, name: str) -> None:
        """Exact amounts per asset, which need more than 64 bits."""
        asset = pl.col(f"{name}.asset") if f"{name}.asset" in frame.columns else pl.lit(0, pl.Int32)
        code = pl.col("overlap") if "overlap" in frame.columns else pl.lit(0, pl.UInt16)
        made = (
            frame.filter((pl.col("link") > 0) & pl.col(name).is_not_null())
            .group_by("link", overlap=code.cast(pl.UInt16), asset=asset.cast(pl.Int32))
            .agg(field=pl.lit(name).first(), units=pl.col(name).cast(pl.Decimal(38, 0)).sum())
        )
        parts = self._amounts.setdefault(link, [])
        parts.append(made)
        if len(parts) > 32:
            self._amounts[link] = [_merged(parts)]

    def _add_presence(
        self, kind: RecordKind, frame: pl.DataFrame, every: ByCode, parties: Sequence[str], joint: ByCode
    ) -> None:
        """Counts each record once for each entity in it; for the `parties` of an event under its `joint` code."""
        ids = {f.id: frame[f.id].fill_null(0).to_numpy() for f in kind.entities if f.id in frame.columns}
        event = [ids[role] for role in parties if role in ids]
        others = [column for role, column in ids.items() if role not in parties]
        for column in event:
            others = [np.where(other == column, 0, other) for other in others]
        self._count(event, joint)
        self._count(others, every)

    def _count(self, ids: Sequence[npt.NDArray[np.int32]], by_code: ByCode) -> None:
        if not ids:
            return
        roles = np.stack(ids, axis=1)
        for code, counted in by_code.items():
            counts = grown(self._presence.get(code, np.zeros(1, np.int64)), int(roles.max(initial=0)) + 1)
            count_entities(roles, counted, counts)
            self._presence[code] = counts

    def frames(self) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame], dict[int, pl.DataFrame]]:
        """Tallies and totals by link kind (with column `overlap`), presence by code; each sorted."""
        tallies: dict[str, list[pl.DataFrame]] = {}
        for link in sorted(self._link_kinds):
            for code in sorted(self._sums):
                links = self._of(link, code, 0)
                if links.size:
                    frame = self._sums[code].frame(links)
                    tallies.setdefault(link, []).append(frame.with_columns(overlap=pl.lit(code, pl.UInt16)))
        totals = {link: list(parts) for link, parts in self._amounts.items()}
        for link, code, name in sorted(self._timed):
            there = self._of(link, code, 3)
            units = self._sums[code].rows[there, 3]
            totals.setdefault(link, []).append(
                pl.DataFrame({"link": there.astype(np.int32), "units": units}).select(
                    pl.lit(code, pl.UInt16).alias("overlap"),
                    "link",
                    pl.lit(name).alias("field"),
                    pl.lit(0, pl.Int32).alias("asset"),
                    pl.col("units").cast(pl.Decimal(38, 0)),
                )
            )
        presence = {}
        for code, counts in sorted(self._presence.items()):
            there = np.flatnonzero(counts)
            if there.size:
                presence[code] = pl.DataFrame(
                    {"entity": there.astype(np.int32), "count": counts[there]}, schema=PRESENCE
                )
        return (
            {link: pl.concat(parts) for link, parts in tallies.items()},
            {link: _merged(parts) for link, parts in totals.items()},
            presence,
        )

    def _of(self, link: str, code: int, column: int) -> npt.NDArray[np.int64]:
        """The links of one kind that have something other than 0 in a column of the sums."""
        rows = self._sums[code].rows
        kinds = self._kind_of[: len(rows)]
        found = (rows[: len(kinds), column] != 0) & (kinds == self._link_kinds.index(link))
        return np.flatnonzero(found)

    def write(self, db: Database, reading: int) -> None:
        """Writes everything gathered, one blob per link kind and code."""
        tallies, totals, presence = self.frames()
        for table, frames, shape in (("tally", tallies, TALLY), ("total", totals, TOTAL)):
            for link, frame in frames.items():
                for (code,), part in frame.group_by("overlap", maintain_order=True):
                    _put(db, table, (reading, int(str(code)), link), part.select(list(shape)))
        for code, frame in presence.items():
            _put(db, "presence", (reading, code), frame)


def _by_code(codes: npt.NDArray[np.uint16]) -> ByCode:
    if not codes.any():
        return {0: np.ones(codes.size, bool)}
    return {int(code): codes == code for code in np.unique(codes)}


def _whole(frame: pl.DataFrame, name: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """A nullable whole-number column as values and where they are there; nothing anywhere without the column."""
    if name not in frame.columns:
        return np.zeros(frame.height, np.int64), np.zeros(frame.height, bool)
    column = frame[name]
    return column.fill_null(0).to_numpy().astype(np.int64), column.is_not_null().to_numpy()


def _merged(parts: list[pl.DataFrame]) -> pl.DataFrame:
    keys = ["overlap", "link", "field", "asset"]
    merged = pl.concat([p.select([*keys, "units"]) for p in parts])
    return merged.group_by(keys).agg(pl.col("units").sum()).sort(keys)


def _put(db: Database, table: str, key: tuple[int | str, ...], frame: pl.DataFrame) -> None:
    data = segments.pack(segments.narrowed(frame))
    marks = ", ".join("?" * (len(key) + 2))
    db.conn.execute(
        f"INSERT OR REPLACE INTO {table} VALUES({marks})", (*key, hashlib.sha256(data).digest(), data)
    )


def read(
    db: Database, table: str, counted: dict[int, list[int]], kind: str | None = None
) -> Iterable[tuple[str, pl.DataFrame]]:
    """The blobs of a derived table for readings and their counted codes: (link kind or "", frame) pairs."""
    columns = "kind, " if table != "presence" else "'', "
    where = " AND kind = :kind" if kind else ""
    for reading, codes in counted.items():
        marks = ",".join(str(c) for c in codes)
        given: dict[str, Any] = {"reading": reading} | ({"kind": kind} if kind else {})
        rows = db.conn.execute(
            f"SELECT {columns}sha256, data FROM {table} WHERE reading = :reading AND code IN ({marks}){where}",
            given,
        )
        for name, sha256, data in rows:
            yield name, segments.unpack(data, sha256, f"{table} of reading {reading}")
