"""Links: their numbers while rows stream in, and what all counted records say of each afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import assets, dictionary, evidence, included, purged, tallies
from workbench.case.cases import Case
from workbench.case.engine import Database, insert_many
from workbench.kernels.key_map import KeyMap
from workbench.kernels.tallying import grown, looked_up

DRAWN = 1 << 40  # ids of hand-made links and attributions lie above those of bundled ones
ATTRIBUTED = 1 << 41


class LinkNumbers:
    """Numbers the links of an import; those the case knows already keep their ids."""

    def __init__(self, db: Database) -> None:
        self._db = db
        largest = int(db.conn.execute("SELECT coalesce(max(id), 0) FROM link").fetchone()[0])
        self._next = max(largest, purged.highest(db, "link")) + 1
        self._maps: dict[str, KeyMap] = {}
        self._ids: dict[str, npt.NDArray[np.int32]] = {}
        self._new: dict[str, list[npt.NDArray[np.uint64]]] = {}
        self._new_ids: dict[str, list[npt.NDArray[np.int32]]] = {}

    def numbers(self, kind: str, start: pl.Series, end: pl.Series) -> npt.NDArray[np.int32]:
        """Link ids of pairs of entity ids, 0 where either end is missing."""
        one, other = start.fill_null(0).to_numpy(), end.fill_null(0).to_numpy()
        if kind not in self._maps:
            self._load(kind)
        before = self._maps[kind].count
        numbers = self._maps[kind].of_pairs(one, other)
        added = self._maps[kind].count - before
        if added:
            ids = np.arange(self._next, self._next + added, dtype=np.int32)
            self._next += added
            fresh = np.zeros(added, np.uint64)
            new = np.flatnonzero(numbers > before)
            pairs = one[new].astype(np.uint64) << np.uint64(32) | other[new].astype(np.uint64)
            fresh[numbers[new] - before - 1] = pairs
            self._ids[kind] = grown(self._ids[kind], before + added + 1)
            self._ids[kind][before + 1 : before + 1 + added] = ids
            self._new.setdefault(kind, []).append(fresh)
            self._new_ids.setdefault(kind, []).append(ids)
        return looked_up(self._ids[kind], numbers)

    def _load(self, kind: str) -> None:
        rows = self._db.conn.execute(
            "SELECT id, start, end FROM link WHERE kind = ? ORDER BY id", (kind,)
        ).fetchall()
        self._maps[kind] = KeyMap()
        self._ids[kind] = np.zeros(1, np.int32)
        if rows:
            known = np.array(rows, np.int64)
            self._maps[kind].numbers((known[:, 1] << 32 | known[:, 2]).astype(np.uint64))
            self._ids[kind] = np.concatenate([self._ids[kind], known[:, 0].astype(np.int32)])

    def write(self, db: Database, reading: int) -> tuple[int, str]:
        """Writes the links met for the first time; how many, and the digest of them."""
        written = [pl.DataFrame(schema=evidence.LINK)]
        for kind, parts in self._new.items():
            keys, ids = np.concatenate(parts), np.concatenate(self._new_ids[kind])
            start, end = (
                (keys >> np.uint64(32)).astype(np.int64),
                (keys & np.uint64(0xFFFFFFFF)).astype(np.int64),
            )
            rows = pl.DataFrame({"id": ids, "start": start, "end": end}).select(
                "id", pl.lit(kind).alias("kind"), "start", "end"
            )
            insert_many(db, "link", rows, reading)
            written.append(rows)
        made = pl.concat(written)
        dictionary.keep(db, reading, "link", made)
        return made.height, evidence.rows_digest(made)


@dataclass(frozen=True)
class Tallied:
    """What the counted records say of one link: how many, first, last (UTC microseconds), totals per asset, and
    the sources they stand in."""

    count: int
    first: int | None
    last: int | None
    totals: dict[str, str]
    sources: list[int]


def tallied(case: Case, wanted: Iterable[int]) -> dict[int, Tallied]:
    """The tallies of some bundled links over the included readings."""
    db = case.db
    ids = pl.Series("link", sorted(set(wanted)), dtype=pl.Int32)
    counted = included.codes(db, included.readings(db))
    source_of = dict(db.conn.execute("SELECT id, source FROM reading").fetchall())
    codes = assets.codes(db)
    counts: dict[int, list[int | None]] = {}
    sources: dict[int, set[int]] = {}
    totals: dict[int, dict[str, int]] = {}
    for reading, which in counted.items():
        for _, frame in tallies.read(db, "tally", {reading: which}):
            for link, count, first, last in frame.filter(pl.col("link").is_in(ids.implode())).iter_rows():
                have = counts.setdefault(link, [0, None, None])
                have[0] = (have[0] or 0) + count
                have[1] = min((t for t in (have[1], first) if t is not None), default=None)
                have[2] = max((t for t in (have[2], last) if t is not None), default=None)
                sources.setdefault(link, set()).add(source_of[reading])
        for _, frame in tallies.read(db, "total", {reading: which}):
            for link, _, asset, units in frame.filter(pl.col("link").is_in(ids.implode())).iter_rows():
                per = totals.setdefault(link, {})
                per[codes[asset]] = per.get(codes[asset], 0) + int(units)
    return {
        link: Tallied(
            have[0] or 0, have[1], have[2],
            {code: assets.text(units, code) for code, units in sorted(totals.get(link, {}).items())},
            sorted(sources[link]),
        )
        for link, have in counts.items()
    }  # fmt: skip
