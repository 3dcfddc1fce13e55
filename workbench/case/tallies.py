"""Derived: how often, when first and last, and how much, for each link and entity of one reading.

Kept per overlap code, so that including or leaving out a reading never looks at a record again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
import polars as pl

from workbench.case import segments
from workbench.case.engine import Database
from workbench.model.kinds import Kinds, RecordKind

TALLY = {"link": pl.Int32, "count": pl.Int64, "first": pl.Int64, "last": pl.Int64}
TOTAL = {"link": pl.Int32, "field": pl.String, "asset": pl.Int32, "units": pl.Decimal(38, 0)}
PRESENCE = {"entity": pl.Int32, "count": pl.Int64}


def link_columns(kinds: Kinds, record: str, bundle: str = "stored") -> list[tuple[str, str, str, str]]:
    """For each link a record of this kind makes: column name, link kind, start role, end role."""
    return [
        (f"link.{kind.id}:{making.start}:{making.end}", kind.id, making.start, making.end)
        for kind, making in kinds.made_by(record, bundle)
    ]


class Tallies:
    """Gathers the tallies of one reading while its records stream by in stored form."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._tallies: dict[str, list[pl.DataFrame]] = {}
        self._totals: dict[str, list[pl.DataFrame]] = {}
        self._presence: dict[int, np.ndarray] = {}

    def add(self, record: str, frame: pl.DataFrame) -> None:
        """Adds records; `frame` has entity ids, link columns and `overlap` (absent = 0)."""
        kind = self._kinds.records[record]
        if "overlap" not in frame.columns:
            frame = frame.with_columns(overlap=pl.lit(0, pl.UInt16))
        at = pl.col(kind.moment.id) if kind.moment and kind.moment.id in frame.columns else pl.lit(None, pl.Int64)
        for column, link, _, _ in link_columns(self._kinds, record):
            if column not in frame.columns:
                continue
            made = frame.filter(pl.col(column) > 0)
            if made.height:
                self._add_links(kind, link, made.with_columns(link=pl.col(column), at=at))
        self._add_presence(kind, frame)

    def _add_links(self, kind: RecordKind, link: str, made: pl.DataFrame) -> None:
        self._tallies.setdefault(link, []).append(
            made.group_by("overlap", "link").agg(
                count=pl.len().cast(pl.Int64), first=pl.col("at").min(), last=pl.col("at").max()
            )
        )
        for name in self._kinds.links[link].totals:
            if name not in made.columns:
                continue
            asset = pl.col(f"{name}.asset") if f"{name}.asset" in made.columns else pl.lit(0, pl.Int32)
            self._totals.setdefault(link, []).append(
                made.filter(pl.col(name).is_not_null())
                .group_by("overlap", "link", asset=asset.cast(pl.Int32))
                .agg(field=pl.lit(name).first(), units=pl.col(name).cast(pl.Decimal(38, 0)).sum())
            )
        if len(self._tallies[link]) > 32:
            self._tallies[link] = [_merge_tallies(self._tallies[link])]
        if len(self._totals.get(link, ())) > 32:
            self._totals[link] = [_merge_totals(self._totals[link])]

    def _add_presence(self, kind: RecordKind, frame: pl.DataFrame) -> None:
        roles = [f.id for f in kind.entities if f.id in frame.columns]
        ids = [frame[r].fill_null(0).to_numpy() for r in roles]
        codes = frame["overlap"].to_numpy()
        for code in np.unique(codes):
            here = slice(None) if (codes == code).all() else codes == code
            for number, column in enumerate(ids):
                # An entity in two roles of one record is in one record.
                fresh = column[here] > 0
                for earlier in ids[:number]:
                    fresh &= column[here] != earlier[here]
                counted = np.bincount(column[here][fresh])
                known = self._presence.get(int(code), np.zeros(0, np.int64))
                if counted.size > known.size:
                    known = np.concatenate([known, np.zeros(max(counted.size, known.size * 2) - known.size, np.int64)])
                known[: counted.size] += counted
                self._presence[int(code)] = known

    def frames(self) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame], dict[int, pl.DataFrame]]:
        """Tallies and totals by link kind (with column `overlap`), presence by code; each sorted."""
        presence = {}
        for code, counts in self._presence.items():
            there = np.flatnonzero(counts)
            presence[code] = pl.DataFrame({"entity": there.astype(np.int32), "count": counts[there]}, schema=PRESENCE)
        return (
            {link: _merge_tallies(parts) for link, parts in self._tallies.items()},
            {link: _merge_totals(parts) for link, parts in self._totals.items()},
            presence,
        )

    def write(self, db: Database, reading: int) -> None:
        """Writes everything gathered, one blob per link kind and code."""
        tallies, totals, presence = self.frames()
        for table, frames, shape in (("tally", tallies, TALLY), ("total", totals, TOTAL)):
            for link, frame in frames.items():
                for (code,), part in frame.group_by("overlap", maintain_order=True):
                    _put(db, table, (reading, int(str(code)), link), part.select(list(shape)))
        for code, frame in presence.items():
            _put(db, "presence", (reading, code), frame)


def _merge_tallies(parts: list[pl.DataFrame]) -> pl.DataFrame:
    return (
        pl.concat(parts)
        .group_by("overlap", "link")
        .agg(pl.col("count").sum(), pl.col("first").min(), pl.col("last").max())
        .sort("overlap", "link")
    )


def _merge_totals(parts: list[pl.DataFrame]) -> pl.DataFrame:
    keys = ["overlap", "link", "field", "asset"]
    merged = pl.concat([p.select([*keys, "units"]) for p in parts])
    return merged.group_by(keys).agg(pl.col("units").sum()).sort(keys)


def _put(db: Database, table: str, key: tuple[int | str, ...], frame: pl.DataFrame) -> None:
    data = segments.pack(frame)
    marks = ", ".join("?" * (len(key) + 2))
    db.conn.execute(
        f"INSERT OR REPLACE INTO {table} VALUES({marks})", (*key, hashlib.sha256(data).digest(), data)
    )


def read(db: Database, table: str, counted: dict[int, list[int]], kind: str | None = None) -> Iterable[tuple[str, pl.DataFrame]]:
    """The blobs of a derived table for readings and their counted codes: (link kind or "", frame) pairs."""
    columns = "kind, " if table != "presence" else "'', "
    where = " AND kind = :kind" if kind else ""
    for reading, codes in counted.items():
        marks = ",".join(str(c) for c in codes)
        rows = db.conn.execute(
            f"SELECT {columns}sha256, data FROM {table} WHERE reading = :reading AND code IN ({marks}){where}",
            {"reading": reading, "kind": kind} if kind else {"reading": reading},
        )
        for name, sha256, data in rows:
            yield name, segments.unpack(data, sha256, f"{table} of reading {reading}")
