"""Derived: the entities and links that each reading brought, as columns, so that a case of millions opens at once.

`entity` and `link` hold the same, a row each, and are what counts; reading a million rows takes a second, reading these
columns a tenth of one. One blob for each reading and kind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import segments
from workbench.case.cases import Case
from workbench.case.engine import Database

ENTITY = {"id": pl.Int32, "value": pl.String}
LINK = {"id": pl.Int32, "start": pl.Int32, "end": pl.Int32}
Ids = npt.NDArray[np.int32]


def keep(db: Database, reading: int, part: str, made: pl.DataFrame) -> None:
    """Writes what a reading brought; `part` is entity or link, `made` has a column `kind` beside those of the part."""
    shape = ENTITY if part == "entity" else LINK
    for (kind,), frame in made.group_by("kind", maintain_order=True):
        columns = frame.select(pl.col(name).cast(dtype) for name, dtype in shape.items())
        data = segments.pack(segments.narrowed(columns))
        db.conn.execute(
            "INSERT INTO dictionary(reading, part, kind, sha256, data) VALUES(?, ?, ?, ?, ?)",
            (reading, part, str(kind), hashlib.sha256(data).digest(), data),
        )


def rebuild(db: Database, reading: int) -> None:
    """Writes the dictionary of a reading again from its entities and links."""
    for part in ("entity", "link"):
        keep(db, reading, part, _listed(db, reading, part))


def differs(db: Database, reading: int) -> bool:
    """Whether the dictionary of a reading does not say what its entities and links say."""
    for part in ("entity", "link"):
        listed = _listed(db, reading, part)
        kept = [frame.with_columns(kind=pl.lit(kind)) for kind, frame in _read(db, part, reading)]
        found = pl.concat(kept).select(listed.columns).sort("id") if kept else listed.clear()
        if not listed.equals(found):
            return True
    return False


def _listed(db: Database, reading: int, part: str) -> pl.DataFrame:
    shape = {"kind": pl.String, **(ENTITY if part == "entity" else LINK)}
    names = ", ".join(shape)
    rows = db.conn.execute(f"SELECT {names} FROM {part} WHERE reading = ? ORDER BY id", (reading,)).fetchall()
    return pl.DataFrame(rows, schema=shape, orient="row")


def _read(db: Database, part: str, reading: int | None = None) -> Iterator[tuple[str, pl.DataFrame]]:
    """Kind and columns of every blob of a part."""
    where = "" if reading is None else f" AND reading = {int(reading)}"
    for kind, sha256, data in db.conn.execute(
        f"SELECT kind, sha256, data FROM dictionary WHERE part = ?{where} ORDER BY reading, kind", (part,)
    ):
        yield kind, segments.unpack(data, sha256, f"dictionary of {part}")


class Entities:
    """Every entity of a case: `kind[id]` says which of `kinds` it is (-1 for no entity), `values[id]` its value."""

    def __init__(self, db: Database) -> None:
        size = _size(db, "entity")
        self.kinds: list[str] = []
        self.kind = np.full(size, -1, np.int16)
        parts: list[pl.DataFrame] = []
        for kind, frame in _read(db, "entity"):
            parts.append(frame)
            self.kind[frame["id"].to_numpy()] = self._number(kind)
        absent = np.flatnonzero(self.kind[1:] < 0) + 1  # made by hand, or of a reading that is being written
        for begin in range(0, len(absent), 10_000):
            marks = ",".join(map(str, absent[begin : begin + 10_000].tolist()))
            rows = db.conn.execute(f"SELECT id, kind, value FROM entity WHERE id IN ({marks})").fetchall()
            for id, kind, _ in rows:
                self.kind[id] = self._number(kind)
            parts.append(pl.DataFrame([(id, value) for id, _, value in rows], schema=ENTITY, orient="row"))
        whole = pl.concat([pl.DataFrame(schema=ENTITY), *parts])
        place = np.full(size, whole.height, np.int64)
        place[whole["id"].to_numpy()] = np.arange(whole.height)
        self.values: pl.Series = whole["value"].extend_constant(None, 1).rechunk().gather(place)

    def _number(self, kind: str) -> int:
        if kind not in self.kinds:
            self.kinds.append(kind)
        return self.kinds.index(kind)

    def __len__(self) -> int:
        return len(self.kind)


class Values(Sequence[str]):
    """The values of some entities, looked up when asked for."""

    def __init__(self, entities: Entities, ids: npt.NDArray[np.int64]) -> None:
        self._entities, self._ids = entities, ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return self._entities.values.gather(self._ids[at]).to_list()
        return str(self._entities.values[int(self._ids[at])])


def entities(case: Case, db: Database) -> Entities:
    """The entities of a case, kept in memory until there are more of them: they are never taken away or changed."""
    known = case.kept.get("entities")
    if not isinstance(known, Entities) or len(known) != _size(db, "entity"):
        known = case.kept["entities"] = Entities(db)
    return known


def links(db: Database, kinds: Sequence[str]) -> tuple[Ids, Ids, Ids]:
    """By link id: which of `kinds` a link is (-1 for no link), where it starts and where it ends."""
    size = _size(db, "link")
    kind, start, end = np.full(size, -1, np.int32), np.zeros(size, np.int32), np.zeros(size, np.int32)
    for name, frame in _read(db, "link"):
        ids = frame["id"].to_numpy()
        kind[ids] = kinds.index(name)
        start[ids], end[ids] = frame["start"].to_numpy(), frame["end"].to_numpy()
    return kind, start, end


def _size(db: Database, table: str) -> int:
    return int(db.conn.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])
