"""The entities a case knows already, looked up a column at a time while an import brings values."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.case.engine import Database


class KnownEntities:
    """Finds ids by hash, and compares what it found, so that a chance collision joins nobody."""

    def __init__(self, db: Database) -> None:
        rows = db.conn.execute("SELECT kind, value, id FROM entity").fetchall()
        frame = pl.DataFrame(rows, schema={"kind": pl.String, "value": pl.String, "id": pl.Int32}, orient="row")
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
