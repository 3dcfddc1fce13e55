"""Entities: their numbers while an import brings values, a column at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case import dictionary, evidence, purged, schema
from workbench.case.engine import Database, insert_many
from workbench.kernels.tallying import looked_up

NEW = {"kind": pl.String, "value": pl.String, "valid": pl.Boolean, "id": pl.Int32}


class EntityNumbers:
    """Gives each value of a reading its entity id: the known one, or the next."""

    def __init__(self, db: Database) -> None:
        self._known = _Known(db)
        self._next = max(self._known.largest, purged.highest(db, "entity")) + 1
        self._ids: npt.NDArray[np.int32] = np.zeros(1, np.int32)
        self._new: list[pl.DataFrame] = []

    def take(self, values: pl.DataFrame) -> None:
        """Takes the next values of the reading's running list (kind, value, valid)."""
        if not values.height:
            return
        ids = self._known.ids(values)
        new = ids == 0
        count = int(new.sum())
        ids[new] = np.arange(self._next, self._next + count)
        self._next += count
        self._ids = np.concatenate([self._ids, ids])
        if count:
            made = values.filter(pl.Series(new)).select("kind", "value", "valid")
            self._new.append(made.with_columns(id=pl.Series(ids[new])))

    def of(self, indexes: pl.Series) -> npt.NDArray[np.int32]:
        """The entity ids of indexes into the running list, 0 for none."""
        return looked_up(self._ids, indexes.fill_null(0).to_numpy())

    @property
    def met(self) -> int:
        """How many entities the reading names."""
        there = np.zeros(self._next, bool)
        there[self._ids[1:]] = True
        return int(there.sum())

    def write(self, db: Database, reading: int) -> tuple[int, str]:
        """Writes the entities met for the first time; how many, and the digest of them.

        All at once when the reading is sealed: their index is then written once and not with every block.
        """
        made = pl.concat([pl.DataFrame(schema=NEW), *self._new])
        # Where most entities are new, sorting them into the index at once beats finding a place for each.
        anew = made.height > self._known.largest
        if anew:
            db.conn.execute("DROP INDEX IF EXISTS entity_value")
        rows = made.select("id", "kind", "value", pl.col("valid").cast(pl.Int8))
        insert_many(db, "entity", rows, reading)
        if anew:
            db.conn.execute(schema.ENTITY_INDEX)
        dictionary.keep(db, reading, "entity", made)
        return made.height, evidence.rows_digest(rows)


class _Known:
    """The entities of a case, found by hash and then compared, so that a chance collision joins nobody."""

    def __init__(self, db: Database) -> None:
        rows = db.conn.execute("SELECT kind, value, id FROM entity").fetchall()
        frame = pl.DataFrame(
            rows, schema={"kind": pl.String, "value": pl.String, "id": pl.Int32}, orient="row"
        )
        hashes = _hashes(frame)
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._frame = frame[order]
        self.largest = max(frame["id"].to_list(), default=0)

    def ids(self, values: pl.DataFrame) -> npt.NDArray[np.int32]:
        """The id of each (kind, value), 0 where the case does not know it."""
        out = np.zeros(values.height, np.int32)
        if not self._frame.height:
            return out
        hashes = _hashes(values)
        at = np.searchsorted(self._hashes, hashes)
        while True:
            here = np.flatnonzero((out == 0) & (at < self._hashes.size))
            here = here[self._hashes[at[here]] == hashes[here]]
            if not here.size:
                return out
            found = self._frame[at[here]]
            asked = values[here]
            same = ((found["kind"] == asked["kind"]) & (found["value"] == asked["value"])).to_numpy()
            out[here[same]] = found["id"].to_numpy()[same]
            at[here] += 1


def _hashes(frame: pl.DataFrame) -> npt.NDArray[np.uint64]:
    hashes: npt.NDArray[np.uint64] = frame.select("kind", "value").hash_rows(seed=1).to_numpy()
    return hashes
